"""Trying the nearly equal: a little chance, only where it costs nobody more than a little fit.

Off unless a coordinator turns it on. Without any chance in past rounds nobody can say
what other pairs would have done; with it, the record can.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.assignment import assign
from cairn.core.matching.learning.posterior import Posterior
from cairn.core.matching.pairs import Whole

Floats = NDArray[np.float64]

NEAR = 200
"""Nearly equal: at most two points of fit (in hundredths) below what the person would have."""

DRAWS = 100


@dataclass(frozen=True, eq=False)
class Explored:
    """A matching with a little chance in it.

    `mentor_of`: as in `Assignment`; `chance`: how likely each person's mentor was, counted
    over `DRAWS` draws, NaN for those without one. It is 1 where nothing was left to chance.
    """

    mentor_of: Whole
    chance: Floats


def explore(
    mentee: Whole,
    mentor: Whole,
    fit: Whole,
    features: Floats,
    capacity: Whole,
    plain: Whole,
    belief: Posterior,
    generator: np.random.Generator,
    *,
    near: int = NEAR,
    draws: int = DRAWS,
) -> Explored:
    """Thompson sampling among nearly equal pairs.

    `mentee`, `mentor`, `fit` (hundredths), `features`: one entry per allowed pair; `plain`:
    the matching without chance. Whoever is matched there stays matched, and with a fit at
    most `near` below it; nobody else is.
    """
    own = np.full(len(plain), np.iinfo(np.int64).max)
    given = (plain[mentee] >= 0) & (plain[mentee] == mentor)
    own[mentee[given]] = fit[given]
    kept = np.flatnonzero(fit >= np.where(plain[mentee] >= 0, own[mentee] - near, own[mentee]))
    rows, columns = mentee[kept], mentor[kept]
    seen = np.empty((draws, len(plain)), np.int64)
    root = np.linalg.cholesky(belief.covariance)
    for draw in range(draws):
        weights = np.maximum(belief.mean + root @ generator.standard_normal(len(root)), 0)
        score = np.rint(features[kept] @ weights * 10_000).astype(np.int64)
        found = assign(rows, columns, score, capacity).mentor_of
        seen[draw] = -1
        seen[draw, : len(found)] = found
    chosen = seen[0]
    chance = (seen == chosen).mean(axis=0)
    return Explored(chosen, np.where(chosen >= 0, chance, np.nan))
