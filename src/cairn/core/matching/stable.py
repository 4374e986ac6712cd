"""Deferred acceptance (Gale and Shapley 1962) with places on both sides."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.pairs import Flags, Pairs, Whole

_STEPS = 2**31  # people times steps stay far below what a whole number holds


def stable_chosen(pairs: Pairs, *, mentors_ask: bool) -> Flags:
    """The stable matching that is best for the side that asks; a flag per pair.

    Mentees rank by `score`, mentors by `mentor_score`; ties go to the lower number.
    """
    wish = _listed(pairs.mentee, pairs.score)
    choice = _listed(pairs.mentor, pairs.mentor_score)
    one_each = np.ones(pairs.people, np.int64)
    if mentors_ask:
        return _deferred(pairs.mentor, choice, pairs.capacity, pairs.mentee, wish, one_each)
    return _deferred(pairs.mentee, wish, one_each, pairs.mentor, choice, pairs.capacity)


def _listed(who: Whole, score: NDArray[Any]) -> Whole:
    """The pairs in one list sorted by person, best first; of equals, the first pair first."""
    if not len(score):
        return np.zeros(0, np.int64)
    if score.dtype.kind != "i" or int(score.max()) - int(score.min()) >= _STEPS:
        score = np.unique(score, return_inverse=True)[1]
    worse = score.max() - score
    # One number says person and rank alike, and sorts many times faster than two columns.
    return np.argsort(who * (int(worse.max()) + 1) + worse, kind="stable")


def _deferred(
    asker: Whole, wish: Whole, asks: Whole, answerer: Whole, choice: Whole, places: Whole
) -> Flags:
    """Askers go down their lists; whoever is asked keeps the best so far.

    All who have room ask at once, as many as they have room for. In what order people ask
    changes nothing about who ends up with whom (McVitie and Wilson 1971).
    """
    begins = np.searchsorted(asker[wish], np.arange(len(asks)))
    ends = np.searchsorted(asker[wish], np.arange(len(asks)), side="right")
    rank = np.empty(len(choice), np.int64)
    rank[choice] = np.arange(len(choice))
    kept = np.zeros(0, np.int64)
    while True:
        room = asks - np.bincount(asker[kept], minlength=len(asks))
        count = np.minimum(room, ends - begins)
        asking = np.flatnonzero(count)
        if not len(asking):
            break
        count = count[asking]
        starts = np.cumsum(count) - count
        places_in_list = np.arange(count.sum()) - np.repeat(starts - begins[asking], count)
        begins[asking] += count
        asked = wish[places_in_list]
        touched = np.zeros(len(places), bool)
        touched[answerer[asked]] = True
        still = touched[answerer[kept]]
        held = np.concatenate([kept[still], asked])
        held = held[np.argsort(rank[held])]
        to = answerer[held]
        nth = np.arange(len(held)) - np.searchsorted(to, to)
        kept = np.concatenate([kept[~still], held[nth < places[to]]])
    chosen = np.zeros(len(asker), bool)
    chosen[kept] = True
    return chosen
