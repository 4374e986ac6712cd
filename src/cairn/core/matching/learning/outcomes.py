"""Several outcomes of a pair as one number, so that no single one can carry the rest away."""

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, rankdata

Floats = NDArray[np.float64]

OUTCOMES = ("accepted", "contacts", "stayed", "goals", "alliance")
"""Both said yes; times in touch in the first 8 weeks; still a pair after 12; change of goals;
how the bond was rated. Higher is better in all of them."""

TOGETHER = 0.3
"""How much two different outcomes of one pair are taken to go together."""


def combined(outcomes: Floats) -> Floats:
    """One standardized number per pair from `[pairs, outcomes]`; NaN where nothing is known.

    Each outcome counts by rank (normal scores), so no wild value matters; one that is the
    same for everybody says nothing and is left out. The known ones are averaged as
    measures of one course, and count for less the fewer they are.
    """
    if outcomes.ndim != 2:
        raise ValueError("outcomes must be a table of pairs and outcomes")
    scores = np.stack([_scored(column) for column in outcomes.T], axis=1)
    known = ~np.isnan(scores)
    many = known.sum(axis=1)
    course = np.where(known, scores, 0).sum(axis=1) / (1 + (many - 1) * TOGETHER)
    course[many == 0] = np.nan
    return _standard(course)


def _scored(column: Floats) -> Floats:
    """Normal scores of what is known and finite, with mean 0 and SD 1; all NaN if constant."""
    scored = np.full(len(column), np.nan)
    known = np.isfinite(column)
    if known.any():
        ranks = rankdata(column[known])
        scored[known] = norm.ppf((ranks - 0.5) / known.sum())
    return _standard(scored)


def _standard(values: Floats) -> Floats:
    known = ~np.isnan(values)
    if known.sum() < 2 or values[known].std() < 1e-9:
        return np.full(len(values), np.nan)
    standard: Floats = (values - values[known].mean()) / values[known].std()
    return standard
