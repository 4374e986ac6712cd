"""One round: everyone who waits and every mentor with room, limits, fit, an exact choice, reasons."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.assignment import Policy, assign
from cairn.core.matching.fit import HUNDREDTHS, Comparison
from cairn.core.matching.levels import best_and_options, levelled, ranks
from cairn.core.matching.limits import allowed_by_limit, free_places
from cairn.core.matching.pairs import Flags, Whole
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.reasons import (
    blocked_by,
    compromise,
    smallest_change,
    strengths,
    why_unmatched,
)
from cairn.core.matching.scoring import profile_table
from cairn.core.matching.solving import solve
from cairn.core.matching.tables import NEVER, HeldTable, kept_whole
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

P = TypeVar("P", bound=Profile)

EXACT_PAIRS = 20_000_000
MOST_PAIRS = 10 * EXACT_PAIRS
TOLERANCE = 0.001
_LEFT_AT_ONCE = 500


@dataclass(frozen=True)
class Pairing:
    """A proposed pair; `fit` 0 … 100; the sentences are fit to be read by both people."""

    mentee_id: str
    mentor_id: str
    fit: float
    reasons: tuple[Phrase, ...]
    compromise: Phrase


@dataclass(frozen=True)
class Unmatched:
    """A person without a proposal: the limits that bind, why, and the least that would help."""

    mentee_id: str
    limits: tuple[str, ...]
    reason: Phrase
    change: Phrase | None


@dataclass(frozen=True)
class Round:
    """What a round proposes, and what is proved about it.

    `total_fit`: the sum of all fits; `bound`: no way to match as many people has a greater
    one; `most`: no way matches more people; `seats`: places free before the round;
    `allowed`: how many pairs the limits leave.
    """

    policy: Policy
    pairs: tuple[Pairing, ...]
    unmatched: tuple[Unmatched, ...]
    total_fit: float
    bound: float
    most: int
    seats: int
    allowed: int

    @property
    def matched(self) -> int:
        """How many people have a proposal."""
        return len(self.pairs)

    @property
    def optimal(self) -> bool:
        """Proved: nobody more could be matched, and no such matching has a greater total fit."""
        return self.matched == self.most and self.total_fit == self.bound


@dataclass(frozen=True, eq=False)
class Solved:
    """A pool and the policy's own answer: what a limit of fairness or a trial may still change.

    `mentee`, `mentor`, `fit` (hundredths): one entry per allowed pair, people by their place
    in `mentees`; `mentor_of`: per mentee, -1 is unmatched.
    """

    mentees: Sequence[MenteeProfile]
    mentee: Whole
    mentor: Whole
    fit: Whole
    places: Whole
    mentor_of: Whole
    compared: Comparison


Settle = Callable[[Solved], Whole]


def propose(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    *,
    policy: Policy = "pool",
    refused: Collection[tuple[str, str]] = frozenset(),
    held: Mapping[str, int] | None = None,
    weights: Sequence[float] | None = None,
    settle: Settle | None = None,
) -> Round:
    """Proposes pairs for the whole pool at once.

    `refused`: (mentee id, mentor id) pairs turned down before, never proposed again;
    `held`: seats already taken per mentor id. The order of the people changes nothing.
    `weights`: adopted ones, in the order of `FEATURES`. `settle` may answer another matching
    of the allowed pairs than the policy's own.
    Raises `ValueError` where an id comes twice on one side, and `Invalid` for a pool of
    more than `MOST_PAIRS` mentees × mentors.
    """
    if len(mentees) * len(mentors) > MOST_PAIRS:
        raise Invalid(
            phrase(
                "{mentees} people and {mentors} mentors are too many for one round. "
                "Match one site or one language at a time.",
                mentees=len(mentees),
                mentors=len(mentors),
            )
        )
    waiting, offering = _in_order(mentees, "mentee"), _in_order(mentors, "mentor")
    blocked = _Blocked(waiting, offering, refused, held or {})
    places = free_places(offering, held or {})
    fits = profile_table(waiting, offering, refused=refused, held=held, weights=weights)
    table = kept_whole(fits)
    given = _given(table, places, waiting, policy)
    mentor_of, total, compared = given.mentor_of, given.total, fits.compared
    if settle is not None:
        rows, columns = np.nonzero(table.scores > NEVER)
        scores = table.scores[rows, columns].astype(np.int64)
        mentor_of = settle(Solved(waiting, rows, columns, scores, places, mentor_of, compared))
        total = int(scores[mentor_of[rows] == columns].sum())
    return Round(
        policy=policy,
        pairs=_pairings(waiting, offering, mentor_of, compared, table.scores),
        unmatched=_left(blocked, mentor_of, places),
        total_fit=total / HUNDREDTHS,
        bound=given.bound / HUNDREDTHS,
        most=given.most,
        seats=int(places.sum()),
        allowed=int((table.scores > NEVER).sum()),
    )


@dataclass(frozen=True, eq=False)
class _Given:
    """A policy's answer over the whole table, with what is proved about it."""

    mentor_of: Whole
    total: int
    bound: int
    most: int


