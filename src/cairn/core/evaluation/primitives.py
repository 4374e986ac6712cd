"""Words of weekly symbols as one int8 matrix, and the moves that endpoints are made of.

A word is a person's course, one symbol a week: `+` used, `-` not, `*` mixed,
`o` due and missing, `_` not due. Shorter words are filled up with `PAD`, which
no count ever sees. Positions are counted from 1, from the end when negative,
and ranges include both ends, as in docs/methods/outcomes.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

SYMBOLS = "+-*o_"
POSITIVE, NEGATIVE, MIXED, MISSING, NOT_DUE = range(len(SYMBOLS))
PAD = len(SYMBOLS)

Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Reals = NDArray[np.float64]


class Event(NamedTuple):
    """When it happened (or could last have been seen), and whether it did."""

    time: Counts
    event: Flags


@dataclass(frozen=True)
class Words:
    """`codes` int8 `[people, weeks]` and `length` int64 `[people]`."""

    codes: Codes
    length: Counts

    @classmethod
    def read(cls, words: Sequence[str]) -> "Words":
        """Raises `Invalid` on a symbol that is none of the five, naming the word's row."""
        length = np.fromiter((len(word) for word in words), dtype=np.int64, count=len(words))
        width = int(length.max(initial=1))
        inside = np.arange(width) < length[:, None]
        letters = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32)
        known = np.full(128, PAD, dtype=np.int8)
        known[[ord(symbol) for symbol in SYMBOLS]] = np.arange(len(SYMBOLS))
        found = known[np.minimum(letters, 127)]
        if (found == PAD).any():
            row = int(np.repeat(np.arange(len(words)), length)[(found == PAD).argmax()])
            reason = phrase("Word {row} has a sign that is none of + - * o _.", row=row + 1)
            raise Invalid(reason, "words")
        codes = np.full((len(words), width), PAD, dtype=np.int8)
        codes[inside] = found
        return cls(codes, length)

    @property
    def width(self) -> int:
        """Weeks of the longest word, at least 1."""
        return int(self.codes.shape[1])

    @cached_property
    def missing_used(self) -> "Words":
        """P: missing and mixed weeks are taken as used."""
        return self.recode({MISSING: POSITIVE, MIXED: POSITIVE})

    @cached_property
    def present(self) -> "Words":
        """D: missing weeks are taken out, later weeks move up."""
        return self.keep(self.codes != MISSING)

    @cached_property
    def retained(self) -> Counts:
        """Position of the last week that is not missing; 0 when there is none."""
        there = (self.codes != MISSING) & (self.codes != PAD)
        last = self.width - there[:, ::-1].argmax(axis=1)
        return np.where(there.any(axis=1), last, 0).astype(np.int64)

    def recode(self, changes: dict[int, int]) -> "Words":
        """The same words with some symbols read as others."""
        table = np.arange(PAD + 1, dtype=np.int8)
        for old, new in changes.items():
            table[old] = new
        return Words(table[self.codes], self.length)

    def keep(self, chosen: Flags) -> "Words":
        """Only the chosen weeks, moved up."""
        chosen = chosen & (self.codes != PAD)
        length = chosen.sum(axis=1, dtype=np.int64)
        codes = np.full_like(self.codes, PAD)
        codes[np.arange(self.width) < length[:, None]] = self.codes[chosen]
        return Words(codes, length)

    def part(self, first: int, last: int) -> "Words":
        """Weeks `first` to `last`, clipped to each word."""
        return self.keep(self.inside(first, last))

    def inside(self, first: int, last: int) -> Flags:
        """Which cells lie in the range `first` … `last`, clipped to each word."""
        position = np.arange(1, self.width + 1)
        low = first if first > 0 else self.length[:, None] + first + 1
        high = last if last > 0 else self.length[:, None] + last + 1
        within: Flags = (position >= low) & (position <= high) & (self.codes != PAD)
        return within

    def upto(self, last: Counts) -> Flags:
        """Which cells lie in weeks 1 … `last`, a last week for each word."""
        within: Flags = (np.arange(1, self.width + 1) <= last[:, None]) & (self.codes != PAD)
        return within

    def week(self, position: int) -> Codes:
        """The symbol of one week, `PAD` beyond a word's end."""
        if position > self.width:
            return np.full(len(self.codes), PAD, dtype=np.int8)
        return self.codes[:, position - 1]


def count(words: Words, symbol: int, inside: Flags | None = None) -> Counts:
    """How many weeks hold the symbol."""
    hits = words.codes == symbol
    counts: Counts = (hits if inside is None else hits & inside).sum(axis=1, dtype=np.int64)
    return counts


