"""The Goal Attainment T score (Kiresuk and Sherman 1968).

T = 50 + 10 · Σ(w·x) / sqrt((1 − rho) · Σ(w²) + rho · (Σw)²)

The first sum below the root is a sum of squares, the second the square of a
sum. The formulas printed in Turner-Stokes, Clin Rehabil 2009;23:362-370 (pages
364 and 367) were put right by an erratum; this is the corrected form.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, sqrt

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

RHO = 0.3

Levels = Sequence[float | None]


@dataclass(frozen=True)
class Attainment:
    """T at the start, T reached, and how many goals both rest on."""

    baseline: float
    achieved: float
    goals: int

    @property
    def change(self) -> float:
        """Achieved minus baseline, in T points; above 0 is progress."""
        return self.achieved - self.baseline


def t_score(levels: Levels, weights: Levels | None = None, rho: float = RHO) -> float:
    """The T score of one person's goals.

    `levels` are attained levels from -2 to 2 (halves too, as GAS-Light uses);
    `weights` are 0 or more and only their proportions matter; without them all
    goals count the same. A goal whose level or weight is `None` is dropped.
    Where every remaining weight is 0, all count the same.

    Raises `Invalid` when no goal remains, a level or weight is out of range,
    the two differ in length, or `rho` is not between 0 and 1.
    """
    if not (isfinite(rho) and 0 <= rho <= 1):
        raise Invalid(phrase("The overlap between goals, rho, is between 0 and 1."), "rho")
    pairs = _pairs(levels, weights)
    if not any(weight for _, weight in pairs):
        pairs = [(level, 1.0) for level, _ in pairs]
    largest = max(weight for _, weight in pairs)
    scaled = [(level, weight / largest) for level, weight in pairs]
    reached = sum(weight * level for level, weight in scaled)
    squares = sum(weight * weight for _, weight in scaled)
    total = sum(weight for _, weight in scaled)
    return 50 + 10 * reached / sqrt((1 - rho) * squares + rho * total * total)


def change(
    baseline: Levels, achieved: Levels, weights: Levels | None = None, rho: float = RHO
) -> Attainment:
    """Start and end of the same goals, in the same order and with the same weights.

    A goal counts only where baseline, achieved level and weight are all known,
    so that both scores rest on the same goals. Raises `Invalid` as `t_score`.
    """
    if len(baseline) != len(achieved):
        raise Invalid(phrase("Each goal needs a level at the start and a level now."), "levels")
    both = [
        start is not None and end is not None for start, end in zip(baseline, achieved, strict=True)
    ]
    start = [level if known else None for level, known in zip(baseline, both, strict=True)]
    end = [level if known else None for level, known in zip(achieved, both, strict=True)]
    goals = len(_pairs(start, weights))
    return Attainment(t_score(start, weights, rho), t_score(end, weights, rho), goals)


def _pairs(levels: Levels, weights: Levels | None) -> list[tuple[float, float]]:
    if weights is None:
        weights = [1.0] * len(levels)
    if len(weights) != len(levels):
        raise Invalid(phrase("Give one weight for each goal, or none at all."), "weights")
    pairs = [
        (float(level), float(weight))
        for level, weight in zip(levels, weights, strict=True)
        if level is not None and weight is not None
    ]
    if not pairs:
        raise Invalid(phrase("Rate at least one goal first. Then there is a score."), "levels")
    if not all(-2 <= level <= 2 for level, _ in pairs):
        raise Invalid(phrase("A level is between -2 and 2."), "levels")
    if not all(isfinite(weight) and weight >= 0 for _, weight in pairs):
        raise Invalid(phrase("A weight is 0 or more."), "weights")
    return pairs
