"""A program's own help lines: dated, added and ended by its coordinator."""

from datetime import timedelta

import pytest

from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.safety import commands as safety
from cairn.records.safety.models import ProgramLine
from cairn.records.safety.queries import program_lines
from cairn.records.trail.models import Line
from tests import cast
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db

LINE = {
    "name": " Riverside on call ",
    "number": "(555) 010-2030",
    "hours": "every evening",
    "checked_on": TODAY,
    "today": TODAY,
    "at": NOW,
}


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


def test_a_line_stands_until_it_is_ended(stage: Cast) -> None:
    dee = stage.reader("Dee")
    line = safety.add_line(by=dee, **LINE)
    [shown] = program_lines(stage.program)
    assert (shown.name, shown.number, shown.checked_on) == (
        "Riverside on call",
        "(555) 010-2030",
        TODAY,
    )
    assert program_lines(stage.elsewhere) == []
    safety.end_line(by=dee, line=line, at=NOW)
    assert program_lines(stage.program) == []
    assert ProgramLine.objects.count() == 1, "what stood is not forgotten"
    acts = list(Line.objects.order_by("-seq").values_list("act", flat=True)[:2])
    assert acts == ["help_line.ended", "help_line.added"]
    with pytest.raises(NotFound):
        safety.end_line(by=dee, line=line, at=NOW)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"number": "call us"}, "number"),
        ({"checked_on": TODAY + timedelta(days=1)}, "checked_on"),
    ],
)
def test_a_line_that_helps_nobody_is_refused(stage: Cast, wrong: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        safety.add_line(by=stage.reader("Dee"), **{**LINE, **wrong})
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_others_neither_add_nor_end_a_line(stage: Cast, name: str) -> None:
    line = safety.add_line(by=stage.reader("Dee"), **LINE)
    with pytest.raises(NotAllowed):
        safety.add_line(by=stage.reader(name), **LINE)
    with pytest.raises(NotAllowed):
        safety.end_line(by=stage.reader(name), line=line, at=NOW)


def test_eve_ends_no_line_of_another_program(stage: Cast) -> None:
    line = safety.add_line(by=stage.reader("Dee"), **LINE)
    with pytest.raises(NotFound):
        safety.end_line(by=stage.reader("Eve"), line=line, at=NOW)
