"""Pairs that never were and what came of them, to try what a learner would make of such a past.

Written down before any learner: nobody tuned these worlds to flatter one. In each world
the true weights are drawn anew, with no leaning toward the expert's, and whoever knew
them could still explain at most 8 % of how differently people do.
"""

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.simulation.profiles import draw_mentees, draw_mentors
from cairn.core.matching.features import FEATURES, NEUTRAL
from cairn.core.matching.fit import compare
from cairn.core.matching.limits import allowed_by_limit
from cairn.core.matching.profiles import MentorProfile
from cairn.core.matching.rounds import propose

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Spoiled = Literal["constant", "noise", "flipped", "one_feature", "wild_mentor"]
SPOILED: tuple[Spoiled, ...] = get_args(Spoiled)

OUTCOMES = ("accepted", "contacts", "stayed", "goals", "alliance")

LEAST_TIE, GREATEST_TIE = 0.15, 0.28
"""Correlation of the true index with the course; .28 squared is just below 8 %."""

MENTOR_LOADING = 0.37
"""How much one SD of mentor moves the course (d about .4, PMC2829757)."""

ROUND_SIZE, STAFF, ON_DUTY = 100, 160, 40


@dataclass(frozen=True, eq=False)
class World:
    """What is true and nobody knows: `weights` add up to 1, `tie` is their r with the course.

    `middle` and `spread` standardize the index over all allowed pairs of this world.
    """

    weights: Floats
    tie: float
    middle: float
    spread: float
    mentors: tuple[MentorProfile, ...]
    quality: Floats


@dataclass(frozen=True, eq=False)
class Past:
    """Pairs that were proposed: `features` `[pairs, features]`, `mentor` a number each.

    `outcomes` `[pairs, outcomes]` in the order of `OUTCOMES`, NaN where none is known.
    """

    features: Floats
    mentor: Ints
    outcomes: Floats


@dataclass(frozen=True, eq=False)
class Pool:
    """A new pool: allowed pairs as row numbers with their features, and places per mentor."""

    mentee: Ints
    mentor: Ints
    features: Floats
    capacity: Ints


def draw_world(rng: np.random.Generator) -> World:
    """True weights from the flat distribution over all that add up to 1, and how much they tell."""
    weights = rng.dirichlet(np.ones(len(FEATURES)))
    mentors = draw_mentors(rng, STAFF, STAFF * 3)
    pool = _pool(rng, mentors, 400)
    index = pool.features @ weights
    return World(
        weights=weights,
        tie=float(rng.uniform(LEAST_TIE, GREATEST_TIE)),
        middle=float(index.mean()),
        spread=float(index.std()),
        mentors=mentors,
        quality=rng.standard_normal(STAFF),
    )


def draw_past(rng: np.random.Generator, world: World, pairs: int) -> Past:
    """Round after round by the expert weights, until there are `pairs`; then what came of each."""
    features, mentors, found = [np.zeros((0, len(FEATURES)))], [np.zeros(0, np.int64)], 0
    while found < pairs:
        mentees = draw_mentees(rng, ROUND_SIZE)
        staff = np.sort(rng.choice(STAFF, ON_DUTY, replace=False))
        offering = [world.mentors[number] for number in staff]
        number_of = {one.id: int(number) for one, number in zip(offering, staff, strict=True)}
        place = {one.id: at for at, one in enumerate(mentees)}
        column = {one.id: at for at, one in enumerate(offering)}
        chosen = propose(mentees, offering).pairs
        rows = np.array([place[pair.mentee_id] for pair in chosen], np.int64)
        columns = np.array([column[pair.mentor_id] for pair in chosen], np.int64)
        alike, known = compare(mentees, offering).parts(rows, columns)
        features.append(np.where(known, alike, NEUTRAL).astype(np.float64))
        mentors.append(np.array([number_of[pair.mentor_id] for pair in chosen], np.int64))
        found += len(chosen)
    x = np.concatenate(features)[:pairs]
    mentor = np.concatenate(mentors)[:pairs]
    return Past(x, mentor, _outcomes(rng, course(rng, world, x, mentor)))


def draw_pool(rng: np.random.Generator, world: World, people: int = 200) -> Pool:
    """New people and a part of the world's mentors, to try a policy on."""
    staff = rng.choice(STAFF, people // 3, replace=False)
    return _pool(rng, tuple(world.mentors[number] for number in staff), people)


def value(world: World, features: Floats) -> float:
    """What pairs with these features are truly worth on average, in SDs of the course."""
    return float(world.tie * ((features @ world.weights - world.middle) / world.spread).mean())


def course(rng: np.random.Generator, world: World, features: Floats, mentor: Ints) -> Floats:
    """How each pair's person truly does, close to standard normal: index, mentor, all the rest."""
    index = (features @ world.weights - world.middle) / world.spread
    rest = np.sqrt(1 - world.tie**2 - MENTOR_LOADING**2)
    moved = world.tie * index + MENTOR_LOADING * world.quality[mentor]
    drawn: Floats = moved + rest * rng.standard_normal(len(mentor))
    return drawn


def spoil(rng: np.random.Generator, world: World, past: Past, how: Spoiled) -> Past:
    """The same pairs with outcomes that mislead: what a broken or hostile record would hold."""
    if how == "constant":
        return replace(past, outcomes=np.broadcast_to(past.outcomes[0], past.outcomes.shape))
    if how == "noise":
        return replace(past, outcomes=rng.permuted(past.outcomes, axis=0))
    index = (past.features @ world.weights - world.middle) / world.spread
    rest = rng.standard_normal(len(index))
    if how == "flipped":
        against = -world.tie * index + np.sqrt(1 - world.tie**2) * rest
        return replace(past, outcomes=_outcomes(rng, against))
    if how == "one_feature":
        worst = past.features[:, int(np.argmin(world.weights))]
        bent = 0.6 * (worst - worst.mean()) / max(float(worst.std()), 1e-9) + 0.8 * rest
        return replace(past, outcomes=_outcomes(rng, bent))
    wild = past.outcomes.copy()
    wild[past.mentor == past.mentor[0], 3] = 1e6
    return replace(past, outcomes=wild)


def _outcomes(rng: np.random.Generator, true: Floats) -> Floats:
    """What a program would see of the course, each part blurred by itself; NaN where unknown."""
    seen = 0.6 * true + 0.8 * rng.standard_normal((len(OUTCOMES), len(true)))
    accepted = seen[0] > -1.0
    contacts = rng.poisson(9.6 * np.exp(0.25 * seen[1] - 0.5 * 0.25**2))
    stayed = seen[2] > -0.51
    goals = 8 + 10 * seen[3]
    alliance = np.clip(np.rint(5.2 + 0.9 * seen[4]), 1, 7)
    goals[rng.random(len(true)) < 0.3] = np.nan
    alliance[rng.random(len(true)) < 0.4] = np.nan
    columns = np.stack([accepted, contacts, stayed, goals, alliance], axis=1).astype(np.float64)
    columns[~accepted, 1:] = np.nan
    return columns


def _pool(rng: np.random.Generator, mentors: tuple[MentorProfile, ...], people: int) -> Pool:
    mentees = draw_mentees(rng, people)
    allowed = np.logical_and.reduce(list(allowed_by_limit(mentees, mentors).values()))
    rows, columns = np.nonzero(allowed)
    alike, known = compare(mentees, mentors).parts(rows, columns)
    return Pool(
        mentee=rows,
        mentor=columns,
        features=np.where(known, alike, NEUTRAL).astype(np.float64),
        capacity=np.array([one.capacity for one in mentors], np.int64),
    )
