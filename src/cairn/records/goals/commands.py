"""Writing a goal together and saying where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.goals.models import Goal, Level, Rating
from cairn.records.mentorships.queries import standing
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class GoalWritten:
    """A goal as written: its scale, its part of life, and how much it matters if someone said so.

    `importance` and `difficulty` go from 0 to 3. Raises `Invalid` on others.
    """

    scale: Scale
    domain: Domain
    importance: int | None = None
    difficulty: int | None = None

    def __post_init__(self) -> None:
        for name in ("importance", "difficulty"):
            value = getattr(self, name)
            if value is not None and not 0 <= value <= 3:
                raise Invalid(phrase("Choose from 0 to 3, or leave it blank."), name)


def write_goal(*, by: Reader, person: UUID, goal: GoalWritten, goal_id: UUID, at: datetime) -> UUID:
    """Write a goal, one's own or (with leave) a mentee's; the same `goal_id` twice is one goal."""
    ask(Permission.GOAL_WRITE, _standing(by, person, at))
    row, levels = _rows(person, by.here, by.person, goal_id, goal, at, Keyring([person]))
    with transaction.atomic():
        before = Goal.objects.filter(id=goal_id).values_list("person_id", flat=True).first()
        if before is not None:
            if before != person:
                raise NotFound
            return goal_id
        row.save(force_insert=True)
        Level.objects.bulk_create(levels)
        trail.note(by=by, act="goal.written", subject=person, at=at)
    return goal_id


def rate(*, by: Reader, goal: UUID, level: float, rating_id: UUID, day: date, at: datetime) -> UUID:
    """Say where a goal stands; every rating of either is kept. The same id twice is one rating."""
    row = Goal.objects.filter(id=goal, closed_at=None).first()
    if row is None:
        raise NotFound
    ask(Permission.GOAL_RATE, _standing(by, row.person_id, at))
    _ask_level(level)
    with transaction.atomic():
        before = Rating.objects.filter(id=rating_id).values_list("goal_id", "rater_id").first()
        if before is not None:
            if before != (goal, by.person):
                raise NotFound
            return rating_id
        Rating.objects.create(
            id=rating_id,
            goal=row,
            rater_id=by.person,
            level=Decimal(str(level)),
            day=day,
            rated_at=at,
        )
        trail.note(by=by, act="goal.rated", subject=row.person_id, at=at)
    return rating_id


@dataclass(frozen=True)
class BroughtRating:
    """A rating from the demo or another system."""

    rater: UUID
    level: float
    day: date


@dataclass(frozen=True)
class BroughtGoal:
    """A goal from the demo or another system, with its ratings."""

    id: UUID
    person: UUID
    written_by: UUID
    goal: GoalWritten
    written_at: datetime
    ratings: tuple[BroughtRating, ...] = ()


def bring_in_goals(*, by: Reader, program: UUID, goals: Sequence[BroughtGoal], at: datetime) -> int:
    """Bring in many goals with their ratings; those already here stay. Answers how many were new."""
    roles = by.roles if by.program == program else frozenset()
    ask(Permission.GOAL_WRITE, Standing(roles, machine=bool(by.machine)))
    for one in goals:
        for rating in one.ratings:
            _ask_level(rating.level)
    keyring = Keyring({one.person for one in goals})
    here = set(Goal.objects.filter(program_id=program).values_list("id", flat=True))
    fresh = [one for one in goals if one.id not in here]
    made = [
        _rows(one.person, program, one.written_by, one.id, one.goal, one.written_at, keyring)
        for one in fresh
    ]
    ratings = [
        Rating(
            goal_id=one.id,
            rater_id=rating.rater,
            level=Decimal(str(rating.level)),
            day=rating.day,
            rated_at=at,
        )
        for one in fresh
        for rating in one.ratings
    ]
    with transaction.atomic():
        Goal.objects.bulk_create([row for row, _ in made], batch_size=500)
        Level.objects.bulk_create([one for _, levels in made for one in levels], batch_size=500)
        Rating.objects.bulk_create(ratings, batch_size=500)
        touched = dict.fromkeys(one.person for one in fresh)
        trail.note_all(
            by=by, entries=[trail.Entry("goals.brought_in", person) for person in touched], at=at
        )
    return len(fresh)


def _standing(by: Reader, person: UUID, at: datetime) -> Standing:
    if person == by.person:
        return Standing(by.roles, is_self=True)
    return standing(reader=by, person=person, data_class=DataClass.GOALS, at=at)


def _ask_level(level: float) -> None:
    if not -2 <= level <= 2 or level * 2 != int(level * 2):
        raise Invalid(phrase("Choose one of the five levels."), "level")


def _rows(
    person: UUID,
    program: UUID,
    by: UUID,
    goal_id: UUID,
    goal: GoalWritten,
    at: datetime,
    keyring: Keyring,
) -> tuple[Goal, list[Level]]:
    row = Goal(
        id=goal_id,
        person_id=person,
        program_id=program,
        title=keyring.seal(person, goal_id, "title", goal.scale.goal),
        domain=goal.domain,
        baseline=goal.scale.baseline,
        importance=goal.importance,
        difficulty=goal.difficulty,
        written_by=by,
        written_at=at,
    )
    levels = []
    for level, words in goal.scale.levels.items():
        own_id = uuid4()
        sealed = keyring.seal(person, own_id, "words", words)
        levels.append(Level(id=own_id, goal=row, level=level, words=sealed))
    return row, levels