def half_count(words: Words, symbol: int, inside: Flags | None = None) -> Reals:
    """The same, a mixed week counting half."""
    return count(words, symbol, inside) + 0.5 * count(words, MIXED, inside)


def share(counts: Counts | Reals, length: Counts) -> Reals:
    """`counts / length`; 0 for an empty range."""
    return np.where(length > 0, counts / np.maximum(length, 1), 0.0)


def half_share(words: Words, symbol: int, first: int = 1, last: int = -1) -> Reals:
    """Half-count over the number of weeks in the range, due or not, seen or not."""
    inside = words.inside(first, last)
    return share(half_count(words, symbol, inside), inside.sum(axis=1, dtype=np.int64))


def has(words: Words, pattern: Iterable[int], first: int = 1, last: int = -1) -> Flags:
    """The pattern occurs, wholly inside the range."""
    symbols = list(pattern)
    starts = words.width - len(symbols) + 1
    if starts < 1:
        return np.zeros(len(words.codes), dtype=np.bool_)
    inside = words.inside(first, last)
    found = np.ones((len(words.codes), starts), dtype=np.bool_)
    for offset, symbol in enumerate(symbols):
        weeks = slice(offset, offset + starts)
        found &= (words.codes[:, weeks] == symbol) & inside[:, weeks]
    somewhere: Flags = np.any(found, axis=1)
    return somewhere


def first_window(words: Words, size: int, least: int, symbol: int) -> Event:
    """The first `size` weeks in a row with at least `least` of the symbol.

    Happened at i + (size - least), i being the start; else not until
    length - least + 1, the last start from which it could have.
    """
    censored = words.length - least + 1
    starts = words.width - size + 1
    if starts < 1:
        return Event(censored, np.zeros(len(censored), dtype=np.bool_))
    hits = np.zeros((len(words.codes), words.width + 1), dtype=np.int64)
    np.cumsum(words.codes == symbol, axis=1, out=hits[:, 1:])
    enough = hits[:, size:] - hits[:, :starts] >= least
    enough &= np.arange(starts) + size <= words.length[:, None]
    event: Flags = np.any(enough, axis=1)
    time = enough.argmax(axis=1) + 1 + (size - least)
    return Event(np.where(event, time, censored), event)


def longest_without_use(words: Words) -> Counts:
    """The longest stretch of weeks that holds no positive week."""
    run = np.zeros(len(words.codes), dtype=np.int64)
    longest = run.copy()
    for week in words.codes.T:
        run = (run + 1) * ((week != POSITIVE) & (week != PAD))
        np.maximum(longest, run, out=longest)
    return longest


def lattice(words: Words, pattern: str) -> Words:
    """Cut or fill (with missing) to the pattern's length; not due where the pattern says so."""
    weeks = len(pattern)
    codes = np.full((len(words.codes), weeks), MISSING, dtype=np.int8)
    shared = min(weeks, words.width)
    codes[:, :shared] = words.codes[:, :shared]
    codes[codes == PAD] = MISSING
    codes[:, [place for place, symbol in enumerate(pattern) if symbol == "_"]] = NOT_DUE
    return Words(codes, np.full(len(codes), weeks, dtype=np.int64))


def carried_forward(words: Words) -> Words:
    """Each week not due takes the symbol before it; those that lead stay."""
    codes = words.codes.copy()
    for week in range(1, words.width):
        here = codes[:, week]
        codes[:, week] = np.where(here == NOT_DUE, codes[:, week - 1], here)
    return Words(codes, words.length)


def most_common(words: Words) -> Words:
    """Each missing week becomes not used where that is strictly more frequent, else used."""
    clean = count(words, NEGATIVE) > count(words, POSITIVE) + count(words, MIXED)
    fill = np.where(clean, NEGATIVE, POSITIVE).astype(np.int8)
    codes = np.where(words.codes == MISSING, fill[:, None], words.codes)
    return Words(codes, words.length)


_VALUE = np.array([1.0, 0.0, 0.5, np.nan, 0.0, np.nan])
_UPWARD = np.array([NEGATIVE, MIXED, MIXED, POSITIVE, POSITIVE], dtype=np.int8)


def between_neighbours(words: Words) -> Words:
    """A missing week between two that are not becomes their mean, rounded, ties upward.

    The mean is one of 0, ¼, ½, ¾, 1; it becomes not used, mixed or used.
    """
    codes = words.codes.copy()
    if words.width < 3:
        return words
    values = _VALUE[words.codes]
    mean = (values[:, :-2] + values[:, 2:]) / 2
    fill = (words.codes[:, 1:-1] == MISSING) & ~np.isnan(mean)
    codes[:, 1:-1][fill] = _UPWARD[(4 * mean[fill]).astype(np.int64)]
    return Words(codes, words.length)
