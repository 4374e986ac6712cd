"""The policies that look at the worst-off person first, over a whole table."""

from typing import Literal

import numpy as np

from cairn.core.matching.candidates import Found, joined
from cairn.core.matching.pairs import Whole
from cairn.core.matching.solving import Solved, best_among, solve
from cairn.core.matching.tables import NEVER, NarrowedTable, Table, blocks

Level = Literal["fair", "balanced"]


def ranks(waiting: Whole, options: Whole) -> Whole:
    """Who comes first where places are short: whole numbers from 1, the highest first.

    Those waiting longest, and among equals those with the fewest options.
    """
    _, rank = np.unique(np.stack([waiting, -options], axis=1), axis=0, return_inverse=True)
    return rank.ravel().astype(np.int64) + 1


def best_and_options(table: Table, capacity: Whole) -> tuple[Whole, Whole]:
    """For each mentee the best allowed score (or `NEVER`) and how many
    allowed mentors have room."""
    best, options = np.full(table.people, NEVER), np.zeros(table.people, np.int64)
    has_room = capacity > 0
    for first, last in blocks(table):
        rows = table.rows(first, last)
        best[first:last] = rows.max(axis=1, initial=NEVER)
        options[first:last] = ((rows > NEVER) & has_room).sum(axis=1)
    return best.astype(np.int64), options


def levelled(
    table: Table, capacity: Whole, level: Level, pool: Solved, rank: Whole | None = None
) -> Solved:
    """As many as `pool` matches, the worst-off person as well off as can be, then the total.

    Worst off is the lowest score (`fair`) or the largest regret (`balanced`: a person's best
    allowed score minus the given one). `rank` says who comes first where places are short.
    Exact: found by halving among a few pairs; then it is proved over all of them that
    one step less would leave someone out, or the pairs that show otherwise join the few.
    """
    best, _ = best_and_options(table, capacity)
    ceiling = best if level == "balanced" else np.full(table.people, table.top)
    who = pool if rank is None else solve(table, capacity, rank=rank, found=pool.found)
    seated = np.flatnonzero(who.mentor_of >= 0)
    if not len(seated):
        return who
    pairs = joined(pool.found, who.found)
    low, high = 0, int((ceiling[seated] - _worth(pairs, who, seated)).max())
    while high > 0:
        while low < high:
            middle = (low + high) // 2
            if _lost(pairs, capacity, ceiling - middle, rank) <= who.lost_rank:
                high = middle
            else:
                low = middle + 1
        if high == 0:
            break
        least = ceiling - (high - 1)
        narrow = NarrowedTable(table, least, levelled=True)
        start = _narrowed(pairs, len(capacity), least, levelled=True)
        proof = solve(narrow, capacity, rank=rank, found=start, enough=who.lost_rank)
        pairs = joined(pairs, _scored(table, proof.found))
        if proof.lost_rank > who.lost_rank:
            break
        low, high = 0, high - 1
    least = ceiling - high
    return solve(
        NarrowedTable(table, least),
        capacity,
        rank=rank,
        found=_narrowed(pairs, len(capacity), least),
    )


def _worth(pairs: Found, given: Solved, seated: Whole) -> Whole:
    keys = seated * len(given.prices) + given.mentor_of[seated]
    worth: Whole = pairs.worth[np.searchsorted(pairs.keys, keys)]
    return worth


def _lost(pairs: Found, capacity: Whole, least: Whole, rank: Whole | None) -> int:
    """The rank that is left over if only these pairs existed."""
    ranks_of = np.ones(len(least), np.int64) if rank is None else rank
    narrow = _narrowed(pairs, len(capacity), least, levelled=True)
    mentor_of, _ = best_among(narrow, len(capacity), capacity, -ranks_of)
    return int(ranks_of[mentor_of < 0].sum())


def _narrowed(pairs: Found, mentors: int, least: Whole, *, levelled: bool = False) -> Found:
    kept = pairs.worth >= np.maximum(least, 0)[pairs.keys // mentors]
    worth = pairs.worth[kept]
    return Found(pairs.keys[kept], worth * 0 if levelled else worth)


def _scored(table: Table, pairs: Found) -> Found:
    """The same pairs with their scores in the whole table."""
    worth = np.empty(len(pairs.keys), np.int64)
    mentee, mentor = pairs.keys // table.mentors, pairs.keys % table.mentors
    for first, last in blocks(table):
        low, high = np.searchsorted(mentee, (first, last))
        worth[low:high] = table.rows(first, last)[mentee[low:high] - first, mentor[low:high]]
    return Found(pairs.keys, worth)
