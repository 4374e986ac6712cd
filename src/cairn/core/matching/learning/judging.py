"""Would new weights have done better in the past? Asked before they are used, and answered honestly.

Each past round is paired anew: the same people, the same places, other weights. Where
rounds left something to chance, outcomes are weighed by how likely each pair was
(self-normalized, and doubly robust with the learned model). Where they did not, only the
model can speak, and that is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.assignment import assign
from cairn.core.matching.learning.evidence import REACH
from cairn.core.shared.words import Phrase, phrase

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_EFFECTIVE = 50
"""Below this many effective pairs, weighing says too little to be trusted."""


@dataclass(frozen=True, eq=False)
class PastRound:
    """One round: person i held place i.

    `features` `[people, places, features]`, `allowed` `[people, places]`; `outcome` and
    `chance` (of the pair that was made) per person, NaN where not known.
    """

    features: Floats
    allowed: Flags
    outcome: Floats
    chance: Floats


@dataclass(frozen=True)
class Judged:
    """How new weights would have done in the past, in SDs of outcome, against what was.

    `same`: the share of pairs that both would make. `model`: what the learned model says.
    `weighed` and `robust` (with `low` and `high`, 95 %) use outcomes only; None where the
    past holds no chance. `effective`: how many pairs that rests on.
    """

    people: int
    same: float
    model: float
    by_chance: bool
    weighed: float | None
    robust: float | None
    low: float | None
    high: float | None
    effective: float

    @property
    def warning(self) -> Phrase | None:
        """What the reader must know before believing the figures."""
        if self.people == 0:
            return phrase("There are no past rounds to try these weights on.")
        if not self.by_chance:
            return phrase(
                "Past rounds left nothing to chance. So nobody can know how pairs that were "
                "not made would have done; what stands here is what the model believes."
            )
        if self.effective < LEAST_EFFECTIVE:
            return phrase(
                "Only {count:.0f} past pairs tell of these weights. That is too few to rely on.",
                count=self.effective,
            )
        return None


def judge(rounds: Sequence[PastRound], weights: Floats, belief: Floats) -> Judged:
    """Try `weights` on past rounds; `belief` is the mean of the posterior, for the model."""
    tried = [_tried(one, weights, belief) for one in rounds if len(one.outcome)]
    if not tried:
        return Judged(0, 0.0, 0.0, False, None, None, None, None, 0.0)
    same, before, after, outcome, chance = (
        np.concatenate([one[place] for one in tried]) for place in range(5)
    )
    model = float((after - before).mean())
    known = np.isfinite(outcome) & np.isfinite(chance)
    by_chance = bool(known.any() and (chance[known] < 1).any())
    share = float(same.mean())
    if not by_chance:
        return Judged(len(same), share, model, False, None, None, None, None, 0.0)
    weight = np.where(same, 1 / np.maximum(chance, 1e-6), 0)[known]
    effective = float(weight.sum() ** 2 / max(float((weight**2).sum()), 1e-12))
    if weight.sum() == 0:
        return Judged(len(same), share, model, True, None, None, None, None, 0.0)
    y, was, now = outcome[known], before[known], after[known]
    middle = float(y.mean())
    normal = weight / weight.mean()
    weighed = float((normal * y).mean()) - middle
    pseudo = now + normal * (y - was) - y
    robust = float(pseudo.mean())
    error = float(pseudo.std(ddof=1)) / np.sqrt(len(pseudo)) if len(pseudo) > 1 else np.inf
    return Judged(
        people=len(same),
        same=share,
        model=model,
        by_chance=True,
        weighed=weighed,
        robust=robust,
        low=robust - 1.96 * error,
        high=robust + 1.96 * error,
        effective=effective,
    )


def _tried(
    one: PastRound, weights: Floats, belief: Floats
) -> tuple[Flags, Floats, Floats, Floats, Floats]:
    """Per person: the same place again, the model before and after, the outcome, the chance."""
    people = len(one.outcome)
    held = np.arange(people)
    allowed = one.allowed | np.eye(people, dtype=bool)
    rows, columns = np.nonzero(allowed)
    score = np.rint(one.features[rows, columns] @ weights * 10_000).astype(np.int64)
    place = assign(rows, columns, score, np.ones(people, np.int64)).mentor_of
    believed = REACH * (one.features @ belief)
    same = (one.features[held, place] == one.features[held, held]).all(axis=1)
    return same, believed[held, held], believed[held, place], one.outcome, one.chance
