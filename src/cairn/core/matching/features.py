"""What is compared, how much it counts, and why: one table, read by the fit, the reasons and the docs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.shared.words import Phrase, phrase

Likeness = NDArray[np.floating[Any]]
Measure = Callable[[Likeness, Likeness], Likeness]

ENOUGH_SHARED_TIMES = np.float32(3)
YEARS_APART = np.float32(30)
NEUTRAL = np.float32(0.5)


def share(shared: Likeness, named: Likeness) -> Likeness:
    """How much of what the mentee named the mentor shares, 0 … 1."""
    return shared / np.maximum(named, np.float32(1))


def any_shared(shared: Likeness, _: Likeness) -> Likeness:
    """1 where anything is shared, else 0."""
    return (shared > 0).astype(np.float32)


def enough_times(shared: Likeness, _: Likeness) -> Likeness:
    """Shared weekly times, of which three are enough."""
    return np.minimum(shared, ENOUGH_SHARED_TIMES) / ENOUGH_SHARED_TIMES


def closeness(years_apart: Likeness) -> Likeness:
    """1 at the same age, falling evenly to 0 at thirty years apart."""
    fallen = np.abs(years_apart) / YEARS_APART
    return np.maximum(np.float32(1) - fallen, np.float32(0))


@dataclass(frozen=True)
class Feature:
    """One thing that is compared.

    `weight`: its share of the fit; all weights add up to 1. `about` names it to people;
    `together` and `apart` are said to both people, so they never name what one of them
    may keep private. `near` counts two different words as partly shared.
    """

    field: str
    weight: float
    measure: Measure | None
    about: Phrase
    together: Phrase
    apart: Phrase
    source: str
    near: tuple[tuple[str, str, float], ...] = ()


_TILLSON = "Tillson 2024, alliance of peers in addiction care, n = 100"
_EBY = "Eby 2013, 173 samples: deep likeness, rho .38 to .59"
_STARTING = "starting value, no strong evidence"

FEATURES: tuple[Feature, ...] = (
    Feature(
        "pathways",
        0.20,
        share,
        phrase("your paths of recovery"),
        phrase("You walk a similar path of recovery."),
        phrase("Your paths of recovery differ."),
        f"{_TILLSON}: p < .001; {_EBY}",
    ),
    Feature(
        "goals",
        0.10,
        share,
        phrase("your goals"),
        phrase("You care about the same goals."),
        phrase("Your goals differ."),
        _EBY,
    ),
    Feature(
        "available",
        0.15,
        enough_times,
        phrase("when you are free"),
        phrase("You are free at the same times."),
        phrase("You share few free times in a week."),
        "contact makes the bond; median 10 sessions in 2 months (Tillson 2024)",
    ),
    Feature(
        "modes",
        0.05,
        any_shared,
        phrase("how you like to meet"),
        phrase("You like to meet in the same way."),
        phrase("You like to meet in different ways."),
        _STARTING,
    ),
    Feature(
        "age",
        0.15,
        None,
        phrase("your ages"),
        phrase("You are close in age."),
        phrase("You are quite some years apart."),
        f"{_TILLSON}: p < .001",
    ),
    Feature(
        "family",
        0.10,
        share,
        phrase("your family lives"),
        phrase("Your family lives are alike."),
        phrase("Your family lives differ."),
        f"{_TILLSON}: p = .004",
    ),
    Feature(
        "spirituality",
        0.10,
        share,
        phrase("how you see spiritual life"),
        phrase("You see spiritual life in a similar way."),
        phrase("You see spiritual life differently."),
        f"{_TILLSON}: p = .001",
        near=(("religious", "spiritual", 0.5),),
    ),
    Feature(
        "interests",
        0.05,
        share,
        phrase("what you like to do"),
        phrase("You enjoy some of the same things."),
        phrase("You enjoy different things."),
        f"{_STARTING}; shared likes did not predict longer matches of youth (Raposa 2018)",
    ),
    Feature(
        "substances",
        0.05,
        share,
        phrase("what you have struggled with"),
        phrase("You know some of the same struggles."),
        phrase("Your struggles were not the same."),
        "no link with alliance in Tillson 2024; kept small because people ask for it",
    ),
    Feature(
        "experiences",
        0.05,
        share,
        phrase("what you have lived through"),
        phrase("You share a life experience that matters to you."),
        phrase("You have lived through different things."),
        "prison: no link with alliance in Tillson 2024; kept small because people ask for it",
    ),
)
