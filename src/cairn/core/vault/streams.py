"""Sealing a long stream piece by piece, so that cutting, swapping or dropping a piece is noticed.

Each piece of 1 MiB is sealed with AES-256-GCM under a nonce of 7 random bytes, the
piece's number (4 bytes) and a mark on the last one: the STREAM construction
(Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase

PIECE = 1 << 20
TAG = 16
PREFIX_BYTES = 7
MAGIC = b"cairn-sealed-1\n"


class DamagedStream(Refusal):
    """Cut short, altered, or sealed with another key."""

    def __init__(self) -> None:
        super().__init__(
            phrase(
                "This file is damaged, cut short, or was made with another key. Nothing was changed."
            )
        )


def derived_key(master: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from a master key (HKDF-SHA256)."""
    return HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(master)


def seal_stream(key: bytes, prefix: bytes, source: BinaryIO, target: BinaryIO) -> None:
    """Seal all of `source` into `target`; `prefix` is 7 fresh random bytes."""
    if len(prefix) != PREFIX_BYTES:
        raise ValueError("sealing a stream needs 7 random bytes")
    cipher = AESGCM(key)
    target.write(MAGIC + prefix)
    for number, (piece, last) in enumerate(_pieces(source, PIECE)):
        target.write(cipher.encrypt(_nonce(prefix, number, last), piece, None))


def open_stream(key: bytes, source: BinaryIO, target: BinaryIO) -> None:
    """Open all of `source` into `target`; raises DamagedStream before the first wrong byte is written."""
    if source.read(len(MAGIC)) != MAGIC:
        raise DamagedStream
    prefix = source.read(PREFIX_BYTES)
    if len(prefix) != PREFIX_BYTES:
        raise DamagedStream
    cipher = AESGCM(key)
    for number, (piece, last) in enumerate(_pieces(source, PIECE + TAG)):
        try:
            target.write(cipher.decrypt(_nonce(prefix, number, last), piece, None))
        except (InvalidTag, ValueError) as fault:
            raise DamagedStream from fault


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of `size` bytes and whether each is the last; an empty source is one empty last piece."""
    piece = source.read(size)
    while True:
        following = source.read(size) if len(piece) == size else b""
        yield piece, not following
        if not following:
            return
        piece = following


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")
