"""Who walks with whom, and how a reader stands to a person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.core.consent.leaves import DataClass, Purpose, Recipient, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Standing
from cairn.core.people.roles import Role
from cairn.records.consent.queries import decisions
from cairn.records.mentorships.models import Mentorship, Oversight
from cairn.records.programs.models import Membership


@dataclass(frozen=True)
class Pair:
    """One mentorship's bare facts."""

    id: UUID
    mentee: UUID
    mentor: UUID
    program: UUID
    began_at: datetime
    ended_at: datetime | None


PURPOSES: dict[Relation, Purpose] = {
    Relation.MENTOR: Purpose.MENTORING,
    Relation.MENTEE: Purpose.MENTORING,
    Relation.SUPERVISOR: Purpose.SUPERVISION,
}


def standings(
    *, reader: Reader, people: Iterable[UUID], data_class: DataClass, at: datetime
) -> dict[UUID, Standing]:
    """How the reader stands to each person's `data_class`, in four queries for any number.

    This is where consent is asked: `leave` is the answer of `core.consent` for the
    purpose that goes with how the two are related.
    """
    wanted = set(people)
    members = set(
        Membership.objects.filter(program_id=reader.program, person_id__in=wanted).values_list(
            "person_id", flat=True
        )
    )
    mentored = set(
        _running(at)
        .filter(program_id=reader.program, mentor_id=reader.person)
        .values_list("mentee_id", flat=True)
    )
    supervised = set(_supervised_mentees(reader, at).values_list("mentee_id", flat=True))
    found = {}
    by_purpose: dict[Purpose, list[UUID]] = {}
    for person in wanted:
        by_purpose.setdefault(
            _purpose(reader, person in mentored, person in supervised), []
        ).append(person)
    for purpose, group in by_purpose.items():
        answers = decisions(
            recipient=Recipient(reader.person, reader.roles),
            program=reader.program,
            givers=group,
            data_class=data_class,
            purpose=purpose,
            at=at,
        )
        for person in group:
            inside = person in members or person == reader.person
            found[person] = Standing(
                roles=reader.roles if inside else frozenset(),
                is_self=person == reader.person,
                mentors=inside and person in mentored,
                supervises=inside and person in supervised,
                leave=inside and answers[person].allowed,
                machine=bool(reader.machine),
            )
    return found


def standing(*, reader: Reader, person: UUID, data_class: DataClass, at: datetime) -> Standing:
    """How the reader stands to one person's `data_class`."""
    return standings(reader=reader, people=[person], data_class=data_class, at=at)[person]


def purpose_of(standing: Standing, reader: Reader) -> Purpose:
    """What a look with this standing is for."""
    return _purpose(reader, standing.mentors, standing.supervises)


def _purpose(reader: Reader, mentors: bool, supervises: bool) -> Purpose:
    if mentors:
        return Purpose.MENTORING
    if supervises:
        return Purpose.SUPERVISION
    if Role.CLINICIAN in reader.roles:
        return Purpose.CARE
    if Role.SUPPORTER in reader.roles:
        return Purpose.SUPPORT
    return Purpose.RUNNING


def running_of(people: Collection[UUID], *, program: UUID, at: datetime) -> list[Pair]:
    """Running mentorships of some people, as mentee or mentor; for rooms that ask for themselves."""
    rows = (
        _running(at).filter(program_id=program).filter(Q(mentee__in=people) | Q(mentor__in=people))
    )
    return [_pair(row) for row in rows.order_by("began_at", "id")]


def seats_taken(program: UUID, *, at: datetime) -> dict[UUID, int]:
    """How many participants each mentor walks with now."""
    taken: dict[UUID, int] = {}
    for mentor in _running(at).filter(program_id=program).values_list("mentor_id", flat=True):
        taken[mentor] = taken.get(mentor, 0) + 1
    return taken


def _running(at: datetime) -> "QuerySet[Mentorship]":
    return Mentorship.objects.filter(began_at__lte=at).filter(Q(ended_at=None) | Q(ended_at__gt=at))


def _supervised_mentees(reader: Reader, at: datetime) -> "QuerySet[Mentorship]":
    mentors = (
        Oversight.objects.filter(
            supervisor_id=reader.person, program_id=reader.program, since__lte=at
        )
        .filter(Q(until=None) | Q(until__gt=at))
        .values("mentor_id")
    )
    return _running(at).filter(program_id=reader.program, mentor__in=mentors)


def _pair(row: Mentorship) -> Pair:
    return Pair(row.id, row.mentee_id, row.mentor_id, row.program_id, row.began_at, row.ended_at)
