"""Whom to reach today: each rule at its threshold, and no reason without leave."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.mentorships.attention import (
    CALL_DAYS,
    DUE_DAYS,
    FIRST_DAYS,
    HARD_DAYS,
    SILENT_DAYS,
    DayKnown,
    Kind,
    Known,
    in_order,
    is_silent,
    reasons_for,
)

TODAY = date(2026, 11, 20)
LONG_AGO = date(2026, 3, 2)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def kinds(known: Known) -> list[Kind]:
    return [reason.kind for reason in reasons_for(known, TODAY)]


def talked(days_ago: int, *days: DayKnown) -> Known:
    return Known(LONG_AGO, ago(days_ago), 9, days)


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [
        (0, []),
        (DUE_DAYS - 1, []),
        (DUE_DAYS, [Kind.DUE]),
        (SILENT_DAYS - 1, [Kind.DUE]),
        (SILENT_DAYS, [Kind.SILENT]),
    ],
)
def test_time_passing_gives_one_reason_at_its_threshold(
    days_ago: int, expected: list[Kind]
) -> None:
    assert kinds(talked(days_ago)) == expected


def test_the_first_week_asks_for_two_talks() -> None:
    assert kinds(Known(ago(FIRST_DAYS - 1), ago(1), 1)) == [Kind.FIRST_WEEK]
    assert kinds(Known(ago(FIRST_DAYS - 1), ago(1), 2)) == []
    assert kinds(Known(ago(FIRST_DAYS), ago(1), 1)) == []


def test_a_call_asked_for_comes_first_until_the_two_have_talked() -> None:
    wish = DayKnown(ago(CALL_DAYS - 1), wants_call=True)
    assert kinds(talked(CALL_DAYS, wish)) == [Kind.ASKED]
    assert kinds(talked(CALL_DAYS - 1, wish)) == []
    assert kinds(talked(5, DayKnown(ago(CALL_DAYS), wants_call=True))) == []


@pytest.mark.parametrize("hard", [{"mood": 1}, {"craving": 8}])
def test_a_hard_day_is_a_reason_for_two_days(hard: dict[str, int]) -> None:
    assert kinds(talked(1, DayKnown(TODAY, **hard))) == [Kind.HARD_DAY]
    assert kinds(talked(1, DayKnown(ago(HARD_DAYS), **hard))) == []


def test_an_ordinary_low_day_is_no_alarm() -> None:
    assert kinds(talked(1, DayKnown(TODAY, mood=2, craving=7))) == []


def test_people_are_reached_in_the_order_of_their_most_pressing_reason() -> None:
    people = [
        reasons_for(talked(20), TODAY),
        reasons_for(talked(0), TODAY),
        reasons_for(talked(1, DayKnown(TODAY, wants_call=True)), TODAY),
        reasons_for(talked(30), TODAY),
    ]
    assert in_order(people) == [2, 3, 0]


def test_silence_counts_from_the_beginning_when_no_one_was_reached() -> None:
    assert is_silent(None, ago(SILENT_DAYS), TODAY)
    assert not is_silent(None, ago(SILENT_DAYS - 1), TODAY)


DAYS = st.builds(
    DayKnown,
    day=st.dates(ago(20), TODAY),
    mood=st.none() | st.integers(1, 5),
    craving=st.none() | st.integers(0, 10),
    wants_call=st.booleans(),
)


@given(
    days=st.lists(DAYS, max_size=8).map(tuple),
    began=st.dates(ago(60), TODAY),
    last=st.none() | st.dates(ago(60), TODAY),
    contacts=st.integers(0, 5),
)
def test_without_leave_nothing_that_a_day_held_changes_the_page(
    days: tuple[DayKnown, ...], began: date, last: date | None, contacts: int
) -> None:
    hidden = reasons_for(Known(began, last, contacts, None), TODAY)
    shown = reasons_for(Known(began, last, contacts, days), TODAY)
    assert not {reason.kind for reason in hidden} & {Kind.ASKED, Kind.HARD_DAY}
    assert [r for r in shown if r.kind not in {Kind.ASKED, Kind.HARD_DAY}] == list(hidden)
