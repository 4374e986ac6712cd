"""Any aim counts: which days do, and when extra care is due."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cairn.core.milestones import Aim, Choice, counting_days, long_stretch_before
from cairn.core.shared.refusals import Invalid

TODAY = date(2026, 11, 20)
TOLD = {
    TODAY - timedelta(days=4): True,
    TODAY - timedelta(days=3): False,
    TODAY - timedelta(days=2): False,
    TODAY - timedelta(days=1): None,
    TODAY: False,
}
DRINKS = {TODAY - timedelta(days=3): Decimal(2), TODAY - timedelta(days=2): Decimal(5)}


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (Choice(), [True, False, False, None, False]),
        (Choice(Aim.MEDICINE), [True, False, False, None, False]),
        (Choice(Aim.SHOWING_UP), [True, True, True, True, True]),
        (Choice(Aim.LIMIT, Decimal(2)), [True, True, False, None, None]),
    ],
)
def test_each_aim_counts_its_own_days(choice: Choice, expected: list[bool | None]) -> None:
    assert list(counting_days(choice, TOLD, DRINKS).values()) == expected


@pytest.mark.parametrize("limit", [None, Decimal(0), Decimal(51)])
def test_a_limit_needs_a_number_of_drinks(limit: Decimal | None) -> None:
    with pytest.raises(Invalid):
        Choice(Aim.LIMIT, limit)


def test_another_aim_carries_no_limit() -> None:
    assert Choice(Aim.NO_USE, Decimal(3)).limit is None


@pytest.mark.parametrize(
    ("before", "ago", "care"),
    [(30, 0, 30), (45, 6, 45), (29, 0, 0), (45, 7, 0)],
)
def test_extra_care_is_due_for_a_week_after_a_long_stretch(
    before: int, ago: int, care: int
) -> None:
    end = TODAY - timedelta(days=ago)
    days: dict[date, bool | None] = {end - timedelta(days=n): True for n in range(1, before + 1)}
    assert long_stretch_before(days | {end: False}, TODAY) == care


def test_an_unknown_day_calls_for_no_care() -> None:
    days: dict[date, bool | None] = {TODAY - timedelta(days=n): True for n in range(1, 60)}
    assert long_stretch_before(days | {TODAY: None}, TODAY) == 0
