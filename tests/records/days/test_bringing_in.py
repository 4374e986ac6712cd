"""Days from elsewhere, many at once; timelines without names."""

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn, Use
from cairn.core.shared.refusals import Invalid, NotAllowed
from cairn.records.consent import commands as consent
from cairn.records.consent.queries import shared_by
from cairn.records.days.commands import (
    BroughtCheckIn,
    DayRow,
    ImportedDays,
    bring_in_check_ins,
    import_days,
    tell_day,
)
from cairn.records.days.models import DayStatus
from cairn.records.days.queries import days_shared, sharers, timelines
from cairn.records.trail.models import Line
from tests.cast import NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db
BY = machine("import")


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def rows(stage: Cast, *statuses: str) -> list[DayRow]:
    return [
        DayRow(stage.ana, TODAY - timedelta(days=back), "opioid", status)
        for back, status in enumerate(statuses)
    ]


def test_a_timeline_is_imported_once_and_a_changed_line_replaces_the_older(stage: Cast) -> None:
    before = Line.objects.count()
    sheet = rows(stage, "use", "none", "unknown")
    assert import_days(by=BY, rows=sheet, at=NOW) == ImportedDays(3, 0, 0)
    assert import_days(by=BY, rows=sheet, at=NOW) == ImportedDays(0, 0, 3)
    assert import_days(by=BY, rows=rows(stage, "none"), at=NOW) == ImportedDays(0, 1, 0)
    assert Line.objects.count() == before + 2
    assert DayStatus.objects.filter(replaced_at=None).count() == 3


@pytest.mark.parametrize("values", [{"status": "maybe"}, {"source": "check-in"}])
def test_a_line_that_cannot_be_is_refused(stage: Cast, values: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        DayRow(stage.ana, TODAY, "any", **{"status": "use", **values})


def test_only_a_machine_brings_in_days(stage: Cast) -> None:
    with pytest.raises(NotAllowed):
        import_days(by=stage.reader("Dee"), rows=rows(stage, "use"), at=NOW)
    with pytest.raises(NotAllowed):
        bring_in_check_ins(by=stage.reader("Ana"), told=[], at=NOW)


def test_check_ins_are_brought_in_once_and_imply_what_they_say(stage: Cast) -> None:
    told = [BroughtCheckIn(stage.ana, CheckIn(TODAY, use=Use.NONE, note="hello"), NOW)]
    assert bring_in_check_ins(by=BY, told=told, at=NOW) == 1
    assert bring_in_check_ins(by=BY, told=told, at=NOW) == 0
    import_days(by=BY, rows=rows(stage, "use", "none"), at=NOW)
    found = timelines(
        reader=stage.reader("Vic"), first_day=TODAY - timedelta(days=2), last_day=TODAY, at=NOW
    )
    assert len(found.codes) == 1
    assert str(stage.ana) not in found.codes
    assert found.status["any"].dtype == np.int8
    assert found.status["any"].tolist() == [[-1, -1, 0]]
    assert found.status["opioid"].tolist() == [[-1, 0, 1]]
    assert found.by_source["check-in"]["opioid"].tolist() == [[-1, -1, 0]]


def test_figures_are_for_those_who_evaluate_and_only_of_their_program(stage: Cast) -> None:
    span = {"first_day": TODAY, "last_day": TODAY, "at": NOW}
    assert timelines(reader=stage.reader("Eve"), **span).codes == ()  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        timelines(reader=stage.reader("Bo"), **span)  # type: ignore[arg-type]


def seen_by(stage: Cast, name: str) -> bool:
    reader = stage.reader(name)
    span = {"first_day": TODAY, "last_day": TODAY, "at": NOW}
    return stage.ana in days_shared(reader=reader, people=[stage.ana], **span)  # type: ignore[arg-type]


def test_days_are_read_with_leave_and_not_a_moment_longer(stage: Cast) -> None:
    assert [name for name in stage.people if seen_by(stage, name)] == ["Ana", "Bo"]
    ana = stage.reader("Ana")
    for leave in shared_by(reader=ana, at=NOW):
        consent.withdraw(by=ana, sharing=leave.id, at=NOW)
    assert [name for name in stage.people if seen_by(stage, name)] == ["Ana"]


FITTING = {"Cy": Purpose.SUPERVISION, "Lin": Purpose.CARE, "Sam": Purpose.SUPPORT}


@pytest.mark.parametrize("name", ["Cy", "Dee", "Vic", "Lin", "Sam"])
@pytest.mark.parametrize("purpose", list(Purpose))
def test_leave_reaches_only_those_whom_the_table_names(
    stage: Cast, purpose: Purpose, name: str
) -> None:
    consent.share(
        by=stage.reader("Ana"),
        recipient=stage.people[name],
        data_class=DataClass.DAYS,
        purpose=purpose,
        at=NOW,
    )
    assert seen_by(stage, name) is (FITTING.get(name) is purpose)


def test_leave_from_a_day_on_shows_nothing_earlier(stage: Cast) -> None:
    for back in (0, 5):
        day = TODAY - timedelta(days=back)
        tell_day(
            by=stage.reader("Ana"),
            check_in=CheckIn(day, use=Use.NONE, note=f"{back} days back"),
            check_in_id=uuid4(),
            today=TODAY,
            at=NOW,
        )
    consent.share(
        by=stage.reader("Ana"),
        recipient=stage.sam,
        data_class=DataClass.DAYS,
        purpose=Purpose.SUPPORT,
        first_day=TODAY,
        at=NOW,
    )
    sam = stage.reader("Sam")
    assert [one.name for one in sharers(reader=sam, at=NOW)] == ["Ana"]
    shared = days_shared(
        reader=sam, people=[stage.ana], first_day=TODAY - timedelta(days=9), last_day=TODAY, at=NOW
    )[stage.ana]
    assert list(shared.statuses) == [TODAY]
    assert [one.day for one in shared.check_ins] == [TODAY]
