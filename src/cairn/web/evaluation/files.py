"""The outcomes as a file: one line per figure, with what it rests on and its interval."""

from collections.abc import Iterator, Sequence

from cairn.core.evaluation.board import Board
from cairn.core.evaluation.effects import Interval
from cairn.web.evaluation.pictures import HALF

HEADER = ["figure", "people", "value", "low", "high"]


def figure_rows(board: Board) -> list[list[str]]:
    """The board as rows of plain words and numbers; what may not be shown is blank."""
    return [HEADER, *_counts(board), *_use(board), *_goals(board), *_weeks(board)]


def _counts(board: Board) -> Iterator[list[str]]:
    yield ["first_day", "", board.first_day.isoformat(), "", ""]
    yield ["last_day", "", board.last_day.isoformat(), "", ""]
    for name, value in (
        ("participants", board.participants),
        ("matched", board.matched),
        ("waiting", board.waiting),
        ("mentors", board.mentors),
        ("contacts", board.contacts),
        ("hours", board.hours),
        ("known_share_last_12_weeks", board.known),
        ("goals", board.goals),
    ):
        yield [name, "", _cell(value), "", ""]
    for kind, count in board.kinds:
        yield [f"contacts_{kind}", "", _cell(count), "", ""]


def _use(board: Board) -> Iterator[list[str]]:
    use = board.use
    if use is None or use.before is None or use.after is None:
        return
    n = str(use.n)
    for name, half in (("before", use.before), ("last", use.after)):
        yield [f"days_used_mean_{name}", n, _cell(half.mean), "", ""]
        yield [f"days_used_median_{name}", n, _cell(half.median), "", ""]
        yield [f"known_share_{name}", n, _cell(half.coverage), "", ""]
    yield ["days_used_difference", n, _cell(use.difference), *_ends(use.interval)]
    yield ["days_used_bounds", n, "", _cell(use.least), _cell(use.greatest)]


def _goals(board: Board) -> Iterator[list[str]]:
    scores = board.scores
    if scores is None or scores.n == 0:
        return
    n = str(scores.n)
    yield ["goal_t_start", n, _cell(scores.start), "", ""]
    yield ["goal_t_now", n, _cell(scores.now), "", ""]
    yield ["goal_t_change", n, _cell(scores.change), *_ends(scores.interval)]


def _weeks(board: Board) -> Iterator[list[str]]:
    """Weeks are numbered 1 to 12 for the last twelve, -12 to -1 for the twelve before."""
    for at, week in enumerate(board.weeks):
        people = "" if week.share is None else str(week.people)
        shares = [_cell(week.share), _cell(week.low), _cell(week.high)]
        yield [f"use_share_week_{_week(at)}", people, *shares]
    for at, count in enumerate(board.contacts_by_week):
        yield [f"contacts_week_{_week(at)}", "", _cell(count), "", ""]


def _week(at: int) -> int:
    return at - HALF if at < HALF else at - HALF + 1


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _ends(interval: Interval | None) -> Sequence[str]:
    return ("", "") if interval is None else (_cell(interval.low), _cell(interval.high))
