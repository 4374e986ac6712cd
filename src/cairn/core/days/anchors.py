"""Memory anchors: what helps to remember a day. Holidays are worked out, the others are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

WORDS_LENGTH = 120
_LONGEST = timedelta(days=366)

ANCHOR_KINDS: Mapping[str, Phrase] = MappingProxyType(
    {
        "payday": phrase("Payday"),
        "court": phrase("Court"),
        "hospital": phrase("Hospital"),
        "treatment": phrase("Treatment or detox"),
        "jail": phrase("Jail"),
        "birthday": phrase("Birthday or family day"),
        "trip": phrase("A trip or a move"),
        "other": phrase("Something else"),
    }
)
CONTROLLED = frozenset({"hospital", "treatment", "jail"})
"""Places where use was hardly possible; such days are told apart, never counted as a choice."""


@dataclass(frozen=True)
class Anchor:
    """Something that happened, from one day to another; `words` are the person's own.

    Raises `Invalid` on an unknown kind, days the wrong way round, or too many words.
    """

    kind: str
    first_day: date
    last_day: date
    words: str = ""

    def __post_init__(self) -> None:
        if self.kind not in ANCHOR_KINDS:
            raise Invalid(phrase("Choose what kind of day it was."), "kind")
        if self.last_day < self.first_day:
            raise Invalid(phrase("The last day comes after the first one."), "last_day")
        if self.last_day - self.first_day > _LONGEST:
            raise Invalid(phrase("Choose a year or less at a time."), "last_day")
        if len(self.words) > WORDS_LENGTH:
            reason = phrase("This can hold {length} characters.", length=WORDS_LENGTH)
            raise Invalid(reason, "words")


def holidays(year: int) -> dict[date, Phrase]:
    """Days that many people in the United States remember, with their names."""
    thanksgiving = _nth(year, 11, 3, 4)
    return {
        date(year, 1, 1): phrase("New Year's Day"),
        _nth(year, 1, 0, 3): phrase("Martin Luther King Jr. Day"),
        date(year, 2, 14): phrase("Valentine's Day"),
        date(year, 3, 17): phrase("St. Patrick's Day"),
        _nth(year, 5, 6, 2): phrase("Mother's Day"),
        _last_monday(year, 5): phrase("Memorial Day"),
        date(year, 6, 19): phrase("Juneteenth"),
        _nth(year, 6, 6, 3): phrase("Father's Day"),
        date(year, 7, 4): phrase("Fourth of July"),
        _nth(year, 9, 0, 1): phrase("Labor Day"),
        date(year, 10, 31): phrase("Halloween"),
        date(year, 11, 11): phrase("Veterans Day"),
        thanksgiving: phrase("Thanksgiving"),
        date(year, 12, 24): phrase("Christmas Eve"),
        date(year, 12, 25): phrase("Christmas"),
        date(year, 12, 31): phrase("New Year's Eve"),
    }


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    """The `which`-th `weekday` (Monday 0) of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - timedelta(days=1)
    return last - timedelta(days=last.weekday())
