"""The day calendar: unknown stays unknown, sources stand side by side, interviews need leave."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.days import CheckIn, Use
from cairn.core.days.anchors import Anchor
from cairn.core.days.looking_back import Said
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.consent.commands import withdraw
from cairn.records.consent.queries import shared_by
from cairn.records.days.calendar import (
    calendar_together,
    own_anchors,
    own_answers,
    own_calendar,
)
from cairn.records.days.commands import tell_day
from cairn.records.days.looking_back import (
    Filled,
    add_anchor,
    fill_in,
    fill_in_together,
    remove_anchor,
)
from cairn.records.days.models import Anchor as AnchorRow
from cairn.records.days.models import DayStatus
from cairn.records.days.queries import own_statuses
from cairn.records.trail.models import Line
from tests.cast import NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def back(days: int) -> date:
    return TODAY - timedelta(days=days)


def fill(
    stage: Cast, said: Said, *chosen: date, stretch: tuple[date, ...] = (), later: int = 0
) -> Filled:
    at = NOW + timedelta(minutes=later)
    return fill_in(
        by=stage.reader("Ana"), said=said, chosen=chosen, stretch=stretch, today=TODAY, at=at
    )


def together(stage: Cast, name: str, said: Said, *chosen: date, present: bool = True) -> Filled:
    return fill_in_together(
        by=stage.reader(name),
        person=stage.ana,
        present=present,
        said=said,
        chosen=chosen,
        stretch=(),
        today=TODAY,
        at=NOW,
    )


def known(stage: Cast) -> dict[date, Use]:
    return own_statuses(reader=stage.reader("Ana"), first_day=back(30), last_day=TODAY)


def tell(stage: Cast, day: date, use: Use) -> None:
    told = CheckIn(day, use=use)
    tell_day(by=stage.reader("Ana"), check_in=told, check_in_id=uuid4(), today=TODAY, at=NOW)


def test_days_are_filled_at_once_with_one_line_and_a_retry_changes_nothing(stage: Cast) -> None:
    lines = Line.objects.count()
    days = (back(1), back(2), back(4))
    assert fill(stage, Said("none"), *days) == Filled(3, 0)
    assert fill(stage, Said("none"), *days, later=1) == Filled(0, 0)
    assert DayStatus.objects.count() == 3
    assert Line.objects.count() == lines + 1
    assert known(stage) == dict.fromkeys(days, Use.NONE)


def test_what_is_not_remembered_stays_unknown(stage: Cast) -> None:
    fill(stage, Said("unknown"), back(3))
    assert known(stage) == {}
    fill(stage, Said("none"), stretch=(back(4), back(3), back(2)), later=1)
    assert known(stage) == {back(4): Use.NONE, back(2): Use.NONE}


def test_a_stretch_leaves_what_was_told_and_a_tick_does_not(stage: Cast) -> None:
    fill(stage, Said("use", "alcohol", Decimal(4), "drinks"), back(2))
    assert fill(stage, Said("none"), stretch=(back(3), back(2)), later=1) == Filled(1, 1)
    assert known(stage)[back(2)] is Use.USE
    assert fill(stage, Said("none"), back(2), later=2) == Filled(1, 0)
    assert known(stage)[back(2)] is Use.NONE
    assert DayStatus.objects.filter(day=back(2), replaced_at=None).count() == 1


def test_a_second_substance_stands_beside_the_first_with_its_own_measure(stage: Cast) -> None:
    fill(stage, Said("use", "alcohol", Decimal("2.5"), "drinks"), back(2))
    fill(stage, Said("use", "heroin", Decimal(3), "own", "bags"), back(2), later=1)
    found = own_answers(reader=stage.reader("Ana"), day=back(2))
    told = {one.substance: (one.amount, one.unit, one.own_unit) for one in found}
    assert told == {
        "any": (None, "", ""),
        "alcohol": (Decimal("2.5"), "drinks", ""),
        "heroin": (Decimal(3), "own", "bags"),
    }
    row = DayStatus.objects.get(substance="heroin")
    assert b"bags" not in bytes(row.own_unit)


def test_sources_that_differ_are_both_kept_and_shown(stage: Cast) -> None:
    tell(stage, back(2), Use.NONE)
    together(stage, "Bo", Said("use", "alcohol"), back(2))
    calendar = own_calendar(reader=stage.reader("Ana"), first_day=back(9), last_day=TODAY)
    assert calendar.disputed == {back(2)}
    assert calendar.use[back(2)] is Use.USE
    found = own_answers(reader=stage.reader("Ana"), day=back(2))
    assert {(one.source, one.status, one.told_by) for one in found} == {
        ("check-in", "none", ""),
        ("interview", "use", "Bo"),
    }


def test_an_interview_needs_the_person_there_and_their_leave(stage: Cast) -> None:
    with pytest.raises(Invalid):
        together(stage, "Bo", Said("none"), back(2), present=False)
    for name in ("Cy", "Dee", "Vic", "Lin", "Sam"):
        with pytest.raises(NotAllowed):
            together(stage, name, Said("none"), back(2))
    with pytest.raises(NotFound):
        together(stage, "Eve", Said("none"), back(2))
    assert DayStatus.objects.count() == 0


def test_leave_taken_back_ends_filling_in_together(stage: Cast) -> None:
    ana = stage.reader("Ana")
    [leave] = [
        one.id
        for one in shared_by(reader=ana, at=NOW)
        if one.data_class is DataClass.DAYS and one.purpose is Purpose.MENTORING
    ]
    withdraw(by=ana, sharing=leave, at=NOW)
    with pytest.raises(NotAllowed):
        together(stage, "Bo", Said("none"), back(2))
    with pytest.raises(NotAllowed):
        calendar_together(
            reader=stage.reader("Bo"),
            person=stage.ana,
            first_day=back(9),
            last_day=TODAY,
            at=NOW,
        )


def test_reading_together_counts_as_a_look(stage: Cast) -> None:
    bo = stage.reader("Bo")
    found = calendar_together(
        reader=bo, person=stage.ana, first_day=back(9), last_day=TODAY, at=NOW
    )
    assert found.name == "Ana"
    assert [look.subject for look in bo.looks] == [stage.ana]


def test_an_anchor_is_sealed_kept_once_and_only_its_own_person_takes_it_away(stage: Cast) -> None:
    ana, own_id = stage.reader("Ana"), uuid4()
    court = Anchor("court", back(9), back(8), "Hearing in Salem")
    for _again in range(2):
        add_anchor(by=ana, anchor=court, anchor_id=own_id, at=NOW)
    assert b"Salem" not in bytes(AnchorRow.objects.get().words)
    [line] = own_anchors(reader=ana)
    assert (line.kind, line.words) == ("court", "Hearing in Salem")
    with pytest.raises(NotFound):
        add_anchor(by=stage.reader("Bo"), anchor=court, anchor_id=own_id, at=NOW)
    with pytest.raises(NotFound):
        remove_anchor(by=stage.reader("Bo"), anchor=own_id, at=NOW)
    remove_anchor(by=ana, anchor=own_id, at=NOW)
    assert own_anchors(reader=ana) == ()


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("days_known_anchor", {"kind": "party"}),
        ("days_anchor_runs_forward", {"last_day": TODAY - timedelta(days=1)}),
    ],
)
def test_the_database_forbids_an_unknown_kind_and_days_that_run_backward(
    stage: Cast, constraint: str, wrong: dict[str, object]
) -> None:
    row = {"kind": "court", "first_day": TODAY, "last_day": TODAY, **wrong}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        AnchorRow.objects.create(person_id=stage.ana, added_at=NOW, added_by=stage.ana, **row)
