"""Making and taking back tokens, and keeping what is sent with them from being done twice."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.contrib.auth.hashers import check_password
from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.scopes import MOST_TOKENS, Scope, ask_wish
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.people.models import Person
from cairn.records.tokens.models import Sent, Token
from cairn.records.tokens.queries import fingerprint, stamp_of
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring, index_of

KEPT = timedelta(days=2)
"""How long a key is remembered with what was sent under it."""


class KeyUsedOtherwise(Refusal):
    """The same key came with something else before."""

    def __init__(self) -> None:
        super().__init__(
            phrase("Something else was sent under this key before. Use a new key for each thing.")
        )


def make_token(
    *,
    by: Reader,
    label: str,
    scopes: Collection[Scope],
    life: timedelta,
    passphrase: str,
    at: datetime,
) -> str:
    """A token for oneself in one's program, proved by the passphrase; shown this once."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    program = by.here
    ask_wish(label, scopes, life)
    person = Person.objects.get(id=by.person)
    if not check_password(passphrase, person.password):
        raise Invalid(phrase("That is not your passphrase now."), "passphrase")
    secret = f"cairn_{secrets.token_hex(24)}"
    row = uuid4()
    sealed = Keyring([by.person]).seal(by.person, row, "label", label.strip())
    with transaction.atomic():
        standing = Token.objects.filter(person=person, revoked_at=None, expires_at__gt=at)
        if standing.count() >= MOST_TOKENS:
            raise Invalid(phrase("You have many of these. Take one back first."), "label")
        Token.objects.create(
            id=row,
            person=person,
            program_id=program,
            label=sealed,
            fingerprint=fingerprint(secret),
            stamp=stamp_of(person),
            scopes=" ".join(sorted(set(scopes))),
            made_at=at,
            expires_at=at + life,
        )
        trail.note(by=by, act="token.made", subject=by.person, at=at)
    return secret


def revoke_token(*, by: Reader, token: UUID, at: datetime) -> None:
    """Take one of one's own tokens back; it opens nothing from this moment."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        mine = Token.objects.filter(id=token, person_id=by.person, revoked_at=None)
        if not mine.update(revoked_at=at):
            raise NotFound
        trail.note(by=by, act="token.revoked", subject=by.person, at=at)


def note_use(*, by: Reader, token: UUID, today: date, at: datetime) -> None:
    """Remember on which day a token was last used, and leave a line for the first use of a day."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        if Token.objects.filter(id=token).exclude(used_on=today).update(used_on=today):
            trail.note(by=by, act="token.used", subject=by.person, at=at)


def claim_key(*, by: Reader, token: UUID, key: UUID, content: bytes, at: datetime) -> bool:
    """Whether this key is new; the same key with the same content passes, with another is refused.

    It writes no line of its own: the act that is sent under the key leaves one.
    """
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    told = index_of(f"sent:{token}", content.hex())
    fresh = Sent(token_id=token, key=_key(token, key), content=told, sent_at=at)
    with transaction.atomic():
        Sent.objects.bulk_create([fresh], ignore_conflicts=True)
        kept = Sent.objects.get(token_id=token, key=fresh.key)
    if kept.content != told:
        raise KeyUsedOtherwise
    return kept.id == fresh.id


def release_key(*, by: Reader, token: UUID, key: UUID, at: datetime) -> None:
    """Nothing was done under this key after all: it may be used for something else."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    Sent.objects.filter(token_id=token, key=_key(token, key), sent_at=at).delete()


def forget_sent(*, by: Reader, at: datetime) -> None:
    """Forget what was sent under which key some days ago; the machine's."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles, machine=bool(by.machine)))
    Sent.objects.filter(sent_at__lt=at - KEPT).delete()


def _key(token: UUID, key: UUID) -> str:
    return index_of(f"sent-key:{token}", str(key))
