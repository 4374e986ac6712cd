"""The root script makes Cairn's environment, mends it, and hands over; here with an empty lock."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
PROGRESS = Path("src/cairn/exchange/cli/progress.py")
ECHO = "import sys\nprint('handed over', *sys.argv[1:])\nprint('in', sys.prefix)\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that needs no packages and whose command repeats what it was given."""
    shutil.copy(HOUSE / "cairn", tmp_path / "cairn")
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / lock).write_text(f"# {lock}: nothing\n")
    for package in ("cairn", "cairn/config", "cairn/exchange", "cairn/exchange/cli"):
        (tmp_path / "src" / package).mkdir(parents=True)
        (tmp_path / "src" / package / "__init__.py").touch()
    shutil.copy(HOUSE / PROGRESS, tmp_path / PROGRESS)
    (tmp_path / "src/cairn/config/command.py").write_text(ECHO)
    return tmp_path


def start(
    checkout: Path, *words: str, path: str = "/nowhere", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(checkout / "cairn"), *words],
        env={"HOME": str(checkout), "PATH": path, **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_first_start_makes_the_environment_and_a_later_one_is_silent(checkout: Path) -> None:
    first = start(checkout, "match", "a b", "--out", "c")
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines() == ["handed over match a b --out c", f"in {checkout}/.venv"]
    assert "done in" in first.stderr

    began = time.monotonic()
    later = start(checkout, "up")
    assert (later.stdout.splitlines()[0], later.stderr) == ("handed over up", "")
    assert time.monotonic() - began < 5


def test_a_changed_lock_is_installed_again(checkout: Path) -> None:
    start(checkout, "up")
    (checkout / "requirements.lock").write_text("# something newer\n")
    assert "Fetching" in start(checkout, "up").stderr
    assert start(checkout, "up").stderr == ""


def test_the_tools_come_only_when_they_are_needed(checkout: Path) -> None:
    start(checkout, "up")
    assert "Fetching" in start(checkout, "test").stderr
    assert start(checkout, "up").stderr == ""


def test_an_environment_left_half_made_is_thrown_away(checkout: Path) -> None:
    litter = checkout / ".venv" / "bin" / "half-written"
    litter.parent.mkdir(parents=True)
    litter.write_text("")
    (checkout / ".venv" / "cairn.stamp").write_text("making\n")
    mended = start(checkout, "up")
    assert mended.stdout.startswith("handed over up"), mended.stderr
    assert not litter.exists()


def test_an_interrupted_start_says_so_and_the_next_one_mends_it(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("--find-links /nowhere\n")
    bin_folder = checkout / "bin"
    bin_folder.mkdir()
    slow = bin_folder / "uv"
    slow.write_text("#!/bin/sh\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    running = subprocess.Popen(
        [sys.executable, str(checkout / "cairn"), "up"],
        env={"HOME": str(checkout), "PATH": str(bin_folder)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    while not (checkout / ".venv" / "cairn.stamp").exists():
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    said = running.communicate()[1]
    assert running.returncode == 130
    assert "Run the same command again" in said
    assert "Traceback" not in said
    (checkout / "requirements.lock").write_text("# nothing\n")
    assert start(checkout, "up").stdout.startswith("handed over up")


def test_where_uv_fails_pip_takes_over(checkout: Path) -> None:
    bin_folder = checkout / "bin"
    bin_folder.mkdir()
    broken = bin_folder / "uv"
    broken.write_text("#!/bin/sh\necho no route >&2\nexit 1\n")
    broken.chmod(0o755)
    started = start(checkout, "up", path=str(bin_folder))
    assert "uv said: no route" in started.stderr
    assert started.stdout.startswith("handed over up")


def without(checkout: Path, *modules: str) -> dict[str, str]:
    """Surroundings in which Python seems to lack `modules`, as on a bare Debian."""
    folder = checkout / "hide"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import importlib.util as u\n"
        "find = u.find_spec\n"
        f"u.find_spec = lambda name, *more: None if name in {modules!r} else find(name, *more)\n"
    )
    return {"PYTHONPATH": str(folder)}


def test_without_venv_it_installs_into_a_folder(checkout: Path) -> None:
    started = start(checkout, "up", **without(checkout, "ensurepip"))
    assert started.stdout.startswith("handed over up"), started.stderr
    assert (checkout / ".deps" / "cairn.stamp").exists()
    assert not (checkout / ".venv").exists()
    assert start(checkout, "up").stderr == ""


def test_without_pip_one_line_says_what_to_install(checkout: Path) -> None:
    started = start(checkout, "up", **without(checkout, "ensurepip", "pip"))
    assert started.returncode == 2
    assert len(started.stderr.splitlines()) == 1
    assert "python3-pip" in started.stderr


def test_a_failed_fetch_says_what_the_tool_said(checkout: Path) -> None:
    (checkout / "requirements.lock").write_text("no-such-thing==1 --hash=sha256:" + "0" * 64)
    started = start(checkout, "up", PIP_NO_INDEX="1")
    assert started.returncode == 2
    assert "Is there a network?" in started.stderr
    assert "Traceback" not in started.stderr


def test_python_is_the_environments_own(checkout: Path) -> None:
    started = start(checkout, "python", "-c", "import cairn, sys; print(sys.prefix)")
    assert started.stdout.strip() == f"{checkout}/.venv"
