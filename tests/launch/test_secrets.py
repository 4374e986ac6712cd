"""G28: no secret in a command line, in the surroundings of what Cairn starts, in a log or a core."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.exchange.cli.handing import SECRETS, WHERE, without_secrets
from tests.faults.house import running_house
from tests.launch.test_command import surroundings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

PASSWORD = "pa55-of-the-database"
FAR = f"postgresql://cairn:{PASSWORD}@127.0.0.1:9/cairn"


def test_no_secret_can_be_read_off_a_running_server_g28(tmp_path: Path) -> None:
    with running_house(tmp_path, {}) as house:
        kept = json.loads((tmp_path / "keys" / "vault.json").read_text())
        secrets = [house.environment["CAIRN_SECRET_KEY"], kept["index"], *kept["epochs"].values()]
        top, *children = house.processes()
        assert len(children) >= 4, "the web server, its two, and the worker"
        for process in (top, *children):
            folder = Path("/proc", str(process))
            listed = (folder / "cmdline").read_text()
            if process != top:
                # What the operator gave the first process is the operator's; it goes no further.
                listed += (folder / "environ").read_text()
            assert not [secret for secret in secrets if secret in listed]
            assert "Max core file size        0 " in (folder / "limits").read_text()
        assert not [secret for secret in secrets if secret in house.said()]


def test_secrets_are_handed_on_in_memory() -> None:
    given = {"PATH": "/bin", "CAIRN_SECRET_KEY": "s", "DATABASE_URL": FAR}
    handed = without_secrets(given)
    assert not set(SECRETS) & set(handed)
    assert json.loads(Path(handed[WHERE]).read_text()) == {
        "CAIRN_SECRET_KEY": "s",
        "DATABASE_URL": FAR,
    }
    assert without_secrets({"PATH": "/bin"}) == {"PATH": "/bin"}


@pytest.mark.parametrize("words", [("doctor",), ("backup", "nowhere/file"), ("work", "--once")])
def test_no_fault_prints_the_password_of_a_database(words: tuple[str, ...], tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "cairn.config.command", *words],
        env=surroundings(
            CAIRN_DATA=str(tmp_path), DATABASE_URL=FAR, KEYS_DATABASE_URL=FAR.replace("9/", "8/")
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode != 0
    assert PASSWORD not in said.stdout + said.stderr


def test_a_child_whose_parent_is_gone_says_so(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "cairn.config.command", "work", "--once"],
        env=surroundings(CAIRN_DATA=str(tmp_path), CAIRN_HANDED=str(tmp_path / "gone")),
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 2
    assert "start Cairn anew" in said.stderr
