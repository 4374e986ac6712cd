"""Sealing text with a key per person, and wrapping that key with the program's.

AES-256-GCM throughout. A sealed value is `nonce || ciphertext and tag`; what it is
bound to (person, row, column) goes in as associated data, so that a value moved
elsewhere no longer opens. Nonces are passed in: this storey has no chance of its own.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase

KEY_BYTES = 32
NONCE_BYTES = 12


class CannotOpen(Refusal):
    """The key is gone, or this isn't what was sealed here."""

    def __init__(self) -> None:
        super().__init__(phrase("This can no longer be read."))


@dataclass(frozen=True)
class VaultKeys:
    """The program's wrapping keys by epoch (32 bytes each) and the key of the blind indexes."""

    epochs: Mapping[int, bytes]
    index: bytes

    @property
    def newest(self) -> int:
        return max(self.epochs)

    def with_epoch(self, key: bytes, *, after: int = 0) -> "VaultKeys":
        """The same keys and one newer wrapping key, whose number is above all here and `after`."""
        return VaultKeys({**self.epochs, max(self.newest, after) + 1: key}, self.index)

    def only(self, epochs: Collection[int]) -> "VaultKeys":
        """These wrapping keys alone: the others, and all that they wrapped, are gone for good."""
        return VaultKeys({n: key for n, key in self.epochs.items() if n in epochs}, self.index)


def seal(key: bytes, nonce: bytes, bound_to: str, text: str) -> bytes:
    """Sealed bytes; 28 bytes longer than the UTF-8 text. `nonce` is 12 fresh random bytes."""
    if len(key) != KEY_BYTES or len(nonce) != NONCE_BYTES:
        raise ValueError("sealing needs a 32-byte key and a 12-byte nonce")
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), bound_to.encode())


def open_sealed(key: bytes, bound_to: str, sealed: bytes) -> str:
    """The text again; raises CannotOpen for another key, another place or altered bytes."""
    try:
        plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound_to.encode())
    except (InvalidTag, ValueError) as fault:
        raise CannotOpen from fault
    return plain.decode()


def wrap(program_key: bytes, nonce: bytes, person: str, data_key: bytes) -> bytes:
    """A person's data key under the program's key, bound to that person."""
    return nonce + AESGCM(program_key).encrypt(nonce, data_key, f"key:{person}".encode())


def unwrap(program_key: bytes, person: str, wrapped: bytes) -> bytes:
    """The data key again; raises CannotOpen when the program's key isn't the one that wrapped it."""
    try:
        return AESGCM(program_key).decrypt(
            wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], f"key:{person}".encode()
        )
    except (InvalidTag, ValueError) as fault:
        raise CannotOpen from fault


def normalized(text: str) -> str:
    """How a sign-in name or code is compared: compatibility form, case folded, spaces single."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def blind_index(index_key: bytes, kind: str, text: str) -> str:
    """A keyed fingerprint (64 hex digits) by which a sealed value can be looked up, never read."""
    return hmac.new(index_key, f"{kind}:{normalized(text)}".encode(), hashlib.sha256).hexdigest()
