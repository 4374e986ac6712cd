"""Counting with kindness: four numbers, of which only one can ever begin anew.

A day is counted (`True`), not counted (`False`) or unknown (`None`, or simply
absent). Unknown is never bridged: no stretch runs across a day that nobody
told about. What makes a day count follows from the person's own goal;
`by_no_use` is the rule for a goal of no use.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

DayCounts = Mapping[date, bool | None]

_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counting:
    """What can be said on one day about all the days before it.

    `stretch` counts days in a row up to today, or up to yesterday while today
    is still unknown; it is `None` when yesterday is unknown too, because then
    nobody knows, and "nobody knows" is not 0. `total` and `longest` never fall
    when another day is told, and `began` never moves forward.
    """

    stretch: int | None
    total: int
    longest: int
    began: date | None
    told: int


def by_no_use(statuses: Mapping[date, int]) -> dict[date, bool | None]:
    """Days from statuses (1 use, 0 none, -1 unknown) for a goal of no use."""
    return {day: None if status < 0 else status == 0 for day, status in statuses.items()}


def count(days: DayCounts, today: date) -> Counting:
    """Count one person's days up to and with `today`; later days are left out.

    The journey began on the first day that was told at all, whatever it held.
    """
    told = {day: counts for day, counts in days.items() if day <= today}
    counted = sorted(day for day, counts in told.items() if counts)
    longest = run = 0
    before: date | None = None
    for day in counted:
        run = run + 1 if before is not None and day - before == _A_DAY else 1
        longest, before = max(longest, run), day
    return Counting(
        stretch=_stretch(told, today),
        total=len(counted),
        longest=longest,
        began=min(told, default=None),
        told=sum(counts is not None for counts in told.values()),
    )


def _stretch(told: DayCounts, today: date) -> int | None:
    day = today if told.get(today) is not None else today - _A_DAY
    if told.get(day) is None:
        return None
    length = 0
    while told.get(day):
        length, day = length + 1, day - _A_DAY
    return length
