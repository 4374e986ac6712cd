"""Every act says who does it and when; no act reads a clock."""

import importlib
import inspect
from pathlib import Path
from typing import Any

import pytest

import cairn.records

SOURCE = Path(cairn.records.__path__[0]).parent

UNSIGNED = {
    "cairn.records.people.commands.credentials": "checks and hashes, writes nothing",
    "cairn.records.programs.commands.open_first_door": "signed by the first start itself",
    "cairn.records.programs.commands.first_door_stands": "asks, writes nothing",
}
"""Functions of a commands module that aren't acts, each with its reason."""


MODULES = sorted(
    ".".join(("cairn", *path.relative_to(SOURCE).with_suffix("").parts))
    for path in (SOURCE / "records").rglob("*.py")
    if "migrations" not in path.parts and path.stem not in {"__init__", "apps", "models"}
)


def acts() -> list[tuple[str, Any]]:
    """Every public function of a commands module, and whatever else in `records` takes `by`."""
    found = []
    for name in MODULES:
        module = importlib.import_module(name)
        for word, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == name and not word.startswith("_")
            signed = "by" in inspect.signature(function).parameters
            if own and (name.endswith(".commands") or signed):
                found.append((f"{name}.{word}", function))
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


@pytest.mark.parametrize("name", MODULES)
def test_nothing_on_the_first_floor_reads_a_clock(name: str) -> None:
    source = Path(str(importlib.import_module(name).__file__)).read_text()
    for clock in ("timezone.now", "datetime.now", "date.today", "localdate", "time.time"):
        assert clock not in source, f"{name} reads a clock: take `at`"
