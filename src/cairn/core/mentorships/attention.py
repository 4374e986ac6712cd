"""Whom to reach today, and why: fixed, published rules with their thresholds.

The rules are told what a reader may see and nothing else: where a person gave no
leave for their days, `Known.days` is None and no reason can come from them.
A day of use alone is no reason; a call asked for, a very low mood or a very strong
craving is, and the page on which a person answers says so beforehand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from cairn.core.shared.words import Phrase, counted, phrase

CALL_DAYS = 3
"""A call that was asked for stays a reason this many days, until the two have talked."""
HARD_DAYS = 2
"""A hard day stays a reason on that day and the next."""
VERY_LOW_MOOD = 1
STRONG_CRAVING = 8
SILENT_DAYS = 14
"""So many days without a contact that reached the other is silence."""
FIRST_DAYS = 7
"""The first week, in which the two should have talked twice."""
FIRST_CONTACTS = 2
DUE_DAYS = 7
"""A contact is due a week after the last one."""
MISSED_DAYS = 14
"""A planned talk that passed without one stays a reason so long, until the two have talked."""


class Kind(IntEnum):
    """Kinds of reasons, the most pressing first."""

    ASKED = 1
    HARD_DAY = 2
    MISSED = 3
    SILENT = 4
    FIRST_WEEK = 5
    DUE = 6


@dataclass(frozen=True)
class DayKnown:
    """What matters here of one check-in."""

    day: date
    mood: int | None = None
    craving: int | None = None
    wants_call: bool = False


@dataclass(frozen=True)
class Known:
    """What a reader may know of one pair; `days` is None without leave.

    `missed` is the last planned talk that passed without one. While the two rest, time
    that passes is no reason.
    """

    began: date
    last_contact: date | None
    contacts: int
    days: tuple[DayKnown, ...] | None = None
    missed: date | None = None
    resting: bool = False


@dataclass(frozen=True, order=True)
class Reason:
    """One reason to reach someone, since which day, and how it is told."""

    kind: Kind
    since: date
    words: Phrase


def quiet_days(last_contact: date | None, began: date, today: date) -> int:
    """Days since the two last talked, or since they began."""
    return max(0, (today - (last_contact or began)).days)


def is_silent(last_contact: date | None, began: date, today: date) -> bool:
    """Whether a pair has been silent for long."""
    return quiet_days(last_contact, began, today) >= SILENT_DAYS


def reasons_for(known: Known, today: date) -> tuple[Reason, ...]:
    """Every reason that holds today, the most pressing first; of time passing, only the strongest."""
    found = [*_from_days(known, today), *_from_time(known, today)]
    return tuple(sorted(found, key=lambda reason: (reason.kind, reason.since)))


def in_order(people: Sequence[tuple[Reason, ...]]) -> list[int]:
    """Positions of those with a reason, in the order in which to reach them."""
    waiting = [place for place, reasons in enumerate(people) if reasons]
    return sorted(waiting, key=lambda place: (people[place][0].kind, people[place][0].since))


def _from_days(known: Known, today: date) -> list[Reason]:
    if known.days is None:
        return []
    found = []
    asked = [
        one.day
        for one in known.days
        if one.wants_call
        and _within(one.day, today, CALL_DAYS)
        and (known.last_contact is None or known.last_contact < one.day)
    ]
    if asked:
        found.append(Reason(Kind.ASKED, min(asked), _when(_ASKED, max(asked), today)))
    hard = [one.day for one in known.days if _is_hard(one) and _within(one.day, today, HARD_DAYS)]
    if hard:
        found.append(Reason(Kind.HARD_DAY, min(hard), _when(_HARD, max(hard), today)))
    return found


def _from_time(known: Known, today: date) -> list[Reason]:
    if known.resting:
        return []
    if _missed_lately(known, today):
        words = phrase("A talk was planned, and nothing is written about it yet")
        return [Reason(Kind.MISSED, known.missed or today, words)]
    quiet = quiet_days(known.last_contact, known.began, today)
    since = known.last_contact or known.began
    if quiet >= SILENT_DAYS:
        words = counted("No contact for {count} day", "No contact for {count} days", quiet)
        return [Reason(Kind.SILENT, since, words)]
    if (today - known.began).days < FIRST_DAYS and known.contacts < FIRST_CONTACTS:
        return [Reason(Kind.FIRST_WEEK, known.began, phrase("The first week together"))]
    if quiet >= DUE_DAYS:
        return [Reason(Kind.DUE, since, phrase("A week since you last talked"))]
    return []


def _missed_lately(known: Known, today: date) -> bool:
    if known.missed is None or not _within(known.missed, today, MISSED_DAYS):
        return False
    return known.last_contact is None or known.last_contact < known.missed


def _is_hard(one: DayKnown) -> bool:
    low = one.mood is not None and one.mood <= VERY_LOW_MOOD
    return low or (one.craving is not None and one.craving >= STRONG_CRAVING)


def _within(day: date, today: date, days: int) -> bool:
    return today - timedelta(days=days) < day <= today


_ASKED = (
    phrase("Asked for a call today"),
    phrase("Asked for a call yesterday"),
    phrase("Asked for a call, and you have not talked yet"),
)
_HARD = (phrase("Shared a hard day today"), phrase("Shared a hard day yesterday"))


def _when(words: Sequence[Phrase], day: date, today: date) -> Phrase:
    return words[min((today - day).days, len(words) - 1)]
