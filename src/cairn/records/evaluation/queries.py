"""A program's outcomes, from the records of its rooms; figures only, no one's own record."""

from collections import Counter
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from cairn.core.consent.readers import Reader
from cairn.core.evaluation.board import (
    Board,
    Reached,
    ScoreChange,
    safe_to_leave,
    score_change,
    weekly_shares,
)
from cairn.core.evaluation.effects import days_used_change
from cairn.core.goals import t_score
from cairn.core.mentorships.contacts import Support
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.records.days.figures import timelines
from cairn.records.goals.figures import Course, courses
from cairn.records.mentorships.figures import Dose, ask_for_figures, doses
from cairn.records.mentorships.queries import running_of
from cairn.records.programs.queries import people_in_role

WINDOW = 84
"""Days in twelve weeks: the last twelve are compared with the twelve before."""

WEEKS = 2 * WINDOW // 7


def outcomes(*, reader: Reader, last_day: date, at: datetime) -> Board:
    """The board up to and with `last_day`; an evaluator, who may open no record, sees no small number."""
    board = _whole(reader, last_day, at, Permission.OUTCOMES_READ)
    return board if reader.has(Role.COORDINATOR) else safe_to_leave(board)


def outcomes_to_leave(*, reader: Reader, last_day: date, at: datetime) -> Board:
    """The same board made safe to leave the program, whoever takes it out."""
    return safe_to_leave(_whole(reader, last_day, at, Permission.OUTCOMES_EXPORT))


def _whole(reader: Reader, last_day: date, at: datetime, permission: Permission) -> Board:
    ask(permission, Standing(reader.roles))
    program = ask_for_figures(reader=reader, at=at)
    participants = people_in_role(program, Role.PARTICIPANT, at=at)
    pairs = running_of(participants, program=program, at=at)
    matched = {pair.mentee for pair in pairs} & participants
    first_day = last_day - timedelta(days=2 * WINDOW - 1)
    days = timelines(reader=reader, first_day=first_day, last_day=last_day, at=at)
    status = days.status["any"]
    talks = doses(reader=reader, first_day=first_day, last_day=last_day, at=at)
    reached = [talk for talk in talks if talk.reached]
    goals = courses(reader=reader, last_day=last_day, at=at)
    return Board(
        first_day=first_day,
        last_day=last_day,
        participants=len(participants),
        matched=len(matched),
        waiting=len(participants - matched),
        mentors=len(people_in_role(program, Role.MENTOR, at=at)),
        contacts=len(reached),
        hours=sum(talk.minutes for talk in reached) / 60,
        contacts_by_week=_by_week(reached, first_day),
        kinds=_kinds(reached),
        reached=_reached(reached, first_day),
        use=days_used_change(
            _count(status[:, :WINDOW] == 1),
            _count(status[:, :WINDOW] >= 0),
            _count(status[:, WINDOW:] == 1),
            _count(status[:, WINDOW:] >= 0),
            days=WINDOW,
        ),
        weeks=weekly_shares(status),
        known=float((status[:, WINDOW:] >= 0).mean()) if status.size else None,
        goals=len(goals),
        scores=_scores(goals),
    )


def _count(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = flags.sum(axis=1, dtype=np.int64)
    return counts


def _by_week(talks: list[Dose], first_day: date) -> tuple[int, ...]:
    weeks = Counter(_week(talk, first_day) for talk in talks)
    return tuple(weeks[week] for week in range(WEEKS))


def _kinds(talks: list[Dose]) -> tuple[tuple[str, int], ...]:
    return tuple((kind.value, sum(kind in talk.support for talk in talks)) for kind in Support)


def _reached(talks: list[Dose], first_day: date) -> Reached:
    """How many different people are behind the contacts."""
    in_week = {(_week(talk, first_day), talk.person) for talk in talks}
    weeks = Counter(week for week, _ in in_week)
    return Reached(
        total=len({talk.person for talk in talks}),
        by_week=tuple(weeks[week] for week in range(WEEKS)),
        by_kind=tuple(
            len({talk.person for talk in talks if kind in talk.support}) for kind in Support
        ),
    )


def _week(talk: Dose, first_day: date) -> int:
    return (talk.day - first_day).days // 7


def _scores(goals: list[Course]) -> ScoreChange:
    """T at the start and now, over people with at least one goal rated after it was written."""
    by_person: dict[str, list[Course]] = {}
    for goal in goals:
        if goal.now is not None:
            by_person.setdefault(goal.person, []).append(goal)
    start = [t_score([goal.baseline for goal in own]) for own in by_person.values()]
    now = [t_score([goal.now for goal in own]) for own in by_person.values()]
    return score_change(np.array(start, dtype=float), np.array(now, dtype=float))
