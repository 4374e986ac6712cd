"""What mentor and supervisor may want to talk about, from what happened since they last met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from cairn.core.mentorships.attention import SILENT_DAYS
from cairn.core.shared.words import Phrase, counted, phrase


class Weight(IntEnum):
    """What comes first."""

    AGREED = 1
    SILENT = 2
    TRIED = 3
    NEW = 4
    ENDED = 5
    TOLD = 6


@dataclass(frozen=True)
class PairSince:
    """What happened in one pair since a day: talks that reached, their minutes, tries that did not.

    `tried` counts tries since the two last talked; `last` is when they did.
    """

    name: str
    began: date
    ended: date | None
    talks: int
    minutes: int
    tried: int
    last: date | None


@dataclass(frozen=True)
class Point:
    """One point of an agenda."""

    weight: Weight
    words: Phrase


def agenda(
    pairs: Sequence[PairSince], agreed: Sequence[str], *, since: date, today: date
) -> list[Point]:
    """Points in order: what was agreed, silence, tries, what is new or over, then how it went."""
    found = [Point(Weight.AGREED, phrase("You agreed: {words}", words=words)) for words in agreed]
    for pair in pairs:
        found += _of_pair(pair, since, today)
    return sorted(found, key=lambda point: point.weight)


def _of_pair(pair: PairSince, since: date, today: date) -> list[Point]:
    if pair.ended is not None:
        over = pair.ended >= since
        words = phrase("{name}: the mentorship has ended. How was the goodbye?", name=pair.name)
        return [Point(Weight.ENDED, words)] if over else []
    found = []
    quiet = (today - (pair.last or pair.began)).days
    if quiet >= SILENT_DAYS:
        words = counted(
            "{name}: no talk for {count} day",
            "{name}: no talk for {count} days",
            quiet,
            name=pair.name,
        )
        found.append(Point(Weight.SILENT, words))
    if pair.tried >= 2:
        words = counted(
            "{name}: {count} try without an answer",
            "{name}: {count} tries without an answer",
            pair.tried,
            name=pair.name,
        )
        found.append(Point(Weight.TRIED, words))
    if pair.began >= since:
        found.append(
            Point(
                Weight.NEW, phrase("{name}: new together. How was the first time?", name=pair.name)
            )
        )
    if pair.talks:
        words = counted(
            "{name}: {count} talk, {minutes} minutes",
            "{name}: {count} talks, {minutes} minutes",
            pair.talks,
            name=pair.name,
            minutes=pair.minutes,
        )
        found.append(Point(Weight.TOLD, words))
    return found
