"""Law packs: dated, sourced, word for word; and the strictest where anyone is unsure."""

import json
from datetime import date
from itertools import product

import pytest

from cairn.core.consent.law import (
    ASKED_FOR,
    STRICTEST,
    Answers,
    Element,
    NotAPack,
    pack_by_code,
    read_pack,
    shipped_packs,
    which_law,
)

PACKS = shipped_packs()
PART2 = PACKS[STRICTEST]


def test_three_laws_are_shipped_and_each_says_when_it_was_read() -> None:
    assert set(PACKS) == {"us-part2", "us-hipaa", "us-state"}
    for pack in PACKS.values():
        assert pack.in_force_from <= pack.comply_by <= pack.checked_on


@pytest.mark.parametrize("code", sorted(PACKS))
def test_every_element_says_where_it_was_seen_or_that_it_was_recalled(code: str) -> None:
    for one in PACKS[code].elements:
        assert one.cite
        assert bool(one.seen_in) != one.recalled, f"{code} {one.element}"


def test_part_two_asks_for_all_that_section_2_31_lists() -> None:
    assert PART2.in_force_from == date(2024, 4, 16)
    assert PART2.comply_by == date(2026, 2, 16)
    assert set(PART2.asks(tpo=True, intermediary=True)) == set(Element)
    plain = PART2.asks(tpo=False, intermediary=False)
    assert set(Element) - set(plain) == {
        Element.PARTICIPANTS,
        Element.REDISCLOSURE,
        Element.REFUSAL,
    }
    assert PART2.separate == {"counselling", "proceedings"}


def test_every_element_has_a_kind_sentence() -> None:
    assert set(ASKED_FOR) == set(Element)


def test_a_legal_text_is_shipped_only_where_two_others_publish_it() -> None:
    texts = [text for pack in PACKS.values() for text in pack.texts]
    assert texts
    assert [text.code for text in texts if len(text.seen_in) < 2] == []


def test_the_short_statement_is_the_default_word_for_word() -> None:
    notice = PART2.notice()
    assert notice is not None
    assert notice.text == "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


def test_without_a_published_translation_the_notice_stays_in_english() -> None:
    notice = PART2.notice(language="es")
    assert notice is not None
    assert notice.language == "en"


def test_what_is_not_shipped_is_listed_as_missing() -> None:
    missing = {(one.code, one.language) for one in PART2.missing()}
    assert ("patient-notice", "en") in missing
    assert ("notice-short", "es") in missing
    assert ("notice-short", "en") not in missing


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"code": "x"}', "null"])
def test_a_pack_that_is_not_whole_is_refused(text: str) -> None:
    with pytest.raises(NotAPack):
        read_pack(text, "mine.json")


def test_a_pack_with_an_unknown_element_is_refused() -> None:
    odd = {"elements": [{"element": "blood", "cite": "nowhere"}]}
    with pytest.raises(NotAPack):
        read_pack(json.dumps(odd))


def test_an_unknown_code_falls_back_to_the_strictest() -> None:
    assert pack_by_code("atlantis", list(PACKS.values())).code == STRICTEST


ANY = (True, False, None)


@pytest.mark.parametrize("told", list(product(ANY, repeat=4)))
def test_which_law_is_strict_unless_every_door_out_is_surely_open(
    told: tuple[bool | None, ...],
) -> None:
    offers, helped, receives, bills = told
    surely_outside = (offers is False or helped is False) and receives is False
    expected = "us-part2" if not surely_outside else "us-state" if bills is False else "us-hipaa"
    assert which_law(Answers(*told)) == expected
