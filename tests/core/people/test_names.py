"""Invented names: gentle, free, and enough of them."""

import itertools

import numpy as np
import pytest

from cairn.core.people.names import Pick, alias, display_name, free_alias, possible_aliases
from cairn.core.shared.refusals import Invalid


def first(below: int) -> int:
    return min(0, below)


def drawn(seed: int = 1) -> Pick:
    rng = np.random.default_rng(seed)
    return lambda below: int(rng.integers(below))


def test_an_alias_is_two_words_in_either_language() -> None:
    pick = drawn()
    for language in ("en", "es"):
        offered = [alias(pick, language) for _ in range(300)]
        assert all(len(words.split()) == 2 for words in offered)
        assert len(set(offered)) > 250


def test_there_are_thousands_in_either_language() -> None:
    assert possible_aliases("en") > 5_000
    assert possible_aliases("es") > 3_000


def test_spanish_qualities_agree_with_their_noun() -> None:
    pick = drawn()
    offered = {alias(pick, "es") for _ in range(4_000)}
    assert any(words.startswith("Garza Seren") for words in offered)
    assert not offered & {"Garza Sereno", "Mirlo Serena"}


def test_a_taken_alias_is_not_offered() -> None:
    counter = itertools.count()
    taken = {alias(first)}
    offered = free_alias(lambda below: next(counter) % below, taken.__contains__)
    assert offered not in taken


def test_when_two_words_are_all_taken_a_number_follows() -> None:
    offered = free_alias(drawn(), lambda words: len(words.split()) == 2)
    assert offered.split()[2].isdigit()


def test_when_everything_is_taken_the_person_is_asked_for_words() -> None:
    with pytest.raises(Invalid, match="choose your own"):
        free_alias(drawn(), lambda _: True)


def test_a_display_name_is_a_given_name_and_an_initial() -> None:
    assert display_name(first, "es") == "Adela A."
    assert display_name(first) == "Aaron A."
