"""Days of use from one falling hazard, and the exact expectation that calibrates it.

The chance of use today depends on the days since the last use: high just after, lower and
lower later. That one rule gives both runs of days and lasting change. A person's time scale
stretches it; larger is kinder.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

from cairn.core.evaluation.simulation.assumptions import DAYS_BEFORE, WINDOW, Assumptions

Floats = NDArray[np.float64]

MEMORY = 7
"""Before entry, more than seven days since the last use count as seven: use goes on."""

_WARM_UP = 28


def relapse_chance(since: Floats, scale: Floats, shape: float) -> Floats:
    """Chance of use on the `since`-th day after the last use, none having happened between.

    Survival is log-logistic, S(t) = 1 / (1 + (t / scale) ** shape); with shape < 1 the
    chance falls every day. Arguments broadcast; times in days.
    """
    return np.asarray(
        1 - (1 + ((since - 1) / scale) ** shape) / (1 + (since / scale) ** shape), dtype=np.float64
    )


def on_weekday(chance: Floats, factor: Floats | float) -> Floats:
    """The chance with the hazard of that weekday multiplied by `factor`."""
    return np.asarray(1 - (1 - chance) ** factor, dtype=np.float64)


def draw_use(
    rng: np.random.Generator,
    *,
    before: Floats,
    after: Floats,
    weekday: NDArray[np.int64],
    days: int,
    assumptions: Assumptions,
) -> NDArray[np.bool_]:
    """Whether each person used on each day: [people, 84 + days], entry at column 84.

    `before` and `after` are time scales in days [people], `weekday` the weekday of entry
    (0 Monday). One step a day over all people at once.
    """
    people = len(before)
    factors = np.asarray(assumptions.weekday)
    used = np.zeros((people, DAYS_BEFORE + days), dtype=np.bool_)
    since = np.ones(people)
    for day in range(-DAYS_BEFORE - _WARM_UP, days):
        scale = before if day < 0 else after
        chance = relapse_chance(since, scale, assumptions.hazard_shape)
        today = rng.random(people) < on_weekday(chance, factors[(weekday + day) % 7])
        since = np.where(today, 1, since + 1)
        if day < 0:
            since = np.minimum(since, MEMORY)
        if day >= -DAYS_BEFORE:
            used[:, DAYS_BEFORE + day] = today
    return used


def expected_days(
    *, scale_before: float, scale_after: float, assumptions: Assumptions, days: int = WINDOW
) -> tuple[float, float]:
    """Mean days of use in the 84 before entry and in the first `days` after, without chance.

    Follows the share of people at each distance from their last use, day by day, over a grid
    of people (Gauss-Hermite). Entry is taken on a Thursday; over whole weeks that hardly counts.
    """
    at_entry, days_before, weights, habit = _before(scale_before, assumptions)
    inner, inner_weights = _normal_grid(15)
    tie = assumptions.carried_over
    latent = tie * habit[:, None] + np.sqrt(1 - tie**2) * inner[None, :]
    scale = (scale_after * np.exp(assumptions.after_spread * latent)).reshape(-1, 1)
    share = np.zeros((scale.size, MEMORY + days))
    share[:, :MEMORY] = np.repeat(at_entry, inner.size, axis=0)
    mean_use = _follow(share, scale, range(days), assumptions)
    joint = (weights[:, None] * inner_weights[None, :]).ravel()
    return float(weights @ days_before), float(joint @ mean_use)


@lru_cache(maxsize=64)
def time_scales(assumptions: Assumptions, days_used: float) -> tuple[float, float]:
    """The two time scales (before, after entry) whose expectations are the wished means."""
    before = _solve(
        lambda scale: float(_before(scale, assumptions)[1] @ _normal_grid(9)[1]),
        assumptions.before_days,
    )
    after = _solve(
        lambda scale: expected_days(
            scale_before=before, scale_after=scale, assumptions=assumptions
        )[1],
        days_used,
    )
    return before, after


def _solve(mean_days: Callable[[float], float], wished: float) -> float:
    log_scale = brentq(lambda log: mean_days(float(np.exp(log))) - wished, -6.0, 12.0, xtol=1e-6)
    return float(np.exp(log_scale))


def _before(scale: float, assumptions: Assumptions) -> tuple[Floats, Floats, Floats, Floats]:
    """Shares by days since the last use at entry, mean days before, weights and grid points."""
    habit, weights = _normal_grid(9)
    scales = (scale * np.exp(assumptions.before_spread * habit))[:, None]
    share = np.zeros((habit.size, MEMORY))
    share[:, 0] = 1
    _follow(share, scales, range(-DAYS_BEFORE - _WARM_UP, -DAYS_BEFORE), assumptions)
    mean_use = _follow(share, scales, range(-DAYS_BEFORE, 0), assumptions)
    return share, mean_use, weights, habit


def _follow(share: Floats, scale: Floats, days: range, assumptions: Assumptions) -> Floats:
    """Moves `share` on, in place, through `days`; gives the expected days of use per row."""
    chance = relapse_chance(np.arange(1.0, share.shape[1] + 1), scale, assumptions.hazard_shape)
    chances = [on_weekday(chance, factor) for factor in assumptions.weekday]
    total = np.zeros(share.shape[0])
    for day in days:
        moved = share * chances[(3 + day) % 7]
        staying = share - moved
        used = moved.sum(axis=1)
        share[:, 1:] = staying[:, :-1]
        share[:, -1] += staying[:, -1]
        share[:, 0] = used
        total += used
    return total


def _normal_grid(points: int) -> tuple[Floats, Floats]:
    at, weights = np.polynomial.hermite_e.hermegauss(points)
    return at, weights / weights.sum()
