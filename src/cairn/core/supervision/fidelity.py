"""How fully a mentor keeps to the practice: each thing of the checklist from 0 to 3, by three raters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

import numpy as np

from cairn.core.shared.words import Phrase, phrase
from cairn.core.supervision.agreement import icc, weighted_kappa

MOST = 3


class Source(StrEnum):
    """Who rated."""

    SELF = "self"
    SUPERVISOR = "supervisor"
    MENTEE = "mentee"


SOURCE_NAMES: Mapping[Source, Phrase] = {
    Source.SELF: phrase("The mentor"),
    Source.SUPERVISOR: phrase("The supervisor"),
    Source.MENTEE: phrase("The person mentored"),
}

SCORE_NAMES: tuple[Phrase, ...] = (
    phrase("Not this week"),
    phrase("A little"),
    phrase("Mostly"),
    phrase("Fully"),
)


@dataclass(frozen=True)
class Rating:
    """One score: of which mentor, by whom, in which week (its Monday), for which thing."""

    mentor: UUID
    source: Source
    week: date
    item: int
    score: int
    practice: UUID | None = None


@dataclass(frozen=True)
class Agreement:
    """How two or three raters agree. `kappa` (quadratic weights) over each thing that mentor and
    supervisor both rated in a week; `icc` (2,1) over weekly means that all three gave."""

    kappa: float | None
    pairs: int
    icc: float | None
    weeks: int


def week_start(day: date) -> date:
    """The Monday of a day's week: ratings of one week are about the same work."""
    return day - timedelta(days=day.weekday())


def means(ratings: Iterable[Rating]) -> dict[Source, tuple[float, int]]:
    """The mean score by each kind of rater, 0 to 3, and how many scores it rests on."""
    found: dict[Source, list[int]] = {}
    for one in ratings:
        found.setdefault(one.source, []).append(one.score)
    return {source: (float(np.mean(scores)), len(scores)) for source, scores in found.items()}


def agreement(ratings: Iterable[Rating]) -> Agreement:
    """How well the three kinds of raters agree over the same mentor's same weeks."""
    listed = list(ratings)
    by_item: dict[tuple[object, ...], dict[Source, int]] = {}
    by_week: dict[tuple[UUID, date], dict[Source, list[int]]] = {}
    for one in listed:
        if one.source is not Source.MENTEE:
            key = (one.mentor, one.week, one.practice, one.item)
            by_item.setdefault(key, {})[one.source] = one.score
        by_week.setdefault((one.mentor, one.week), {}).setdefault(one.source, []).append(one.score)
    both = [(two[Source.SELF], two[Source.SUPERVISOR]) for two in by_item.values() if len(two) == 2]
    full = [
        [float(np.mean(three[one])) for one in Source]
        for three in by_week.values()
        if len(three) == len(Source)
    ]
    return Agreement(
        weighted_kappa([a for a, _ in both], [b for _, b in both], MOST + 1),
        len(both),
        icc(full),
        len(full),
    )
