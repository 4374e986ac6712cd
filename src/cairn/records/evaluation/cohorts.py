"""A cohort's board: who is where, what they were given against the plan, who may be leaving."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.evaluation.cohorts import Course, Done, Dose, Warned, dose, retention, signs
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import Stage, last_day_of, stage, week_of
from cairn.core.supervision.cadence import Held, Month, is_due, last_month, whole_months
from cairn.core.supervision.fidelity import Agreement, Rating, Source, agreement, means
from cairn.records.groups.queries import attended, group_days
from cairn.records.mentorships.queries import overseen_by
from cairn.records.mentorships.since import contacts_with, mentors_of
from cairn.records.people.queries import names_of
from cairn.records.programs.seating import CohortFacts, Seat, cohort_facts, seats_of
from cairn.records.supervision.queries import ratings_of, talks_of


@dataclass(frozen=True)
class MenteeRow:
    """One mentee on the board."""

    person: UUID
    name: str
    mentor_name: str
    mentorship: UUID | None
    seat: Seat
    week: int
    stage: Stage
    dose: Dose
    signs: tuple[Warned, ...]


@dataclass(frozen=True)
class MentorRow:
    """One mentor on the board: with how many, supervision in 30 days, how they keep to the practice."""

    person: UUID
    name: str
    people: int
    month: Month
    due: bool
    means: Mapping[Source, tuple[float, int]]


@dataclass(frozen=True)
class Board:
    """A cohort as its coordinator sees it, or the part of it that a supervisor stands behind."""

    cohort: CohortFacts
    mentees: tuple[MenteeRow, ...]
    mentors: tuple[MentorRow, ...]
    retention: tuple[tuple[int, int, int], ...]
    agreement: Agreement
    whole: bool


@dataclass(frozen=True)
class Material:
    """What cohorts' figures are made of, read once for all of them."""

    seats: dict[UUID, list[Seat]]
    courses: dict[UUID, Course]
    mentor_of: dict[UUID, tuple[UUID, UUID]]
    talks: dict[UUID, list[Held]]
    ratings: list[Rating]


def cohort_board(*, reader: Reader, cohort: UUID, today: date, at: datetime) -> Board:
    """One cohort's board, in a fixed number of queries."""
    facts = cohort_facts(reader=reader, cohort=cohort)
    ask(Permission.COHORT_READ, Standing(reader.roles))
    found = material(reader.here, [cohort], at=at)
    whole = reader.has(Role.COORDINATOR)
    mine = None if whole else overseen_by(reader=reader, at=at)
    mentors = [
        one
        for one in found.seats[cohort]
        if one.part is Role.MENTOR and (mine is None or one.person in mine)
    ]
    kept = {one.person for one in mentors}
    mentees = [
        one
        for one in found.seats[cohort]
        if one.part is Role.PARTICIPANT
        and (mine is None or found.mentor_of.get(one.person, (None, None))[1] in kept)
    ]
    names = names_of(
        {one.person for one in (*mentors, *mentees)} | {two for _, two in found.mentor_of.values()}
    )
    purpose = Purpose.RUNNING if whole else Purpose.SUPERVISION
    relation = Relation.MEMBER if whole else Relation.SUPERVISOR
    for one in mentees:
        reader.see(one.person, DataClass.MENTORSHIP, purpose, relation=relation, at=at)
    ratings = [one for one in found.ratings if one.mentor in kept]
    return Board(
        facts,
        tuple(_mentee(facts, one, found, names, today) for one in mentees),
        tuple(_mentor(facts, one, mentees, found, names, today) for one in mentors),
        tuple(retention(facts.practice, [one.stay for one in mentees], today)),
        agreement(ratings),
        whole,
    )


def material(program: UUID, cohorts: Iterable[UUID], *, at: datetime) -> Material:
    """Everything that the figures of some cohorts are made of; for queries that have asked."""
    seats = seats_of(cohorts)
    everyone = [one for many in seats.values() for one in many]
    mentees = {one.person for one in everyone if one.part is Role.PARTICIPANT}
    mentors = [one.person for one in everyone if one.part is Role.MENTOR]
    contacts = contacts_with(mentees, program=program)
    held = group_days(seats)
    groups: dict[UUID, list[Done]] = {}
    for there in attended(seats):
        groups.setdefault(there.person, []).append(Done(there.day, there.minutes))
    courses = {
        one.id: Course(
            one.stay,
            tuple(
                Done(each.day, each.minutes, each.reached)
                for each in contacts.get(one.person, ())
                if not each.in_group
            ),
            tuple(groups.get(one.person, ())),
            tuple(held[cohort]),
        )
        for cohort, many in seats.items()
        for one in many
        if one.part is Role.PARTICIPANT
    }
    return Material(
        seats,
        courses,
        mentors_of(mentees, program=program, at=at),
        talks_of(program, mentors),
        ratings_of(program, mentors),
    )


def months_of(facts: CohortFacts, seat: Seat, held: Iterable[Held], today: date) -> list[Month]:
    """A mentor's supervision in each calendar month that lies fully within their time here."""
    ends = [today, seat.stay.last_day, last_day_of(facts.practice, facts.first_day, mentor=True)]
    return whole_months(held, seat.stay.first_day, min(day for day in ends if day is not None))


def _mentee(
    facts: CohortFacts, seat: Seat, found: Material, names: Mapping[UUID, str], today: date
) -> MenteeRow:
    course = found.courses[seat.id]
    pair, mentor = found.mentor_of.get(seat.person, (None, None))
    return MenteeRow(
        seat.person,
        names.get(seat.person, ""),
        names.get(mentor, "") if mentor else "",
        pair,
        seat,
        week_of(seat.stay.first_day, today),
        stage(facts.practice, seat.stay, today),
        dose(facts.practice, course, today),
        tuple(signs(facts.practice, course, today)),
    )


def _mentor(
    facts: CohortFacts,
    seat: Seat,
    mentees: Iterable[Seat],
    found: Material,
    names: Mapping[UUID, str],
    today: date,
) -> MentorRow:
    held = found.talks.get(seat.person, [])
    final = last_day_of(facts.practice, facts.first_day, mentor=True)
    here = seat.stay.here(today) and (final is None or today <= final)
    walked_with = sum(
        found.mentor_of.get(one.person, (None, None))[1] == seat.person
        and stage(facts.practice, one.stay, today) is Stage.MENTORING
        for one in mentees
    )
    return MentorRow(
        seat.person,
        names.get(seat.person, ""),
        walked_with,
        last_month(held, today),
        here and is_due(held, practice=facts.practice, since=seat.stay.first_day, today=today),
        means(one for one in found.ratings if one.mentor == seat.person),
    )
