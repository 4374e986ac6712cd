"""Belief about the weights after a record of pairs: linear, Gaussian, in closed form.

y = a + REACH * (features - 1/2) . w + mentor + rest. The prior of w is the evidence
table. Mentor and rest share a variance of 1 (y is standardized); how much of it lies
between mentors is what makes the record most likely, from 0 to a half.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from cairn.core.matching.learning.evidence import REACH, doubts, expert_weights

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

GREATEST_MENTOR_SHARE = 0.5
_NEUTRAL = 0.5


@dataclass(frozen=True, eq=False)
class Posterior:
    """What is believed of the weights: normal, `mean` `[features]` and `covariance`.

    Weights here need not add up to 1: their sum says how much likeness matters at all.
    `mentor_share`: of all that differs between pairs, the part that lies between mentors;
    `mentor_effect`: per mentor number, shrunken toward 0, in SDs of the outcome.
    `plain_mean` and `plain_covariance` say what the record alone would (a wide prior at 0).
    """

    mean: Floats
    covariance: Floats
    mentor_share: float
    mentor_effect: Floats
    plain_mean: Floats
    plain_covariance: Floats
    pairs: int

    @property
    def sd(self) -> Floats:
        """One SD of belief for each weight."""
        return np.sqrt(np.diag(self.covariance))


def update(
    features: Floats,
    outcome: Floats,
    mentor: Ints,
    *,
    prior: Floats | None = None,
    doubt: Floats | None = None,
    mentor_share: float | None = None,
) -> Posterior:
    """Belief after `features` `[pairs, features]` from 0 to 1 and one `outcome` per pair.

    With no pairs it is the prior, to the last bit. `mentor` numbers the mentors from 0.
    `mentor_share` fixes what is otherwise estimated. Raises `ValueError` on NaN or
    arrays that do not fit together.
    """
    before = expert_weights() if prior is None else prior
    spread = doubts() if doubt is None else doubt
    if not len(features) == len(outcome) == len(mentor):
        raise ValueError("features, outcome and mentor need one entry per pair")
    if not (np.isfinite(features).all() and np.isfinite(outcome).all()):
        raise ValueError("features and outcomes must be known, finite numbers")
    if len(outcome) == 0:
        return Posterior(
            before,
            np.diag(spread * spread),
            0.0,
            np.zeros(0),
            np.zeros(len(before)),
            np.eye(len(before)),
            0,
        )
    sums = _Sums.of(features, outcome, mentor, np.concatenate([[0.0], before]))
    precision = np.diag(1 / np.concatenate([[1.0], spread**2]))
    if mentor_share is None:
        found = minimize_scalar(
            lambda share: -sums.evidence(share, precision),
            bounds=(0.0, GREATEST_MENTOR_SHARE),
            method="bounded",
            options={"xatol": 1e-4},
        )
        mentor_share = float(found.x)
    weight, pull = sums.weighed(mentor_share)
    covariance = np.linalg.inv(precision + weight).astype(np.float64)
    shift = covariance @ pull
    wide = np.linalg.inv(np.eye(len(weight)) + weight).astype(np.float64)
    plain = wide @ (pull + weight @ np.concatenate([[0.0], before]))
    return Posterior(
        mean=before + shift[1:],
        covariance=covariance[1:, 1:],
        mentor_share=mentor_share,
        mentor_effect=sums.mentor_effects(mentor_share, shift),
        plain_mean=plain[1:],
        plain_covariance=wide[1:, 1:],
        pairs=len(outcome),
    )


@dataclass(frozen=True, eq=False)
class _Sums:
    """All that the record says, summed: in total, and per mentor."""

    squares: Floats
    cross: Floats
    rest: float
    many: Floats
    by_mentor: Floats
    rest_by_mentor: Floats

    @classmethod
    def of(cls, features: Floats, outcome: Floats, mentor: Ints, start: Floats) -> "_Sums":
        design = np.column_stack([np.ones(len(outcome)), REACH * (features - _NEUTRAL)])
        rest = outcome - design @ start
        groups = int(mentor.max()) + 1
        by_mentor = np.zeros((groups, design.shape[1]))
        np.add.at(by_mentor, mentor, design)
        return cls(
            squares=design.T @ design,
            cross=design.T @ rest,
            rest=float(rest @ rest),
            many=by_mentor[:, 0],
            by_mentor=by_mentor,
            rest_by_mentor=np.bincount(mentor, weights=rest, minlength=groups).astype(np.float64),
        )

    def _shrinking(self, share: float) -> Floats:
        pulled: Floats = share / (1 - share + self.many * share)
        return pulled

    def weighed(self, share: float) -> tuple[Floats, Floats]:
        """Precision that the record adds, and its pull from the prior mean."""
        held = self._shrinking(share)
        noise = 1 - share
        squares = self.squares - (self.by_mentor * held[:, None]).T @ self.by_mentor
        cross = self.cross - self.by_mentor.T @ (held * self.rest_by_mentor)
        return squares / noise, cross / noise

    def evidence(self, share: float, precision: Floats) -> float:
        """Log marginal likelihood, up to what does not depend on `share`."""
        weight, pull = self.weighed(share)
        noise, held = 1 - share, self._shrinking(share)
        after = precision + weight
        fit = (self.rest - float(held @ self.rest_by_mentor**2)) / noise
        left = fit - float(pull @ np.linalg.solve(after, pull))
        alone = float(((self.many - 1) * (self.many > 0)).sum()) * np.log(noise)
        groups = float(np.log(noise + self.many[self.many > 0] * share).sum())
        return float(-0.5 * (left + alone + groups + np.linalg.slogdet(after)[1]))

    def mentor_effects(self, share: float, shift: Floats) -> Floats:
        effects: Floats = self._shrinking(share) * (self.rest_by_mentor - self.by_mentor @ shift)
        return effects
