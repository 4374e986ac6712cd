"""Whose a token is and what it may be used for, and one's own tokens."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.crypto import constant_time_compare

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.scopes import Scope
from cairn.records.people.models import Person
from cairn.records.programs.queries import reader_for
from cairn.records.tokens.models import Token
from cairn.records.vault.keyring import Keyring, index_of


@dataclass(frozen=True)
class Bearer:
    """Who acts by a token: the reader in the token's program, and what it was made for."""

    token: UUID
    reader: Reader
    scopes: frozenset[Scope]
    time_zone: str
    expires_at: datetime
    used_on: date | None


@dataclass(frozen=True)
class OwnToken:
    """One of one's own tokens that still opens something; never the token itself."""

    id: UUID
    label: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    expires_at: datetime
    used_on: date | None


def bearer_of(secret: str, *, at: datetime) -> Bearer | None:
    """Who acts by this token now; None for what was never made, is over, or was taken back.

    It also opens nothing once its person's passphrase is another, or has left its program.
    """
    row = (
        Token.objects.filter(fingerprint=fingerprint(secret), revoked_at=None, expires_at__gt=at)
        .select_related("person")
        .first()
    )
    if row is None or not constant_time_compare(row.stamp, stamp_of(row.person)):
        return None
    reader = reader_for(row.person_id, at=at, program=row.program_id)
    if reader.program != row.program_id:
        return None
    return Bearer(
        row.id,
        reader,
        frozenset(Scope(one) for one in row.scopes.split()),
        row.person.time_zone,
        row.expires_at,
        row.used_on,
    )


def own_tokens(*, reader: Reader, at: datetime) -> list[OwnToken]:
    """The reader's own tokens that still work in any of their programs, newest first."""
    ask(Permission.ACCOUNT_CHANGE, Standing(reader.roles, is_self=True))
    rows = Token.objects.filter(
        person_id=reader.person, revoked_at=None, expires_at__gt=at
    ).select_related("person")
    keyring = Keyring([reader.person])
    return [
        OwnToken(
            row.id,
            keyring.open(reader.person, row.id, "label", row.label),
            tuple(Scope(one) for one in row.scopes.split()),
            row.made_at,
            row.expires_at,
            row.used_on,
        )
        for row in rows.order_by("-made_at", "id")
        if constant_time_compare(row.stamp, stamp_of(row.person))
    ]


def fingerprint(secret: str) -> str:
    """What is kept in a token's place."""
    return index_of("token", secret)


def stamp_of(person: Person) -> str:
    """Follows the person's passphrase, as their sessions do."""
    return index_of("token-stamp", person.password)
