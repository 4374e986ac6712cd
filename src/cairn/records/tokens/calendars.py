"""The address by which a calendar app follows one's own times: a token that opens nothing else."""

import secrets
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.scopes import Scope
from cairn.records.people.models import Person
from cairn.records.tokens.models import Token
from cairn.records.tokens.queries import Bearer, bearer_of, fingerprint, stamp_of
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

LIFE = timedelta(days=365)


def make_calendar_key(*, by: Reader, label: str, at: datetime) -> str:
    """What stands in the address of the reader's calendar, shown this once; the one before ends."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    program, row, secret = by.here, uuid4(), secrets.token_urlsafe(24)
    person = Person.objects.get(id=by.person)
    sealed = Keyring([by.person]).seal(by.person, row, "label", label)
    with transaction.atomic():
        Token.objects.filter(
            person=person, program_id=program, scopes=Scope.CALENDAR, revoked_at=None
        ).update(revoked_at=at)
        Token.objects.create(
            id=row,
            person=person,
            program_id=program,
            label=sealed,
            fingerprint=fingerprint(secret),
            stamp=stamp_of(person),
            scopes=Scope.CALENDAR,
            made_at=at,
            expires_at=at + LIFE,
        )
        trail.note(by=by, act="token.made", subject=by.person, at=at)
    return secret


def calendar_of(secret: str, *, at: datetime) -> Bearer | None:
    """Whose calendar this is; None for any other kind of token, too."""
    bearer = bearer_of(secret, at=at)
    return bearer if bearer is not None and bearer.scopes == {Scope.CALENDAR} else None
