"""A sealed stream opens whole or not at all."""

import io

import pytest
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
