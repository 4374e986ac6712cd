"""Scores of whole pools, read a block of rows at a time, so that no more than a block need exist."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.signedinteger[Any]]

NEVER = -1
BLOCK_CELLS = 1 << 20


class Table(Protocol):
    """Every mentee against every mentor: a whole score from 0 to `top`, or `NEVER`.

    `rows` answers the same each time it is asked; it may work the scores out anew.
    """

    @property
    def people(self) -> int:
        """How many mentees."""
        ...

    @property
    def mentors(self) -> int:
        """How many mentors."""
        ...

    @property
    def top(self) -> int:
        """No score is greater."""
        ...

    def rows(self, first: int, last: int) -> Scores:
        """Whole numbers `[last - first, mentors]`."""
        ...


@dataclass(frozen=True, eq=False)
class HeldTable:
    """A table that is kept, as small whole numbers `[people, mentors]`."""

    scores: Scores
    top: int

    @property
    def people(self) -> int:
        """How many mentees."""
        return int(self.scores.shape[0])

    @property
    def mentors(self) -> int:
        """How many mentors."""
        return int(self.scores.shape[1])

    def rows(self, first: int, last: int) -> Scores:
        """Whole numbers `[last - first, mentors]`."""
        return self.scores[first:last]


@dataclass(frozen=True, eq=False)
class NarrowedTable:
    """Another table without the pairs whose score lies below a level of their mentee.

    `levelled` makes every score that is left 0: only who may meet whom still counts.
    """

    whole: Table
    least: NDArray[np.int64]
    levelled: bool = False

    @property
    def people(self) -> int:
        """How many mentees."""
        return self.whole.people

    @property
    def mentors(self) -> int:
        """How many mentors."""
        return self.whole.mentors

    @property
    def top(self) -> int:
        """No score is greater."""
        return 1 if self.levelled else self.whole.top

    def rows(self, first: int, last: int) -> Scores:
        """Whole numbers `[last - first, mentors]`."""
        rows = self.whole.rows(first, last)
        least = np.maximum(self.least[first:last], 0)[:, None]
        kept: Scores = np.where(rows >= least, rows * (0 if self.levelled else 1), NEVER)
        return kept


def kept_whole(table: Table) -> HeldTable:
    """The same table, worked out once; two bytes a pair where the scores allow it."""
    kind = np.int16 if table.top < 2**15 else np.int32
    scores = np.empty((table.people, table.mentors), kind)
    for first, last in blocks(table):
        scores[first:last] = table.rows(first, last)
    return HeldTable(scores, table.top)


def blocks(table: Table) -> Iterator[tuple[int, int]]:
    """Rows from the first to the last, about a million pairs at a time."""
    step = max(1, BLOCK_CELLS // max(table.mentors, 1))
    for first in range(0, table.people, step):
        yield first, min(first + step, table.people)
