"""What every test gets: both databases, one moment called now, no way out to a network."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

from cairn.config.environment import Environment
from cairn.core.vault.sealing import VaultKeys
from cairn.records.scope import Wide, wide
from cairn.records.vault.keyring import forget_program_keys
from tests.cast import NOW
from tests.settings import CAIRN

hypothesis_settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.register_profile("deep", deadline=None, max_examples=2000)
hypothesis_settings.load_profile("ci")

_KEYS = VaultKeys({1: b"e" * 32}, b"i" * 32)
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_seconds: dict[str, float] = {}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="also what costs hours or reads a clock")


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--deep"):
        hypothesis_settings.load_profile("deep")
    if not CAIRN.vault_key_file.exists():
        CAIRN.keep_vault_keys(_KEYS)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.path.parts:
            item.add_marker(pytest.mark.e2e)
        _give_both_databases(item)
        if item.get_closest_marker("deep") and not config.getoption("--deep"):
            item.add_marker(pytest.mark.skip(reason="only with --deep"))


def _give_both_databases(item: pytest.Item) -> None:
    """People's keys live apart, so a test with a database always has both."""
    for mark in item.iter_markers("django_db"):
        mark.kwargs.setdefault("databases", ["default", "keys"])
    wants = set(getattr(item, "fixturenames", ()))
    if wants & {"db", "transactional_db", "live_server"} and not item.get_closest_marker(
        "django_db"
    ):
        lasting = bool(wants & {"transactional_db", "live_server"})
        item.add_marker(pytest.mark.django_db(databases=["default", "keys"], transaction=lasting))


@pytest.fixture
def now() -> datetime:
    """The moment at which tests happen unless they say otherwise."""
    return NOW


@pytest.fixture
def own_keys(settings: Any, tmp_path: Path) -> Iterator[Environment]:
    """A data folder and key file of the test's own, to roll, lose or damage."""
    mine = replace(CAIRN, data=tmp_path, vault_key_file=tmp_path / "secrets" / "vault.json")
    mine.keep_vault_keys(_KEYS)
    settings.CAIRN = mine
    forget_program_keys()
    yield mine
    forget_program_keys()


@pytest.fixture(autouse=True, scope="session")
def every_row_in_reach() -> Iterator[None]:
    """A test reaches all rows unless it says otherwise; the pages that it opens say so."""
    with wide(Wide.TESTS):
        yield


@pytest.fixture(autouse=True, scope="session")
def no_way_out() -> Iterator[None]:
    """A test that reaches for another machine fails, so nothing depends on a network."""
    free = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else None
        if self.family != socket.AF_UNIX and host not in _LOOPBACK:
            raise AssertionError(f"a test reached for {host}")
        free(self, address)  # type: ignore[arg-type]

    socket.socket.connect = connect  # type: ignore[method-assign, assignment]
    yield
    socket.socket.connect = free  # type: ignore[method-assign]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    parts = Path(report.nodeid.split("::")[0]).parts
    folder = "/".join(parts[:-1][:3]) or "."
    _seconds[folder] = _seconds.get(folder, 0.0) + report.duration


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("minutes per folder")
    for folder, spent in sorted(_seconds.items(), key=lambda item: -item[1]):
        terminalreporter.write_line(f"{spent / 60:6.2f}  {folder}")
