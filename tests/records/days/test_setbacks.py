"""A setback: the rest of the day stays, nobody is alerted, and for a day it can be undone."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from cairn.core.days import CheckIn, Use
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.days.commands import tell_day
from cairn.records.days.queries import own_day, own_newest, own_statuses, signals
from cairn.records.days.setbacks import take_back, tell_setback
from cairn.records.mentorships.queries import running_of
from tests.cast import NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def setback(stage: Cast, *, ago: int = 0, later: timedelta = MINUTE) -> UUID:
    return tell_setback(
        by=stage.reader("Ana"),
        day=TODAY - timedelta(days=ago),
        check_in_id=uuid4(),
        today=TODAY,
        at=NOW + later,
    )


def test_what_was_told_of_the_day_stays(stage: Cast) -> None:
    told = CheckIn(TODAY, mood=4, use=Use.NONE, craving=3, sleep=2, note="By the river")
    ana = stage.reader("Ana")
    tell_day(by=ana, check_in=told, check_in_id=uuid4(), today=TODAY, at=NOW)
    setback(stage)
    now = own_day(reader=ana, day=TODAY)
    assert now is not None
    assert (now.mood, now.use, now.craving, now.sleep, now.note) == (
        4,
        Use.USE,
        3,
        2,
        "By the river",
    )


def test_nothing_in_it_puts_anyone_on_a_list(stage: Cast) -> None:
    setback(stage)
    pairs = running_of([stage.ana], program=stage.program, at=NOW)
    seen = signals(reader=stage.reader("Bo"), pairs=pairs, today=TODAY, at=NOW)
    [day] = seen[stage.ana]
    assert (day.mood, day.craving, day.wants_call) == (None, None, False)


def test_only_today_and_yesterday_can_be_told_so(stage: Cast) -> None:
    setback(stage, ago=1)
    for ago in (2, -1):
        with pytest.raises(Invalid):
            setback(stage, ago=ago)


def test_undone_what_was_said_before_holds_again(stage: Cast) -> None:
    ana = stage.reader("Ana")
    told = CheckIn(TODAY, mood=4, use=Use.NONE, substances={"nicotine": Use.USE}, note="Calm")
    tell_day(by=ana, check_in=told, check_in_id=uuid4(), today=TODAY, at=NOW)
    kept = setback(stage)
    assert take_back(by=ana, check_in=kept, at=NOW + timedelta(hours=24)) == TODAY
    now = own_day(reader=ana, day=TODAY)
    assert now is not None
    assert (now.mood, now.use, now.substances, now.note) == (4, Use.NONE, ("nicotine",), "Calm")
    assert own_newest(reader=ana, check_in=kept) is None


def test_undone_without_an_earlier_answer_the_day_is_unknown_again(stage: Cast) -> None:
    ana = stage.reader("Ana")
    kept = setback(stage)
    take_back(by=ana, check_in=kept, at=NOW + 2 * MINUTE)
    assert own_statuses(reader=ana, first_day=TODAY, last_day=TODAY) == {}
    assert own_day(reader=ana, day=TODAY) is None
    with pytest.raises(NotFound):
        take_back(by=ana, check_in=kept, at=NOW + 3 * MINUTE)


def test_after_a_day_or_for_someone_else_there_is_no_undo(stage: Cast) -> None:
    kept = setback(stage)
    with pytest.raises(Invalid):
        take_back(by=stage.reader("Ana"), check_in=kept, at=NOW + timedelta(hours=24, minutes=2))
    for name in ("Bo", "Dee", "Eve"):
        with pytest.raises(NotFound):
            take_back(by=stage.reader(name), check_in=kept, at=NOW + 2 * MINUTE)
