"""How far apart two people are, from coarse points only: nobody's address is kept or compared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.profiles import Profile

EARTH_KM = np.float32(6371.0)
STEP_DEGREES = 0.05
NEAR_KM = np.float32(50)

Points = NDArray[np.float32]


def coarse(north: float, east: float) -> str:
    """A point on a grid of 0.05 degrees (about 5 km), as text; finer is forgotten at once."""
    return f"{_stepped(north):.2f} {_stepped(east):.2f}"


def points(profiles: Sequence[Profile]) -> Points:
    """Float32 `[people, 2]` degrees north and east; not a number where no place is told."""
    told = [
        [float(part) for part in profile.place.split()] if profile.place else [np.nan, np.nan]
        for profile in profiles
    ]
    return np.array(told, np.float32).reshape(-1, 2)


def kilometers(some: Points, others: Points) -> NDArray[Any]:
    """Great-circle distance by the haversine formula; the two arrays are matched by broadcasting.

    Both end in an axis of 2 (degrees north, degrees east). The earth is taken as a ball of
    6,371 km, which is off by 0.5 % at most.
    """
    north, east = np.radians(some[..., 0]), np.radians(some[..., 1])
    other_north, other_east = np.radians(others[..., 0]), np.radians(others[..., 1])
    rise = np.sin((north - other_north) / 2) ** 2
    turn = np.sin((east - other_east) / 2) ** 2
    half_chord = np.sqrt(np.clip(rise + np.cos(north) * np.cos(other_north) * turn, 0, 1))
    apart: NDArray[Any] = 2 * EARTH_KM * np.arcsin(half_chord)
    return apart


def _stepped(degrees: float) -> float:
    return round(degrees / STEP_DEGREES) * STEP_DEGREES + 0.0
