"""Runs a command beside a PostgreSQL of its own, made for it and thrown away after.

`python -m tests.postgres COMMAND …` sets DATABASE_URL and KEYS_DATABASE_URL for the command.
As root the server runs as an unprivileged user, because PostgreSQL refuses root.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_UNPRIVILEGED = ("postgres", "nobody")
_OWNER = "cairn"


def programs() -> Path | None:
    """The folder of the newest installed server's programs; None if there is no server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """A running server with two empty databases; yields the environment that names them."""
    tools = programs()
    if tools is None:
        raise SystemExit("PostgreSQL is not installed (Debian, Ubuntu: apt install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-"))
    become = _unprivileged(folder)
    cluster, log = folder / "cluster", folder / "log"
    port = _free_port()
    control = [*become, str(tools / "pg_ctl"), "-D", str(cluster), "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {_QUICK}"
    try:
        make = [*become, str(tools / "initdb"), "-D", str(cluster), "-A", "trust", "-U", _OWNER]
        _quietly([*make, "--data-checksums", "-E", "UTF8", "--locale=C.UTF-8"])
        _quietly([*control, "-l", str(log), "-o", options, "start"])
        try:
            at = f"postgresql://{_OWNER}@127.0.0.1:{port}"
            create = [str(tools / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", _OWNER]
            for name in ("cairn", "cairn_keys"):
                _quietly([*create, name])
            yield {"DATABASE_URL": f"{at}/cairn", "KEYS_DATABASE_URL": f"{at}/cairn_keys"}
        finally:
            _quietly([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unprivileged(folder: Path) -> list[str]:
    """How to run a program as someone who isn't root; gives that person the folder."""
    if os.getuid() != 0:
        return []
    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    raise SystemExit("There is no unprivileged user for PostgreSQL to run as.")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _quietly(command: Sequence[str]) -> None:
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(command, stdout=said, stderr=said, check=False, cwd="/")
        if done.returncode != 0:
            said.seek(0)
            raise SystemExit(f"{Path(command[-1]).name}: {said.read()[-2000:]}")


def main(command: Sequence[str]) -> int:
    """Run the command beside a server; its exit code is this one's."""
    with server() as where:
        return subprocess.call(command, env={**os.environ, **where})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
