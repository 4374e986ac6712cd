"""How one line of the trail is tied to the one before."""

import hashlib
import hmac
from datetime import UTC, datetime
from uuid import UUID

from django.conf import settings

from cairn.core.vault.streams import derived_key

START = "0" * 64


def link(
    before: str,
    *,
    seq: int,
    at: datetime,
    actor: UUID,
    machine: str,
    act: str,
    subject: UUID | None,
    program: UUID | None,
    detail: str,
) -> str:
    """The hash (64 hex digits) of a line and of all that came before it."""
    words = [
        before,
        str(seq),
        at.astimezone(UTC).isoformat(timespec="microseconds"),
        str(actor),
        machine,
        act,
        str(subject or ""),
        str(program or ""),
        detail,
    ]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def head_key() -> bytes:
    """The key of the head's seal, from the program's key file."""
    return derived_key(settings.CAIRN.vault_keys().index, "trail")


def seal_of_head(key: bytes, *, seq: int, last: str) -> str:
    """The mark (64 hex digits) on the chain's end, which only the holder of the key can make."""
    return hmac.new(key, f"{seq}\x1f{last}".encode(), hashlib.sha256).hexdigest()
