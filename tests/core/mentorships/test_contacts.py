"""What a contact may hold."""

from datetime import date

import pytest

from cairn.core.mentorships.contacts import (
    MEANS_NAMES,
    SUPPORT_MEANINGS,
    SUPPORT_NAMES,
    Contact,
    Means,
    Support,
    ask_contact_day,
    balance,
)
from cairn.core.shared.refusals import Invalid

DAY = date(2026, 11, 20)


def test_every_means_and_kind_of_support_has_its_words() -> None:
    assert set(MEANS_NAMES) == set(Means)
    assert set(SUPPORT_NAMES) == set(SUPPORT_MEANINGS) == set(Support)


def test_a_contact_takes_plain_words_and_keeps_them_as_kinds() -> None:
    kept = Contact(DAY, "phone", 20, frozenset({"emotional"}))  # type: ignore[arg-type]
    assert kept.means is Means.PHONE
    assert kept.support == {Support.EMOTIONAL}


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("means", {"means": "pigeon"}),
        ("support", {"support": frozenset({"money"})}),
        ("minutes", {"minutes": 601}),
        ("minutes", {"minutes": -1}),
        ("minutes", {"minutes": 0}),
        ("reached", {"reached": False, "minutes": 10}),
        ("note", {"note": "a" * 2001}),
        ("next_step", {"next_step": "a" * 301}),
    ],
)
def test_a_contact_that_cannot_be_names_its_field(field: str, values: dict[str, object]) -> None:
    given = {"day": DAY, "means": Means.PHONE, "minutes": 10, **values}
    with pytest.raises(Invalid) as refused:
        Contact(**given)  # type: ignore[arg-type]
    assert refused.value.field == field


def test_a_try_that_reached_no_one_needs_no_minutes() -> None:
    assert Contact(DAY, Means.PHONE, reached=False).minutes == 0


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 1)])
def test_a_contact_lies_between_the_beginning_and_today(day: date) -> None:
    with pytest.raises(Invalid):
        ask_contact_day(day, today=DAY, began=date(2026, 11, 2))


def test_the_balance_counts_each_kind_over_all_contacts() -> None:
    found = balance([frozenset({Support.EMOTIONAL, Support.INFORMATIONAL}), frozenset()])
    assert found.contacts == 2
    assert found.share(Support.EMOTIONAL) == 0.5
    assert found.share(Support.AFFILIATIONAL) == 0
    assert balance([]).share(Support.EMOTIONAL) == 0
