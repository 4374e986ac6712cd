"""Who sits in which cohort, and in which week each of them is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import Stage, Stay, last_day_of, stage, week_of
from cairn.core.programs.practice import Practice, from_data
from cairn.core.shared.refusals import NotFound
from cairn.records.people.queries import names_of
from cairn.records.programs.models import Cohort, Enrollment, Place
from cairn.records.programs.queries import people_in_role

OFFERED = 50


@dataclass(frozen=True)
class CohortFacts:
    """One cohort, and the template under which it runs."""

    id: UUID
    name: str
    first_day: date
    version: int
    practice: Practice


@dataclass(frozen=True)
class Seat:
    """One person's place: their part, their days, and when their treatment began."""

    id: UUID
    person: UUID
    part: Role
    stay: Stay
    enrolled: date | None = None

    @property
    def days_before(self) -> int | None:
        """How many days of treatment went by before they began here."""
        return (self.stay.first_day - self.enrolled).days if self.enrolled else None


@dataclass(frozen=True)
class Seated:
    """A place with the person's name, week and stage, for a list."""

    seat: Seat
    name: str
    week: int
    stage: Stage


@dataclass(frozen=True)
class CohortLine:
    """One cohort in a list, with how many are in it now."""

    facts: CohortFacts
    mentors: int
    mentees: int


@dataclass(frozen=True)
class CohortInFull:
    """A cohort with everyone who has or had a place in it, and who could come in."""

    facts: CohortFacts
    seats: tuple[Seated, ...]
    could_mentor: tuple[tuple[UUID, str], ...]
    could_enter: tuple[tuple[UUID, str], ...]


def cohorts(*, reader: Reader, today: date) -> list[CohortLine]:
    """The cohorts of the reader's program, the newest first; two queries."""
    ask(Permission.COHORT_READ, Standing(reader.roles))
    found = all_cohorts(reader.here)
    seats = seats_of([one.id for one in found])
    return [
        CohortLine(
            one,
            _now_here(seats[one.id], Role.MENTOR, today),
            _now_here(seats[one.id], Role.PARTICIPANT, today),
        )
        for one in found
    ]


def cohort_in_full(*, reader: Reader, cohort: UUID, today: date, at: datetime) -> CohortInFull:
    """One cohort of the reader's program with its people by name; for who keeps it."""
    facts = cohort_facts(reader=reader, cohort=cohort)
    ask(Permission.COHORT_KEEP, Standing(reader.roles))
    seats = seats_of([cohort])[cohort]
    offered = {
        part: sorted(people_in_role(reader.here, part, at=at) - _busy(reader.here, part, today))[
            :OFFERED
        ]
        for part in (Role.MENTOR, Role.PARTICIPANT)
    }
    names = names_of({one.person for one in seats} | {p for many in offered.values() for p in many})
    for person in names:
        reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    return CohortInFull(
        facts,
        tuple(
            Seated(
                one,
                names.get(one.person, ""),
                week_of(one.stay.first_day, today),
                stage(facts.practice, one.stay, today),
            )
            for one in seats
        ),
        _named(offered[Role.MENTOR], names),
        _named(offered[Role.PARTICIPANT], names),
    )


def all_cohorts(program: UUID) -> list[CohortFacts]:
    """The cohorts of a program, the newest first; for rooms above that ask for themselves."""
    rows = Cohort.objects.filter(program_id=program).select_related("practice")
    return [_facts(row) for row in rows.order_by("-first_day", "name")]


def cohort_facts(*, reader: Reader, cohort: UUID) -> CohortFacts:
    """One cohort of the reader's program; not found elsewhere."""
    row = find_cohort(reader, cohort)
    ask(Permission.COHORT_READ, Standing(reader.roles))
    return _facts(row)


def seats_of(cohorts: Iterable[UUID]) -> dict[UUID, list[Seat]]:
    """Everyone's places by cohort, mentors first, by first day; for rooms that ask for themselves."""
    ids = list(cohorts)
    found: dict[UUID, list[Seat]] = {one: [] for one in ids}
    rows = list(Place.objects.filter(cohort_id__in=ids).order_by("part", "first_day", "placed_at"))
    stays = _stays({row.person_id for row in rows}, {row.program_id for row in rows})
    for row in rows:
        before = [day for day in stays.get(row.person_id, ()) if day <= row.first_day]
        enrolled = max(before, default=None)
        found[row.cohort_id].append(
            Seat(row.id, row.person_id, Role(row.part), Stay(row.first_day, row.last_day), enrolled)
        )
    return found


def _stays(people: set[UUID], programs: set[UUID]) -> dict[UUID, list[date]]:
    stays: dict[UUID, list[date]] = {}
    rows = Enrollment.objects.filter(person_id__in=people, program_id__in=programs)
    for person, day in rows.values_list("person_id", "first_day"):
        stays.setdefault(person, []).append(day)
    return stays


def _busy(program: UUID, part: Role, today: date) -> set[UUID]:
    """Those who hold a place that still runs."""
    rows = Place.objects.select_related("cohort__practice").filter(
        program_id=program, part=part, last_day=None
    )
    lasts = ((row.person_id, natural_end(row)) for row in rows)
    return {person for person, last in lasts if last is None or last >= today}


def natural_end(row: Place) -> date | None:
    """The natural end of a place: a mentee's last week of follow-up, a mentor's last with the cohort."""
    practice = from_data(row.cohort.practice.content)
    mentor = row.part == Role.MENTOR
    return last_day_of(practice, row.cohort.first_day if mentor else row.first_day, mentor=mentor)


def find_cohort(reader: Reader, cohort: UUID) -> Cohort:
    """The row, with its version; not found outside the reader's program."""
    row = Cohort.objects.select_related("practice").filter(id=cohort).first()
    if row is None or (not reader.machine and row.program_id != reader.program):
        raise NotFound
    return row


def _facts(row: Cohort) -> CohortFacts:
    return CohortFacts(
        row.id, row.name, row.first_day, row.practice.version, from_data(row.practice.content)
    )


def _now_here(seats: Iterable[Seat], part: Role, today: date) -> int:
    return sum(one.part is part and one.stay.here(today) for one in seats)


def _named(people: Iterable[UUID], names: dict[UUID, str]) -> tuple[tuple[UUID, str], ...]:
    return tuple(
        sorted(((one, names.get(one, "")) for one in people), key=lambda two: two[1].casefold())
    )
