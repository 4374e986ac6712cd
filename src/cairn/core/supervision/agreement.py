"""Agreement between raters: Cohen's kappa with quadratic weights (1968), and ICC(2,1) (Shrout and
Fleiss 1979: two-way random effects, absolute agreement, single rating)."""

from collections.abc import Sequence

import numpy as np


def weighted_kappa(first: Sequence[int], second: Sequence[int], categories: int) -> float | None:
    """Kappa of two raters over the same things, scores from 0 to `categories` - 1.

    None where nothing was rated, or chance alone would agree fully. Raises ValueError
    when the two are not equally long or a score is out of range.
    """
    one, two = np.asarray(first, dtype=int), np.asarray(second, dtype=int)
    if one.shape != two.shape:
        raise ValueError("each thing needs a score by both")
    if one.size == 0:
        return None
    if min(one.min(), two.min()) < 0 or max(one.max(), two.max()) >= categories:
        raise ValueError("a score is out of range")
    seen = np.zeros((categories, categories))
    np.add.at(seen, (one, two), 1)
    by_chance = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / one.size
    place = np.arange(categories)
    apart = (place[:, None] - place[None, :]) ** 2
    expected = float((apart * by_chance).sum())
    return None if expected == 0 else 1 - float((apart * seen).sum()) / expected


def icc(scores: Sequence[Sequence[float]]) -> float | None:
    """ICC(2,1) of a full table `[things, raters]`; None below two things or raters, or no variance."""
    table = np.asarray(scores, dtype=float)
    if table.ndim != 2 or min(table.shape) < 2:
        return None
    things, raters = table.shape
    whole = table.mean()
    between = raters * ((table.mean(axis=1) - whole) ** 2).sum() / (things - 1)
    judges = things * ((table.mean(axis=0) - whole) ** 2).sum() / (raters - 1)
    rest = ((table - whole) ** 2).sum() - between * (things - 1) - judges * (raters - 1)
    error = rest / ((things - 1) * (raters - 1))
    below = between + (raters - 1) * error + raters * (judges - error) / things
    return None if abs(below) < 1e-12 else float((between - error) / below)
