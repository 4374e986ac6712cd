"""Leaving for good: a wait, a plain list of what goes and what stays, and then erasure.

What concerns a whole person walks the privacy that every table declares, not imports:
a new table is erased the day it is born. Their key is destroyed (so that sealed words
are unreadable, in backups too), their open numbers are deleted, and what the law on
records keeps stays without anything that names them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import ProtectedError

from cairn.core.consent.readers import Reader, machine
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.base import Kept, Privacy, declared_tables
from cairn.records.people.models import Departure, Person, SignIn
from cairn.records.trail import commands as trail
from cairn.records.vault import epochs

WAIT = timedelta(days=7)
_CHOICES = ("language", "time_zone", "theme")


class AlreadyLeaving(Refusal):
    """The person has asked before, and it still stands."""

    def __init__(self) -> None:
        super().__init__(phrase("You have asked for this already. You can still change your mind."))


@dataclass(frozen=True)
class Fate:
    """What becomes of one table's rows about a person."""

    table: str
    rows: int
    kept: Kept

    @property
    def goes(self) -> bool:
        return self.kept in {Kept.WITH_PERSON, Kept.SHORT}


@dataclass(frozen=True)
class Leaving:
    """A standing wish to be erased."""

    asked_at: datetime
    due_at: datetime


def preview(*, reader: Reader) -> list[Fate]:
    """What goes and what stays if the reader leaves for good, table by table."""
    ask(Permission.ACCOUNT_CHANGE, Standing(reader.roles, is_self=True))
    return [
        Fate(model._meta.model_name or "", rows, privacy.kept)
        for model, privacy, path in _tables()
        if (rows := model._default_manager.filter(**{path: reader.person}).count())
    ]


def leaving(*, reader: Reader) -> Leaving | None:
    """The reader's own wish to be erased, where one stands."""
    row = Departure.objects.filter(person_id=reader.person, withdrawn_at=None, done_at=None).first()
    return Leaving(row.asked_at, row.due_at) if row else None


def ask_to_leave(*, by: Reader, at: datetime) -> datetime:
    """Ask to be erased; it happens by itself after the wait, which it answers."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        if Departure.objects.filter(person_id=by.person, withdrawn_at=None).exists():
            raise AlreadyLeaving
        row = Departure.objects.create(
            person_id=by.person, asked_by=by.person, asked_at=at, due_at=at + WAIT
        )
        trail.note(by=by, act="departure.asked", subject=by.person, at=at)
    return row.due_at


def stay(*, by: Reader, at: datetime) -> None:
    """Take the wish back; nothing has been lost."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        changed = Departure.objects.filter(
            person_id=by.person, withdrawn_at=None, done_at=None
        ).update(withdrawn_at=at)
        if not changed:
            raise NotFound
        trail.note(by=by, act="departure.withdrawn", subject=by.person, at=at)


def erase_due(*, by: Reader, at: datetime) -> int:
    """Erase everyone whose wait is over, then roll the wrapping key; answers how many."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles, machine=bool(by.machine)))
    due = list(
        Departure.objects.filter(withdrawn_at=None, done_at=None, due_at__lte=at).values_list(
            "person_id", flat=True
        )
    )
    if not due:
        return 0
    # The keys first: whatever stops us after this, the words are already unreadable.
    epochs.destroy_keys(due, at=at)
    epochs.roll()
    for person in due:
        _erase(person, by=by, at=at)
    return len(due)


def tidy_after_restore(*, at: datetime) -> None:
    """Sign everyone out, and erase again whoever was erased after the backup was made."""
    SignIn.objects.all().delete()
    by = machine("restore")
    with transaction.atomic():
        trail.note(by=by, act="backup.restored", at=at)
    back = Person.objects.filter(id__in=epochs.erased_people()).exclude(name=b"")
    for person in list(back.values_list("id", flat=True)):
        _erase(person, by=by, at=at)


def _erase(person: UUID, *, by: Reader, at: datetime) -> None:
    unusable = make_password(None)
    blank = {"name": b"", "sign_in": None, "password": unusable}
    plain = {name: getattr(Person(), name) for name in _CHOICES}
    with transaction.atomic():
        _let_go(person, at)
        _delete_rows_of(person)
        Person.objects.filter(id=person).update(**blank, **plain)
        Departure.objects.filter(person_id=person, withdrawn_at=None).update(done_at=at)
        trail.note(by=by, act="person.erased", subject=person, at=at)


def _let_go(person: UUID, at: datetime) -> None:
    """End what others have with the person and can't go on: their rows stay, closed."""
    for model, privacy in declared_tables():
        for link, (moment, *authors) in privacy.lets_go.items():
            said = {moment: at, **dict.fromkeys(authors, person)}
            standing = model._default_manager.filter(**{link: person, moment: None})
            standing.update(**said)


def _delete_rows_of(person: UUID) -> None:
    """Delete a person's rows in whatever order the links among tables allow."""
    waiting = [
        (model, path)
        for model, privacy, path in _tables()
        if privacy.kept in {Kept.WITH_PERSON, Kept.SHORT} and model is not Person
    ]
    while waiting:
        held = [(model, path) for model, path in waiting if not _deleted(model, path, person)]
        if len(held) == len(waiting):
            names = ", ".join(sorted(model._meta.label for model, _ in held))
            raise RuntimeError(f"rows that hold each other: {names}")
        waiting = held


def _deleted(model: type[models.Model], path: str, person: UUID) -> bool:
    try:
        with transaction.atomic():
            model._default_manager.filter(**{path: person}).delete()
    except ProtectedError:
        return False
    return True


def _tables() -> Iterator[tuple[type[models.Model], Privacy, str]]:
    """Every table about people, with its privacy and the path to the person."""
    for model, privacy in declared_tables():
        if privacy.person:
            yield model, privacy, privacy.person
