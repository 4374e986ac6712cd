"""Goals without names or words: where they began and where they stand, for evaluation."""

from dataclasses import dataclass
from datetime import date, datetime

from cairn.core.consent.readers import Reader
from cairn.records.goals.models import Goal, Rating
from cairn.records.mentorships.figures import ask_for_figures, codes


@dataclass(frozen=True)
class Course:
    """One goal: whose (a code), where it began, the person's and the mentor's latest levels.

    Levels run from -2 to 2; None where that one has not rated it.
    """

    person: str
    baseline: float
    own: float | None
    other: float | None

    @property
    def now(self) -> float | None:
        """Where it stands: as the person sees it, else as the mentor does."""
        return self.other if self.own is None else self.own


def courses(*, reader: Reader, last_day: date, at: datetime) -> list[Course]:
    """Every goal of the reader's program with its ratings up to a day, oldest first."""
    program = ask_for_figures(reader=reader, at=at)
    goals = list(
        Goal.objects.filter(program_id=program, written_at__lte=at)
        .order_by("written_at", "id")
        .values_list("id", "person_id", "baseline")
    )
    latest: dict[tuple[object, bool], float] = {}
    for goal, person, rater, level in (
        Rating.objects.filter(goal__program_id=program, day__lte=last_day)
        .order_by("day", "rated_at")
        .values_list("goal_id", "goal__person_id", "rater_id", "level")
    ):
        latest[goal, rater == person] = float(level)
    code = codes(program, {person for _, person, _ in goals})
    return [
        Course(code[person], float(baseline), latest.get((goal, True)), latest.get((goal, False)))
        for goal, person, baseline in goals
    ]
