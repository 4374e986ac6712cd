"""Who needs to know what without a separate leave, written out a second time and compared."""

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

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

ANA, BO = UUID(int=1), UUID(int=2)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)

WRITTEN = """
mentor       mentor      mentoring    identity mentorship notes conversations
participant  mentee      mentoring    identity mentorship notes conversations
mentor       proposed    mentoring    identity matching
participant  proposed    mentoring    identity matching
supervisor   supervisor  supervision  identity mentorship
mentor       group       mentoring    identity
supervisor   group       supervision  identity
supervisor   supervisor  supervision  conversations
coordinator  member      running      identity matching mentorship
coordinator  member      evaluation   figures
evaluator    member      evaluation   figures
"""


def test_the_duties_are_as_written() -> None:
    rows = [line.split() for line in WRITTEN.strip().splitlines()]
    written = {(role, tie, purpose, frozenset(parts)) for role, tie, purpose, *parts in rows}
    found = {
        (duty.role.value, duty.relation.value, duty.purpose.value, frozenset(duty.data_classes))
        for duty in DUTIES
    }
    assert found == written
    assert len(DUTIES) == len(rows)


def test_a_duty_binds_by_role_relation_purpose_and_part_together() -> None:
    asked = Recipient(BO, frozenset({Role.MENTOR}), frozenset({Relation.MENTOR}))

    def answer(recipient: Recipient, part: DataClass, purpose: Purpose) -> Ground:
        return may_disclose(part, recipient, purpose, NOON, giver=ANA).ground

    assert answer(asked, DataClass.NOTES, Purpose.MENTORING) is Ground.DUTY
    for other in (
        replace(asked, roles=frozenset()),
        replace(asked, relations=frozenset()),
        replace(asked, relations=frozenset({Relation.MEMBER})),
        replace(asked, roles=frozenset({Role.PARTICIPANT})),
    ):
        assert answer(other, DataClass.NOTES, Purpose.MENTORING) is Ground.NONE
    assert answer(asked, DataClass.NOTES, Purpose.SUPERVISION) is Ground.NONE
    assert answer(asked, DataClass.DAYS, Purpose.MENTORING) is Ground.NONE


def test_a_leave_does_not_count_before_it_begins() -> None:
    leave = Leave(ANA, BO, DataClass.DAYS, Purpose.MENTORING, NOON)
    assert not leave.holds(NOON - timedelta(microseconds=1))
    assert leave.holds(NOON)


def test_a_leave_counts_up_to_its_end_and_not_at_it() -> None:
    leave = Leave(ANA, BO, DataClass.DAYS, Purpose.MENTORING, NOON, until=NOON + timedelta(hours=1))
    assert leave.holds(NOON + timedelta(minutes=59))
    assert not leave.holds(NOON + timedelta(hours=1))


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (Leave(ANA, BO, DataClass.DAYS, Purpose.CARE, NOON), "until"),
        (Recipient(BO), "roles"),
        (DUTIES[0], "role"),
        (may_disclose(DataClass.DAYS, Recipient(BO), Purpose.CARE, NOON, giver=ANA), "allowed"),
    ],
    ids=lambda value: str(value)[:9],
)
def test_nothing_that_was_judged_can_be_changed(thing: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(thing, name, None)


def test_the_earliest_day_of_several_leaves_counts_and_none_means_all_days() -> None:
    early, late = date(2026, 3, 1), date(2026, 9, 1)

    def first_day(*days: date | None) -> date | None:
        leaves = [
            Leave(ANA, BO, DataClass.DAYS, Purpose.MENTORING, NOON, first_day=day) for day in days
        ]
        return may_disclose(
            DataClass.DAYS, Recipient(BO), Purpose.MENTORING, NOON, giver=ANA, leaves=leaves
        ).first_day

    assert first_day(late, early) == early
    assert first_day(late) == late
    assert first_day(late, None) is None
