"""A mentor's pause: nobody new for a while, for whatever reason, and back again."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.matching.models import Pause
from cairn.records.matching.pool import program_of
from cairn.records.programs.queries import roles_of
from cairn.records.trail import commands as trail


@dataclass(frozen=True)
class Pausing:
    """A pause as it stands; `until` is its last day, None where that is open."""

    until: date | None


def pause_of(*, reader: Reader, person: UUID, at: datetime) -> Pausing | None:
    """A mentor's pause now, for themselves and the coordinator."""
    program = program_of(reader)
    known = roles_of(person, program, at=at)
    ask(
        Permission.PROFILE_READ,
        Standing(reader.roles if known else frozenset(), is_self=person == reader.person),
    )
    row = (
        Pause.objects.filter(person_id=person, program_id=program, ended_at=None)
        .filter(Q(until=None) | Q(until__gte=at.date()))
        .first()
    )
    return Pausing(row.until) if row else None


def pause(*, by: Reader, person: UUID, until: date | None, at: datetime) -> None:
    """Nobody new for this mentor from now on, up to a day if one is named; a second one takes over."""
    program = _asked(by, person, at)
    if until is not None and until < at.date():
        raise Invalid(phrase("That day has passed. Choose a later one, or leave it open."), "until")
    with transaction.atomic():
        _end(person, program, at)
        Pause.objects.create(person_id=person, program_id=program, until=until, began_at=at)
        trail.note(by=by, act="mentor.paused", subject=person, at=at)


def resume(*, by: Reader, person: UUID, at: datetime) -> None:
    """Back from a pause; who is on none stays as they are."""
    program = _asked(by, person, at)
    with transaction.atomic():
        if _end(person, program, at):
            trail.note(by=by, act="mentor.resumed", subject=person, at=at)


def _asked(by: Reader, person: UUID, at: datetime) -> UUID:
    program = program_of(by)
    known = roles_of(person, program, at=at)
    ask(
        Permission.PROFILE_WRITE,
        Standing(
            by.roles if known else frozenset(),
            is_self=person == by.person,
            machine=bool(by.machine),
        ),
    )
    if Role.MENTOR not in known:
        raise NotFound
    return program


def _end(person: UUID, program: UUID, at: datetime) -> int:
    rows = Pause.objects.filter(person_id=person, program_id=program, ended_at=None)
    return rows.update(ended_at=at)
