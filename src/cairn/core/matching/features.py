"""What is compared, how much it counts, and why: one table, read by the fit, the reasons and the docs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.distance import NEAR_KM
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
    """Shared parts of days in a week, of which three are enough."""
    return np.minimum(shared, ENOUGH_SHARED_TIMES) / ENOUGH_SHARED_TIMES


def nearness(kilometers: Likeness) -> Likeness:
    """1 at the same place, falling evenly to 0 at fifty kilometers."""
    near: Likeness = np.maximum(np.float32(1) - kilometers / NEAR_KM, np.float32(0))
    return near


def as_it_is(alike: Likeness, _: Likeness) -> Likeness:
    """What is between 0 and 1 already."""
    return alike


def closeness(years_apart: Likeness) -> Likeness:
    """1 at the same age, falling evenly to 0 at thirty years apart."""
    fallen = np.abs(years_apart) / YEARS_APART
    return np.maximum(np.float32(1) - fallen, np.float32(0))


class Compared(Enum):
    """How a field becomes numbers that can be compared for all pairs at once."""

    WORDS = "words"
    AGES = "ages"
    TIMES = "times"
    PLACES = "places"
    STORIES = "stories"


@dataclass(frozen=True)
class Feature:
    """One thing that is compared.

    `weight`: its share of the fit; all weights add up to 1. `theirs` is the mentor's field
    where it has another name. `about` names it to people;
    `together` and `apart` are said to both people, so they never name what one of them
    may keep private. `near` counts two different words as partly shared.
    """

    field: str
    weight: float
    measure: Measure
    about: Phrase
    together: Phrase
    apart: Phrase
    source: str
    near: tuple[tuple[str, str, float], ...] = ()
    compared: Compared = Compared.WORDS
    theirs: str = ""


_TILLSON = "Tillson 2024, alliance of peers in addiction care, n = 100"
_EBY = "Eby 2013, 173 samples: deep likeness, rho .38 to .59"
_STARTING = "starting value, no strong evidence"

FEATURES: tuple[Feature, ...] = (
    Feature(
        "pathways",
        0.18,
        share,
        phrase("your paths of recovery"),
        phrase("You walk a similar path of recovery."),
        phrase("Your paths of recovery differ."),
        f"{_TILLSON}: p < .001; {_EBY}",
    ),
    Feature(
        "goals",
        0.08,
        share,
        phrase("your goals"),
        phrase("You care about the same goals."),
        phrase("Your goals differ."),
        _EBY,
    ),
    Feature(
        "style",
        0.04,
        share,
        phrase("how you like to be together"),
        phrase("You like to be together in the same way."),
        phrase("You like to be together in different ways."),
        _EBY,
    ),
    Feature(
        "available",
        0.14,
        enough_times,
        phrase("when you are free"),
        phrase("You are free at the same times."),
        phrase("You share few free times in a week."),
        "contact makes the bond; median 10 sessions in 2 months (Tillson 2024)",
        compared=Compared.TIMES,
    ),
    Feature(
        "modes",
        0.04,
        any_shared,
        phrase("how you like to meet"),
        phrase("You like to meet in the same way."),
        phrase("You like to meet in different ways."),
        _STARTING,
    ),
    Feature(
        "place",
        0.02,
        as_it_is,
        phrase("how far you are from each other"),
        phrase("You live near each other."),
        phrase("You live some way apart."),
        _STARTING,
        compared=Compared.PLACES,
    ),
    Feature(
        "age",
        0.11,
        as_it_is,
        phrase("your ages"),
        phrase("You are close in age."),
        phrase("You are quite some years apart."),
        f"{_TILLSON}: p < .001",
        compared=Compared.AGES,
    ),
    Feature(
        "life_stage",
        0.04,
        share,
        phrase("where you are in life"),
        phrase("You are at a similar place in life."),
        phrase("You are at different places in life."),
        f"{_STARTING}; part of the weight of age",
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
        0.03,
        share,
        phrase("what you like to do"),
        phrase("You enjoy some of the same things."),
        phrase("You enjoy different things."),
        f"{_STARTING}; shared likes did not predict longer matches of youth (Raposa 2018)",
    ),
    Feature(
        "cultures",
        0.02,
        share,
        phrase("what is home to you"),
        phrase("You share a culture or a community."),
        phrase("You come from different cultures or communities."),
        _STARTING,
    ),
    Feature(
        "substances",
        0.04,
        share,
        phrase("what you have struggled with"),
        phrase("You know some of the same struggles."),
        phrase("Your struggles were not the same."),
        "no link with alliance in Tillson 2024; kept small because people ask for it",
    ),
    Feature(
        "experiences",
        0.03,
        share,
        phrase("what you have lived through"),
        phrase("You share a life experience that matters to you."),
        phrase("You have lived through different things."),
        "prison: no link with alliance in Tillson 2024; kept small because people ask for it",
    ),
    Feature(
        "wished_traits",
        0.02,
        share,
        phrase("a wish about the mentor"),
        phrase("A wish about the mentor is met."),
        phrase("A wish about the mentor is not met here."),
        f"{_STARTING}; read only where the mentee states a wish",
        theirs="traits",
    ),
    Feature(
        "story",
        0.01,
        as_it_is,
        phrase("what you wrote"),
        phrase("You wrote about some of the same things."),
        phrase("You wrote about different things."),
        f"{_STARTING}; a small model of our own, so it may hardly count",
        compared=Compared.STORIES,
    ),
)
