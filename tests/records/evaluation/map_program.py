"""Plays a synthetic MAP-style program through the real commands, day by day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader, machine
from cairn.core.evaluation.simulation.cohorts import Happening, SyntheticCohorts, begins
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import Contact, Means
from cairn.core.people.roles import Role
from cairn.core.programs.practice import Practice
from cairn.records.consent.commands import share
from cairn.records.goals.commands import GoalWritten, rate, write_goal
from cairn.records.groups.commands import attend, hold
from cairn.records.mentorships import commands as mentorships
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from cairn.records.programs.cohorts import begin_cohort, end_place, give_place
from cairn.records.programs.models import Place
from cairn.records.programs.practices import adopt
from cairn.records.supervision.commands import TalkHeld, hold_talk, rate_fidelity
from tests.cast import BEGINNING

FIRST = BEGINNING.date()
BY = machine("simulator")
LEVELS = dict(zip(range(-2, 3), ("none", "a little", "half", "most", "all"), strict=True))


def day_of(number: int) -> date:
    """The n-th day of the program; 0 is the first."""
    return FIRST + timedelta(days=number)


def moment(number: int) -> datetime:
    """An hour on that day."""
    return BEGINNING + timedelta(days=number)


@dataclass
class Program:
    """A program on stage: its staff, its mentors and mentees, and what stands behind their numbers."""

    program: UUID
    supervisor: UUID
    coordinator: UUID
    mentors: list[UUID]
    mentees: list[UUID]
    cohorts: list[UUID]
    diary: SyntheticCohorts
    pairs: dict[int, UUID]
    goals: dict[int, UUID]

    def reader(self, person: UUID, role: Role) -> Reader:
        return Reader(person, self.program, frozenset({role}))

    def play(self, until: int | None = None) -> None:
        """Everything that happens before a day, or all of it."""
        for one in self.diary.happenings:
            if until is None or one.day < until:
                getattr(self, f"_{one.kind}")(one)

    def _enter(self, one: Happening) -> None:
        mentee = self.diary.mentees[one.who]
        person, mentor = self.mentees[one.who], self.mentors[mentee.mentor]
        first = day_of(mentee.first_day)
        programs.enroll(
            by=BY,
            program=self.program,
            stays=[(person, first - timedelta(days=mentee.treated))],
            at=moment(one.day),
        )
        give_place(
            by=self.reader(self.coordinator, Role.COORDINATOR),
            cohort=self.cohorts[mentee.cohort],
            person=person,
            part=Role.PARTICIPANT,
            first_day=first,
            at=moment(one.day),
        )
        self.pairs[one.who] = mentorships.begin(
            by=BY, program=self.program, mentee=person, mentor=mentor, at=moment(one.day)
        )
        share(
            by=self.reader(person, Role.PARTICIPANT),
            recipient=mentor,
            data_class=DataClass.GOALS,
            purpose=Purpose.MENTORING,
            at=moment(one.day),
        )

    def _leave(self, one: Happening) -> None:
        seat = Place.objects.get(person=self.mentees[one.who], last_day=None)
        dee = self.reader(self.coordinator, Role.COORDINATOR)
        end_place(by=dee, place=seat.id, last_day=day_of(one.day), at=moment(one.day))
        mentorships.end(
            by=dee, mentorship=self.pairs[one.who], at=moment(one.day) + timedelta(hours=1)
        )

    def _talk(self, one: Happening) -> None:
        self._contact(one, Contact(day_of(one.day), Means.PHONE, one.minutes))

    def _try(self, one: Happening) -> None:
        self._contact(one, Contact(day_of(one.day), Means.PHONE, reached=False))

    def _contact(self, one: Happening, contact: Contact) -> None:
        mentor = self.mentors[self.diary.mentees[one.who].mentor]
        mentorships.log_contact(
            by=self.reader(mentor, Role.MENTOR),
            mentorship=self.pairs[one.who],
            contact=contact,
            contact_id=uuid4(),
            today=day_of(one.day),
            at=moment(one.day),
        )

    def _goal(self, one: Happening) -> None:
        own = self.reader(self.mentees[one.who], Role.PARTICIPANT)
        if one.who not in self.goals:
            goal = GoalWritten(Scale("A room of my own", LEVELS), Domain.HOUSING)
            self.goals[one.who] = write_goal(
                by=own, person=own.person, goal=goal, goal_id=uuid4(), at=moment(one.day)
            )
        rate(
            by=own,
            goal=self.goals[one.who],
            level=float(one.among[0]),
            rating_id=uuid4(),
            day=day_of(one.day),
            at=moment(one.day),
        )

    def _group(self, one: Happening) -> None:
        leader = self.reader(self.mentors[self.diary.mentors.index(one.who)], Role.MENTOR)
        cohort, day, at = self.cohorts[one.who], day_of(one.day), moment(one.day)
        meeting = hold(
            by=leader,
            cohort=cohort,
            meeting_id=uuid4(),
            day=day,
            minutes=one.minutes,
            today=day,
            at=at,
        )
        came = [self.mentees[number] for number in one.among]
        attend(by=leader, cohort=cohort, meeting=meeting, came=came, today=day, at=at)

    def _supervise(self, one: Happening) -> None:
        mentors = [
            self.mentors[n] for n, cohort in enumerate(self.diary.mentors) if cohort == one.who
        ]
        hold_talk(
            by=self.reader(self.supervisor, Role.SUPERVISOR),
            mentors=mentors,
            talk=TalkHeld(day_of(one.day), one.minutes),
            talk_id=uuid4(),
            today=day_of(one.day),
            at=moment(one.day),
        )

    def _rate(self, one: Happening) -> None:
        by = {
            "self": (self.mentors[one.who], Role.MENTOR),
            "supervisor": (self.supervisor, Role.SUPERVISOR),
            "mentee": (self.mentees[one.minutes], Role.PARTICIPANT),
        }[one.source]
        rate_fidelity(
            by=self.reader(*by),
            mentor=self.mentors[one.who],
            scores=dict(enumerate(one.among)),
            day=day_of(one.day),
            today=day_of(one.day),
            at=moment(one.day),
        )


def set_up(diary: SyntheticCohorts, practice: Practice) -> Program:
    """Staff and mentors in their places, cohorts begun; nothing has happened yet."""
    program = programs.make_program(by=BY, name="Synthetic", at=BEGINNING, synthetic=True)
    names = ["Cy", "Dee", *(f"Mentor {n}" for n in range(len(diary.mentors)))]
    names += [f"Mentee {n}" for n in range(len(diary.mentees))]
    people = add_people(by=BY, people=[NewPerson(name) for name in names], at=BEGINNING)
    cy, dee, rest = people[0], people[1], people[2:]
    mentors, mentees = rest[: len(diary.mentors)], rest[len(diary.mentors) :]
    for role, who in (
        (Role.SUPERVISOR, [cy]),
        (Role.COORDINATOR, [dee]),
        (Role.MENTOR, mentors),
        (Role.PARTICIPANT, mentees),
    ):
        programs.give_roles(by=BY, program=program, people=who, role=role, at=BEGINNING)
    by = Reader(dee, program, frozenset({Role.COORDINATOR}))
    adopt(by=by, program=program, practice=practice, at=BEGINNING)
    cohorts = [
        begin_cohort(
            by=by,
            program=program,
            name=f"Cohort {n}",
            first_day=day_of(begins(n)),
            cohort_id=uuid4(),
            at=BEGINNING,
        )
        for n in range(2)
    ]
    for number, mentor in enumerate(mentors):
        mentorships.oversee(by=BY, program=program, supervisor=cy, mentor=mentor, at=BEGINNING)
        cohort = diary.mentors[number]
        give_place(
            by=by,
            cohort=cohorts[cohort],
            person=mentor,
            part=Role.MENTOR,
            first_day=day_of(begins(cohort)),
            months=9,
            at=BEGINNING,
        )
    return Program(program, cy, dee, list(mentors), list(mentees), cohorts, diary, {}, {})
