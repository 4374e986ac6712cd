"""Limits and fits of a pool of profiles as a table, worked out a block of people at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cairn.core.matching.fit import PERFECT, Comparison, compare
from cairn.core.matching.limits import allowed_by_limit
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.tables import NEVER, Scores

_FIT_CELLS = 1 << 18


@dataclass(frozen=True, eq=False)
class ProfileTable:
    """Every mentee's fit with every mentor in hundredths, or `NEVER` where a limit forbids it."""

    waiting: Sequence[MenteeProfile]
    offering: Sequence[MentorProfile]
    compared: Comparison
    refused: Collection[tuple[str, str]]
    held: Mapping[str, int]
    weights: Sequence[float] | None = None
    top: int = PERFECT

    @property
    def people(self) -> int:
        """How many mentees."""
        return len(self.waiting)

    @property
    def mentors(self) -> int:
        """How many mentors."""
        return len(self.offering)

    def rows(self, first: int, last: int) -> Scores:
        """Int16 `[last - first, mentors]`."""
        found = np.full((last - first, self.mentors), NEVER, np.int16)
        allowed = np.ones(found.shape, bool)
        some = self.waiting[first:last]
        tables = allowed_by_limit(some, self.offering, refused=self.refused, held=self.held)
        for table in tables.values():
            allowed &= table
        step = max(1, _FIT_CELLS // max(self.mentors, 1))
        for low in range(first, last, step):
            high = min(low + step, last)
            mentees = tuple(grid[low:high] for grid in self.compared.mentees)
            fit = Comparison(mentees, self.compared.mentors).fit(self.weights)
            part = slice(low - first, high - first)
            found[part] = np.where(allowed[part], fit, NEVER)
        return found


def profile_table(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    *,
    refused: Collection[tuple[str, str]] = frozenset(),
    held: Mapping[str, int] | None = None,
    weights: Sequence[float] | None = None,
) -> ProfileTable:
    """Encodes both sides once."""
    return ProfileTable(mentees, mentors, compare(mentees, mentors), refused, held or {}, weights)
