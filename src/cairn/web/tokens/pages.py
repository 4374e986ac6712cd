"""One's own tokens, in words."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cairn.core.people.scopes import SCOPE_NAMES
from cairn.records.tokens.queries import OwnToken
from cairn.web.shell.words import said


@dataclass(frozen=True)
class TokenCard:
    """One token: what it is for, what it may do, until when, and when it was last used."""

    id: UUID
    label: str
    may: tuple[str, ...]
    until: str
    used: str


def card(token: OwnToken) -> TokenCard:
    """A token for its list."""
    until = formats.date_format(timezone.localtime(token.expires_at), "DATE_FORMAT")
    day = formats.date_format(token.used_on, "DATE_FORMAT") if token.used_on else ""
    return TokenCard(
        token.id,
        token.label,
        tuple(said(SCOPE_NAMES[scope]) for scope in token.scopes),
        _("Works until {day}.").format(day=until),
        _("Last used on {day}.").format(day=day) if day else _("Not used yet."),
    )
