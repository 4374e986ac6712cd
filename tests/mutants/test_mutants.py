"""The tests notice when a rule of access is wrong: 95 of 100 changed versions fail some test (G2)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.__main__ import EQUIVALENT, HOUSE, SOURCE, TARGETS
from tests.mutants.changes import mutants

SMALL = """
def may_see(reader, row):
    if not reader.roles:
        raise NotFound
    ask(READ, reader)
    rows = Row.objects.filter(person=row, program=reader.program)
    return [one for one in rows if one.open and one.at <= reader.now] or all(rows)
"""


def test_each_mutant_is_one_change_that_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "small.py"
    file.write_text(SMALL)
    made = list(mutants(file))
    unchanged = ast.unparse(ast.parse(SMALL))
    assert len({one.source for one in made}) == len(made)
    assert unchanged not in {one.source for one in made}
    told = "\n".join(one.what for one in made)
    for way in ("negate", "drop not", "do not raise", "skip", "drop .filter()", "turn"):
        assert way in told
    for way in ("drop from .filter", "swap and/or", "drop clause", "drop if", "swap any/all"):
        assert way in told


def test_mutants_are_made_of_every_file_that_decides_who_sees_what() -> None:
    made = {name: list(mutants(SOURCE / "cairn" / name)) for name in TARGETS}
    assert sum(map(len, made.values())) > 200
    assert min(map(len, made.values())) > 10
    whats = {one.what for listed in made.values() for one in listed}
    assert set(EQUIVALENT) <= whats, "a change that is excused can still be made"
    for tests in TARGETS.values():
        assert all((HOUSE / path).exists() for path in tests)


@pytest.mark.deep
def test_mutants_g2_the_tests_notice_ninety_five_of_a_hundred(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with capfd.disabled():
        done = subprocess.run([sys.executable, "-m", "tests.mutants"], cwd=HOUSE, check=False)
    assert done.returncode == 0
