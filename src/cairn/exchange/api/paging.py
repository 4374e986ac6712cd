"""Cursors: where a list goes on. They say a day or a number, which callers need not know."""

import base64
import binascii
from datetime import date

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

FURTHEST = 1_000_000


def cursor(place: object) -> str:
    """A place in a list, as it is handed out."""
    return base64.urlsafe_b64encode(str(place).encode()).decode().rstrip("=")


def day_at(given: str | None, otherwise: date) -> date:
    """The day that a cursor says."""
    if given is None:
        return otherwise
    try:
        return date.fromisoformat(_text(given))
    except ValueError as amiss:
        raise _NotOurs from amiss


def number_at(given: str | None) -> int:
    """The number that a cursor says; 0 without one."""
    if given is None:
        return 0
    text = _text(given)
    if not (text.isascii() and text.isdecimal()) or not 0 <= int(text[:9]) <= FURTHEST:
        raise _NotOurs
    return int(text[:9])


class _NotOurs(Invalid):
    def __init__(self) -> None:
        super().__init__(phrase("This cursor is none of ours. Begin the list anew."), "cursor")


def _text(given: str) -> str:
    try:
        return base64.b64decode(
            given + "=" * (-len(given) % 4), altchars=b"-_", validate=True
        ).decode()
    except (binascii.Error, ValueError) as amiss:
        raise _NotOurs from amiss
