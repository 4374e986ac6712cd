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
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
_STARTS = 50
_UNPRIVILEGED = ("postgres", "nobody")
SUPERUSER, _OWNER = "postgres", "cairn"
"""Who makes the cluster, and who owns the databases: an ordinary role, whom the policies bind."""


def programs() -> Path | None:
    """The folder of the newest installed server's programs; None if there is no server."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(debian, key=lambda path: float(path.parts[-3]), default=None)
    return newest.parent if newest else None


@dataclass(frozen=True)
class Cluster:
    """A server of one's own: where its databases are, and how to start it and look after it."""

    environment: dict[str, str]
    folder: Path
    port: int
    _start: Sequence[str]

    def start(self) -> None:
        """Start the server, also after it was ended harshly; returns when it answers.

        It refuses while a process of the one before still holds its memory.
        """
        for _ in range(_STARTS):
            with suppress(SystemExit):
                return _quietly(self._start)
            threading.Event().wait(0.2)
        return _quietly(self._start)

    def server_process(self) -> int:
        """The process that all others of the server belong to."""
        return int((self.folder / "cluster" / "postmaster.pid").read_text().split()[0])


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """A running server with two empty databases; `durable` flushes to the disk as in real use."""
    tools = programs()
    if tools is None:
        raise SystemExit("PostgreSQL is not installed (Debian, Ubuntu: apt install postgresql).")
    folder = Path(tempfile.mkdtemp(prefix="cairn-pg-"))
    become = _unprivileged(folder)
    data, log = folder / "cluster", folder / "log"
    port = _free_port()
    control = [*become, str(tools / "pg_ctl"), "-D", str(data), "-w"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {'' if durable else _QUICK}"
    try:
        make = [*become, str(tools / "initdb"), "-D", str(data), "-A", "trust", "-U", SUPERUSER]
        _quietly([*make, "--data-checksums", "-E", "UTF8", "--locale=C.UTF-8"])
        at = f"postgresql://{_OWNER}@127.0.0.1:{port}"
        found = Cluster(
            {"DATABASE_URL": f"{at}/cairn", "KEYS_DATABASE_URL": f"{at}/cairn_keys"},
            folder,
            port,
            [*control, "-l", str(log), "-o", options, "start"],
        )
        try:
            found.start()
            here = ["-h", "127.0.0.1", "-p", str(port), "-U", SUPERUSER]
            _quietly([str(tools / "createuser"), *here, "--createdb", _OWNER])
            for name in ("cairn", "cairn_keys"):
                _quietly([str(tools / "createdb"), *here, f"--owner={_OWNER}", name])
            yield found
        finally:
            _quietly([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server() -> Iterator[dict[str, str]]:
    """A running server with two empty databases; yields the environment that names them."""
    with cluster() as found:
        yield found.environment


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
