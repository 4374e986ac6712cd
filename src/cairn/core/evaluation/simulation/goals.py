"""Goals of five described levels and their ratings, drawn on the scale's own design."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.simulation.assumptions import WINDOW, Assumptions
from cairn.core.evaluation.simulation.words import GOAL_AREAS

Ints = NDArray[np.int64]

RATED_EVERY = 28


@dataclass(frozen=True)
class Goals:
    """Equal-length arrays, one entry per rating, by mentee, goal and day.

    `mentee` is a row number, `goal` numbers that person's goals from 0, `area` points into
    `GOAL_AREAS`, `day` counts from entry, `level` is -2 to 2. The first rating is the start.
    """

    mentee: Ints
    goal: Ints
    area: Ints
    day: Ints
    level: Ints


def draw_goals(
    rng: np.random.Generator,
    *,
    paired: NDArray[np.bool_],
    stayed: Ints,
    days: int,
    assumptions: Assumptions,
) -> Goals:
    """One to three goals for each mentee with a mentor, rated every four weeks while they stay.

    A goal starts at -1 (at -2 for one in five) and nears its final level over twelve weeks.
    Final levels have mean 0, SD 1 and correlation `goals_together` within a person.
    """
    most = 3
    people = len(paired)
    count = rng.choice([1, 2, 3], size=people, p=(0.35, 0.4, 0.25)) * paired
    areas = np.argsort(rng.random((people, len(GOAL_AREAS))), axis=1)[:, :most]
    tie = assumptions.goals_together
    shared = rng.standard_normal((people, 1))
    final = np.sqrt(tie) * shared + np.sqrt(1 - tie) * rng.standard_normal((people, most))
    start = np.where(rng.random((people, most)) < 0.2, -2.0, -1.0)
    times = np.arange(0, days, RATED_EVERY)
    way = np.minimum(times / WINDOW, 1.0)
    path = start[..., None] + (final - start)[..., None] * way
    path[..., 1:] += rng.normal(0, 0.25, path[..., 1:].shape) * (way[1:] < 1)
    level = np.clip(np.rint(path), -2, 2).astype(np.int64)
    wanted = np.arange(most) < count[:, None]
    kept = wanted[..., None] & (times < stayed[:, None, None])
    mentee, goal, turn = np.nonzero(kept)
    return Goals(mentee, goal, areas[mentee, goal], times[turn], level[mentee, goal, turn])
