"""A whole table solved by a few of its pairs at a time, with a proof over all of them.

Solve the candidates exactly, price the mentors' places, read every pair once at those prices,
add the pairs that offer someone more, and solve again, until none does (column generation).
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from cairn.core.matching.candidates import Found, first_candidates, joined, scanned
from cairn.core.matching.pairs import Whole
from cairn.core.matching.prices import middle_prices
from cairn.core.matching.tables import Table

_LARGEST = 2**61
_MOST_ROUNDS = 200
NEAR, NEAR_AT_START = 200, 20


@dataclass(frozen=True, eq=False)
class Solved:
    """A matching of a table and its proof.

    `mentor_of`: int64 per mentee, -1 is unmatched. `total`: the sum of the scores; `bound`: no
    matching of as many people (or, where ranks are given, of such people) has a greater one;
    `most`: no matching has more people. `lost_rank`: the ranks of those left over, added up.
    `prices`: one per mentor, a start for the next day.
    `found`: the pairs that were looked at closely.
    """

    mentor_of: Whole
    total: int
    bound: int
    most: int
    lost_rank: int
    prices: Whole
    found: Found

    @property
    def matched(self) -> int:
        """How many people have a mentor."""
        return int((self.mentor_of >= 0).sum())


def solve(
    table: Table,
    capacity: Whole,
    *,
    rank: Whole | None = None,
    tolerance: float = 0.0,
    prices: Whole | None = None,
    found: Found | None = None,
    enough: int | None = None,
) -> Solved:
    """Most people matched, then the greatest total, over every pair that the table allows.

    `rank`: whole numbers from 1, one per mentee; where places are short, higher ranks come
    first, the highest first of all. `tolerance`: stop once the proved gap is at most this share
    of the total and nobody more can be matched; 0 solves exactly. `prices`: yesterday's;
    `found`: pairs to start from. `enough`: stop once no more rank than this is left over.
    """
    ranks = np.ones(table.people, np.int64) if rank is None else rank
    weight = table.top * (table.people + table.mentors + 2) + 1
    if weight * int(ranks.max(initial=1)) > _LARGEST // (table.people + table.mentors + 4):
        raise ValueError("too many ranks for a pool of this size; join some of them")
    alone = -weight * ranks
    low, price = _LARGEST, np.zeros(table.mentors, np.int64)
    if found is not None:
        pairs = found
    elif prices is None:
        pairs = first_candidates(table, capacity)
    else:
        price = np.maximum(prices, 0)
        start = scanned(table, capacity, price, alone, slack=max(table.top // NEAR_AT_START, 1))
        pairs, low = start.better, _bound(start.best, price, capacity)
    slack = max(table.top // NEAR, 1)
    for _ in range(_MOST_ROUNDS):
        mentor_of, own = best_among(pairs, table.mentors, capacity, alone)
        value = sum(own.tolist())
        left = mentor_of < 0
        total = value - int(alone[left].sum())
        lost = int(ranks[left].sum())
        if low - value <= tolerance * total or (enough is not None and lost <= enough):
            break
        price = middle_prices(pairs, capacity, mentor_of, alone, table.top)
        gain = own - np.append(price, 0)[mentor_of]
        scan = scanned(table, capacity, price, alone, gain, slack)
        low = min(low, _bound(scan.best, price, capacity))
        if low - value <= tolerance * total:
            break
        pairs = joined(pairs, scan.better)
    bound = low
    fewest = max(-(bound // weight), 0)
    return Solved(
        mentor_of=mentor_of,
        total=total,
        bound=total + bound - value,
        most=table.people - fewest if rank is None else table.people - int(left.sum()),
        lost_rank=lost,
        prices=price,
        found=pairs,
    )


def _bound(best: Whole, prices: Whole, capacity: Whole) -> int:
    """What no matching is worth more than: everyone's best at these prices, and the places sold."""
    return int(sum(best.tolist()) + sum((prices * capacity).tolist()))


def best_among(pairs: Found, mentors: int, capacity: Whole, alone: Whole) -> tuple[Whole, Whole]:
    """The best matching among some pairs: each person's mentor or -1, and what that is worth."""
    people = len(alone)
    if not people:
        return np.zeros(0, np.int64), alone
    mentee, mentor = pairs.keys // mentors, pairs.keys % mentors
    everyone, places = np.arange(people), np.arange(people, people + mentors)
    nobody, sink = people + mentors, people + mentors + 1
    tail = np.concatenate([mentee, everyone, places, [nobody]])
    head = np.concatenate([mentor + people, np.full(people, nobody), np.full(mentors + 1, sink)])
    room = np.concatenate(
        [np.ones(len(mentee) + people, np.int64), np.minimum(capacity, people), [people]]
    )
    top = int(pairs.worth.max(initial=0))
    cost = np.concatenate([top - pairs.worth, top - alone, np.zeros(mentors + 1, np.int64)])
    flow = SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(tail, head, room, cost)
    supply = np.zeros(people + mentors + 2, np.int64)
    supply[:people], supply[sink] = 1, -people
    flow.set_nodes_supplies(np.arange(len(supply)), supply)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the min-cost-flow solver gave up on a valid network")
    chosen = flow.flows(arcs[: len(mentee)]) > 0
    mentor_of, own = np.full(people, -1, np.int64), alone.copy()
    mentor_of[mentee[chosen]] = mentor[chosen]
    own[mentee[chosen]] = pairs.worth[chosen]
    return mentor_of, own
