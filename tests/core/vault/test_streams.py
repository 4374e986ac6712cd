"""A sealed stream opens whole or not at all."""

import hmac
import io

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.vault import streams

KEY = bytes(range(32))
PREFIX = b"7 bytes"


def sealed(text: bytes) -> bytes:
    target = io.BytesIO()
    streams.seal_stream(KEY, PREFIX, io.BytesIO(text), target)
    return target.getvalue()


def opened(kept: bytes, key: bytes = KEY) -> bytes:
    target = io.BytesIO()
    streams.open_stream(key, io.BytesIO(kept), target)
    return target.getvalue()


@pytest.mark.parametrize(
    "length", [0, 1, streams.PIECE - 1, streams.PIECE, streams.PIECE + 1, 2 * streams.PIECE]
)
def test_any_length_comes_back(length: int) -> None:
    text = (b"stone " * (length // 6 + 1))[:length]
    assert opened(sealed(text)) == text


@given(st.binary(max_size=400), st.data())
def test_one_changed_byte_is_noticed(text: bytes, data: st.DataObject) -> None:
    kept = bytearray(sealed(text))
    place = data.draw(st.integers(0, len(kept) - 1))
    kept[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(streams.DamagedStream):
        opened(bytes(kept))


@pytest.mark.parametrize("cut", [1, streams.TAG, streams.PIECE, streams.PIECE + streams.TAG])
def test_a_cut_is_noticed_even_between_pieces(cut: int) -> None:
    kept = sealed(b"x" * (2 * streams.PIECE))
    with pytest.raises(streams.DamagedStream):
        opened(kept[:-cut])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(streams.DamagedStream):
        opened(sealed(b"words"), key=bytes(32))


def test_keys_for_two_purposes_differ() -> None:
    assert streams.derived_key(KEY, "backup") != streams.derived_key(KEY, "index")


def test_a_prefix_of_another_length_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="7 random bytes"):
        streams.seal_stream(KEY, b"short", io.BytesIO(b""), io.BytesIO())


@pytest.mark.parametrize("kept", [b"", streams.MAGIC, streams.MAGIC + b"short", b"another file"])
def test_what_was_never_sealed_is_refused_with_a_sentence(kept: bytes) -> None:
    with pytest.raises(streams.DamagedStream, match="damaged, cut short, or was made with another"):
        opened(kept)


def test_the_form_of_a_sealed_file_is_as_written_down_so_that_old_backups_open() -> None:
    """Hoang, Reyhanitabar, Rogaway, Vizár 2015: prefix, piece number, and a mark on the last."""
    first, last = b"a" * 1_048_576, b"b"
    cipher = AESGCM(KEY)
    made = (
        b"cairn-sealed-1\n"
        + PREFIX
        + cipher.encrypt(PREFIX + bytes(4) + b"\0", first, None)
        + cipher.encrypt(PREFIX + b"\0\0\0\x01" + b"\x01", last, None)
    )
    assert sealed(first + last) == made
    assert opened(made) == first + last


def test_pieces_in_another_order_are_noticed() -> None:
    kept = sealed(b"x" * streams.PIECE + b"y" * streams.PIECE + b"z")
    start = len(streams.MAGIC) + 7
    piece = streams.PIECE + streams.TAG
    swapped = (
        kept[:start]
        + kept[start + piece : start + 2 * piece]
        + kept[start : start + piece]
        + kept[start + 2 * piece :]
    )
    with pytest.raises(streams.DamagedStream):
        opened(swapped)


def test_a_derived_key_is_as_written_down() -> None:
    info = b"backup:data"
    block = hmac.digest(hmac.digest(bytes(32), KEY, "sha256"), info + b"\x01", "sha256")
    assert streams.derived_key(KEY, "backup:data") == block
