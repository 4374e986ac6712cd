"""Bringing the demo in through the same commands as everyone; cut short, it goes on where it was."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

import numpy as np
from django.db import transaction
from django.utils import timezone

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader, machine
from cairn.core.evaluation.simulation import Demo, SyntheticProgram, demo_program
from cairn.core.people.roles import Role
from cairn.exchange.cli.progress import Progress, Step
from cairn.exchange.demo import story
from cairn.exchange.demo.cohort import load_cohort
from cairn.records.consent.commands import share
from cairn.records.days.commands import bring_in_check_ins, import_days
from cairn.records.goals.commands import bring_in_goals
from cairn.records.matching.importing import bring_in
from cairn.records.mentorships.circles import supervisors_of
from cairn.records.mentorships.commands import (
    BroughtPair,
    bring_in_contacts,
    bring_in_pairs,
    oversee,
)
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs.commands import discharge, give_roles, make_program
from cairn.records.programs.queries import people_in_role, reader_for, synthetic_programs
from cairn.records.safety.commands import add_line
from cairn.records.safety.queries import program_lines

NAME, ELSEWHERE = "Riverside", "Hillside"
TIME_ZONE = "America/New_York"
STAFF: tuple[tuple[str, Role], ...] = (
    ("Cy", Role.SUPERVISOR),
    ("Dee", Role.COORDINATOR),
    ("Vic", Role.EVALUATOR),
    ("Lin", Role.CLINICIAN),
    ("Sam", Role.SUPPORTER),
)
_SHARES_OF_FIVE = 4
"""Of every five participants four let their mentor see their days, as some would not."""


def load(progress: Progress) -> None:
    """Load the demo unless it is here whole: the program next door comes last and says so."""
    here = {program.name: program.id for program in synthetic_programs()}
    if ELSEWHERE in here:
        return
    with progress.step("Making up a program to look at") as step:
        _load(step, here.get(NAME), timezone.now())


def _load(step: Step, program: UUID | None, at: datetime) -> None:
    by = machine("demo")
    today = timezone.localdate(at)
    drawn = demo_program(weekday=today.weekday())
    step.reached(1, 8)
    if program is None:
        program = make_program(
            by=by,
            name=NAME,
            at=_noon(today - timedelta(days=drawn.today)),
            time_zone=TIME_ZONE,
            synthetic=True,
        )
    mentees, mentors = _people(by, program, drawn, at)
    step.reached(3, 8)
    staff = _staff(by, program, at)
    pairs = list(_pairs(program, drawn, mentees, mentors, today))
    bring_in_pairs(by=by, program=program, pairs=pairs, at=at)
    overseen = supervisors_of(mentors, program=program, at=at)
    for mentor in mentors:
        if mentor not in overseen:
            oversee(by=by, program=program, supervisor=staff["Cy"], mentor=mentor, at=at)
    _let_see(drawn, mentees, pairs, staff, at)
    step.reached(4, 8)
    days = story.Days(drawn.program, mentees, drawn.today, today)
    import_days(by=by, rows=list(days.interviews()), at=at)
    step.reached(6, 8)
    bring_in_check_ins(by=by, told=list(days.check_ins()), at=at)
    bring_in_contacts(by=by, contacts=list(days.contacts(_pair_of(pairs, mentees))), at=at)
    bring_in_goals(by=by, program=program, goals=list(days.goals(program)), at=at)
    discharge(by=by, program=program, stays=list(_left(drawn, mentees, today)), at=at)
    step.reached(7, 8)
    if not program_lines(program):
        dee = reader_for(staff["Dee"], at=at, program=program)
        add_line(
            by=dee,
            name="Riverside on call",
            number="555-0134",
            hours="8 am to 10 pm",
            checked_on=today,
            today=today,
            at=at,
        )
    around = next(pair for pair in pairs if pair.mentee == mentees[drawn.ana])
    with transaction.atomic():
        load_cohort(
            by=by, program=program, pairs=pairs, first=around, staff=staff, today=today, at=at
        )
        _next_door(by, at)


def _people(by: Reader, program: UUID, drawn: Demo, at: datetime) -> tuple[list[UUID], list[UUID]]:
    """Everyone with a profile; a mentee's days of waiting become the day they came."""
    made: SyntheticProgram = drawn.program
    came = [
        replace(profile, waiting_days=int(drawn.today - made.entry[row]))
        for row, profile in enumerate(made.mentees)
    ]
    brought = bring_in(by=by, program=program, mentees=came, mentors=made.mentors, at=at).people
    return (
        [brought["mentee", profile.id] for profile in came],
        [brought["mentor", profile.id] for profile in made.mentors],
    )


