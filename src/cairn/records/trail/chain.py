"""How one line of the trail is tied to the one before."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

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
