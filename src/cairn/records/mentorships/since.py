"""Who is looked after by whom, and what happened in pairs since a day: for rooms that ask for themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from cairn.core.mentorships.attention import is_silent
from cairn.core.mentorships.contacts import Means
from cairn.core.supervision.agenda import PairSince
from cairn.records.mentorships.models import Contact, Mentorship, Oversight


@dataclass(frozen=True)
class Overseen:
    """That a supervisor stands behind a mentor, and since which day anyone has."""

    mentor: UUID
    supervisor: UUID
    since: date


@dataclass(frozen=True)
class PairHappened:
    """One pair's contacts since a day; `last` and `tried` look back all the way."""

    id: UUID
    mentee: UUID
    mentor: UUID
    began: date
    ended: date | None
    talks: int
    minutes: int
    tried: int
    last: date | None

    def silent(self, today: date) -> bool:
        """Whether the two have been silent for long."""
        return self.ended is None and is_silent(self.last, self.began, today)

    def told(self, name: str) -> PairSince:
        """As an agenda takes it."""
        return PairSince(
            name, self.began, self.ended, self.talks, self.minutes, self.tried, self.last
        )


def overseen_since(
    program: UUID, *, at: datetime, supervisor: UUID | None = None
) -> list[Overseen]:
    """Who stands behind whom now (behind whom one supervisor stands), one query."""
    rows = Oversight.objects.filter(
        Q(until=None) | Q(until__gt=at), program_id=program, since__lte=at
    )
    if supervisor is not None:
        rows = rows.filter(supervisor_id=supervisor)
    return [
        Overseen(row.mentor_id, row.supervisor_id, row.since.date())
        for row in rows.order_by("since", "id")
    ]


def pairs_since(
    mentors: Collection[UUID], *, program: UUID, since: date, at: datetime
) -> list[PairHappened]:
    """Every pair of some mentors with what happened from a day on, in two queries."""
    rows = list(
        Mentorship.objects.filter(
            program_id=program, mentor__in=mentors, began_at__lte=at
        ).order_by("began_at", "id")
    )
    contacts: dict[UUID, list[tuple[date, int, bool]]] = {row.id: [] for row in rows}
    for pair, day, minutes, reached in (
        Contact.objects.filter(mentorship__in=contacts)
        .order_by("day", "logged_at")
        .values_list("mentorship_id", "day", "minutes", "reached")
    ):
        contacts[pair].append((day, minutes, reached))
    return [_happened(row, contacts[row.id], since, at) for row in rows]


def _happened(
    row: Mentorship, contacts: Collection[tuple[date, int, bool]], since: date, at: datetime
) -> PairHappened:
    reached = [(day, minutes) for day, minutes, ok in contacts if ok]
    last = reached[-1][0] if reached else None
    recent = [minutes for day, minutes in reached if day >= since]
    tried = sum(not ok and (last is None or day >= last) for day, _, ok in contacts)
    over = row.ended_at is not None and row.ended_at <= at
    ended = row.ended_at.date() if over and row.ended_at is not None else None
    return PairHappened(
        row.id,
        row.mentee_id,
        row.mentor_id,
        row.began_at.date(),
        ended,
        len(recent),
        sum(recent),
        tried,
        last,
    )


@dataclass(frozen=True)
class ContactDone:
    """One contact without its words: whose, with which mentor, when, how long, whether it reached."""

    mentee: UUID
    mentor: UUID
    day: date
    minutes: int
    reached: bool
    in_group: bool


def contacts_with(people: Collection[UUID], *, program: UUID) -> dict[UUID, list[ContactDone]]:
    """Every contact of some mentees in a program, by day; for rooms that ask for themselves."""
    found: dict[UUID, list[ContactDone]] = {}
    rows = (
        Contact.objects.filter(mentee__in=list(people), mentorship__program_id=program)
        .order_by("day", "logged_at")
        .values_list("mentee_id", "mentorship__mentor_id", "day", "minutes", "reached", "means")
    )
    for mentee, mentor, day, minutes, reached, means in rows:
        one = ContactDone(mentee, mentor, day, minutes, reached, means == Means.GROUP)
        found.setdefault(mentee, []).append(one)
    return found


def mentors_of(
    people: Collection[UUID], *, program: UUID, at: datetime
) -> dict[UUID, tuple[UUID, UUID]]:
    """Each mentee's latest (mentorship, mentor); for rooms that ask for themselves."""
    rows = Mentorship.objects.filter(
        program_id=program, mentee__in=list(people), began_at__lte=at
    ).order_by("began_at", "id")
    return {
        mentee: (pair, mentor)
        for pair, mentee, mentor in rows.values_list("id", "mentee_id", "mentor_id")
    }