def _staff(by: Reader, program: UUID, at: datetime) -> dict[str, UUID]:
    """One person for each part of the staff; those who are here already stay."""
    found = {}
    for name, role in STAFF:
        here = people_in_role(program, role, at=at)
        if here:
            found[name] = min(here)
            continue
        person = NewPerson(name, time_zone=TIME_ZONE, synthetic=True)
        [found[name]] = add_people(by=by, people=[person], at=at)
        give_roles(by=by, program=program, people=[found[name]], role=role, at=at)
    return found


def _pairs(
    program: UUID, drawn: Demo, mentees: list[UUID], mentors: list[UUID], today: date
) -> Iterator[BroughtPair]:
    made = drawn.program
    for row, mentee in enumerate(mentees):
        mentor = int(made.mentor_of[row])
        if mentor < 0:
            continue
        began = today - timedelta(days=int(drawn.today - made.entry[row]))
        ended = began + timedelta(days=int(made.stayed[row])) if made.left[row] else None
        yield BroughtPair(
            id=uuid5(program, f"pair {row}"),
            mentee=mentee,
            mentor=mentors[mentor],
            began_at=_noon(began),
            ended_at=_noon(ended) if ended and ended < today else None,
        )


def _left(drawn: Demo, mentees: list[UUID], today: date) -> Iterator[tuple[UUID, date]]:
    """Those who left the program, each with their last day."""
    made = drawn.program
    for row in np.flatnonzero(made.left):
        after = int(made.entry[row] + made.stayed[row]) - drawn.today
        if after < 0:
            yield mentees[row], today + timedelta(days=after)


def _pair_of(pairs: list[BroughtPair], mentees: list[UUID]) -> dict[int, UUID]:
    rows = {person: row for row, person in enumerate(mentees)}
    return {rows[pair.mentee]: pair.id for pair in pairs}


def _let_see(
    drawn: Demo, mentees: list[UUID], pairs: list[BroughtPair], staff: dict[str, UUID], at: datetime
) -> None:
    """Most share their days and goals with their mentor; Ana also with Sam and with Lin."""
    for place, pair in enumerate(pairs):
        bo_has_them = mentees.index(pair.mentee) in {drawn.ana, drawn.silent, drawn.caller}
        if pair.ended_at is not None or (place % 5 >= _SHARES_OF_FIVE and not bo_has_them):
            continue
        giver = reader_for(pair.mentee, at=at)
        for part in (DataClass.DAYS, DataClass.GOALS):
            share(
                by=giver, recipient=pair.mentor, data_class=part, purpose=Purpose.MENTORING, at=at
            )
    ana = reader_for(mentees[drawn.ana], at=at)
    for name, part, purpose in (
        ("Sam", DataClass.GOALS, Purpose.SUPPORT),
        ("Lin", DataClass.DAYS, Purpose.CARE),
    ):
        share(by=ana, recipient=staff[name], data_class=part, purpose=purpose, at=at)


def _next_door(by: Reader, at: datetime) -> None:
    """Another program in the same installation, with Eve in every part; its people see nothing of ours."""
    program = make_program(by=by, name=ELSEWHERE, at=at, time_zone=TIME_ZONE, synthetic=True)
    eve = NewPerson("Eve", time_zone=TIME_ZONE, synthetic=True)
    [person] = add_people(by=by, people=[eve], at=at)
    for role in Role:
        give_roles(by=by, program=program, people=[person], role=role, at=at)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
