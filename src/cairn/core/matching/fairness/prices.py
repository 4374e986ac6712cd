"""What each protection costs: the same pool, solved once more without it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cairn.core.matching.assignment import Policy, assign
from cairn.core.matching.fit import HUNDREDTHS, compare
from cairn.core.matching.limits import allowed_by_limit, free_places
from cairn.core.matching.profiles import MenteeProfile, MentorProfile

MOST_PRICED = 1_000_000
"""Pools of more mentees × mentors are not solved again for every protection."""

ROOM = "capacity"
"""That a mentor has room is no protection: without it there is no round."""


@dataclass(frozen=True)
class Price:
    """Without the protection: how many more (or fewer) matched, and how the total fit changes."""

    protection: str
    matched: int
    fit: float


def prices(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    *,
    policy: Policy,
    refused: Collection[tuple[str, str]] = frozenset(),
    held: Mapping[str, int] | None = None,
    weights: Sequence[float] | None = None,
) -> tuple[Price, ...]:
    """The price of each limit that bars a pair, dearest first; none for a pool too large."""
    if not mentees or not mentors or len(mentees) * len(mentors) > MOST_PRICED:
        return ()
    waiting = sorted(mentees, key=lambda one: one.id)
    offering = sorted(mentors, key=lambda one: one.id)
    tables = allowed_by_limit(waiting, offering, refused=refused, held=held)
    fits = compare(waiting, offering).fit(weights)
    places = free_places(offering, held or {})

    def solved(without: str) -> tuple[int, float]:
        kept = [table for name, table in tables.items() if name != without]
        rows, columns = np.nonzero(np.logical_and.reduce(kept))
        given = assign(rows, columns, fits[rows, columns].astype(np.int64), places, policy=policy)
        return given.matched, given.total / HUNDREDTHS

    matched, total = solved("")
    found = []
    for name, table in tables.items():
        if name != ROOM and not table.all():
            more, better = solved(name)
            found.append(Price(name, more - matched, round(better - total, 2)))
    return tuple(sorted(found, key=lambda one: (-one.matched, -one.fit, one.protection)))
