"""Talks that are planned: for the two and for their calendars."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.core.consent.readers import Reader
from cairn.core.mentorships.appointments import Talk, ask_when
from cairn.core.mentorships.contacts import Means
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.records.mentorships.models import Appointment
from cairn.records.mentorships.together import ask_party
from cairn.records.trail import commands as trail

IN_CALENDAR = timedelta(days=60)
MOST_SHOWN = 20


@dataclass(frozen=True)
class Planned:
    """One talk that is planned."""

    id: UUID
    talk: Talk
    made_at: datetime
    called_off_at: datetime | None = None


def planned(*, reader: Reader, mentorship: UUID, at: datetime) -> list[Planned]:
    """The talks that the two have before them, soonest first."""
    row = ask_party(reader=reader, mentorship=mentorship, at=at)
    rows = Appointment.objects.filter(
        mentorship=row, called_off_at=None, starts_at__gt=at - timedelta(hours=1)
    )
    return [_told(one) for one in rows.order_by("starts_at", "id")[:MOST_SHOWN]]


def in_calendar(*, reader: Reader, at: datetime) -> list[Planned]:
    """The reader's own times for a calendar: called off ones too, so that they vanish there.

    It says nothing of the other of the two, so it is no look at anyone.
    """
    ask(Permission.MENTORSHIP_KEEP, Standing(reader.roles, is_party=True))
    rows = Appointment.objects.filter(
        Q(mentorship__mentee_id=reader.person) | Q(mentorship__mentor_id=reader.person),
        Q(mentorship__ended_at=None) | Q(mentorship__ended_at__gt=at),
        mentorship__program_id=reader.here,
        starts_at__gt=at - IN_CALENDAR,
    )
    return [_told(one) for one in rows.order_by("starts_at", "id")]


def plan_talk(*, by: Reader, mentorship: UUID, talk: Talk, talk_id: UUID, at: datetime) -> UUID:
    """Plan a talk, by either of the two; the same id twice is one talk."""
    row = ask_party(reader=by, mentorship=mentorship, at=at)
    with transaction.atomic():
        before = Appointment.objects.filter(id=talk_id).first()
        if before is not None:
            if (before.mentorship_id, before.made_by) != (row.id, by.person):
                raise NotFound
            return talk_id
        ask_when(talk.starts_at, at=at)
        Appointment.objects.create(
            id=talk_id,
            mentorship=row,
            mentee_id=row.mentee_id,
            starts_at=talk.starts_at,
            minutes=talk.minutes,
            means=talk.means,
            made_by=by.person,
            made_at=at,
        )
        trail.note(by=by, act="talk.planned", subject=row.mentee_id, at=at)
    return talk_id


def call_off(*, by: Reader, mentorship: UUID, talk_id: UUID, at: datetime) -> None:
    """Call a planned talk off, by either of the two."""
    row = ask_party(reader=by, mentorship=mentorship, at=at)
    with transaction.atomic():
        standing = Appointment.objects.filter(id=talk_id, mentorship=row, called_off_at=None)
        if not standing.update(called_off_at=at, called_off_by=by.person):
            raise NotFound
        trail.note(by=by, act="talk.called_off", subject=row.mentee_id, at=at)


def _told(row: Appointment) -> Planned:
    return Planned(
        row.id,
        Talk(row.starts_at, row.minutes, Means(row.means)),
        row.made_at,
        row.called_off_at,
    )
