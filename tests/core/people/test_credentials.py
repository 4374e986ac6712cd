"""Aliases, passphrases and codes: what is taken, what is refused, what is offered."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.people.credentials import (
    SHORTEST_PASSPHRASE,
    check_alias,
    check_passphrase,
    recovery_code,
)
from cairn.core.people.passphrases import passphrase, possible_passphrases
from cairn.core.shared.refusals import Invalid


@pytest.mark.parametrize("alias", ["", "   ", "a" * 41, "ana@example.org", "call 555 0102"])
def test_an_alias_that_is_no_alias_is_refused(alias: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_alias(alias)
    assert refused.value.field == "alias"


@pytest.mark.parametrize("alias", ["Quiet Heron", "Ana", "Ñandú 7", "静かな鷺"])
def test_any_made_up_name_is_taken(alias: str) -> None:
    check_alias(alias)


@pytest.mark.parametrize(
    "words", ["short", "a" * 14, "aaaaaaaaaaaaaaaa", "ababababababababab", "x" * 201]
)
def test_a_passphrase_that_is_too_short_long_or_plain_is_refused(words: str) -> None:
    with pytest.raises(Invalid):
        check_passphrase(words, "Ana")


@pytest.mark.parametrize(
    "words",
    [
        "passwordpassword",
        "Password 2026 2026!",
        "iloveyou iloveyou",
        "qwertyuiop12345",
        "1234567890123456",
        "abcdefghijklmnop",
        "zyxwvutsrqponmlkj",
        "asdfghjkl asdfghjkl",
        "One day at a time.",
        "Keep coming back 1987",
        "just for today, easy does it",
        "correct horse battery staple",
        "Contraseña 12345678",
        "Quiet Heron 1987 1987",
    ],
)
def test_what_is_guessed_first_is_refused(words: str) -> None:
    with pytest.raises(Invalid):
        check_passphrase(words, "Quiet Heron")


@pytest.mark.parametrize(
    "words",
    [
        "nine owls on a barn roof",
        "my secret is the old green gate",
        "92415512778813046651",
        "夜の川を渡る静かな鷺と月の歌と舟",
    ],
)
def test_what_is_not_guessed_first_is_taken(words: str) -> None:
    check_passphrase(words, "Quiet Heron")


def test_the_alias_is_no_passphrase() -> None:
    with pytest.raises(Invalid):
        check_passphrase("Quiet Heron by the Lake", "quiet heron by the lake")


@pytest.mark.parametrize("language", ["en", "es", "fr"])
@given(seed=st.integers(0, 2**32))
def test_an_offered_passphrase_is_five_different_words_and_long_enough(
    language: str, seed: int
) -> None:
    offered = passphrase(random.Random(seed).randrange, language)
    assert len(set(offered.split())) == 5
    check_passphrase(offered, "Ana")
    assert len(offered) >= SHORTEST_PASSPHRASE
    check_passphrase(offered, "Ana")


@pytest.mark.parametrize("language", ["en", "es"])
def test_an_offered_passphrase_is_one_of_half_a_trillion(language: str) -> None:
    assert possible_passphrases(language) > 5e11


@given(st.binary(min_size=8, max_size=8))
def test_a_recovery_code_is_three_groups_of_four_plain_signs(randomness: bytes) -> None:
    groups = recovery_code(randomness).split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert not set("".join(groups)) & set("01ilo")


@given(st.binary(min_size=8, max_size=8), st.binary(min_size=8, max_size=8))
def test_nearby_randomness_makes_other_codes(one: bytes, other: bytes) -> None:
    space = 30**12
    same = int.from_bytes(one, "big") % space == int.from_bytes(other, "big") % space
    assert (recovery_code(one) == recovery_code(other)) == same
