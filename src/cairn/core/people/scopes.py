"""What a token of one's own may be used for: reading or writing, one part of a record at a time.

A scope only ever narrows: what its person may not do, no token of theirs may.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from enum import StrEnum

from cairn.core.shared.refusals import Invalid, NotAllowed
from cairn.core.shared.words import Phrase, phrase

LABEL_LENGTH = 60
MOST_TOKENS = 20
LIVES = (timedelta(days=7), timedelta(days=30), timedelta(days=90), timedelta(days=365))
"""How long a token may live; there are none for ever."""


class Scope(StrEnum):
    """One thing that a token may be used for; the value is `part:act`, the parts as in leave."""

    DAYS_READ = "days:read"
    DAYS_WRITE = "days:write"
    GOALS_READ = "goals:read"
    GOALS_WRITE = "goals:write"
    CONTACTS_READ = "mentorship:read"
    CONTACTS_WRITE = "mentorship:write"
    NOTES_READ = "notes:read"
    CALENDAR = "mentorship:times"


SCOPE_NAMES: Mapping[Scope, Phrase] = {
    Scope.DAYS_READ: phrase("read check-ins and days"),
    Scope.DAYS_WRITE: phrase("tell how your days were"),
    Scope.GOALS_READ: phrase("read goals"),
    Scope.GOALS_WRITE: phrase("write and rate goals"),
    Scope.CONTACTS_READ: phrase("see when two people were in touch"),
    Scope.CONTACTS_WRITE: phrase("log contacts, if you are a mentor"),
    Scope.NOTES_READ: phrase("read what was written about talks"),
    Scope.CALENDAR: phrase("see at what times you have something planned"),
}


FOR_PROGRAMS = tuple(scope for scope in Scope if scope is not Scope.CALENDAR)
"""What a token for the API may be made for; a calendar's address is made elsewhere and opens no API."""


class LacksScope(NotAllowed):
    """The token was not made for this."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.phrase = phrase(
            "This token was not made for that. It would need: {scope}.", scope=scope
        )


def ask_scope(scope: Scope, held: Iterable[Scope]) -> None:
    """Pass, or refuse what the token was not made for."""
    if scope not in held:
        raise LacksScope(scope)


def ask_wish(label: str, scopes: Iterable[Scope], life: timedelta) -> None:
    """Refuse (`Invalid`) a token without a name, for nothing, or for too long."""
    if not label.strip():
        raise Invalid(phrase("Give it a name, so that you know it again."), "label")
    if len(label.strip()) > LABEL_LENGTH:
        reason = phrase("Please keep this to {length} characters.", length=LABEL_LENGTH)
        raise Invalid(reason, "label")
    if not list(scopes):
        raise Invalid(phrase("Choose at least one thing that it may do."), "scopes")
    if life not in LIVES:
        raise Invalid(phrase("Choose from the list how long it works."), "days")
