"""Prices of mentors' places, from what a matching leaves open among some pairs.

At these prices nobody in those pairs would rather have another mentor. Whether that holds for
all pairs of a table is asked afterwards (`candidates.scanned`); any prices give a true bound.
"""

import numpy as np

from cairn.core.matching.candidates import Found
from cairn.core.matching.pairs import Whole

_FAR = 1 << 60


def middle_prices(found: Found, capacity: Whole, mentor_of: Whole, alone: Whole, top: int) -> Whole:
    """Halfway between the least and the greatest prices that fit a best matching among `found`.

    The middle lies farthest from what a pair not yet looked at could overturn.
    `mentor_of`: -1 is alone, worth `alone` to that person. Raises `ValueError` where the
    matching is not the best among `found`.
    """
    mentors = len(capacity)
    outside = mentors
    own_column = np.where(mentor_of >= 0, mentor_of, outside)
    mentee, mentor = found.keys // mentors, found.keys % mentors
    own = alone.copy()
    mine = mentor_of[mentee] == mentor
    own[mentee[mine]] = found.worth[mine]
    matched = np.flatnonzero(mentor_of >= 0)
    tail = np.concatenate([own_column[mentee], mentor_of[matched]])
    head = np.concatenate([mentor, np.full(len(matched), outside)])
    step = np.concatenate([found.worth - own[mentee], alone[matched] - own[matched]])
    tail, head, step = _steepest(tail, head, step, mentors + 1)
    taken = np.bincount(own_column, minlength=mentors + 1)[:mentors]
    free = np.append((taken < capacity) | (capacity == 0), True)
    low = _raised(tail, head, step, np.zeros(mentors + 1, np.int64))
    if low[free].any():
        raise ValueError("the matching is not the best among these pairs")
    high = -_raised(head, tail, step, np.where(free, 0, -_FAR))
    price = (low + np.minimum(high, low + 2 * top)) // 2
    price[:mentors][capacity == 0] = 0
    return price[:mentors]


def _steepest(tail: Whole, head: Whole, step: Whole, nodes: int) -> tuple[Whole, Whole, Whole]:
    """The greatest step between each two nodes."""
    key = tail * nodes + head
    order = np.argsort(key, kind="stable")
    key = key[order]
    firsts = np.flatnonzero(np.diff(key, prepend=-1))
    if not len(firsts):
        return tail, head, step
    best = np.maximum.reduceat(step[order], firsts)
    tail, head = key[firsts] // nodes, key[firsts] % nodes
    apart = tail != head
    return tail[apart], head[apart], best[apart]


def _raised(tail: Whole, head: Whole, step: Whole, start: Whole) -> Whole:
    """The least levels at or above `start` where no step leads higher (Bellman and Ford)."""
    order = np.argsort(head, kind="stable")
    tail, head, step = tail[order], head[order], step[order]
    firsts = np.flatnonzero(np.diff(head, prepend=-1))
    if not len(firsts):
        return start
    reached, level = head[firsts], start
    for _ in range(len(start) + 2):
        lifted = np.maximum(level[reached], np.maximum.reduceat(level[tail] + step, firsts))
        if (lifted == level[reached]).all():
            return level
        level = level.copy()
        level[reached] = lifted
    raise ValueError("the matching is not the best among these pairs")
