"""Every act says who does it and when; no act reads a clock."""

import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest

import cairn.records

ROOMS = sorted(path.parent.name for path in Path(cairn.records.__path__[0]).glob("*/commands.py"))

UNSIGNED = {
    "cairn.records.people.commands.credentials": "checks and hashes, writes nothing",
    "cairn.records.programs.commands.open_first_door": "signed by the first start itself",
    "cairn.records.programs.commands.first_door_stands": "asks, writes nothing",
}
"""Functions of a commands module that aren't acts, each with its reason."""


def acts() -> list[tuple[str, Any]]:
    found = []
    for room in ROOMS:
        module = importlib.import_module(f"cairn.records.{room}.commands")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                found.append((f"{module.__name__}.{name}", function))
    return found


@pytest.mark.parametrize(("name", "act"), [pytest.param(n, f, id=n) for n, f in acts()])
def test_every_command_takes_by_and_at_by_name(name: str, act: Any) -> None:
    if name in UNSIGNED:
        return
    parameters = inspect.signature(act).parameters
    for wanted in ("by", "at"):
        assert wanted in parameters, f"{name} must say `{wanted}`"
        assert parameters[wanted].kind is inspect.Parameter.KEYWORD_ONLY


def test_the_list_of_unsigned_functions_is_not_stale() -> None:
    assert set(UNSIGNED) <= {name for name, _ in acts()}


@pytest.mark.parametrize("room", ROOMS)
def test_no_command_or_query_reads_a_clock(room: str) -> None:
    folder = Path(cairn.records.__path__[0]) / room
    for part in ("commands.py", "queries.py"):
        source = (folder / part).read_text() if (folder / part).exists() else ""
        for clock in ("timezone.now", "datetime.now", "date.today", "localdate", "time.time"):
            assert clock not in source, f"{room}/{part} reads a clock: take `at`"
