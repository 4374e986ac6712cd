"""What a round would do if a limit were looser or tighter. Nothing is proposed and nobody is told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from cairn.core.matching.assignment import assign
from cairn.core.matching.fit import HUNDREDTHS, compare
from cairn.core.matching.limits import LIMITS, allowed_by_limit, free_places
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

P = TypeVar("P", MenteeProfile, MentorProfile)

MOST_PAIRS = 1_000_000
CAN_BE_LIFTED = tuple(
    limit.name for limit in LIMITS if not limit.veto and limit.name not in ("capacity", "pause")
)


@dataclass(frozen=True)
class Wish:
    """What is supposed. `lifted`: limits left out, never one that protects; `more_places`: added
    to each mentor who has any; `more_km`: added to everyone's travel; `least_fit`: 0 to 100, below
    which no pair is allowed; `back`: everyone on a pause is back.
    """

    lifted: frozenset[str] = frozenset()
    more_places: int = 0
    more_km: int = 0
    least_fit: int = 0
    back: bool = False


@dataclass(frozen=True)
class Supposed:
    """How it would go: ids with and without a mentor, the mean fit of those with one (None for none).

    `places`: free before; `held`: seats taken per mentor afterwards.
    """

    matched: frozenset[str]
    left: frozenset[str]
    mean_fit: float | None
    places: int
    held: Mapping[str, int]


def suppose(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    wish: Wish,
    *,
    refused: Collection[tuple[str, str]],
    held: Mapping[str, int],
    weights: Sequence[float] | None = None,
) -> Supposed:
    """Solves the pool as wished: most people matched, then the greatest total fit.

    Raises `Invalid` for a limit that may not be lifted, and for a pool too large to try out
    while someone waits.
    """
    if not wish.lifted <= set(CAN_BE_LIFTED):
        raise Invalid(phrase("This limit protects someone. It can't be tried without."))
    if len(mentees) * len(mentors) > MOST_PAIRS:
        raise Invalid(phrase("Too many people to try out at once. Start a round instead."))
    waiting = sorted((_farther(one, wish.more_km) for one in mentees), key=lambda one: one.id)
    offering = sorted(
        (_roomier(_farther(one, wish.more_km), wish) for one in mentors), key=lambda one: one.id
    )
    everyone = frozenset(one.id for one in waiting)
    if not waiting or not offering:
        return Supposed(frozenset(), everyone, None, 0, held)
    tables = allowed_by_limit(waiting, offering, refused=refused, held=held)
    fits = compare(waiting, offering).fit(weights)
    kept = [table for name, table in tables.items() if name not in wish.lifted]
    allowed = np.logical_and.reduce([*kept, fits >= wish.least_fit * HUNDREDTHS])
    places = free_places(offering, held)
    rows, columns = np.nonzero(allowed)
    given = assign(rows, columns, fits[rows, columns].astype(np.int64), places)
    matched = frozenset(waiting[row].id for row in np.flatnonzero(given.mentor_of >= 0).tolist())
    mean = float(given.total) / HUNDREDTHS / given.matched if given.matched else None
    chosen = given.mentor_of[given.mentor_of >= 0]
    taken = np.bincount(chosen, minlength=len(offering)).tolist()
    after = {m.id: held.get(m.id, 0) + seats for m, seats in zip(offering, taken, strict=True)}
    return Supposed(matched, everyone - matched, mean, int(places.sum()), after)


def _farther(one: P, more: int) -> P:
    if not more or one.travel_km is None:
        return one
    return replace(one, travel_km=one.travel_km + more)


def _roomier(one: MentorProfile, wish: Wish) -> MentorProfile:
    more = wish.more_places if one.capacity else 0
    return replace(one, capacity=one.capacity + more, resting=one.resting and not wish.back)
