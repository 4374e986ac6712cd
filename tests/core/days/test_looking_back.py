"""Past days said together: what can't be true at once, what replaces what, what helps to remember."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from cairn.core.days.anchors import Anchor, holidays
from cairn.core.days.looking_back import FARTHEST, Said, amount_told, ask_past, stretch_of
from cairn.core.shared.refusals import Invalid

TODAY = date(2026, 11, 20)
YESTERDAY = TODAY - timedelta(days=1)


def test_a_named_use_makes_the_day_one_of_use_and_tobacco_does_not() -> None:
    assert Said("use", "alcohol").rows == (("any", "use"), ("alcohol", "use"))
    assert Said("use", "nicotine").rows == (("nicotine", "use"),)
    assert Said("none").rows == (("any", "none"),)


def test_no_use_replaces_all_and_a_named_use_only_its_own() -> None:
    assert Said("none").replaces("alcohol")
    assert not Said("use", "cocaine").replaces("alcohol")
    assert Said("use", "cocaine").replaces("any")
    assert not Said("use", "nicotine").replaces("any")


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"status": "maybe"}, "status"),
        ({"status": "none", "substance": "alcohol"}, "substance"),
        ({"status": "use", "substance": "tea"}, "substance"),
        ({"status": "use", "substance": "alcohol", "amount": Decimal(0)}, "amount"),
        ({"status": "use", "amount": Decimal(2), "unit": "drinks"}, "substance"),
        ({"status": "use", "substance": "alcohol", "amount": Decimal(2)}, "unit"),
        ({"status": "use", "substance": "heroin", "amount": Decimal(2), "unit": "own"}, "own_unit"),
    ],
)
def test_what_cannot_be_true_is_refused_beside_its_field(told: dict, field: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(Invalid) as refused:
        Said(**told)
    assert refused.value.field == field


def test_amounts_are_told_in_the_words_they_were_given_in() -> None:
    assert amount_told(Decimal("1.00"), "drinks").text() == "1 standard drink"
    assert amount_told(Decimal("4.00"), "drinks").text() == "4 standard drinks"
    assert amount_told(Decimal("2.50"), "grams").text() == "2.5 grams"
    assert amount_told(Decimal(3), "own", "bags").text() == "3 bags"
    assert amount_told(Decimal(20), "").text() == "20"


def test_one_counts_back_from_yesterday_up_to_a_year() -> None:
    ask_past([YESTERDAY, TODAY - FARTHEST], today=TODAY)
    for days in ([], [TODAY], [TODAY - FARTHEST - timedelta(days=1), YESTERDAY]):
        with pytest.raises(Invalid):
            ask_past(days, today=TODAY)


def test_a_stretch_has_both_its_ends() -> None:
    assert stretch_of(TODAY - timedelta(days=2), TODAY) == [
        TODAY - timedelta(days=2),
        YESTERDAY,
        TODAY,
    ]
    with pytest.raises(Invalid):
        stretch_of(TODAY, YESTERDAY)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 19), "Martin Luther King Jr. Day"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2026, 9, 7), "Labor Day"),
        (date(2026, 11, 26), "Thanksgiving"),
        (date(2027, 11, 25), "Thanksgiving"),
        (date(2027, 5, 31), "Memorial Day"),
        (date(2026, 6, 21), "Father's Day"),
    ],
)
def test_holidays_that_move_fall_on_their_day(day: date, name: str) -> None:
    assert holidays(day.year)[day].text() == name


@pytest.mark.parametrize(
    "told",
    [
        ("party", TODAY, TODAY, ""),
        ("court", TODAY, YESTERDAY, ""),
        ("jail", TODAY - timedelta(days=400), TODAY, ""),
        ("payday", TODAY, TODAY, "w" * 121),
    ],
)
def test_an_anchor_needs_a_kind_days_in_order_and_few_words(told: tuple) -> None:  # type: ignore[type-arg]
    with pytest.raises(Invalid):
        Anchor(*told)
