"""Sealing: opens only with the same key, in the same place, unaltered."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cairn.core.vault.sealing import (
    CannotOpen,
    blind_index,
    normalized,
    open_sealed,
    seal,
    unwrap,
    wrap,
)

keys = st.binary(min_size=32, max_size=32)
nonces = st.binary(min_size=12, max_size=12)
places = st.text(min_size=1, max_size=40)


@given(keys, nonces, places, st.text(max_size=200))
def test_what_is_sealed_opens_again_and_hides_its_words(key, nonce, place, text) -> None:
    sealed = seal(key, nonce, place, text)
    assert open_sealed(key, place, sealed) == text
    assert len(sealed) == len(text.encode()) + 28
    if len(text.encode()) > 3:
        assert text.encode() not in sealed


@given(keys, nonces, st.text(max_size=40), st.sampled_from(["person", "row", "column"]))
def test_moved_to_another_person_row_or_column_it_no_longer_opens(key, nonce, text, moved) -> None:
    place = {"person": "ana", "row": "7", "column": "note"}
    sealed = seal(key, nonce, "/".join(place.values()), text)
    place[moved] += "x"
    with pytest.raises(CannotOpen):
        open_sealed(key, "/".join(place.values()), sealed)


@given(keys, keys, nonces, places, st.text(max_size=40))
def test_another_key_opens_nothing(key, other, nonce, place, text) -> None:
    assume(key != other)
    with pytest.raises(CannotOpen):
        open_sealed(other, place, seal(key, nonce, place, text))


@given(keys, nonces, places, st.text(max_size=40), st.data())
def test_one_altered_bit_is_found(key, nonce, place, text, data) -> None:
    sealed = bytearray(seal(key, nonce, place, text))
    at = data.draw(st.integers(0, len(sealed) - 1))
    sealed[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        open_sealed(key, place, bytes(sealed))


@given(keys, nonces, places, st.text(max_size=40), st.integers(1, 28))
def test_a_shortened_value_is_found(key, nonce, place, text, less) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(key, place, seal(key, nonce, place, text)[:-less])


@given(keys, nonces, keys)
def test_a_wrapped_key_is_one_persons_alone(program, nonce, data_key) -> None:
    wrapped = wrap(program, nonce, "ana", data_key)
    assert unwrap(program, "ana", wrapped) == data_key
    assert data_key not in wrapped
    with pytest.raises(CannotOpen):
        unwrap(program, "bo", wrapped)


@given(keys, st.text(max_size=40), st.text(max_size=40))
def test_a_blind_index_is_the_same_only_for_the_same_name_and_kind(key, one, other) -> None:
    same = normalized(one) == normalized(other)
    assert (blind_index(key, "sign-in", one) == blind_index(key, "sign-in", other)) == same
    assert blind_index(key, "sign-in", one) != blind_index(key, "recovery", one)


def test_names_are_compared_as_people_write_them() -> None:
    assert normalized("  Quiet   HERON ") == normalized("quiet heron")
    assert normalized("ﬁnch") == normalized("finch")


@pytest.mark.parametrize(("key", "nonce"), [(b"k" * 31, b"n" * 12), (b"k" * 32, b"n" * 11)])
def test_a_key_or_nonce_of_another_length_is_refused(key: bytes, nonce: bytes) -> None:
    with pytest.raises(ValueError, match="32-byte key"):
        seal(key, nonce, "place", "text")
