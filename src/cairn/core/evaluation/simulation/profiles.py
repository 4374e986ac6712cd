"""People who do not exist, as profiles for matching. The shares are invented, apart from words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.vocabulary import SLOTS
from cairn.core.people.names import alias

Shares = Mapping[str, float]
Ints = NDArray[np.int64]

_GENDER = {"woman": 0.4, "man": 0.55, "nonbinary": 0.03, "other": 0.02}
_PATHWAYS = {"twelve_step": 0.45, "smart": 0.22, "faith": 0.18, "secular": 0.25,
             "medication": 0.35, "harm_reduction": 0.2, "culture": 0.08}  # fmt: skip
_OWN_MEDICATION = {"on": 0.35, "open": 0.25, "none": 0.4}
_STANCE = {"supports": 0.55, "open": 0.33, "opposed": 0.12}
_MODES = {"in_person": 0.75, "phone": 0.7, "video": 0.4, "text": 0.6}
_SPIRITUALITY = {"religious": 0.3, "spiritual": 0.4, "not": 0.3}
_FAMILY = {"parent": 0.45, "partnered": 0.35, "single": 0.5, "caregiver": 0.12}
_SUBSTANCES = {"alcohol": 0.6, "opioids": 0.45, "stimulants": 0.35, "cannabis": 0.3,
               "sedatives": 0.12}  # fmt: skip
_EXPERIENCES = {"prison": 0.25, "military": 0.08, "parenting": 0.4, "trauma": 0.35,
                "housing_loss": 0.3, "co_occurring": 0.4, "grief": 0.25, "illness": 0.2,
                "migration": 0.12}  # fmt: skip
_GOALS = {"abstinence": 0.6, "reduction": 0.3, "work": 0.4, "housing": 0.35, "family": 0.4,
          "health": 0.35, "learning": 0.2}  # fmt: skip
_INTERESTS = {"music": 0.3, "cooking": 0.25, "football": 0.2, "walking": 0.3, "fishing": 0.1,
              "gardening": 0.15, "films": 0.2, "reading": 0.2, "cars": 0.1, "dogs": 0.2,
              "drawing": 0.1, "dancing": 0.1}  # fmt: skip
_BY_PART = {"morning": 0.25, "afternoon": 0.35, "evening": 0.5, "night": 0.06}
_SLOT_SHARES = {slot: _BY_PART[slot.split("_")[1]] for slot in SLOTS}
_LANGUAGES = (frozenset({"en"}), frozenset({"es"}), frozenset({"en", "es"}))


def mentee_id(number: int) -> str:
    """The code of a mentee who does not exist: every row says that it is synthetic."""
    return f"syn-p{number + 1:05d}"


def mentor_id(number: int) -> str:
    """The code of a mentor who does not exist."""
    return f"syn-m{number + 1:04d}"


def draw_mentees(rng: np.random.Generator, count: int, first: int = 0) -> tuple[MenteeProfile, ...]:
    """`count` mentees, numbered from `first`. Names are invented aliases, not always different."""
    language = rng.choice(3, size=count, p=(0.74, 0.1, 0.16))
    common = _common(rng, count, language)
    medication = _one(rng, count, _OWN_MEDICATION)
    asks = rng.random(count) < 0.12
    waiting = np.minimum(rng.exponential(9, count), 60).astype(int)
    age = np.clip(rng.normal(36, 10, count), 18, 70).astype(int)
    return tuple(
        MenteeProfile(
            id=mentee_id(first + i),
            age=int(age[i]),
            medication=medication[i],
            wished_gender=frozenset({row["gender"]} if asks[i] else ()),
            waiting_days=int(waiting[i]),
            **row,
        )
        for i, row in enumerate(common)
    )


def draw_mentors(
    rng: np.random.Generator, count: int, places: int, first: int = 0
) -> tuple[MentorProfile, ...]:
    """`count` mentors with at least `places` places between them; every third speaks Spanish."""
    language = np.where(np.arange(count) % 3 == 2, 2, 0)
    common = _common(rng, count, language)
    stance = _one(rng, count, _STANCE)
    capacity = rng.integers(2, 5, count)
    capacity += max(0, -(-(places - int(capacity.sum())) // count))
    months = (6 + rng.gamma(1.6, 26, count)).astype(int)
    age = np.clip(rng.normal(43, 10, count), 22, 75).astype(int)
    return tuple(
        MentorProfile(
            id=mentor_id(first + i),
            age=int(age[i]),
            medication=stance[i],
            capacity=int(capacity[i]),
            recovery_months=int(months[i]),
            **row,
        )
        for i, row in enumerate(common)
    )


def _common(rng: np.random.Generator, count: int, language: Ints) -> list[dict[str, Any]]:
    """What both sides hold, as keywords of a profile (texts and sets)."""

    def pick(below: int) -> int:
        return int(rng.integers(below))

    held = {
        "gender": _one(rng, count, _GENDER),
        "pathways": _some(rng, count, _PATHWAYS, least=1),
        "available": _some(rng, count, _SLOT_SHARES, least=2),
        "modes": _some(rng, count, _MODES, least=1),
        "spirituality": _one(rng, count, _SPIRITUALITY),
        "family": _some(rng, count, _FAMILY),
        "substances": _some(rng, count, _SUBSTANCES, least=1),
        "experiences": _some(rng, count, _EXPERIENCES),
        "goals": _some(rng, count, _GOALS, least=1),
        "interests": _some(rng, count, _INTERESTS),
        "languages": [_LANGUAGES[code] for code in language],
        "name": [alias(pick, "es" if code == 1 else "en") for code in language],
    }
    return [dict(zip(held, row, strict=True)) for row in zip(*held.values(), strict=True)]


def _one(rng: np.random.Generator, count: int, shares: Shares) -> list[str]:
    codes = list(shares)
    return [codes[place] for place in rng.choice(len(codes), size=count, p=list(shares.values()))]


def _some(
    rng: np.random.Generator, count: int, shares: Shares, least: int = 0
) -> list[frozenset[str]]:
    """Each code with its own share; the likeliest draws fill up to `least` codes."""
    codes = np.array(list(shares))
    lean = rng.random((count, len(codes))) - np.array(list(shares.values()))
    chosen = lean < 0
    order = np.argsort(lean, axis=1)[:, :least]
    np.put_along_axis(chosen, order, True, axis=1)
    return [frozenset(codes[row].tolist()) for row in chosen]
