"""A cohort for the demo: some of its pairs under the MAP-style template, with groups and supervision."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

import numpy as np

from cairn.core.consent.readers import Reader
from cairn.core.people.roles import Role
from cairn.core.programs.shipped import shipped
from cairn.records.groups.commands import attend, hold
from cairn.records.mentorships.commands import BroughtPair
from cairn.records.programs.cohorts import begin_cohort, give_place
from cairn.records.programs.practices import adopt
from cairn.records.programs.seating import all_cohorts
from cairn.records.supervision.commands import TalkHeld, hold_talk, rate_fidelity

BEGAN = timedelta(days=75)
NOTE = "Where to draw the line when someone calls at night. Rest matters too."
AGREED = "Say no to calls after ten, kindly"


def load_cohort(
    *,
    by: Reader,
    program: UUID,
    pairs: Sequence[BroughtPair],
    first: BroughtPair,
    staff: dict[str, UUID],
    today: date,
    at: datetime,
) -> None:
    """Begin one eleven weeks ago around one pair: their mentor and others, with their newest mentees."""
    if all_cohorts(program):
        return
    practice = shipped("map")
    adopt(by=by, program=program, practice=practice, at=at)
    began = today - BEGAN
    cohort = begin_cohort(
        by=by,
        program=program,
        name="Autumn",
        first_day=began,
        cohort_id=uuid5(program, "cohort"),
        at=at,
    )
    running = [pair for pair in pairs if pair.ended_at is None]
    newest = sorted(running, key=lambda pair: (pair is not first, -pair.began_at.timestamp()))
    mentors = list(dict.fromkeys(pair.mentor for pair in newest))[: practice.mentors[1]]
    theirs = [pair for pair in newest if pair.mentor in mentors][: practice.mentees[1]]
    for mentor in mentors:
        give_place(
            by=by, cohort=cohort, person=mentor, part=Role.MENTOR, first_day=began, months=18, at=at
        )
    came = {pair.mentee: max(began, pair.began_at.date()) for pair in theirs}
    for mentee, day in came.items():
        give_place(by=by, cohort=cohort, person=mentee, part=Role.PARTICIPANT, first_day=day, at=at)
    _groups(program, cohort, mentors, came, staff, today, at)
    _supervision(program, mentors, first, staff, today, at)


def _groups(
    program: UUID,
    cohort: UUID,
    mentors: list[UUID],
    came: dict[UUID, date],
    staff: dict[str, UUID],
    today: date,
    at: datetime,
) -> None:
    rng, dee = (
        np.random.default_rng(11),
        Reader(staff["Dee"], program, frozenset({Role.COORDINATOR})),
    )
    for week in range(10):
        day = today - BEGAN + timedelta(days=7 * week + 3)
        meeting = hold(
            by=dee,
            cohort=cohort,
            meeting_id=uuid5(program, f"meeting {week}"),
            day=day,
            minutes=60,
            today=today,
            at=at,
        )
        there = [who for who, first in came.items() if first <= day and rng.random() < 0.8]
        attend(by=dee, cohort=cohort, meeting=meeting, came=[*mentors, *there], today=today, at=at)


def _supervision(
    program: UUID,
    mentors: list[UUID],
    first: BroughtPair,
    staff: dict[str, UUID],
    today: date,
    at: datetime,
) -> None:
    """Two talks in the last month with all but the last mentor; the first pair rated by all three."""
    cy = Reader(staff["Cy"], program, frozenset({Role.SUPERVISOR}))
    for back in (24, 10):
        hold_talk(
            by=cy,
            mentors=mentors[:-1],
            talk=TalkHeld(today - timedelta(days=back), 60, NOTE, (AGREED,) if back == 10 else ()),
            talk_id=uuid5(program, f"talk {back}"),
            today=today,
            at=at,
        )
    raters = (
        (Reader(first.mentee, program, frozenset({Role.PARTICIPANT})), (3, 3, 2, 3, 2, 3, 3, 2)),
        (Reader(first.mentor, program, frozenset({Role.MENTOR})), (2, 2, 2, 3, 1, 3, 2, 2)),
        (cy, (2, 3, 2, 3, 1, 3, 2, 3)),
    )
    for back in (35, 7):
        for reader, scores in raters:
            rate_fidelity(
                by=reader,
                mentor=first.mentor,
                scores={item: max(0, score - (back > 14)) for item, score in enumerate(scores)},
                day=today - timedelta(days=back),
                today=today,
                at=at,
            )
