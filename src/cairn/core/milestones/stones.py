"""Stones: one for each mark that was reached. They stay, whatever a day brings.

Marks rest on days in total and on effort, never on days in a row, so that
telling another day, a hard one too, can only add a stone.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.core.milestones.counting import DayCounts
from cairn.core.shared.words import Phrase, counted, phrase

DAY_MARKS = (1, 3, 7, 14, 21, 30, 45, 60, 90, 120, 150, 180, 270, 365)
_AFTER_A_YEAR = 91
_EFFORT_MARKS = (1, 5, 10, 25, 50, 100, 200, 365)
_ONCE = (1,)


class Effort(StrEnum):
    """What a person does for themselves, apart from what a day held."""

    CHECK_IN = "check_in"
    CONTACT = "contact"
    MEETING = "meeting"
    GOAL = "goal"
    PLAN = "plan"
    HARD_DAY_TOLD = "hard_day_told"
    ASKED_FOR_HELP = "asked_for_help"


@dataclass(frozen=True, order=True)
class Stone:
    """One mark, the day it was reached, and how it is told."""

    laid: date
    kind: str
    mark: int

    @property
    def words(self) -> Phrase:
        """What is written on the stone."""
        if self.kind == "days":
            return counted("{count} day in all", "{count} days in all", self.mark)
        first, many = EFFORTS[Effort(self.kind)]
        if self.mark == 1 or many is None:
            return first
        return Phrase(many.template, {"count": self.mark})


EFFORTS: dict[Effort, tuple[Phrase, Phrase | None]] = {
    Effort.CHECK_IN: (phrase("The first day you told"), phrase("{count} days told")),
    Effort.CONTACT: (phrase("The first talk with your mentor"), phrase("{count} talks")),
    Effort.MEETING: (phrase("The first group you went to"), phrase("{count} times in a group")),
    Effort.GOAL: (phrase("The first goal in your own words"), phrase("{count} goals written")),
    Effort.PLAN: (phrase("The first plan for a hard moment"), phrase("{count} plans made")),
    # Honored the first time and never counted: a count would be a tally held against someone.
    Effort.HARD_DAY_TOLD: (phrase("You told about a hard day"), None),
    Effort.ASKED_FOR_HELP: (
        phrase("The first time you asked for help"),
        phrase("You asked for help {count} times"),
    ),
}


def lay_stones(
    days: DayCounts, today: date, efforts: Iterable[tuple[Effort, date]] = ()
) -> tuple[Stone, ...]:
    """One person's stones up to and with `today`, lowest first.

    Every told day is itself an effort, and so is telling about a day that did
    not count. `efforts` adds others with their days, as many a day as happened.
    """
    told = sorted(day for day in days if day <= today)
    done = [(Effort.CHECK_IN, day) for day in told]
    done += [(Effort.HARD_DAY_TOLD, day) for day in told if days[day] is False]
    done += [(effort, day) for effort, day in efforts if day <= today]
    counting = [day for day in told if days[day]]
    stones = _reached("days", counting, _day_marks(len(counting)))
    for kind in Counter(effort for effort, _ in done):
        when = sorted(day for effort, day in done if effort is kind)
        stones += _reached(kind.value, when, _ONCE if EFFORTS[kind][1] is None else _EFFORT_MARKS)
    return tuple(sorted(stones))


def _reached(kind: str, when: list[date], marks: tuple[int, ...]) -> list[Stone]:
    return [Stone(when[mark - 1], kind, mark) for mark in marks if mark <= len(when)]


def _day_marks(reached: int) -> tuple[int, ...]:
    last = DAY_MARKS[-1]
    return DAY_MARKS + tuple(range(last + _AFTER_A_YEAR, reached + 1, _AFTER_A_YEAR))
