"""Deferred acceptance (Gale and Shapley 1962) with places on both sides."""

import heapq
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.pairs import Flags, Pairs, Whole


def stable_chosen(pairs: Pairs, *, mentors_ask: bool) -> Flags:
    """The stable matching that is best for the side that asks; a flag per pair.

    Mentees rank by `score`, mentors by `mentor_score`; ties go to the lower number.
    """
    wish = _ranks(pairs.mentee, pairs.score, pairs.mentor)
    choice = _ranks(pairs.mentor, pairs.mentor_score, pairs.mentee)
    one_each = np.ones(pairs.people, np.int64)
    if mentors_ask:
        return _deferred(pairs.mentor, choice, pairs.capacity, pairs.mentee, wish, one_each)
    return _deferred(pairs.mentee, wish, one_each, pairs.mentor, choice, pairs.capacity)


def _ranks(who: Whole, score: NDArray[Any], whom: Whole) -> Whole:
    """Each pair's place in one list sorted by person, best first."""
    # Bitwise not turns a whole score round without overflow at the lowest number.
    worst_first = ~score if score.dtype.kind == "i" else -score
    order = np.lexsort((whom, worst_first, who))
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _deferred(
    asker: Whole, wish: Whole, asks: Whole, answerer: Whole, choice: Whole, places: Whole
) -> Flags:
    """Askers go down their lists; whoever is asked keeps the best so far."""
    listed = np.argsort(wish)
    ends = np.searchsorted(asker[listed], np.arange(len(asks)), side="right").tolist()
    upcoming = [0, *ends[:-1]]
    pair_at, asked, rank = listed.tolist(), answerer.tolist(), choice.tolist()
    who, room = asker.tolist(), places.tolist()
    held: list[list[tuple[int, int]]] = [[] for _ in room]
    waiting = [person for person, count in enumerate(asks.tolist()) for _ in range(count)]
    while waiting:
        person = waiting.pop()
        if upcoming[person] == ends[person]:
            continue
        pair = pair_at[upcoming[person]]
        upcoming[person] += 1
        kept, entry = held[asked[pair]], (-rank[pair], pair)
        if len(kept) < room[asked[pair]]:
            heapq.heappush(kept, entry)
        elif kept:
            _, sent_away = heapq.heappushpop(kept, entry)
            waiting.append(who[sent_away])
        else:
            waiting.append(person)
    chosen = np.zeros(len(who), bool)
    chosen[[pair for kept in held for _, pair in kept]] = True
    return chosen
