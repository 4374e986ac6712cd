"""When people are free, as hours of one week that all zones share.

Each person says parts of days where they live. Between two zones an evening here may be a
night there, so parts are laid on the 336 half hours of a week in UTC before they are compared.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.profiles import Profile
from cairn.core.matching.vocabulary import SLOTS

P = TypeVar("P", bound=Profile)
Grid = NDArray[np.float32]

HALF_HOURS = 7 * 48
AN_HOUR = 2
WHOLE_PART = 240
"""What one whole part of a day adds up to: it divides by the length of each, so sums are exact."""

_PARTS = {"morning": (12, 24), "afternoon": (24, 34), "evening": (34, 44), "night": (44, 60)}


def settled(profiles: Sequence[P], at: datetime, *, usual: str) -> list[P]:
    """The same people with `utc_minutes` as it is at a moment; who names no zone lives in `usual`."""
    return [replace(one, utc_minutes=_minutes(one.time_zone or usual, at)) for one in profiles]


def commonest_zone(*sides: Sequence[Profile]) -> str:
    """The zone that most people name; the first by the alphabet among equals, UTC if none."""
    named = Counter(sorted(one.time_zone for side in sides for one in side if one.time_zone))
    return named.most_common(1)[0][0] if named else "UTC"


def hours(profiles: Sequence[Profile], *, counting: bool) -> Grid:
    """Float32 `[people, 336]`: the half hours in UTC in which someone is free.

    1 where free; with `counting`, such that a whole part of a day adds up to `WHOLE_PART`.
    """
    grid = np.zeros((len(profiles), HALF_HOURS), np.float32)
    for row, profile in enumerate(profiles):
        shift = round((profile.utc_minutes or 0) / 30)
        for slot in profile.available:
            where = _half_hours(slot, shift)
            grid[row, where] = WHOLE_PART // len(where) if counting else 1
    return grid


def one_zone(*sides: Sequence[Profile]) -> bool:
    """Whether everyone's clock shows the same, so that parts of days can be compared as they are."""
    return len({one.utc_minutes or 0 for side in sides for one in side}) <= 1


def _minutes(zone: str, at: datetime) -> int:
    return _offset(zone, at.astimezone(UTC).replace(minute=0, second=0, microsecond=0))


@cache
def _offset(zone: str, hour: datetime) -> int:
    offset = hour.astimezone(ZoneInfo(zone)).utcoffset()
    return round(offset.total_seconds() / 60) if offset else 0


@cache
def _half_hours(slot: str, shift: int) -> list[int]:
    day = SLOTS.index(slot) // len(_PARTS)
    first, last = _PARTS[slot.split("_")[1]]
    return [(day * 48 + at - shift) % HALF_HOURS for at in range(first, last)]
