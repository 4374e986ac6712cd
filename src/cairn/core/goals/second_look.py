"""Common faults in a described goal, told as advice: nothing is refused, and nobody is marked.

It looks at words and numbers only, in English and Spanish. It misses much and is wrong at
times, so it asks for a second look and says why.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from cairn.core.goals.scale import LEVELS, Scale
from cairn.core.shared.words import Phrase, phrase

TOO_ALIKE = 0.9
"""From this share of matching letters on, two neighboring levels are hard to tell apart."""

_UNSEEN = frozenset(
    # Words for what only the one who feels it can see.
    [
        "feel",
        "feels",
        "feeling",
        "happy",
        "happier",
        "better",
        "understand",
        "accept",
        "believe",
        "confident",
        "motivated",
        "siento",
        "sentir",
        "feliz",
        "mejor",
        "entiendo",
        "entender",
        "acepto",
        "creo",
        "confianza",
        "motivado",
        "motivada",
    ]
)
_TWO_THINGS = re.compile(r"(?:\band\b.*\band\b|\by\b.*\by\b|;)", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_WORD = re.compile(r"[^\W\d_]+")


class Fault(StrEnum):
    """What a second look may find."""

    ALIKE = "alike"
    UNSEEN = "unseen"
    TWO_THINGS = "two_things"
    NO_DIRECTION = "no_direction"


ADVICE: Mapping[Fault, Phrase] = {
    Fault.ALIKE: phrase("This is close to the level below. Say what would be different."),
    Fault.UNSEEN: phrase("Could someone else see or count this? Say what you would be doing."),
    Fault.TWO_THINGS: phrase("This holds several things at once. What if only one comes true?"),
    Fault.NO_DIRECTION: phrase("The numbers go up and down between levels. Let them go one way."),
}


@dataclass(frozen=True)
class SecondLook:
    """One thing that is worth a second look; `level` is None where it is about all of them."""

    fault: Fault
    level: int | None
    words: Phrase


def second_look(scale: Scale) -> tuple[SecondLook, ...]:
    """What is worth a second look, from the lowest level up, then what is about all of them."""
    found = [
        SecondLook(fault, level, ADVICE[fault])
        for place, level in enumerate(LEVELS)
        for fault in _faults(scale, level, LEVELS[place - 1] if place else None)
    ]
    if not _one_way([scale.levels[level] for level in LEVELS]):
        found.append(SecondLook(Fault.NO_DIRECTION, None, ADVICE[Fault.NO_DIRECTION]))
    return tuple(found)


def _faults(scale: Scale, level: int, below: int | None) -> list[Fault]:
    text = scale.levels[level]
    found = []
    if below is not None and _alike(text, scale.levels[below]):
        found.append(Fault.ALIKE)
    if not _NUMBER.search(text) and _UNSEEN & set(_words(text)):
        found.append(Fault.UNSEEN)
    if _TWO_THINGS.search(text):
        found.append(Fault.TWO_THINGS)
    return found


def _alike(one: str, other: str) -> bool:
    """Nearly the same words, and the same numbers: another count is another level."""
    if _NUMBER.findall(one) != _NUMBER.findall(other):
        return False
    here, there = _words(one), _words(other)
    return SequenceMatcher(None, " ".join(here), " ".join(there)).ratio() >= TOO_ALIKE


def _one_way(texts: list[str]) -> bool:
    """Whether the numbers of the levels only rise or only fall; unless each holds one, nobody knows."""
    counted = [_NUMBER.findall(text) for text in texts]
    if any(len(numbers) != 1 for numbers in counted):
        return True
    values = [float(numbers[0].replace(",", ".")) for numbers in counted]
    return values == sorted(values) or values == sorted(values, reverse=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
