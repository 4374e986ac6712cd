"""Sealed text opens with its own key in its own place, and refuses everything else kindly."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.vault.sealing import (
    CannotOpen,
    VaultKeys,
    blind_index,
    normalized,
    open_sealed,
    seal,
    unwrap,
    wrap,
)

KEY, OTHER = bytes(range(32)), bytes(range(1, 33))
NONCE = bytes(12)
PLACE = "ana/row/note"


@given(st.text(max_size=200))
def test_any_text_comes_back_and_is_28_bytes_longer(text: str) -> None:
    sealed = seal(KEY, NONCE, PLACE, text)
    assert open_sealed(KEY, PLACE, sealed) == text
    assert len(sealed) == len(text.encode()) + 28


@pytest.mark.parametrize(
    ("key", "place"), [(OTHER, PLACE), (KEY, "ana/row/other"), (KEY, "bo/row/note"), (KEY, "")]
)
def test_another_key_or_place_opens_nothing(key: bytes, place: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(key, place, seal(KEY, NONCE, PLACE, "words"))


@given(st.data())
def test_one_changed_bit_opens_nothing(data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, NONCE, PLACE, "words"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(CannotOpen):
        open_sealed(KEY, PLACE, bytes(sealed))


@pytest.mark.parametrize("cut", [b"", b"short", bytes(12), bytes(20)])
def test_what_was_never_sealed_is_refused_with_a_sentence(cut: bytes) -> None:
    with pytest.raises(CannotOpen, match="no longer be read"):
        open_sealed(KEY, PLACE, cut)
    with pytest.raises(CannotOpen, match="no longer be read"):
        unwrap(KEY, "ana", cut)


@pytest.mark.parametrize(("key", "nonce"), [(b"", NONCE), (KEY[:31], NONCE), (KEY, bytes(11))])
def test_a_short_key_or_nonce_is_a_fault_of_ours(key: bytes, nonce: bytes) -> None:
    with pytest.raises(ValueError, match="32-byte key and a 12-byte nonce"):
        seal(key, nonce, PLACE, "words")


def test_a_wrapped_key_is_its_own_persons_under_its_own_program_key() -> None:
    wrapped = wrap(KEY, NONCE, "ana", OTHER)
    assert unwrap(KEY, "ana", wrapped) == OTHER
    for program_key, person in ((OTHER, "ana"), (KEY, "bo")):
        with pytest.raises(CannotOpen):
            unwrap(program_key, person, wrapped)


def test_sealed_text_is_no_wrapped_key() -> None:
    with pytest.raises(CannotOpen):
        unwrap(KEY, "ana", seal(KEY, NONCE, "ana", "x" * 32))


def test_epochs_are_added_and_forgotten_without_touching_the_index() -> None:
    keys = VaultKeys({3: KEY}, OTHER)
    more = keys.with_epoch(OTHER)
    assert (more.newest, dict(more.epochs), more.index) == (4, {3: KEY, 4: OTHER}, OTHER)
    assert more.only({4}) == VaultKeys({4: OTHER}, OTHER)
    assert more.only({3, 4}) == more
    assert keys == VaultKeys({3: KEY}, OTHER)
    with pytest.raises(FrozenInstanceError):
        keys.index = KEY  # type: ignore[misc]


@pytest.mark.parametrize("typed", ["Ana  River", " ana river ", "ANA RIVER", "Ａna river"])
def test_a_name_is_found_however_it_is_typed(typed: str) -> None:
    assert normalized(typed) == "ana river"
    assert blind_index(KEY, "sign-in", typed) == blind_index(KEY, "sign-in", "Ana River")


def test_an_index_says_nothing_without_its_key_and_differs_by_kind() -> None:
    found = {
        blind_index(key, kind, "Ana") for key in (KEY, OTHER) for kind in ("sign-in", "invitation")
    }
    assert len(found) == 4
    assert {len(one) for one in found} == {64}
