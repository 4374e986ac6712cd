"""From a record of pairs to weights that a coordinator may adopt, or to the reason why not.

Three doors, each of which keeps the expert weights: the record must say something, it
must not defy what is known, and the gain must be credible. Behind them the weights move
only as far as the lower end of the gain still grows.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.learning.evidence import GREATEST_TIE, REACH, expert_weights
from cairn.core.matching.learning.outcomes import combined
from cairn.core.matching.learning.posterior import Posterior, update
from cairn.core.shared.words import Phrase, phrase

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_PAIRS = 30
CONFIRMED = 1.28
"""How many SDs above 0 likeness as a whole must stand in the record alone (P = .9)."""

CAREFUL = 1.64
"""The gain counts at its lower end, this many SDs below its mean (P = .95)."""

INTERVAL = 1.96
_STEPS = 101


class Verdict(StrEnum):
    """What became of the record; only `MOVED` changes the weights."""

    NOTHING = "nothing"
    TOO_FEW = "too few"
    UNCONFIRMED = "unconfirmed"
    TOO_STRONG = "too strong"
    NO_GAIN = "no gain"
    MOVED = "moved"

    @property
    def words(self) -> Phrase:
        """What it means, for a coordinator."""
        return _WORDS[self]


_WORDS = {
    Verdict.NOTHING: phrase(
        "There is no past to learn from yet, so the weights are those of the evidence."
    ),
    Verdict.TOO_FEW: phrase(
        "Too few pairs have an outcome yet. The weights stay those of the evidence."
    ),
    Verdict.UNCONFIRMED: phrase(
        "This record does not yet show that likeness helps at all, as studies have found. "
        "A record that does not confirm what is known can't overrule it, so the weights stay."
    ),
    Verdict.TOO_STRONG: phrase(
        "Likeness and outcome go together here more than any study has found. "
        "Something else may be at work, so the weights stay. Look at how outcomes are recorded."
    ),
    Verdict.NO_GAIN: phrase(
        "What this record says agrees with the evidence, or is not sure enough to change it."
    ),
    Verdict.MOVED: phrase("This record speaks clearly enough to move the weights."),
}


@dataclass(frozen=True, eq=False)
class Learned:
    """Weights on offer, and what they rest on.

    `weights`, `low`, `high` in the order of `FIELDS`; weights add up to 1, the interval
    (95 %) is that of full belief on the same scale. `step`: how far the weights moved from
    the expert's (0) toward full belief (1). `gain`, `gain_low`, `gain_high`: expected gain
    over the expert weights in SDs of outcome, when pairs are chosen one SD above average.
    """

    weights: Floats
    low: Floats
    high: Floats
    verdict: Verdict
    step: float
    gain: float
    gain_low: float
    gain_high: float
    posterior: Posterior

    @property
    def uncertainty(self) -> float:
        """Half the width of the interval of the gain."""
        return (self.gain_high - self.gain_low) / 2


def learn(features: Floats, mentor: Ints, outcomes: Floats) -> Learned:
    """Learn from pairs: `features` `[pairs, features]`, `outcomes` `[pairs, outcomes]`, NaN unknown.

    Deterministic; the order of the pairs changes nothing beyond rounding.
    """
    course = combined(outcomes)
    told = np.isfinite(course) & np.isfinite(features).all(axis=1)
    x, y, groups = features[told], course[told], mentor[told]
    if len(y):
        groups = np.unique(groups, return_inverse=True)[1].astype(np.int64)
    belief = update(x, y, groups)
    if len(y) == 0:
        return _kept(belief, Verdict.NOTHING)
    if len(y) < LEAST_PAIRS:
        return _kept(belief, Verdict.TOO_FEW)
    spread = np.cov(x, rowvar=False) + 1e-6 * np.eye(x.shape[1])
    if _overall(belief, np.sqrt(np.diag(spread))) < CONFIRMED:
        return _kept(belief, Verdict.UNCONFIRMED)
    if _tie(belief, spread) > GREATEST_TIE:
        return _kept(belief, Verdict.TOO_STRONG)
    return _moved(belief, spread)


def _overall(belief: Posterior, spread: Floats) -> float:
    """Likeness as a whole in the record alone, each part as far as it varies, in SDs above 0."""
    error = float(np.sqrt(spread @ belief.plain_covariance @ spread))
    return float(spread @ belief.plain_mean) / error


def _tie(belief: Posterior, spread: Floats) -> float:
    """The correlation of likeness and outcome in the record alone, less what chance would show."""
    by_chance = float(np.trace(spread @ belief.plain_covariance))
    square = float(belief.plain_mean @ spread @ belief.plain_mean) - by_chance
    return REACH * float(np.sqrt(max(square, 0.0)))


def _moved(belief: Posterior, spread: Floats) -> Learned:
    expert = expert_weights()
    full = np.maximum(belief.mean, 0)
    full = full / full.sum() if full.sum() > 0 else expert
    steps = np.linspace(0, 1, _STEPS)
    lows = [_gain(belief, spread, expert + step * (full - expert))[1] for step in steps]
    step = float(steps[int(np.argmax(lows))])
    if step == 0:
        return _kept(belief, Verdict.NO_GAIN)
    weights = expert + step * (full - expert)
    weights = weights / weights.sum()
    mean, _, sd = _gain(belief, spread, weights)
    return _told(belief, weights, Verdict.MOVED, step, mean, sd)


def _gain(belief: Posterior, spread: Floats, weights: Floats) -> tuple[float, float, float]:
    """Mean, careful lower end and SD of the gain over the expert weights."""
    change = _lean(spread, weights) - _lean(spread, expert_weights())
    mean = float(change @ belief.mean)
    sd = float(np.sqrt(max(float(change @ belief.covariance @ change), 0.0)))
    return mean, mean - CAREFUL * sd, sd


def _lean(spread: Floats, weights: Floats) -> Floats:
    """How pairs chosen one SD above average by these weights differ in each feature."""
    along = spread @ weights
    lean: Floats = REACH * along / np.sqrt(max(float(np.dot(weights, along)), 1e-12))
    return lean


def _kept(belief: Posterior, verdict: Verdict) -> Learned:
    return _told(belief, expert_weights(), verdict, 0.0, 0.0, 0.0)


def _told(
    belief: Posterior, weights: Floats, verdict: Verdict, step: float, gain: float, sd: float
) -> Learned:
    total = max(float(np.maximum(belief.mean, 0).sum()), 1e-9)
    middle = belief.mean / total
    reach = INTERVAL * belief.sd / total
    return Learned(
        weights=weights,
        low=np.maximum(middle - reach, 0),
        high=np.clip(middle + reach, 0, 1),
        verdict=verdict,
        step=step,
        gain=gain,
        gain_low=gain - INTERVAL * sd,
        gain_high=gain + INTERVAL * sd,
        posterior=belief,
    )
