"""Talks that two people plan, and planned talks that passed without one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cairn.core.mentorships.contacts import MOST_MINUTES, Means
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

FARTHEST = timedelta(days=366)
LEAST_MINUTES = 5


@dataclass(frozen=True)
class Talk:
    """A talk that is planned. Raises `Invalid`, naming the field."""

    starts_at: datetime
    minutes: int
    means: Means

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "means", Means(self.means))
        except ValueError:
            raise Invalid(phrase("Please choose from the list."), "means") from None
        if not LEAST_MINUTES <= self.minutes <= MOST_MINUTES:
            reason = phrase(
                "Minutes go from {least} to {most}.", least=LEAST_MINUTES, most=MOST_MINUTES
            )
            raise Invalid(reason, "minutes")


def ask_when(starts_at: datetime, *, at: datetime) -> None:
    """Refuse (`Invalid`) a talk in the past, or more than a year away."""
    if starts_at <= at:
        raise Invalid(phrase("That time has passed. Choose a later one."), "time")
    if starts_at > at + FARTHEST:
        raise Invalid(phrase("That is more than a year away. Choose an earlier day."), "day")


@dataclass(frozen=True)
class Quiet:
    """What a pair's plans say: days of planned talks that passed without one, and whether they rest."""

    missed: tuple[date, ...] = ()
    resting: bool = False


NO_PLANS = Quiet()


def missed(planned: Iterable[date], tried: Iterable[date], today: date) -> list[date]:
    """Days on which a talk was planned and nothing was logged, oldest first.

    A contact a day early or a day late counts (days are the person's own, and plans move),
    also one that reached nobody: whoever tried has not missed it. A day after the talk
    has to be over before anything is missed.
    """
    days, a_day = set(tried), timedelta(days=1)
    return sorted(
        day
        for day in set(planned)
        if day + a_day < today and not days & {day - a_day, day, day + a_day}
    )
