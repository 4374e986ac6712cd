"""Where a person is signed in: a line for each device, news of new ones, and striking them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.records.people.models import Recovery, SignIn
from cairn.records.people.sessions import device_of
from cairn.records.trail import commands as trail


@dataclass(frozen=True)
class Device:
    """One place where a person is signed in; days, never hours or addresses."""

    id: UUID
    kind: str
    shared: bool
    began_on: date | None
    seen_on: date | None
    here: bool


def devices_of(*, reader: Reader, session_key: str, at: datetime) -> list[Device]:
    """Where the reader is signed in now, this device first."""
    ask(Permission.ACCOUNT_CHANGE, Standing(reader.roles, is_self=True))
    here = device_of(session_key)
    rows = SignIn.objects.filter(person_id=reader.person, expire_date__gt=at)
    return sorted(
        (
            Device(row.id, row.device, row.shared, row.began_on, row.seen_on, row.id == here)
            for row in rows.order_by("-began_on", "id")
        ),
        key=lambda device: not device.here,
    )


def unfamiliar_devices(*, reader: Reader, session_key: str, at: datetime) -> list[Device]:
    """Devices that are signed in and were not known, which the reader has not said a word of."""
    found = devices_of(reader=reader, session_key=session_key, at=at)
    strange = set(
        SignIn.objects.filter(person_id=reader.person, unfamiliar=True).values_list("id", flat=True)
    )
    return [device for device in found if device.id in strange and not device.here]


def note_sign_in(*, by: Reader, session_key: str, unfamiliar: bool, at: datetime) -> None:
    """Leave a line that someone signed in; an unfamiliar device is told to all the others."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    own = SignIn.objects.filter(session_key=session_key)
    with transaction.atomic():
        others = SignIn.objects.filter(person_id=by.person).exclude(session_key=session_key)
        waiting = others.filter(unfamiliar=True).exists() or _recovering(by.person)
        own.update(unfamiliar=unfamiliar, news=waiting)
        if unfamiliar:
            others.update(news=True)
        trail.note(by=by, act="account.signed_in", subject=by.person, at=at)


def know_device(*, by: Reader, session_key: str, device: UUID, at: datetime) -> None:
    """Say of another device that it is one's own; no device can say it of itself."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    if device == device_of(session_key):
        raise NotFound
    with transaction.atomic():
        if not _of(by.person, device).filter(unfamiliar=True).update(unfamiliar=False):
            raise NotFound
        quiet(by.person)
        trail.note(by=by, act="account.device_known", subject=by.person, at=at)


def sign_out_device(*, by: Reader, device: UUID, at: datetime) -> None:
    """That device is out: its next request is a stranger's."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        if not _of(by.person, device).delete()[0]:
            raise NotFound
        quiet(by.person)
        trail.note(by=by, act="account.device_out", subject=by.person, at=at)


def sign_out_others(*, by: Reader, session_key: str, at: datetime) -> None:
    """Every device but this one is out."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        SignIn.objects.filter(person_id=by.person).exclude(session_key=session_key).delete()
        quiet(by.person)
        trail.note(by=by, act="account.others_out", subject=by.person, at=at)


def tell_all_devices(person: UUID) -> None:
    """There is news for every device of a person; inside the act that makes it."""
    SignIn.objects.filter(person_id=person).update(news=True)


def quiet(person: UUID) -> None:
    """No more news, where nothing waits to be told."""
    lines = SignIn.objects.filter(person_id=person)
    if not (lines.filter(unfamiliar=True).exists() or _recovering(person)):
        lines.update(news=False)


def _recovering(person: UUID) -> bool:
    return Recovery.objects.filter(person_id=person, stopped_at=None, used_at=None).exists()


def _of(person: UUID, device: UUID):  # type: ignore[no-untyped-def]
    return SignIn.objects.filter(person_id=person, id=device)
