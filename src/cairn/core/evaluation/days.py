"""Endpoints from day-by-day records, vectorized over people.

Unknown is never bridged and never filled in. Counts are of what was seen, with
the number of known days beside them. What needs time to pass (first use,
relapse) has a clock that starts on the window's first day and runs while days
are known: at the first unknown day it stops, and the person is censored after
the last known day before it. Definitions: docs/methods/outcomes.md.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

Days = NDArray[np.int8]
Windows = Sequence[tuple[int, int]]
Table = dict[str, NDArray[np.generic]]

WEEK = 7
HEAVY = 4
_BLOCK_CELLS = 1 << 22

_TYPES: dict[str, type[np.generic]] = {
    "window_days": np.int32,
    "known_days": np.int32,
    "coverage": np.float64,
    "days_used": np.int32,
    "days_abstinent": np.int32,
    "percent_days_abstinent": np.float64,
    "longest_abstinent_run": np.int32,
    "any_use": np.int8,
    "days_to_first_use": np.float64,
    "first_use_event": np.int8,
    "relapse_day": np.float64,
    "relapse_event": np.int8,
    "heavy_weeks": np.int32,
    "observed_run": np.int32,
}
DAY_ENDPOINTS = tuple(_TYPES)


def day_endpoints(
    status: Days, windows: Windows, days_each: NDArray[np.integer] | None = None
) -> Table:
    """Every endpoint of `DAY_ENDPOINTS`, each an array `[people, windows]`.

    `status` is int8 `[people, days]` (-1 unknown, 0 none, 1 use); a window is
    (first, last), both column numbers from 0 and both inside the window. Days
    of a window beyond the last column are unknown. `days_each` `[people]` says
    how many columns belong to each person; later ones are outside, not unknown,
    and must hold -1.

    - `window_days`, `known_days`, `coverage` (known / window, 0 to 1; NaN without days)
    - `days_used`, `days_abstinent`: known days of use and of none
    - `percent_days_abstinent`: 100 · abstinent / known; NaN when nothing is known
    - `longest_abstinent_run`: most known days of none in a row
    - `any_use`: 1 some use, 0 every day known and none, -1 otherwise
    - `days_to_first_use`, `first_use_event`: day number of the first use and 1, or
      the last day number before the clock stopped and 0; NaN when nothing is known
    - `relapse_day`, `relapse_event`: start of the first 7 days, all before the clock
      stopped, with use on 4 or more; or the last day number and 0
    - `heavy_weeks`: blocks of 7 days from the window's first with use on 4 or more
    - `observed_run`: days from the window's first until the clock stopped

    Raises `Invalid` on a status or window that can't be.
    """
    _ask(status, windows)
    people = len(status)
    table: Table = {
        name: np.empty((people, len(windows)), dtype=kind) for name, kind in _TYPES.items()
    }
    for number, (first, last) in enumerate(windows):
        inside = np.full(people, last - first + 1)
        if days_each is not None:
            inside = np.clip(days_each - first, 0, inside)
        for rows in _blocks(people, last - first + 1):
            for name, column in _block(_cut(status[rows], first, last), inside[rows]).items():
                table[name][rows, number] = column
    return table


def weekly_use(status: Days, window: tuple[int, int]) -> Days:
    """Each week of the window, int8 `[people, weeks]`: 1 some use, 0 every day known
    and none, -1 otherwise. The last week may be shorter. Raises as `day_endpoints`."""
    _ask(status, [window])
    first, last = window
    weeks = _weeks(last - first + 1)
    table = np.empty((len(status), weeks), dtype=np.int8)
    for rows in _blocks(len(status), last - first + 1):
        days = _cut(status[rows], first, last)
        for week in range(weeks):
            table[rows, week] = _any_use(days[:, week * WEEK : (week + 1) * WEEK])
    return table


def _block(days: Days, inside: NDArray[np.integer]) -> Table:
    width = days.shape[1]
    known, used, clean = days != -1, days == 1, days == 0
    known_days = np.count_nonzero(known, axis=1)
    days_used = np.count_nonzero(used, axis=1)
    abstinent = known_days - days_used
    clock = np.where(known.all(axis=1), width, (~known).argmax(axis=1))
    first_use, used_in_time = _first_use(used, clock)
    relapse, relapsed = _relapse(used, clock)
    nothing = known_days == 0
    return {
        "window_days": inside,
        "known_days": known_days,
        "coverage": known_days / np.where(inside > 0, inside, np.nan),
        "days_used": days_used,
        "days_abstinent": abstinent,
        "percent_days_abstinent": 100 * abstinent / np.where(nothing, np.nan, known_days),
        "longest_abstinent_run": _longest(clean),
        "any_use": np.where(days_used > 0, 1, np.where((known_days == inside) & ~nothing, 0, -1)),
        "days_to_first_use": np.where(nothing, np.nan, first_use),
        "first_use_event": used_in_time,
        "relapse_day": np.where(nothing, np.nan, relapse),
        "relapse_event": relapsed,
        "heavy_weeks": _heavy_weeks(used),
        "observed_run": clock,
    }


def _any_use(days: Days) -> Days:
    best: Days = days.max(axis=1)
    best[(best == 0) & (days.min(axis=1) < 0)] = -1
    return best


def _longest(clean: NDArray[np.bool_]) -> NDArray[np.int32]:
    run = np.zeros(len(clean), dtype=np.int32)
    longest = np.zeros(len(clean), dtype=np.int32)
    for column in np.ascontiguousarray(clean.T):
        run = (run + 1) * column
        np.maximum(longest, run, out=longest)
    return longest


def _first_use(
    used: NDArray[np.bool_], clock: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    first = used.argmax(axis=1)
    event = used.any(axis=1) & (first < clock)
    return np.where(event, first + 1, clock), event


def _relapse(
    used: NDArray[np.bool_], clock: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    width = used.shape[1]
    if width < WEEK:
        return clock, np.zeros(len(used), dtype=np.bool_)
    so_far = np.zeros((len(used), width + 1), dtype=np.int32)
    np.cumsum(used, axis=1, out=so_far[:, 1:])
    heavy = so_far[:, WEEK:] - so_far[:, :-WEEK] >= HEAVY
    start = heavy.argmax(axis=1)
    event = heavy.any(axis=1) & (start + WEEK <= clock)
    return np.where(event, start + 1, clock), event


def _heavy_weeks(used: NDArray[np.bool_]) -> NDArray[np.intp]:
    width = used.shape[1]
    per_week = np.add.reduceat(used, np.arange(0, width, WEEK), axis=1, dtype=np.int32)
    heavy: NDArray[np.intp] = np.count_nonzero(per_week >= HEAVY, axis=1)
    return heavy


def _cut(status: Days, first: int, last: int) -> Days:
    cut = status[:, first : last + 1]
    missing = last - first + 1 - cut.shape[1]
    if missing:
        cut = np.pad(cut, ((0, 0), (0, missing)), constant_values=-1)
    return cut


def _blocks(people: int, width: int) -> Iterator[slice]:
    size = max(1, _BLOCK_CELLS // width)
    for start in range(0, people, size):
        yield slice(start, min(start + size, people))


def _weeks(days: int) -> int:
    return -(-days // WEEK)


def _ask(status: Days, windows: Windows) -> None:
    if status.ndim != 2 or status.dtype != np.int8:
        raise Invalid(phrase("Days are a table of people and days, in whole bytes."), "status")
    if status.size and not -1 <= int(status.min()) <= int(status.max()) <= 1:
        raise Invalid(phrase("A day is -1 (unknown), 0 (none) or 1 (use)."), "status")
    if any(not 0 <= first <= last for first, last in windows):
        raise Invalid(phrase("A window begins at day 0 or later and ends after it."), "windows")