def _given(
    table: HeldTable, places: Whole, waiting: Sequence[MenteeProfile], policy: Policy
) -> _Given:
    """Exact up to `EXACT_PAIRS` mentees × mentors; beyond, within a proved `TOLERANCE`."""
    if policy in ("stable_for_mentees", "stable_for_mentors"):
        rows, columns = np.nonzero(table.scores > NEVER)
        found = assign(rows, columns, table.scores[rows, columns], places, policy=policy)
        mentor_of = np.full(table.people, -1, np.int64)
        mentor_of[: len(found.mentor_of)] = found.mentor_of
        return _Given(mentor_of, int(found.total), int(found.bound), found.most)
    loose = table.people * table.mentors > EXACT_PAIRS
    pool = solve(table, places, tolerance=TOLERANCE if loose else 0)
    if policy == "pool":
        return _Given(pool.mentor_of, pool.total, pool.bound, pool.most)
    rank = None
    if policy == "balanced":
        _, options = best_and_options(table, places)
        days = np.array([mentee.waiting_days or 0 for mentee in waiting], np.int64)
        rank = ranks(days, options)
    best = levelled(table, places, "fair" if policy == "fair" else "balanced", pool, rank)
    return _Given(best.mentor_of, best.total, pool.bound, pool.most)


def _in_order(people: Sequence[P], side: str) -> list[P]:
    ordered = sorted(people, key=lambda profile: profile.id)
    for one, next_one in pairwise(ordered):
        if one.id == next_one.id:
            raise ValueError(f"the {side} id {one.id!r} comes twice")
    return ordered


def _pairings(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    mentor_of: Whole,
    compared: Comparison,
    fits: NDArray[Any],
) -> tuple[Pairing, ...]:
    rows = np.flatnonzero(mentor_of >= 0)
    columns = mentor_of[rows]
    alike, known = compared.parts(rows, columns)
    return tuple(
        Pairing(
            mentee_id=mentees[row].id,
            mentor_id=mentors[column].id,
            fit=int(fits[row, column]) / HUNDREDTHS,
            reasons=strengths(alike[at], known[at]),
            compromise=compromise(alike[at], known[at]),
        )
        for at, (row, column) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True))
    )


@dataclass(frozen=True)
class _Blocked:
    """What forbids pairs, worked out only for the people it is asked about."""

    mentees: Sequence[MenteeProfile]
    mentors: Sequence[MentorProfile]
    refused: Collection[tuple[str, str]]
    held: Mapping[str, int]

    def tables(self, rows: Whole) -> dict[str, Flags]:
        some = [self.mentees[row] for row in rows.tolist()]
        return allowed_by_limit(some, self.mentors, refused=self.refused, held=self.held)


def _left(blocked: _Blocked, mentor_of: Whole, places: Whole) -> tuple[Unmatched, ...]:
    """A change counts only if it places the person as things stand after the round."""
    unmatched = np.flatnonzero(mentor_of < 0)
    taken = np.bincount(mentor_of[mentor_of >= 0], minlength=len(places))
    left = []
    for start in range(0, len(unmatched), _LEFT_AT_ONCE):
        rows = unmatched[start : start + _LEFT_AT_ONCE]
        tables = blocked.tables(rows)
        still_free = np.broadcast_to(taken < places, (len(rows), len(places)))
        before = blocked_by(list(tables.values()))
        after = blocked_by(list({**tables, "capacity": still_free}.values()))
        for at, row in enumerate(rows.tolist()):
            limits, reason = why_unmatched(blocked.mentees[row], before[at])
            change = None if (before[at] == 0).any() else smallest_change(after[at])
            left.append(Unmatched(blocked.mentees[row].id, limits, reason, change))
    return tuple(left)
