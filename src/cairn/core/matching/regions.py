"""Parts of a pool that no allowed pair joins, found from kinds of people, and solved apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from cairn.core.matching.pairs import Flags, Whole
from cairn.core.matching.solving import Solved, solve
from cairn.core.matching.tables import Table, kept_whole

TOLERANCE = 0.001


@dataclass(frozen=True, eq=False)
class Region:
    """One part: row numbers of its mentees and mentors in the whole pool, and their table."""

    mentees: Whole
    mentors: Whole
    table: Table


@dataclass(frozen=True, eq=False)
class Joined:
    """All parts together; fields as in `Solved`."""

    mentor_of: Whole
    total: int
    bound: int
    most: int
    prices: Whole

    @property
    def matched(self) -> int:
        """How many people have a mentor."""
        return int((self.mentor_of >= 0).sum())


def apart(
    mentee_kind: ArrayLike, mentor_kind: ArrayLike, may_meet: Flags
) -> Iterator[tuple[Whole, Whole]]:
    """Row numbers of mentees and mentors of each part; no allowed pair joins two parts.

    `may_meet[kind of mentee, kind of mentor]` must be true wherever any pair of these kinds
    is allowed; it may be true too often, which only makes the parts larger. People of a part
    without mentors are left out.
    """
    rows, columns = np.nonzero(may_meet)
    kinds = may_meet.shape[0] + may_meet.shape[1]
    links = coo_array(
        (np.ones(len(rows), bool), (rows, columns + may_meet.shape[0])), shape=(kinds, kinds)
    )
    _, part = connected_components(links, directed=False)
    mentee_part = part[np.asarray(mentee_kind)]
    mentor_part = part[np.asarray(mentor_kind) + may_meet.shape[0]]
    for name in np.intersect1d(mentee_part, mentor_part):
        yield np.flatnonzero(mentee_part == name), np.flatnonzero(mentor_part == name)


def solve_apart(
    regions: Sequence[Region],
    capacity: Whole,
    people: int,
    *,
    prices: Whole | None = None,
    tolerance: float = TOLERANCE,
    each: Callable[[Callable[[Any], Solved], Iterable[Any]], Iterable[Solved]] = map,
) -> Joined:
    """Solves every part, with `each` to do so in several processes; proofs add up.

    The most people of the whole pool are the most of every part, so the sum of the bounds
    bounds the whole.
    """
    asked = [
        (
            one.table,
            capacity[one.mentors],
            None if prices is None else prices[one.mentors],
            tolerance,
        )
        for one in regions
    ]
    mentor_of, price = np.full(people, -1, np.int64), np.zeros(len(capacity), np.int64)
    total = bound = most = 0
    for region, found in zip(regions, each(solve_one, asked), strict=True):
        seated = found.mentor_of >= 0
        mentor_of[region.mentees[seated]] = region.mentors[found.mentor_of[seated]]
        price[region.mentors] = found.prices
        total, bound, most = total + found.total, bound + found.bound, most + found.most
    return Joined(mentor_of, total, bound, most, price)


def solve_one(asked: tuple[Table, NDArray[np.int64], Whole | None, float]) -> Solved:
    """One part, scored once and kept while it is solved."""
    table, capacity, prices, tolerance = asked
    return solve(kept_whole(table), capacity, prices=prices, tolerance=tolerance)
