"""A few promising pairs of a large table, from both sides, so that nobody is lost to pruning."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.pairs import Whole
from cairn.core.matching.tables import NEVER, Scores, Table, blocks

OF_A_MENTEE = 16
SEATS_OVER = 6
_NOISE = 7
_CLIP = 1 << 22

Keys = NDArray[np.int64]


class Found(NamedTuple):
    """Pairs as `mentee * mentors + mentor`, rising, and their scores."""

    keys: Keys
    worth: Whole


class Scan(NamedTuple):
    """What every row can gain at given prices, and the pairs that beat what it has now."""

    best: Whole
    better: Found


def first_candidates(table: Table, capacity: Whole) -> Found:
    """Each mentee's best mentor in each of some groups, each mentor's best mentees likewise.

    One side's best alone would leave people without a place where mentors are contested:
    everyone names the same few.
    """
    people, mentors = table.people, table.mentors
    kept = _Kept(mentors)
    wanted = _wanted(people, capacity)
    for first, last in blocks(table):
        rows = table.rows(first, last)
        ranked = _ranked(rows, first, capacity)
        at, column = _best_of_groups(ranked, OF_A_MENTEE)
        parts = -(-wanted * (last - first) // people)
        mentor, row = _best_of_groups(np.ascontiguousarray(ranked.T), parts)
        at, column = np.concatenate([at, row]), np.concatenate([column, mentor])
        open_to = (rows[at, column] > NEVER) & (capacity[column] > 0)
        kept.add(rows, first, at[open_to], column[open_to])
    return kept.found()


def scanned(
    table: Table,
    capacity: Whole,
    prices: Whole,
    alone: Whole,
    gain: Whole | None = None,
    slack: int = 0,
) -> Scan:
    """Reads all pairs once: `best` is the greatest `score - price` of each row, or `alone`.

    `gain`: what each mentee has now (`best`, where absent). A pair that offers more, or no
    more than `slack` less, is a reason to look at it closely.
    """
    best = alone.copy()
    kept = _Kept(table.mentors)
    closed = capacity == 0
    largest = max(int(prices.max(initial=0)), -int(alone.min(initial=0)), table.top)
    kind = np.int32 if largest < 2**29 else np.int64
    price: NDArray[Any] = prices.astype(kind)
    least = np.iinfo(kind).min // 2
    for first, last in blocks(table):
        rows = table.rows(first, last)
        net: NDArray[Any] = rows - price
        net[rows <= NEVER] = least
        net[:, closed] = least
        best[first:last] = np.maximum(best[first:last], net.max(axis=1, initial=least))
        now = best[first:last] if gain is None else gain[first:last]
        near = np.flatnonzero(best[first:last] > (now if gain is not None else now - 1))
        if not len(near):
            continue
        over = np.clip(net[near] - (now[near, None] - slack).astype(kind), 0, _CLIP)
        noisy = (over.astype(np.int32) << _NOISE) + _noise(len(near), table.mentors, first)
        at, column = _best_of_groups(noisy, OF_A_MENTEE)
        better = over[at, column] > 0
        kept.add(rows, first, near[at[better]], column[better])
    return Scan(best, kept.found())


class _Kept:
    """Pairs gathered block by block, rising."""

    def __init__(self, mentors: int) -> None:
        self.mentors = mentors
        self.keys = [np.zeros(0, np.int64)]
        self.worth = [np.zeros(0, np.int64)]

    def add(self, rows: Scores, first: int, at: Keys, column: Keys) -> None:
        keys = np.unique(at * self.mentors + column)
        self.keys.append(keys + first * self.mentors)
        self.worth.append(rows[keys // self.mentors, keys % self.mentors].astype(np.int64))

    def found(self) -> Found:
        return Found(np.concatenate(self.keys), np.concatenate(self.worth))


def joined(one: Found, other: Found) -> Found:
    """Both, each pair once."""
    keys = np.concatenate([one.keys, other.keys])
    keys, place = np.unique(keys, return_index=True)
    return Found(keys, np.concatenate([one.worth, other.worth])[place])


def _wanted(people: int, capacity: Whole) -> int:
    """How many mentees each mentor names: several for each place or person it may get."""
    openings = max(int((capacity > 0).sum()), 1)
    return SEATS_OVER * max(-(-people // openings), 1)


def _ranked(rows: Scores, first: int, capacity: Whole) -> NDArray[Any]:
    """Rows in which ties are broken evenly, so that equals don't all name the same few."""
    kind = np.int32 if rows.dtype.itemsize == 2 else np.int64
    noise = _noise(len(rows), rows.shape[1], first)
    wide: NDArray[Any] = rows.astype(kind)
    ranked: NDArray[Any] = (wide << _NOISE) + noise
    ranked[rows <= NEVER] = np.iinfo(kind).min // 2
    ranked[:, capacity == 0] = np.iinfo(kind).min // 2
    return ranked


def _noise(rows: int, columns: int, first: int) -> NDArray[np.int32]:
    """Fixed numbers from 0 to 127 that look unordered; nothing is drawn by lot."""
    row = (np.arange(first, first + rows, dtype=np.uint32) * np.uint32(2654435761)) >> np.uint32(7)
    column = (np.arange(columns, dtype=np.uint32) * np.uint32(2246822519)) >> np.uint32(9)
    mixed = (row[:, None] ^ column[None, :]) * np.uint32(3266489917)
    return (mixed >> np.uint32(32 - _NOISE)).astype(np.int32)


def _best_of_groups(ranked: NDArray[Any], groups: int) -> tuple[Keys, Keys]:
    """For each row the best column of each of `groups` runs of columns: row and column numbers."""
    rows, columns = ranked.shape
    width = max(columns // max(groups, 1), 1)
    whole = columns // width
    places = ranked[:, : whole * width].reshape(rows, whole, width).argmax(axis=2)
    places += np.arange(whole) * width
    if whole * width < columns:
        rest = ranked[:, whole * width :].argmax(axis=1)[:, None] + whole * width
        places = np.concatenate([places, rest], axis=1)
    return np.repeat(np.arange(rows), places.shape[1]), places.ravel()
