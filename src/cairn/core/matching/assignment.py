"""Who is matched with whom, for the whole pool at once, with proof of what was promised."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cairn.core.matching.certificate import greatest_total, most_possible
from cairn.core.matching.flows import Classes, best_chosen, most_by_rank, most_matched
from cairn.core.matching.levels import ranks
from cairn.core.matching.pairs import Flags, Pairs, Whole, checked, whole_numbers
from cairn.core.matching.stable import stable_chosen

Policy = Literal["pool", "fair", "balanced", "stable_for_mentees", "stable_for_mentors"]
POLICIES: tuple[Policy, ...] = get_args(Policy)


@dataclass(frozen=True)
class _Proof:
    """How much greater a total could be with as many matched, and how many could be matched."""

    lost: int | float
    most: int


@dataclass(frozen=True, eq=False)
class Assignment:
    """A matching and its certificates.

    `mentor_of`: int64 array of length max(mentee) + 1; -1 means unmatched.
    `total`: the sum of the given scores, whole where the scores are whole.
    The certificates are worked out when they are first asked for, from linear-programming
    duality, apart from the solver. Scores that are not whole are read in steps of a power
    of two, about 1e-12 of their range.
    """

    mentor_of: Whole
    matched: int
    total: int | float
    _prove: Callable[[], "_Proof"] = field(repr=False)

    @cached_property
    def _proof(self) -> "_Proof":
        return self._prove()

    @property
    def bound(self) -> int | float:
        """No assignment with as many matched has a greater total."""
        return self.total + self._proof.lost

    @property
    def most(self) -> int:
        """No assignment matches more people."""
        return self._proof.most

    @property
    def optimal(self) -> bool:
        """The total is proved to be the greatest for as many matched."""
        return self.bound == self.total


def assign(
    mentee: ArrayLike,
    mentor: ArrayLike,
    score: ArrayLike,
    capacity: ArrayLike,
    *,
    policy: Policy = "pool",
    mentor_score: ArrayLike | None = None,
    waiting: ArrayLike | None = None,
) -> Assignment:
    """Matches each mentee with at most one mentor, no mentor beyond `capacity`.

    `mentee`, `mentor`, `score`: equally long, one entry per allowed pair (row numbers
    and a score, higher is better); `capacity`: one entry per mentor. The order of the
    pairs changes nothing. Policies:

    - `pool`: most people matched, then the greatest total.
    - `fair`: most matched, then the highest lowest score, then the greatest total.
    - `balanced`: most matched, then the largest regret (a person's best allowed score
      minus the given one) as small as possible, then the greatest total. With `waiting`
      (days, one entry per mentee row) the longest waiting come first where places are short,
      and among equals those with the fewest open pairs.
    - `stable_for_mentees`, `stable_for_mentors`: no two people would both rather have
      each other; among such matchings the best for that side. Mentors rank by
      `mentor_score` (`score` where absent; other policies don't read it); ties go to
      the lower number. May match fewer.

    Raises `ValueError` for anything that can't be solved as given.
    """
    if policy not in POLICIES:
        raise ValueError(f"unknown policy {policy!r}; choose one of {', '.join(POLICIES)}")
    pairs = checked(mentee, mentor, score, capacity, mentor_score)
    if policy in ("stable_for_mentees", "stable_for_mentors"):
        chosen = stable_chosen(pairs, mentors_ask=policy == "stable_for_mentors")
        return _told(pairs, chosen, None)
    best = best_chosen(pairs, _every(pairs), pairs.people)
    first = None if waiting is None or policy != "balanced" else _first(pairs, waiting)
    chosen = best if policy == "pool" else _levelled(pairs, best, policy, first)
    return _told(pairs, chosen, best)


def _every(pairs: Pairs) -> Flags:
    return np.ones(len(pairs.worth), bool)


def _first(pairs: Pairs, waiting: ArrayLike) -> Classes:
    """Who comes first where places are short, and how many of each class can be matched so."""
    days = whole_numbers("waiting", waiting)
    if pairs.people and len(days) <= int(pairs.person[-1]):
        raise ValueError("waiting must have an entry for every mentee")
    open_to = pairs.capacity[pairs.mentor] > 0
    options = np.bincount(pairs.mentee[open_to], minlength=pairs.people)
    return most_by_rank(pairs, ranks(days[pairs.person], options))


def _levelled(pairs: Pairs, best: Flags, policy: Policy, first: Classes | None) -> Flags:
    """As many people as in `best`, with the worst-off person as well off as can be."""
    people = int(best.sum())
    if people == 0:
        return best
    if first is not None:
        best = best_chosen(pairs, _every(pairs), people, first)
    level = pairs.score if policy == "fair" else pairs.score - _favourite(pairs)
    steps = np.unique(level)
    low = int(np.searchsorted(steps, level[best].min()))
    high = len(steps) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if most_matched(pairs, level >= steps[middle], first) == people:
            low = middle
        else:
            high = middle - 1
    return best_chosen(pairs, level >= steps[low], people, first)


def _favourite(pairs: Pairs) -> NDArray[Any]:
    """For each pair, the best allowed score of its mentee."""
    firsts = np.flatnonzero(np.diff(pairs.mentee, prepend=-1))
    favourite: NDArray[Any] = np.maximum.reduceat(pairs.score, firsts)[pairs.mentee]
    return favourite


def _told(pairs: Pairs, chosen: Flags, best: Flags | None) -> Assignment:
    """The chosen pairs in the caller's numbering, with the way to prove what was promised."""
    mentor_of = np.full(int(pairs.person[-1]) + 1 if pairs.people else 0, -1, np.int64)
    mentor_of[pairs.person[pairs.mentee[chosen]]] = pairs.mentor[chosen]
    given = pairs.score[chosen].tolist()
    total = sum(given) if pairs.score.dtype.kind == "i" else math.fsum(given)
    return Assignment(mentor_of, int(chosen.sum()), total, partial(_proved, pairs, chosen, best))


def _proved(pairs: Pairs, chosen: Flags, best: Flags | None) -> _Proof:
    """`best` matches the most people with the greatest total; it is found where it isn't known."""
    if best is None:
        best = best_chosen(pairs, _every(pairs), pairs.people)
    most = most_possible(pairs, best)
    if chosen.sum() < best.sum():
        best = best_chosen(pairs, _every(pairs), int(chosen.sum()))
    spare = greatest_total(pairs, best) - sum(pairs.worth[chosen].tolist())
    return _Proof(spare if pairs.score.dtype.kind == "i" else spare * pairs.unit, most)
