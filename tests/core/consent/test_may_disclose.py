"""Leave: deny by default, for one person, one part, one purpose, from a moment to a moment."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cairn.core.consent.leaves import (
    DUTIES,
    DataClass,
    Ground,
    Leave,
    Purpose,
    Recipient,
    Relation,
    may_disclose,
)
from cairn.core.people.roles import Role

ANA, BO, EVE = (UUID(int=n) for n in (1, 2, 3))
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

moments = st.integers(-5000, 5000).map(lambda minutes: NOON + timedelta(minutes=minutes))
people = st.sampled_from([ANA, BO, EVE])
recipients = st.builds(
    Recipient,
    person=people,
    roles=st.frozensets(st.sampled_from(Role)),
    relations=st.frozensets(st.sampled_from(Relation)),
)
leaves = st.builds(
    Leave,
    giver=people,
    recipient=people,
    data_class=st.sampled_from(DataClass),
    purpose=st.sampled_from(Purpose),
    since=moments,
    until=st.none() | moments,
    withdrawn_at=st.none() | moments,
    first_day=st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
asked = st.tuples(st.sampled_from(DataClass), recipients, st.sampled_from(Purpose), moments)


def bare(recipient: Recipient) -> Recipient:
    """The same person without any role or relation: only leave can speak for them."""
    return Recipient(recipient.person)


@given(asked, st.lists(leaves, max_size=6))
def test_whoever_is_let_see_stands_on_their_own_a_duty_or_a_fitting_leave(question, given_) -> None:
    part, recipient, purpose, at = question
    answer = may_disclose(part, recipient, purpose, at, giver=ANA, leaves=given_)
    fitting = [
        leave
        for leave in given_
        if (leave.giver, leave.recipient) == (ANA, recipient.person)
        and (leave.data_class, leave.purpose) == (part, purpose)
        and leave.since <= at
        and not (leave.until is not None and leave.until <= at)
        and not (leave.withdrawn_at is not None and leave.withdrawn_at <= at)
    ]
    bound = any(
        duty.role in recipient.roles
        and duty.relation in recipient.relations
        and duty.purpose is purpose
        and part in duty.data_classes
        for duty in DUTIES
    )
    own = recipient.person == ANA
    assert answer.allowed == (own or bound or bool(fitting))
    if answer.ground is Ground.LEAVE:
        assert fitting
    assert answer.allowed == (answer.ground is not Ground.NONE)


@given(asked, st.lists(leaves, min_size=1, max_size=6), st.integers(0, 100_000))
def test_withdrawn_leave_never_reveals(question, given_, seconds) -> None:
    part, recipient, purpose, at = question
    assume(recipient.person != ANA)
    gone = at - timedelta(seconds=seconds)
    taken_back = [
        Leave(one.giver, one.recipient, one.data_class, one.purpose, one.since, one.until, gone)
        for one in given_
    ]
    answer = may_disclose(part, bare(recipient), purpose, at, giver=ANA, leaves=taken_back)
    assert not answer.allowed


@given(leaves, st.sampled_from(Purpose), moments)
def test_leave_for_one_purpose_is_none_for_another(leave, purpose, at) -> None:
    assume(purpose is not leave.purpose and leave.giver != leave.recipient)
    answer = may_disclose(
        leave.data_class, Recipient(leave.recipient), purpose, at, giver=leave.giver, leaves=[leave]
    )
    assert not answer.allowed


@given(leaves, st.sampled_from(DataClass), moments)
def test_leave_for_one_part_is_none_for_another(leave, part, at) -> None:
    assume(part is not leave.data_class and leave.giver != leave.recipient)
    answer = may_disclose(
        part, Recipient(leave.recipient), leave.purpose, at, giver=leave.giver, leaves=[leave]
    )
    assert not answer.allowed


@given(leaves, moments)
def test_leave_to_one_is_none_to_another(leave, at) -> None:
    stranger = UUID(int=9)
    answer = may_disclose(
        leave.data_class, Recipient(stranger), leave.purpose, at, giver=leave.giver, leaves=[leave]
    )
    assert not answer.allowed


@given(asked, st.lists(leaves, max_size=4), leaves)
def test_more_leave_never_shows_less(question, given_, more) -> None:
    part, recipient, purpose, at = question
    before = may_disclose(part, recipient, purpose, at, giver=ANA, leaves=given_)
    after = may_disclose(part, recipient, purpose, at, giver=ANA, leaves=[*given_, more])
    assert after.allowed or not before.allowed


def test_taking_back_counts_from_that_very_moment() -> None:
    leave = Leave(ANA, BO, DataClass.DAYS, Purpose.MENTORING, NOON, withdrawn_at=NOON)
    assert not leave.holds(NOON)
    later = Leave(
        ANA, BO, DataClass.DAYS, Purpose.MENTORING, NOON, withdrawn_at=NOON + timedelta(seconds=1)
    )
    assert later.holds(NOON)
    assert not later.holds(NOON + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("days", "bound"),
    [
        ([date(2026, 3, 1)], date(2026, 3, 1)),
        ([date(2026, 3, 1), date(2026, 2, 1)], date(2026, 2, 1)),
        ([date(2026, 3, 1), None], None),
    ],
)
def test_the_widest_of_several_leaves_bounds_the_days(
    days: list[date | None], bound: date | None
) -> None:
    given_ = [
        Leave(ANA, BO, DataClass.DAYS, Purpose.MENTORING, NOON, first_day=day) for day in days
    ]
    answer = may_disclose(
        DataClass.DAYS, Recipient(BO), Purpose.MENTORING, NOON, giver=ANA, leaves=given_
    )
    assert answer.allowed
    assert answer.first_day == bound


def test_no_duty_shows_days_or_goals_and_messages_stay_with_the_two() -> None:
    """Days and goals are one's own to share. Messages are for the two, and for the supervisor

    behind them, for whom the room of messages asks for a reason in writing first.
    """
    own = {DataClass.DAYS, DataClass.GOALS}
    assert all(not duty.data_classes & own for duty in DUTIES)
    near = {Relation.MENTOR, Relation.MENTEE, Relation.SUPERVISOR}
    shown = {duty.relation for duty in DUTIES if DataClass.CONVERSATIONS in duty.data_classes}
    assert shown == near
