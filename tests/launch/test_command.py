"""The command finds its way, and what runs for real refuses to start weakly."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60


def surroundings(**more: str) -> dict[str, str]:
    ours = ("CAIRN_", "DATABASE_URL", "KEYS_DATABASE_URL", "DJANGO_")
    free = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**free, "PYTHONPATH": str(HOUSE / "src"), **more}


def cairn(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cairn.config.command", *words],
        env=surroundings(**more),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(*words: str, **more: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "cairn.config.command", *words],
        env=surroundings(**more),
        stdout=subprocess.PIPE,
        text=True,
    )


def heard(running: "subprocess.Popen[str]", beginning: str) -> list[str]:
    """The lines up to and with the one that begins so."""
    lines: list[str] = []
    assert running.stdout is not None
    watchdog = threading.Timer(PATIENCE_SECONDS, running.terminate)
    watchdog.start()
    try:
        for line in running.stdout:
            lines.append(line.strip())
            if line.startswith(beginning):
                return lines
    finally:
        watchdog.cancel()
    raise AssertionError(f"ended without “{beginning}”: {lines}")


def children_of(pid: int) -> dict[int, str]:
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            if parent == pid:
                found[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def test_an_unknown_command_is_answered_with_the_known_ones() -> None:
    said = cairn("dance")
    assert said.returncode == 2
    assert "no command “dance”" in said.stderr
    assert "doctor" in said.stderr
    assert cairn().returncode == 0


def test_a_busy_port_is_one_kind_line(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        said = cairn("up", "--port", str(port), "--data", str(tmp_path / "data"))
    assert said.returncode == 2
    assert len(said.stderr.splitlines()) == 1
    assert f"--port {port + 1}" in said.stderr
    assert not (tmp_path / "data").exists()


def test_serve_refuses_what_is_weak_and_names_all_of_it() -> None:
    said = cairn("serve", CAIRN_DEBUG="yes")
    assert said.returncode == 2
    for name in ("CAIRN_SECRET_KEY", "CAIRN_DEBUG", "CAIRN_VAULT_KEY_FILE", "CAIRN_HOSTS"):
        assert name in said.stderr
    assert "Traceback" not in said.stderr


def test_keys_are_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "vault.json"
    assert cairn("keys", str(file)).returncode == 0
    made = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(json.loads(made)) == {"epochs", "index"}
    again = cairn("keys", str(file))
    assert again.returncode == 2
    assert file.read_text() == made


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", int, Path]]:
    data, port = tmp_path / "data", free_port()
    running = started("up", "--empty", "--port", str(port), f"--data={data}")
    heard(running, f"Cairn is ready at http://127.0.0.1:{port}")
    yield running, port, data
    running.kill()
    running.wait()
    assert running.stdout is not None
    running.stdout.close()


def test_up_serves_stands_up_again_and_stops_cleanly(
    demo: tuple["subprocess.Popen[str]", int, Path],
) -> None:
    running, port, data = demo
    assert answers(port)
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert not [p for p in data.rglob("*") if p.is_file() and p.stat().st_mode & 0o077]

    before = children_of(running.pid)
    web = next(pid for pid, command in before.items() if "granian" in command)
    os.kill(web, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        now = children_of(running.pid)
        if web not in now and any("granian" in c for c in now.values()) and answers(port):
            break
        time.sleep(0.1)
    else:
        pytest.fail("the web server did not come back")

    last = children_of(running.pid)
    running.terminate()
    assert running.wait(PATIENCE_SECONDS) == 0
    assert not [pid for pid in last if Path(f"/proc/{pid}").exists()]
    assert not answers(port)


def test_the_doctor_finds_the_demo_well_and_an_open_folder_not(
    demo: tuple["subprocess.Popen[str]", int, Path],
) -> None:
    _running, _port, data = demo
    well = cairn("doctor", "--data", str(data))
    assert well.returncode == 0, well.stdout + well.stderr
    assert "trail is whole" in well.stdout
    data.chmod(0o755)
    worse = cairn("doctor", "--data", str(data))
    assert worse.returncode == 1
    assert "chmod 700" in worse.stdout


def test_serve_opens_the_first_door_on_an_empty_start(tmp_path: Path) -> None:
    keys, port = tmp_path / "keys" / "vault.json", free_port()
    cairn("keys", str(keys))
    running = started(
        "serve",
        f"--port={port}",
        f"--data={tmp_path / 'data'}",
        CAIRN_SECRET_KEY="abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFG",
        CAIRN_VAULT_KEY_FILE=str(keys),
        CAIRN_HOSTS="cairn.example",
    )
    try:
        lines = heard(running, "Cairn is ready at")
        assert lines[0].startswith("Make the first program: https://cairn.example/first/")
        running.terminate()
        assert running.wait(PATIENCE_SECONDS) == 0
    finally:
        running.kill()
        running.communicate()
