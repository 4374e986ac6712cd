"""Taking a program's figures out: what leaves the screen as a file leaves a line on the trail."""

from datetime import date, datetime

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.evaluation.board import Board
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.evaluation.cohort_table import Line, cohort_table
from cairn.records.evaluation.queries import outcomes_to_leave
from cairn.records.trail import commands as trail


def take_figures_out(*, by: Reader, last_day: date, at: datetime) -> Board:
    """The board made safe to leave the program; that it left, and up to which day, stays noted."""
    ask(Permission.OUTCOMES_EXPORT, Standing(by.roles))
    board = outcomes_to_leave(reader=by, last_day=last_day, at=at)
    with transaction.atomic():
        trail.note(by=by, act="figures.taken_out", detail=last_day.isoformat(), at=at)
    return board


def take_cohorts_out(*, by: Reader, today: date, at: datetime) -> list[Line]:
    """The table of all cohorts, small numbers left out; that it left stays noted."""
    ask(Permission.OUTCOMES_EXPORT, Standing(by.roles))
    lines = cohort_table(reader=by, today=today, at=at)
    with transaction.atomic():
        trail.note(by=by, act="cohorts.taken_out", detail=today.isoformat(), at=at)
    return lines
