"""Back in for someone who lost their phone and their codes: in person, after a day's wait.

Someone who knows them vouches; every device on which they are still signed in is told and
can stop it; a supervisor or coordinator then makes a link, handed over face to face, which
works for half an hour. A printed code needs none of this. No phone number and no e-mail
address plays a part: none is kept. Who may vouch is asked in `mentorships.vouching`.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.credentials import check_passphrase
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.people.devices import quiet, tell_all_devices
from cairn.records.people.models import (
    CodeApp,
    Passkey,
    Person,
    Recovery,
    RecoveryCode,
    SignIn,
)
from cairn.records.people.printed_codes import fresh_codes, keep_codes
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import index_of

WAIT = timedelta(hours=24)
LAPSES = timedelta(days=7)
LINK_WORKS = timedelta(minutes=30)


class TooEarly(Refusal):
    """The wait isn't over: the person may still say no."""

    def __init__(self) -> None:
        super().__init__(phrase("A day must pass first, so that they can stop it."))


class OneIsNotEnough(Refusal):
    """Whoever vouched for someone on the staff can't also let them in."""

    def __init__(self) -> None:
        super().__init__(phrase("For someone on the staff it takes two people. Ask a colleague."))


@dataclass(frozen=True)
class OpenRecovery:
    """An open recovery: who vouched, since when, from when on it can be finished."""

    id: UUID
    program: UUID
    vouched_by: UUID
    vouched_at: datetime
    ready_at: datetime

    def ready(self, at: datetime) -> bool:
        return self.ready_at <= at


def open_recovery(person: UUID, *, at: datetime) -> OpenRecovery | None:
    """The person's open recovery; for rooms that ask for themselves."""
    row = _open(person).filter(ready_at__gt=at - LAPSES).first()
    if row is None:
        return None
    return OpenRecovery(row.id, row.program, row.vouched_by, row.vouched_at, row.ready_at)


def own_recovery(*, reader: Reader, at: datetime) -> OpenRecovery | None:
    """One's own, to be told of it on every page."""
    ask(Permission.ACCOUNT_CHANGE, Standing(reader.roles, is_self=True))
    return open_recovery(reader.person, at=at)


def begin(*, by: Reader, standing: Standing, person: UUID, at: datetime) -> datetime:
    """Vouch for someone; answers from when on it can be finished."""
    ask(Permission.RECOVERY_VOUCH, standing)
    with transaction.atomic():
        _open(person).filter(ready_at__lte=at - LAPSES).update(stopped_at=at)
        row, made = Recovery.objects.get_or_create(
            person_id=person,
            stopped_at=None,
            used_at=None,
            defaults={
                "program": by.here,
                "vouched_by": by.person,
                "vouched_at": at,
                "ready_at": at + WAIT,
            },
        )
        if made:
            tell_all_devices(person)
            trail.note(by=by, act="recovery.vouched", subject=person, at=at)
    return row.ready_at


def finish(*, by: Reader, standing: Standing, person: UUID, takes_two: bool, at: datetime) -> str:
    """A link to hand over face to face, shown this once; not before the wait is over."""
    ask(Permission.RECOVERY_FINISH, standing)
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        row = _open(person).filter(program=by.here, ready_at__gt=at - LAPSES).first()
        if row is None or by.person == person:
            raise NotFound
        if at < row.ready_at:
            raise TooEarly
        if takes_two and row.vouched_by == by.person:
            raise OneIsNotEnough
        Recovery.objects.filter(id=row.id).update(
            opened_at=at, opened_by=by.person, fingerprint=_fingerprint(token)
        )
        trail.note(by=by, act="recovery.opened", subject=person, at=at)
    return token


def stop(*, by: Reader, person: UUID, standing: Standing, at: datetime) -> None:
    """Nothing comes of it: said by the person on any device, or by those who may vouch."""
    ask(
        Permission.ACCOUNT_CHANGE if standing.is_self else Permission.RECOVERY_VOUCH,
        standing,
    )
    with transaction.atomic():
        if not _open(person).update(stopped_at=at, stopped_by=by.person, fingerprint=None):
            raise NotFound
        quiet(person)
        trail.note(by=by, act="recovery.stopped", subject=person, at=at)


def link_stands(token: str, *, at: datetime) -> bool:
    """Whether a link handed over still works."""
    return bool(_by_token(token, at).exists())


def come_back(
    *, by: Reader, token: str, passphrase: str, at: datetime
) -> tuple[UUID, Sequence[str]]:
    """A new passphrase and new codes; the lost phone, its passkeys and its sign-ins are out."""
    check_passphrase(passphrase, "")
    hashed, codes = make_password(passphrase), fresh_codes()
    with transaction.atomic():
        row = _by_token(token, at).select_for_update().first()
        if row is None:
            raise NotFound
        person = row.person_id
        Recovery.objects.filter(id=row.id).update(used_at=at, fingerprint=None)
        Person.objects.filter(id=person).update(password=hashed)
        SignIn.objects.filter(person_id=person).delete()
        for model in (Passkey, CodeApp):
            model._default_manager.filter(person_id=person, ended_at=None).update(ended_at=at)
        RecoveryCode.objects.filter(person_id=person, used_at=None).update(used_at=at)
        keep_codes(person, codes, at)
        trail.note(by=by, act="recovery.used", subject=person, at=at)
    return person, codes


def _open(person: UUID):  # type: ignore[no-untyped-def]
    return Recovery.objects.filter(person_id=person, stopped_at=None, used_at=None)


def _by_token(token: str, at: datetime):  # type: ignore[no-untyped-def]
    return Recovery.objects.filter(
        fingerprint=_fingerprint(token),
        stopped_at=None,
        used_at=None,
        opened_at__gt=at - LINK_WORKS,
    )


def _fingerprint(token: str) -> str:
    return index_of("way-back", token)
