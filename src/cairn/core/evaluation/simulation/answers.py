"""What a program gets to know of the days: answers, gaps, moods. Always less than what was."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.simulation.assumptions import DAYS_BEFORE, Assumptions

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Small = NDArray[np.int8]

UNKNOWN, NONE, USE, DECLINED = -1, 0, 1, -2
BLANK = -1
FROM_NOTHING, FROM_INTERVIEW, FROM_CHECK_IN = 0, 1, 2

_INTERVIEW_EVERY = 28
_CALM_DAYS = 0.65  # how much of yesterday's feeling stays; invented


@dataclass(frozen=True)
class Answers:
    """Arrays int8 [people, days], entry at column 84.

    `status`: 1 use, 0 none, -1 unknown, -2 rather not say. `source`: 0 none, 1 interview,
    2 check-in. `mood` and `sleep` 1 to 5, `craving` 0 to 10, -1 blank; `wants_call` is bool.
    """

    status: Small
    source: Small
    mood: Small
    craving: Small
    sleep: Small
    wants_call: Bools


def draw_answers(
    rng: np.random.Generator,
    *,
    used: Bools,
    stayed: NDArray[np.int64],
    weekday: NDArray[np.int64],
    assumptions: Assumptions,
) -> Answers:
    """Answers about the days `used` [people, 84 + days] of people who stayed so many days."""
    people, columns = used.shape
    day = np.arange(columns) - DAYS_BEFORE
    here = (day >= 0) & (day < stayed[:, None])
    share = rng.beta(assumptions.answers_a, assumptions.answers_b, (people, 1))
    chance = share * np.where(used, assumptions.answers_after_use, 1.0)
    checked_in = here & (rng.random(used.shape) < chance)
    unsaid = np.where(used, assumptions.declined_after_use, assumptions.declined)
    declined = checked_in & (rng.random(used.shape) < unsaid)

    interview_at = (day // _INTERVIEW_EVERY + 1) * _INTERVIEW_EVERY
    asked_later = (day >= 0) & (interview_at < stayed[:, None]) & ~checked_in
    recalled = np.where(day < 0, assumptions.recalled_before, assumptions.recalled_later)
    told_later = ((day < 0) | asked_later) & (rng.random(used.shape) < recalled)

    status = np.full(used.shape, UNKNOWN, dtype=np.int8)
    told = told_later | (checked_in & ~declined)
    status[told] = used[told]
    status[declined] = DECLINED
    source = np.where(checked_in, FROM_CHECK_IN, np.where(told_later, FROM_INTERVIEW, 0))
    feelings = _feelings(rng, used, (weekday[:, None] + day) % 7)
    mood, craving, sleep = (np.where(checked_in, one, BLANK).astype(np.int8) for one in feelings)
    for optional in (craving, sleep):
        optional[rng.random(used.shape) < 0.25] = BLANK
    longing = np.where(craving >= 8, 0.08, 0.012)
    wants_call = checked_in & (rng.random(used.shape) < longing)
    return Answers(status, source.astype(np.int8), mood, craving, sleep, wants_call)


def _feelings(
    rng: np.random.Generator, used: Bools, weekday: NDArray[np.int64]
) -> tuple[Small, Small, Small]:
    """Mood, craving and sleep of every day: each carries over, and moves with use and weekday."""
    people, columns = used.shape
    nature = rng.standard_normal((3, people)).astype(np.float32)
    noise = rng.standard_normal((columns, 3, people), dtype=np.float32)
    out = np.empty((3, people, columns), dtype=np.int8)
    state = nature.copy()
    fresh = np.float32(np.sqrt(1 - _CALM_DAYS**2))
    for column in range(columns):
        state = _CALM_DAYS * state + fresh * noise[column]
        use = used[:, column]
        weekend = weekday[:, column] >= 4
        mood, craving, sleep = (0.6 * nature + 0.8 * state).astype(np.float32)
        out[0, :, column] = np.clip(np.rint(3.4 + mood - 0.7 * use + 0.15 * weekend), 1, 5)
        out[1, :, column] = np.clip(
            np.rint(3.0 + 2 * craving - 0.5 * mood + 2.2 * use + 0.5 * weekend), 0, 10
        )
        out[2, :, column] = np.clip(
            np.rint(3.3 + 0.9 * sleep + 0.3 * mood - 0.6 * use - 0.1 * weekend), 1, 5
        )
    return out[0], out[1], out[2]
