"""How often a mentor talked with their supervisor, against what the template promises a month."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cairn.core.programs.practice import Practice

MONTH_DAYS = 30


@dataclass(frozen=True)
class Held:
    """One talk: its day and its minutes."""

    day: date
    minutes: int


@dataclass(frozen=True)
class Month:
    """Talks and minutes in a month, or in the last 30 days."""

    talks: int
    minutes: int

    def short(self, practice: Practice) -> bool:
        """Whether it is less than the template promises, in talks or in time."""
        return (
            self.talks < practice.supervision_sessions
            or self.minutes < practice.supervision_minutes
        )


def last_month(held: Iterable[Held], today: date) -> Month:
    """The last 30 days, today included."""
    recent = [one for one in held if today - timedelta(days=MONTH_DAYS) < one.day <= today]
    return Month(len(recent), sum(one.minutes for one in recent))


def is_due(held: Iterable[Held], *, practice: Practice, since: date, today: date) -> bool:
    """Whether someone looked after for 30 days or more had too little of it in the last 30."""
    looked_after = (today - since).days >= MONTH_DAYS
    return looked_after and last_month(held, today).short(practice)


def whole_months(held: Iterable[Held], first_day: date, last_day: date) -> list[Month]:
    """Every calendar month that lies fully between two days, both included."""
    listed, found = list(held), []
    month = first_day if first_day.day == 1 else _next(first_day)
    while (after := _next(month)) - timedelta(days=1) <= last_day:
        within = [one for one in listed if month <= one.day < after]
        found.append(Month(len(within), sum(one.minutes for one in within)))
        month = after
    return found


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
