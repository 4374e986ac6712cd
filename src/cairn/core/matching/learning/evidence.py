"""What is believed before a program's own record says anything: the weights, and how sure they are.

Method, sources and worked examples: docs/methods/learning.md.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.features import FEATURES

Floats = NDArray[np.float64]

FIELDS: tuple[str, ...] = tuple(feature.field for feature in FEATURES)

REACH = 1.5
"""SDs of outcome from no fit (0) to all of it (100): r = .17 (.15 to .20 in addiction
treatment) at the fit's SD among allowed pairs, .12."""

GREATEST_TIE = 0.28
"""No study of the bond and what comes of it has found more (Flückiger 2018, r = .278)."""

DOUBT = 0.10
"""One SD of doubt about a weight that rests on little."""

DOUBT_OF_TESTED = 0.08
"""One SD of doubt about a weight that one pilot study of peers speaks for."""

_TESTED = {"pathways", "age", "family", "spirituality"}


def expert_weights() -> Floats:
    """The weights of the evidence table, in the order of `FIELDS`; they add up to 1."""
    return np.array([feature.weight for feature in FEATURES], np.float64)


def doubts() -> Floats:
    """One SD of doubt for each weight, in the order of `FIELDS`."""
    return np.array([DOUBT_OF_TESTED if field in _TESTED else DOUBT for field in FIELDS])


def as_table(weights: Floats) -> dict[str, float]:
    """Weights by the name of what is compared, to be kept."""
    return dict(zip(FIELDS, weights.tolist(), strict=True))


def in_order(kept: Mapping[str, float]) -> Floats:
    """Kept weights in the order of `FIELDS`, adding up to 1.

    What was not compared when they were kept takes its expert weight; what is no longer
    compared is left out.
    """
    expert = as_table(expert_weights())
    if dict(kept) == expert:
        return expert_weights()
    weights = np.array([kept.get(field, expert[field]) for field in FIELDS])
    if not np.isfinite(weights).all() or (weights < 0).any() or weights.sum() <= 0:
        raise ValueError("weights are 0 or more, and not all 0")
    ordered: Floats = weights / weights.sum()
    return ordered
