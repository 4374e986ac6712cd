"""Who walks with whom, and how a reader stands to a person."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.core.consent.leaves import DataClass, Decision, Purpose, Recipient, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, allows
from cairn.core.people.roles import Role
from cairn.records.consent.queries import decisions
from cairn.records.mentorships.figures import Dose as Dose
from cairn.records.mentorships.figures import doses as doses
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

    def runs(self, at: datetime) -> bool:
        """Whether it has begun and not yet ended."""
        return self.began_at <= at and (self.ended_at is None or at < self.ended_at)


PURPOSES: dict[Relation, Purpose] = {
    Relation.MENTOR: Purpose.MENTORING,
    Relation.MENTEE: Purpose.MENTORING,
    Relation.SUPERVISOR: Purpose.SUPERVISION,
}


@dataclass(frozen=True)
class Sight:
    """That a reader may see a part of someone's record: what for, and from which day on."""

    purpose: Purpose
    first_day: date | None = None

    def covers(self, day: date) -> bool:
        """Whether this day lies within the leave."""
        return self.first_day is None or day >= self.first_day


@dataclass(frozen=True)
class _Tie:
    """How a reader is related to a person."""

    inside: bool
    mentors: bool = False
    supervises: bool = False


_Judged = dict[UUID, tuple[Standing, Decision]]


def standings(
    *, reader: Reader, people: Iterable[UUID], data_class: DataClass, at: datetime
) -> dict[UUID, Standing]:
    """How the reader stands to each person's `data_class`, in four queries for any number.

    This is where consent is asked: `leave` is the answer of `core.consent` for the
    purpose that goes with how the two are related.
    """
    judged = _judge(reader, _ties(reader, set(people), at), data_class, at)
    return {person: standing for person, (standing, _) in judged.items()}


def in_sight(
    *,
    reader: Reader,
    people: Iterable[UUID],
    permission: Permission,
    data_class: DataClass,
    at: datetime,
) -> dict[UUID, Sight]:
    """Those whose `data_class` the reader may see, with the days that leave covers.

    Everyone in the answer counts as looked at; the others are simply not in it.
    """
    ties = _ties(reader, set(people), at)
    return _seen(reader, _judge(reader, ties, data_class, at), permission, data_class)


def mentees_in_sight(
    *,
    reader: Reader,
    pairs: Iterable["Pair"],
    permission: Permission,
    data_class: DataClass,
    at: datetime,
) -> dict[UUID, Sight]:
    """As `in_sight`, for the running pairs in which the reader is the mentor: one query."""
    ties = {
        pair.mentee: _Tie(inside=True, mentors=True)
        for pair in pairs
        if pair.mentor == reader.person and pair.program == reader.program and pair.runs(at)
    }
    return _seen(reader, _judge(reader, ties, data_class, at), permission, data_class)


def _ties(reader: Reader, wanted: set[UUID], at: datetime) -> dict[UUID, _Tie]:
    members = set(
        Membership.objects.filter(program_id=reader.here, person_id__in=wanted).values_list(
            "person_id", flat=True
        )
    )
    mentored = set(
        _running(at)
        .filter(program_id=reader.here, mentor_id=reader.person)
        .values_list("mentee_id", flat=True)
    )
    supervised = set(_supervised_mentees(reader, at).values_list("mentee_id", flat=True))
    return {
        person: _Tie(
            inside=person in members or person == reader.person,
            mentors=person in members and person in mentored,
            supervises=person in members and person in supervised,
        )
        for person in wanted
    }


def _judge(reader: Reader, ties: dict[UUID, _Tie], data_class: DataClass, at: datetime) -> _Judged:
    by_purpose: dict[Purpose, list[UUID]] = {}
    for person, tie in ties.items():
        by_purpose.setdefault(_purpose(reader, tie.mentors, tie.supervises), []).append(person)
    found: _Judged = {}
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
            tie = ties[person]
            standing = Standing(
                roles=reader.roles if tie.inside else frozenset(),
                is_self=person == reader.person,
                mentors=tie.mentors,
                supervises=tie.supervises,
                leave=tie.inside and answers[person].allowed,
                machine=bool(reader.machine),
            )
            found[person] = (standing, answers[person])
    return found


def _seen(
    reader: Reader, judged: _Judged, permission: Permission, data_class: DataClass
) -> dict[UUID, Sight]:
    seen = {}
    for person, (standing, decision) in judged.items():
        if decision.allowed and allows(permission, standing):
            seen[person] = Sight(purpose_of(standing, reader), decision.first_day)
            reader.look(person, data_class, seen[person].purpose)
    return seen


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


def overseen_by(*, reader: Reader, at: datetime) -> set[UUID]:
    """The mentors behind whom the reader stands now; for rooms above that ask for themselves."""
    if Role.SUPERVISOR not in reader.roles:
        return set()
    rows = Oversight.objects.filter(
        Q(until=None) | Q(until__gt=at),
        supervisor_id=reader.person,
        program_id=reader.here,
        since__lte=at,
    )
    return set(rows.values_list("mentor_id", flat=True))


def running_of(people: Collection[UUID], *, program: UUID, at: datetime) -> list[Pair]:
    """Running mentorships of some people, as mentee or mentor; for rooms that ask for themselves."""
    rows = (
        _running(at).filter(program_id=program).filter(Q(mentee__in=people) | Q(mentor__in=people))
    )
    return [_pair(row) for row in rows.order_by("began_at", "id")]


def ended_pairs(program: UUID, *, at: datetime) -> set[tuple[UUID, UUID]]:
    """(participant, mentor) of every mentorship that has ended; for rooms that ask for themselves."""
    rows = Mentorship.objects.filter(program_id=program, ended_at__lte=at)
    return set(rows.values_list("mentee_id", "mentor_id"))


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
        Oversight.objects.filter(supervisor_id=reader.person, program_id=reader.here, since__lte=at)
        .filter(Q(until=None) | Q(until__gt=at))
        .values("mentor_id")
    )
    return _running(at).filter(program_id=reader.here, mentor__in=mentors)


def _pair(row: Mentorship) -> Pair:
    return Pair(row.id, row.mentee_id, row.mentor_id, row.program_id, row.began_at, row.ended_at)
