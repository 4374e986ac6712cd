"""A cohort in figures: dose given against planned, retention, and early signs of dropping out.

Every rule here is fixed and published in `docs/methods/cohorts.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np

from cairn.core.mentorships.attention import SILENT_DAYS
from cairn.core.programs.cohorts import Stage, Stay, mentored_until, retained, stage, weeks_mentored
from cairn.core.programs.practice import Practice
from cairn.core.shared.words import Phrase, counted, phrase

UNANSWERED = 2
MISSED_GROUPS = 2
LOOK_BACK_DAYS = 14
FIRST_TALK_DAYS = 7
HALF = 0.5


@dataclass(frozen=True)
class Done:
    """One contact outside the group: its day, its minutes, and whether it reached the person."""

    day: date
    minutes: int
    reached: bool = True


@dataclass(frozen=True)
class Course:
    """What one mentee had so far: contacts and groups in order of days, and the days of the group."""

    stay: Stay
    contacts: tuple[Done, ...] = ()
    groups: tuple[Done, ...] = ()
    group_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Dose:
    """Minutes given and planned over the weeks of mentoring so far, group and one to one."""

    weeks: float
    group: int
    group_planned: float
    individual: int
    individual_planned: float

    @property
    def share(self) -> float | None:
        """Given over planned, both kinds together; None before anything was planned."""
        planned = self.group_planned + self.individual_planned
        return (self.group + self.individual) / planned if planned else None


class Sign(StrEnum):
    """An early sign that someone may be leaving."""

    SILENT = "silent"
    UNANSWERED = "unanswered"
    GROUPS = "groups"
    HALF = "half"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Warned:
    """One sign with its reason in words."""

    sign: Sign
    words: Phrase


@dataclass(frozen=True)
class Mean:
    """A mean with its sample standard deviation (None below two) and how many it rests on."""

    n: int
    mean: float | None
    sd: float | None


def dose(practice: Practice, course: Course, today: date) -> Dose:
    """The dose of one mentee, in their weeks of mentoring only; nothing after is counted in."""
    weeks = weeks_mentored(practice, course.stay, today)
    first, last = course.stay.first_day, mentored_until(practice, course.stay, today)
    return Dose(
        weeks,
        sum(one.minutes for one in course.groups if first <= one.day <= last),
        weeks * practice.group_minutes,
        sum(one.minutes for one in course.contacts if one.reached and first <= one.day <= last),
        weeks * practice.individual_minutes[0],
    )


def signs(practice: Practice, course: Course, today: date) -> list[Warned]:
    """Early signs, in a fixed order; only while the weeks of mentoring run."""
    if stage(practice, course.stay, today) is not Stage.MENTORING:
        return []
    rules = (_not_begun, _silent, _unanswered, _groups, _half)
    found = (rule(practice, course, today) for rule in rules)
    return [one for one in found if one is not None]


def checkpoints(practice: Practice) -> tuple[int, ...]:
    """The weeks at which retention is told: thirds of the mentoring, its end, the end of follow-up."""
    if practice.open_ended:
        return (4, 12, 24)
    whole = practice.weeks
    marks = [whole // 3, 2 * whole // 3, whole, whole + practice.follow_up_weeks]
    return tuple(sorted({mark for mark in marks if mark}))


def retention(practice: Practice, stays: Iterable[Stay], today: date) -> list[tuple[int, int, int]]:
    """For each checkpoint: its week, how many were still in at its end, of how many who could be."""
    listed = list(stays)
    found = []
    for week in checkpoints(practice):
        told = [retained(practice, stay, week, today) for stay in listed]
        found.append((week, sum(one is True for one in told), sum(one is not None for one in told)))
    return found


def mean_of(values: Sequence[float]) -> Mean:
    """Mean and sample standard deviation."""
    if not values:
        return Mean(0, None, None)
    sd = float(np.std(values, ddof=1)) if len(values) > 1 else None
    return Mean(len(values), float(np.mean(values)), sd)


def _last_talk(course: Course, today: date) -> date | None:
    return max(
        (one.day for one in course.contacts if one.reached and one.day <= today), default=None
    )


def _not_begun(_practice: Practice, course: Course, today: date) -> Warned | None:
    days = (today - course.stay.first_day).days
    if _last_talk(course, today) is not None or not FIRST_TALK_DAYS <= days < SILENT_DAYS:
        return None
    words = counted("No first talk yet, {count} day in", "No first talk yet, {count} days in", days)
    return Warned(Sign.NOT_BEGUN, words)


def _silent(_practice: Practice, course: Course, today: date) -> Warned | None:
    since = max(_last_talk(course, today) or course.stay.first_day, course.stay.first_day)
    quiet = (today - since).days
    if quiet < SILENT_DAYS:
        return None
    return Warned(
        Sign.SILENT, counted("No talk for {count} day", "No talk for {count} days", quiet)
    )


def _unanswered(_practice: Practice, course: Course, today: date) -> Warned | None:
    last = _last_talk(course, today)
    tries = sum(
        not one.reached and one.day <= today and (last is None or one.day > last)
        for one in course.contacts
    )
    if tries < UNANSWERED:
        return None
    return Warned(
        Sign.UNANSWERED,
        counted("{count} try without an answer", "{count} tries without an answer", tries),
    )


def _groups(practice: Practice, course: Course, today: date) -> Warned | None:
    held = [day for day in course.group_days if course.stay.first_day <= day <= today]
    latest = held[-MISSED_GROUPS:]
    there = {one.day for one in course.groups}
    if not practice.group_minutes or len(latest) < MISSED_GROUPS or there & set(latest):
        return None
    return Warned(Sign.GROUPS, phrase("Missed the last {missed} groups", missed=MISSED_GROUPS))


def _half(practice: Practice, course: Course, today: date) -> Warned | None:
    first = today - timedelta(days=LOOK_BACK_DAYS - 1)
    if course.stay.first_day > first:
        return None
    given = sum(
        one.minutes
        for one in (*course.contacts, *course.groups)
        if one.reached and first <= one.day <= today
    )
    met = sum(first <= day <= today for day in course.group_days)
    planned = practice.individual_minutes[0] * LOOK_BACK_DAYS / 7 + practice.group_minutes * met
    if given >= HALF * planned:
        return None
    words = phrase(
        "{given} of {planned} planned minutes in two weeks", given=given, planned=round(planned)
    )
    return Warned(Sign.HALF, words)
