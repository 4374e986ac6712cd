"""Proof that a matching is best, found without the solver that made it.

Prices come from shortest paths in what the matching leaves open (Bellman-Ford, all
pairs at once). Any prices give a true upper bound by linear-programming duality, so
a mistake here or in the solver can only make the bound looser, never wrong.
"""

import numpy as np

from cairn.core.matching.pairs import Flags, Pairs, Whole


def greatest_total(pairs: Pairs, chosen: Flags) -> int:
    """No matching of as many people has a greater total worth than this.

    `chosen` flags the pairs of a matching; where it is optimal, the result equals its total.
    """
    if not chosen.any():
        return 0
    price, toll = _prices(pairs, chosen)
    people = int(chosen.sum())
    firsts = np.flatnonzero(np.diff(pairs.mentee, prepend=-1))
    best = np.maximum.reduceat(pairs.worth - price[pairs.mentor], firsts)
    surplus = np.maximum(best - toll, 0)
    paid = sum(int(c) * int(p) for c, p in zip(pairs.capacity, price, strict=True))
    return int(sum(surplus.tolist()) + paid + toll * people)


def most_possible(pairs: Pairs, chosen: Flags) -> int:
    """No matching has more people than this (König: a cover of people and places).

    Where `chosen` already matches as many as possible, the result equals its size.
    """
    reached = np.ones(pairs.people, bool)
    reached[pairs.mentee[chosen]] = False
    mentors = np.zeros(len(pairs.capacity), bool)
    while True:
        found = np.zeros_like(mentors)
        found[pairs.mentor[reached[pairs.mentee]]] = True
        if (found <= mentors).all():
            break
        mentors |= found
        reached[pairs.mentee[chosen & mentors[pairs.mentor]]] = True
    return int((~reached).sum() + pairs.capacity[mentors].sum())


def _prices(pairs: Pairs, chosen: Flags) -> tuple[Whole, int]:
    """A price per mentor (≥ 0) and the toll that every matched person pays."""
    taken = np.bincount(pairs.mentor[chosen], minlength=len(pairs.capacity))
    used, free = taken > 0, taken < pairs.capacity
    matched, own_mentor, own_worth = (
        pairs.mentee[chosen],
        pairs.mentor[chosen],
        pairs.worth[chosen],
    )
    rest = np.flatnonzero(~chosen)
    rest = rest[np.argsort(pairs.mentor[rest], kind="stable")]
    mentee, worth = pairs.mentee[rest], pairs.worth[rest]
    firsts = np.flatnonzero(np.diff(pairs.mentor[rest], prepend=-1))
    offered = pairs.mentor[rest][firsts]

    at_mentor = np.zeros(len(pairs.capacity), np.int64)
    source = sink = 0
    for _ in range(pairs.people + len(pairs.capacity) + 2):
        at_mentee = np.full(pairs.people, source)
        at_mentee[matched] = np.minimum(at_mentor[own_mentor] + own_worth, 0)
        near = at_mentor.copy()
        if len(rest):
            reach = np.minimum.reduceat(at_mentee[mentee] - worth, firsts)
            near[offered] = np.minimum(near[offered], reach)
        near[used] = np.minimum(near[used], sink)
        next_sink = min(sink, int(near[free].min(initial=0)))
        next_source = min(source, int(at_mentee[matched].min(initial=0)))
        if (near == at_mentor).all() and next_sink == sink and next_source == source:
            break
        at_mentor, sink, source = near, next_sink, next_source
    return np.maximum(sink - at_mentor, 0), source - sink
