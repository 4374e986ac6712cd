"""What makes a day count: each person's own aim, all of equal worth."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from cairn.core.milestones.counting import DayCounts, count
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

LONG_STRETCH = 30
CARE_DAYS = 7
_MOST_DRINKS = 50


class Aim(StrEnum):
    """What someone is working toward; it decides which of their days count."""

    NO_USE = "no_use"
    MEDICINE = "medicine"
    LIMIT = "limit"
    SHOWING_UP = "showing_up"


AIMS: dict[Aim, tuple[Phrase, Phrase]] = {
    Aim.NO_USE: (phrase("Days without use"), phrase("A day counts when there was no use.")),
    Aim.MEDICINE: (
        phrase("My path with medicine"),
        phrase("A day counts when there was nothing beside your medicine."),
    ),
    Aim.LIMIT: (
        phrase("Staying within my limit"),
        phrase("A day counts with no drink, or with no more than you chose."),
    ),
    Aim.SHOWING_UP: (
        phrase("Showing up, whatever the day held"),
        phrase("Every day that you tell counts."),
    ),
}


@dataclass(frozen=True)
class Choice:
    """How someone wants their days counted; `hidden` takes the numbers off every page.

    `limit` is in standard drinks a day, for the aim of a limit. Raises `Invalid` without it.
    """

    aim: Aim = Aim.NO_USE
    limit: Decimal | None = None
    hidden: bool = False

    def __post_init__(self) -> None:
        if self.aim is not Aim.LIMIT:
            object.__setattr__(self, "limit", None)
        elif self.limit is None or not 0 < self.limit <= _MOST_DRINKS:
            raise Invalid(phrase("Write how many drinks a day are your limit, 1 to 50."), "limit")


def counting_days(
    choice: Choice, told: DayCounts, drinks: Mapping[date, Decimal]
) -> dict[date, bool | None]:
    """Which days count for this aim.

    `told` says of each told day whether it was without use (None: not said); `drinks` how much
    alcohol a day held, where that is known and nothing else was used. With a limit, a day of
    drinking whose amount nobody told is unknown, not too much.
    """
    if choice.aim is Aim.SHOWING_UP:
        return dict.fromkeys(told, True)
    if choice.aim is not Aim.LIMIT or choice.limit is None:
        return dict(told)
    most = choice.limit
    return {day: _within(said, drinks.get(day), most) for day, said in told.items()}


def long_stretch_before(days: DayCounts, today: date) -> int:
    """The length of a long stretch that ended within the last week, else 0: a time for extra care."""
    ends = [
        day
        for day, counts in days.items()
        if counts is False and timedelta(0) <= today - day < timedelta(days=CARE_DAYS)
    ]
    found = [count(days, day - timedelta(days=1)).stretch or 0 for day in ends]
    longest = max(found, default=0)
    return longest if longest >= LONG_STRETCH else 0


def _within(said: bool | None, drinks: Decimal | None, most: Decimal) -> bool | None:
    if said is not False:
        return said
    return None if drinks is None else drinks <= most
