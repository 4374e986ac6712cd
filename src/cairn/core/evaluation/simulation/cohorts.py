"""A made-up MAP-style program as a diary: who comes in, talks, groups, supervision, ratings, goals.

Days count from the first cohort's first day. All of it is synthetic; none of it is evidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from cairn.core.programs.practice import Practice
from cairn.core.supervision.fidelity import MOST

SECOND_COHORT = 7
LEAVES = 0.3
"""The share of mentees who leave early: near the 30.4 % pooled over in-person programs (Lappan 2020)."""


@dataclass(frozen=True)
class SyntheticMentee:
    """A mentee: their cohort, mentor, first day, days of treatment before it, day of leaving if any."""

    number: int
    cohort: int
    mentor: int
    first_day: int
    treated: int
    last_day: int | None


@dataclass(frozen=True)
class Happening:
    """One thing on one day. `kind`: enter, leave, talk, try, group, supervise, rate, goal.

    `who` is a mentee (enter, leave, talk, try, goal), a mentor (rate) or a cohort (group,
    supervise); `among` those who came, or the scores given; `minutes` where there are any.
    """

    day: int
    kind: str
    who: int
    minutes: int = 0
    among: tuple[int, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class SyntheticCohorts:
    """The whole diary, in order of days."""

    mentors: tuple[int, ...]
    """The cohort of each mentor."""
    mentees: tuple[SyntheticMentee, ...]
    happenings: tuple[Happening, ...]
    days: int


def play(
    practice: Practice,
    rng: np.random.Generator,
    *,
    mentors: tuple[int, int] = (5, 5),
    mentees: tuple[int, int] = (13, 12),
) -> SyntheticCohorts:
    """Two cohorts a week apart, rolling entry, until every mentee's own last week of follow-up."""
    of_mentor = tuple(cohort for cohort, many in enumerate(mentors) for _ in range(many))
    people = tuple(_people(practice, rng, of_mentor, mentees))
    last = max(one.first_day for one in people)
    days = last + 7 * (practice.weeks + practice.follow_up_weeks)
    found = [one for mentee in people for one in _of_mentee(practice, rng, mentee)]
    for cohort in range(len(mentors)):
        found += _groups(practice, rng, cohort, people)
        found += _supervision(practice, rng, cohort)
    found += [
        one
        for mentor, cohort in enumerate(of_mentor)
        for one in _ratings(practice, rng, mentor, cohort, people)
    ]
    order = {"enter": 0, "leave": 2}
    found.sort(key=lambda one: (one.day, order.get(one.kind, 1)))
    return SyntheticCohorts(of_mentor, people, tuple(found), days)


def begins(cohort: int) -> int:
    """The first day of a cohort."""
    return cohort * SECOND_COHORT


def _people(
    practice: Practice, rng: np.random.Generator, of_mentor: tuple[int, ...], many: tuple[int, int]
) -> Iterator[SyntheticMentee]:
    number, window = 0, 7 * (practice.mentor_weeks - practice.weeks)
    for cohort, wanted in enumerate(many):
        theirs = [mentor for mentor, where in enumerate(of_mentor) if where == cohort]
        for place in range(wanted):
            first = begins(cohort) + round(window * place / (wanted - 1))
            leaves = rng.random() < LEAVES
            last = (
                first + int(rng.integers(10, 7 * (practice.weeks + practice.follow_up_weeks)))
                if leaves
                else None
            )
            treated = int(rng.integers(0, practice.start_within_days + 1))
            yield SyntheticMentee(number, cohort, theirs[place % len(theirs)], first, treated, last)
            number += 1


def _of_mentee(
    practice: Practice, rng: np.random.Generator, one: SyntheticMentee
) -> Iterator[Happening]:
    yield Happening(one.first_day, "enter", one.number)
    if one.last_day is not None:
        yield Happening(one.last_day, "leave", one.number)
    end = one.first_day + 7 * practice.weeks - 1
    final = end if one.last_day is None else min(end, one.last_day)
    day = one.first_day + int(rng.integers(0, 7))
    while day <= final:
        if rng.random() < 0.85:
            yield Happening(day, "talk", one.number, int(rng.integers(3, 19)) * 5)
        else:
            yield Happening(day, "try", one.number)
        day += int(rng.integers(2, 9))
    for week in (0, practice.weeks // 2, practice.weeks - 1):
        when = one.first_day + 7 * week + 1
        if when <= final:
            level = int(rng.integers(-2, 3))
            yield Happening(when, "goal", one.number, among=(level,))


def _groups(
    practice: Practice, rng: np.random.Generator, cohort: int, people: tuple[SyntheticMentee, ...]
) -> Iterator[Happening]:
    for week in range(practice.mentor_weeks):
        day = begins(cohort) + 7 * week + 3
        there = [
            one.number
            for one in people
            if one.cohort == cohort
            and one.first_day <= day < one.first_day + 7 * practice.weeks
            and (one.last_day is None or day <= one.last_day)
            and rng.random() < 0.75
        ]
        yield Happening(day, "group", cohort, practice.group_minutes, tuple(there))


def _supervision(practice: Practice, rng: np.random.Generator, cohort: int) -> Iterator[Happening]:
    for week in range(0, practice.mentor_weeks, 2):
        if rng.random() < 0.9:
            day = begins(cohort) + 7 * week + 4
            yield Happening(day, "supervise", cohort, int(rng.integers(9, 16)) * 5)


def _ratings(
    practice: Practice,
    rng: np.random.Generator,
    mentor: int,
    cohort: int,
    people: tuple[SyntheticMentee, ...],
) -> Iterator[Happening]:
    weeks = next((one.weeks for one in practice.measures if one.name == "Fidelity"), ())
    for week in weeks:
        day = begins(cohort) + 7 * week
        true = rng.integers(1, MOST + 1, len(practice.fidelity))
        now = [
            one.number
            for one in people
            if one.mentor == mentor
            and one.first_day <= day
            and (one.last_day is None or day < one.last_day)
        ]
        for source in ("self", "supervisor", "mentee"):
            seen = np.clip(true + rng.integers(-1, 2, len(true)), 0, MOST)
            scores = tuple(int(score) for score in seen)
            if source != "mentee":
                yield Happening(day, "rate", mentor, among=scores, source=source)
            elif now:
                yield Happening(day, "rate", mentor, now[0], scores, source)
