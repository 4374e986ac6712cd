"""Planned talks and agreements: what is refused, and what counts as missed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cairn.core.mentorships.appointments import Talk, ask_when, missed
from cairn.core.mentorships.attention import Kind, Known, reasons_for
from cairn.core.mentorships.beginnings import WORDS_LENGTH, Boundary, Terms
from cairn.core.shared.refusals import Invalid

NOW = datetime(2026, 11, 20, 18, 30, tzinfo=UTC)
MONDAY = date(2026, 11, 16)


def day(after: int) -> date:
    return MONDAY + timedelta(days=after)


@pytest.mark.parametrize(
    ("tried", "today", "found"),
    [
        ([], day(0), []),
        ([], day(1), []),
        ([], day(2), [MONDAY]),
        ([day(0)], day(9), []),
        ([day(1)], day(9), []),
        ([day(-1)], day(9), []),
        ([day(2)], day(9), [MONDAY]),
    ],
)
def test_a_talk_is_missed_once_the_day_after_is_over(
    tried: list[date], today: date, found: list[date]
) -> None:
    assert missed([MONDAY], tried, today) == found


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=-1), timedelta(days=367)])
def test_a_talk_lies_ahead_and_within_a_year(after: timedelta) -> None:
    with pytest.raises(Invalid):
        ask_when(NOW + after, at=NOW)
    ask_when(NOW + timedelta(days=366), at=NOW)


@pytest.mark.parametrize(("minutes", "means"), [(4, "phone"), (601, "phone"), (30, "pigeon")])
def test_a_talk_has_a_length_and_a_known_means(minutes: int, means: str) -> None:
    with pytest.raises(Invalid):
        Talk(NOW, minutes, means)  # type: ignore[arg-type]


def test_an_agreement_says_when_and_is_no_book() -> None:
    terms = Terms("Tuesdays by phone", frozenset({"no_money"}))  # type: ignore[arg-type]
    assert terms.boundaries == {Boundary.NO_MONEY}
    for wrong in (
        {"times": " "},
        {"times": "x" * (WORDS_LENGTH + 1)},
        {"times": "Tuesdays", "boundaries": frozenset({"anything"})},
    ):
        with pytest.raises(Invalid):
            Terms(**wrong)  # type: ignore[arg-type]


def test_a_missed_talk_is_a_reason_until_the_two_talk_and_a_rest_is_left_in_peace() -> None:
    known = Known(day(-40), day(-3), 5, missed=MONDAY)
    assert [one.kind for one in reasons_for(known, day(3))] == [Kind.MISSED]
    assert reasons_for(Known(day(-40), day(1), 5, missed=MONDAY), day(3)) == ()
    assert [one.kind for one in reasons_for(known, day(14))] == [Kind.SILENT]
    assert reasons_for(Known(day(-40), day(-30), 5, resting=True), day(3)) == ()
