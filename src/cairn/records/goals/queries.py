"""Goals and what became of them, for their person and for those with leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.goals import Attainment, change
from cairn.core.goals.domains import Domain
from cairn.core.people.permissions import Permission, Standing, allows, ask
from cairn.core.shared.refusals import NotFound
from cairn.records.goals.figures import Course as Course
from cairn.records.goals.figures import courses as courses
from cairn.records.goals.models import Goal, Level, Rating
from cairn.records.mentorships.queries import purpose_of, standing
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class Rated:
    """Where one of the two saw the goal on a day."""

    rater: UUID
    level: float
    day: date


@dataclass(frozen=True)
class GoalLine:
    """One goal in a list."""

    id: UUID
    person: UUID
    title: str
    domain: Domain
    baseline: int
    written_at: datetime
    ratings: tuple[Rated, ...]
    importance: int | None = None
    difficulty: int | None = None

    def latest(self, rater: UUID) -> float | None:
        """The newest level that one of the two gave; None before the first."""
        return next((one.level for one in reversed(self.ratings) if one.rater == rater), None)

    @property
    def newest(self) -> Rated | None:
        """The newest rating by either."""
        return self.ratings[-1] if self.ratings else None


@dataclass(frozen=True)
class GoalInFull:
    """One goal with its five described levels, and who has rated it, by name."""

    line: GoalLine
    levels: dict[int, str]
    person_name: str
    raters: dict[UUID, str]
    may_rate: bool


@dataclass(frozen=True)
class Scored:
    """One rater's T scores over a person's goals."""

    rater: UUID
    attainment: Attainment


def own_goals(*, reader: Reader, with_ratings: bool = True) -> list[GoalLine]:
    """The reader's own open goals, oldest first; three queries, two without the ratings."""
    rows = Goal.objects.filter(person_id=reader.person, closed_at=None)
    return _lines(rows, with_ratings=with_ratings)


def goals_shared(*, reader: Reader, person: UUID, at: datetime) -> list[GoalLine] | None:
    """Someone's open goals; None where they gave no leave. One's own are always there."""
    if person == reader.person:
        return own_goals(reader=reader)
    stand = standing(reader=reader, person=person, data_class=DataClass.GOALS, at=at)
    if not allows(Permission.GOAL_READ, stand):
        return None
    reader.look(person, DataClass.GOALS, purpose_of(stand, reader))
    return _lines(Goal.objects.filter(person_id=person, program_id=reader.here, closed_at=None))


def ask_to_write_for(*, reader: Reader, person: UUID, at: datetime) -> str:
    """The name of someone for whom the reader may write a goal; refuses where they may not."""
    ask(Permission.GOAL_WRITE, _standing(reader, person, at))
    return names_of([person]).get(person, "")


def goal_in_full(*, reader: Reader, goal: UUID, at: datetime) -> GoalInFull:
    """One goal; strangers find nothing."""
    row = Goal.objects.filter(id=goal).first()
    if row is None:
        raise NotFound
    stand = _standing(reader, row.person_id, at)
    ask(Permission.GOAL_READ, stand)
    reader.look(row.person_id, DataClass.GOALS, purpose_of(stand, reader))
    keyring = Keyring([row.person_id])
    [line] = _lines(Goal.objects.filter(id=goal), keyring)
    levels = {
        level.level: keyring.open(row.person_id, level.id, "words", level.words)
        for level in Level.objects.filter(goal=row)
    }
    names = names_of({row.person_id, *(one.rater for one in line.ratings)})
    return GoalInFull(
        line,
        levels,
        names.get(row.person_id, ""),
        {one.rater: names.get(one.rater, "") for one in line.ratings},
        row.closed_at is None and allows(Permission.GOAL_RATE, stand),
    )


def scores_of(lines: Sequence[GoalLine]) -> list[Scored]:
    """T over a person's goals as each rater sees them, unweighted; goals not rated are left out."""
    raters = dict.fromkeys(one.rater for line in lines for one in line.ratings)
    return [
        Scored(
            rater,
            change(
                [float(line.baseline) for line in lines],
                [line.latest(rater) for line in lines],
            ),
        )
        for rater in raters
    ]


def _standing(reader: Reader, person: UUID, at: datetime) -> Standing:
    if person == reader.person:
        return Standing(reader.roles, is_self=True)
    return standing(reader=reader, person=person, data_class=DataClass.GOALS, at=at)


def _lines(
    rows: Iterable[Goal], keyring: Keyring | None = None, *, with_ratings: bool = True
) -> list[GoalLine]:
    goals = sorted(rows, key=lambda row: (row.written_at, row.id))
    if not goals:
        return []
    keyring = keyring or Keyring({row.person_id for row in goals})
    ratings: dict[UUID, list[Rated]] = {row.id: [] for row in goals}
    if with_ratings:
        for rating in Rating.objects.filter(goal__in=goals).order_by("day", "rated_at"):
            told = Rated(rating.rater_id, float(rating.level), rating.day)
            ratings[rating.goal_id].append(told)
    return [
        GoalLine(
            row.id,
            row.person_id,
            keyring.open(row.person_id, row.id, "title", row.title),
            Domain(row.domain),
            row.baseline,
            row.written_at,
            tuple(ratings[row.id]),
            row.importance,
            row.difficulty,
        )
        for row in goals
    ]
