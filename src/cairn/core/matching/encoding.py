"""Profiles as arrays, so that every pair is compared at once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.pairs import Flags
from cairn.core.matching.profiles import Profile

Grid = NDArray[np.float32]


def marked(profiles: Sequence[Profile], field: str, words: Sequence[str]) -> Grid:
    """Float32 `[people, words]`: 1 where the person's `field` holds the word, else 0.

    Products of such arrays count shared words exactly, in any order of the people.
    """
    place = {word: at for at, word in enumerate(words)}
    grid = np.zeros((len(profiles), len(words)), np.float32)
    for row, profile in enumerate(profiles):
        for word in held(profile, field):
            grid[row, place[word]] = 1
    return grid


def held(profile: Profile, field: str) -> frozenset[str]:
    """The words in a field, whether it holds one or several; blank holds none."""
    value = getattr(profile, field)
    return value if isinstance(value, frozenset) else frozenset({value} - {""})


def words_used(field: str, *sides: Sequence[Profile]) -> list[str]:
    """Every word that anyone on either side holds, in order."""
    return sorted({word for side in sides for profile in side for word in held(profile, field)})


def says_something(grid: Grid) -> Flags:
    """Per person, whether any word is marked."""
    said: Flags = grid.sum(axis=1) > 0
    return said
