"""When a cohort's group met, what is on next, and who was there."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, allows, ask
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import Stage, stage
from cairn.core.programs.practice import Module
from cairn.core.shared.refusals import NotFound
from cairn.records.groups.models import Attendance, Meeting
from cairn.records.mentorships.queries import overseen_by
from cairn.records.people.queries import names_of
from cairn.records.programs.seating import (
    CohortFacts,
    Seat,
    all_cohorts,
    seats_of,
)


@dataclass(frozen=True)
class MeetingLine:
    """One meeting in a list: its module, and how many of those mentored were there."""

    id: UUID
    day: date
    minutes: int
    module: Module | None
    came: int
    expected: int


@dataclass(frozen=True)
class Group:
    """A cohort's group: what was, the newest first, and what is on next."""

    cohort: CohortFacts
    meetings: tuple[MeetingLine, ...]
    next: Module | None


@dataclass(frozen=True)
class Attender:
    """One person of the group, and whether they were there."""

    person: UUID
    name: str
    part: Role
    came: bool


@dataclass(frozen=True)
class MeetingInFull:
    """One meeting with its agenda and everyone who could have been there."""

    cohort: CohortFacts
    id: UUID
    day: date
    minutes: int
    module: Module | None
    people: tuple[Attender, ...]


@dataclass(frozen=True)
class Attended:
    """That someone was at a group for some minutes on a day."""

    person: UUID
    day: date
    minutes: int


def my_groups(*, reader: Reader, today: date, at: datetime) -> list[CohortFacts]:
    """The cohorts whose group the reader may hold, the newest first."""
    ask(
        Permission.GROUP_HOLD,
        Standing(reader.roles, is_party=reader.has(Role.MENTOR), supervises=True),
    )
    found = all_cohorts(reader.here)
    seats = seats_of([one.id for one in found])
    overseen = overseen_by(reader=reader, at=at)
    return [one for one in found if _holds(_standing(reader, seats[one.id], overseen, today))]


def group(*, reader: Reader, cohort: UUID, today: date, at: datetime) -> Group:
    """One group with its meetings; strangers find nothing."""
    facts, seats = ask_for_group(reader=reader, cohort=cohort, today=today, at=at)
    rows = list(Meeting.objects.filter(cohort_id=cohort).order_by("-day"))
    there = Counter(
        Attendance.objects.filter(
            meeting__cohort_id=cohort,
            withdrawn_at=None,
            person__in=[one.person for one in seats if one.part is Role.PARTICIPANT],
        ).values_list("meeting_id", flat=True)
    )
    return Group(
        facts,
        tuple(
            MeetingLine(
                row.id,
                row.day,
                row.minutes,
                facts.practice.module_of(row.step),
                there[row.id],
                sum(one.part is Role.PARTICIPANT for one in expected(facts, seats, row.day)),
            )
            for row in rows
        ),
        facts.practice.module_of(len(rows) + 1),
    )


def meeting_in_full(
    *, reader: Reader, cohort: UUID, meeting: UUID, today: date, at: datetime
) -> MeetingInFull:
    """One meeting, its agenda, and the people of the group by name."""
    facts, seats = ask_for_group(reader=reader, cohort=cohort, today=today, at=at)
    row = Meeting.objects.filter(id=meeting, cohort_id=cohort).first()
    if row is None:
        raise NotFound
    came = set(
        Attendance.objects.filter(meeting=row, withdrawn_at=None).values_list(
            "person_id", flat=True
        )
    )
    known = expected(facts, seats, row.day)
    names = names_of({one.person for one in known})
    for person in names:
        _see(reader, person, at)
    people = [
        Attender(one.person, names.get(one.person, ""), one.part, one.person in came)
        for one in known
    ]
    people.sort(key=lambda one: (one.part is Role.MENTOR, one.name.casefold()))
    return MeetingInFull(
        facts, row.id, row.day, row.minutes, facts.practice.module_of(row.step), tuple(people)
    )


def ask_for_group(
    *, reader: Reader, cohort: UUID, today: date, at: datetime
) -> tuple[CohortFacts, list[Seat]]:
    """The cohort and its places, if the reader may hold its group; refuses otherwise."""
    found = next((one for one in all_cohorts(reader.here) if one.id == cohort), None)
    if found is None:
        raise NotFound
    seats = seats_of([cohort])[cohort]
    ask(
        Permission.GROUP_HOLD,
        _standing(reader, seats, overseen_by(reader=reader, at=at), today),
    )
    return found, seats


def expected(facts: CohortFacts, seats: Iterable[Seat], day: date) -> list[Seat]:
    """Those whose group it is on a day: mentors there, and mentees in their weeks of mentoring."""
    return [
        one
        for one in seats
        if one.stay.here(day)
        and (one.part is Role.MENTOR or stage(facts.practice, one.stay, day) is Stage.MENTORING)
    ]


def group_days(cohorts: Iterable[UUID]) -> dict[UUID, list[date]]:
    """The days on which each cohort's group met; for rooms that ask for themselves."""
    found: dict[UUID, list[date]] = {one: [] for one in cohorts}
    rows = Meeting.objects.filter(cohort_id__in=found).order_by("day")
    for cohort, day in rows.values_list("cohort_id", "day"):
        found[cohort].append(day)
    return found


def attended(cohorts: Iterable[UUID]) -> list[Attended]:
    """Everyone's time at the groups of some cohorts, by day; for rooms that ask for themselves."""
    rows = Attendance.objects.filter(meeting__cohort_id__in=list(cohorts), withdrawn_at=None)
    values = rows.order_by("meeting__day").values_list("person_id", "meeting__day", "minutes")
    return [Attended(*one) for one in values]


def _see(reader: Reader, person: UUID, at: datetime) -> None:
    if reader.has(Role.COORDINATOR):
        purpose, relation = Purpose.RUNNING, Relation.MEMBER
    elif reader.has(Role.SUPERVISOR):
        purpose, relation = Purpose.SUPERVISION, Relation.GROUP
    else:
        purpose, relation = Purpose.MENTORING, Relation.GROUP
    reader.see(person, DataClass.IDENTITY, purpose, relation=relation, at=at)


def _standing(reader: Reader, seats: Iterable[Seat], overseen: set[UUID], today: date) -> Standing:
    mentors = {one.person for one in seats if one.part is Role.MENTOR and one.stay.here(today)}
    return Standing(
        reader.roles,
        is_party=reader.has(Role.MENTOR) and reader.person in mentors,
        supervises=bool(mentors & overseen),
        machine=bool(reader.machine),
    )


def _holds(standing: Standing) -> bool:
    return allows(Permission.GROUP_HOLD, standing)
