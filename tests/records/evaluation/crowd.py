"""A program with months behind it, drawn by seed: days from three sources, contacts, goals."""

import random
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn, Use
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import Contact, Means, Support
from cairn.core.people.roles import Role
from cairn.records.days.commands import BroughtCheckIn, DayRow, bring_in_check_ins, import_days
from cairn.records.goals.commands import BroughtGoal, BroughtRating, GoalWritten, bring_in_goals
from cairn.records.mentorships.commands import (
    BroughtContact,
    BroughtPair,
    bring_in_contacts,
    bring_in_pairs,
)
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from tests.cast import BEGINNING, NOW, TODAY, Cast

LAST = TODAY - timedelta(days=1)
FIRST = LAST - timedelta(days=167)
LEVELS = {level: f"level {level}" for level in range(-2, 3)}
BY = machine("tests")


def crowd(stage: Cast, people: int, *, paired: int | None = None, seed: int = 5) -> list[UUID]:
    """Bring this many more participants into the cast's program; Bo mentors `paired` of them."""
    chance = random.Random(seed)
    new = add_people(
        by=BY, people=[NewPerson(f"Person {n} of {seed}") for n in range(people)], at=BEGINNING
    )
    programs.give_roles(
        by=BY, program=stage.program, people=new, role=Role.PARTICIPANT, at=BEGINNING
    )
    came = [FIRST + timedelta(days=chance.randrange(-60, 150)) for _ in new]
    programs.enroll(
        by=BY, program=stage.program, stays=list(zip(new, came, strict=True)), at=BEGINNING
    )
    import_days(by=BY, rows=list(_told_elsewhere(new, chance)), at=NOW)
    bring_in_check_ins(by=BY, told=list(_check_ins(new, chance)), at=NOW)
    _contacts(stage, new[: people if paired is None else paired], chance)
    bring_in_goals(by=BY, program=stage.program, goals=list(_goals(stage, new, chance)), at=NOW)
    return new


def some_leave(stage: Cast, people: list[UUID]) -> None:
    """They leave the program in the middle of the last twelve weeks."""
    programs.discharge(
        by=BY,
        program=stage.program,
        stays=[(person, LAST - timedelta(days=1)) for person in people],
        at=NOW - timedelta(hours=1),
    )


def _told_elsewhere(people: list[UUID], chance: random.Random):  # type: ignore[no-untyped-def]
    statuses = ["use", "none", "none", "unknown", "declined"]
    for person in people:
        talkative = chance.random()
        for back in range(-10, 190):
            day = LAST - timedelta(days=back)
            for source in ("interview", "test"):
                if chance.random() < talkative * 0.6:
                    yield DayRow(person, day, "any", chance.choice(statuses), source)
            if chance.random() < 0.05:
                yield DayRow(person, day, "alcohol", "use", "interview")


def _check_ins(people: list[UUID], chance: random.Random):  # type: ignore[no-untyped-def]
    answers = [Use.USE, Use.NONE, Use.NONE, Use.DECLINED, None]
    for person in people:
        for back in range(190):
            if chance.random() < 0.3:
                said = chance.choice(answers)
                named = {"alcohol": Use.USE} if said is Use.USE and chance.random() < 0.5 else {}
                day = LAST - timedelta(days=back)
                told = CheckIn(day=day, mood=3, use=said, substances=named)
                yield BroughtCheckIn(person, told, _evening(day))


def _contacts(stage: Cast, people: list[UUID], chance: random.Random) -> None:
    pairs = [
        BroughtPair(
            uuid4(),
            person,
            stage.bo,
            BEGINNING,
            None if chance.random() < 0.8 else NOW - timedelta(days=20),
        )
        for person in people
    ]
    bring_in_pairs(by=BY, program=stage.program, pairs=pairs, at=NOW)
    met = []
    for pair in pairs:
        for _ in range(chance.randrange(12)):
            day = LAST - timedelta(days=chance.randrange(-3, 200))
            reached = chance.random() < 0.8
            contact = Contact(
                day=day,
                means=chance.choice(list(Means)),
                minutes=chance.randrange(1, 90) if reached else 0,
                reached=reached,
                support=frozenset(kind for kind in Support if reached and chance.random() < 0.4),
            )
            met.append(BroughtContact(pair.id, uuid4(), contact, _evening(day)))
    bring_in_contacts(by=BY, contacts=met, at=NOW)


def _goals(stage: Cast, people: list[UUID], chance: random.Random):  # type: ignore[no-untyped-def]
    for person in people:
        for number in range(chance.randrange(3)):
            ratings = tuple(
                BroughtRating(
                    chance.choice([person, stage.bo]),
                    chance.choice([-2.0, -1.0, -0.5, 0.0, 1.0, 1.5, 2.0]),
                    FIRST + timedelta(days=10 * turn + number),
                )
                for turn in range(chance.randrange(4))
            )
            scale = Scale(f"goal {number}", LEVELS, chance.choice([-1, -2]))
            yield BroughtGoal(
                uuid4(), person, person, GoalWritten(scale, Domain.HEALTH), BEGINNING, ratings
            )


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(20), tzinfo=UTC)
