"""The outcomes page: a question that people ask, its answer with its doubt, then the figures."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cairn.core.evaluation.board import Board
from cairn.core.evaluation.effects import Change
from cairn.records.programs.queries import ProgramFacts
from cairn.web.evaluation import pictures
from cairn.web.evaluation.pictures import people_words, shown
from cairn.web.shell.charts import Figure, told
from cairn.web.shell.words import said

Fact = tuple[str, str, str]


@dataclass(frozen=True)
class OutcomesPage:
    """Everything that the page shows; `figures` in reading order, `empty` before anyone is here."""

    program: str
    synthetic: bool
    period: str
    answer: str
    answer_note: str
    limits: tuple[str, ...]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    how: tuple[str, ...]
    hidden: bool
    empty: bool


def outcomes_page(board: Board, program: ProgramFacts | None) -> OutcomesPage:
    """The board in words; where too little is known it says so instead of showing a number."""
    period = _("%(first)s to %(last)s") % {
        "first": date_format(board.first_day, "DATE_FORMAT"),
        "last": date_format(board.last_day, "DATE_FORMAT"),
    }
    use = board.use
    drawn = (
        pictures.use_by_week(board),
        pictures.use_change(use),
        pictures.contacts(board),
        pictures.kinds(board),
        pictures.scores(board.scores),
        pictures.known(use),
        pictures.people(board),
    )
    return OutcomesPage(
        program=program.name if program else "",
        synthetic=bool(program and program.synthetic),
        period=period,
        answer=_answer(board),
        answer_note=_answer_note(board),
        limits=tuple(_limits(use)),
        facts=tuple(_facts(board)),
        figures=tuple(one for one in drawn if one is not None),
        how=tuple(said(line) for line in use.assumptions) if use and use.n else (),
        hidden=board.hidden,
        empty=_empty(board),
    )


def _empty(board: Board) -> bool:
    """Whether nobody has told anything yet; of a few people it isn't said whether they have."""
    shares = [week.share for week in board.weeks if week.share is not None]
    silent = not (board.contacts != 0 or board.goals != 0 or board.known or shares)
    return silent and (board.participants == 0 or not board.hidden)


def _answer(board: Board) -> str:
    use = board.use
    if use is None and board.hidden:
        return _("Too few people to say.")
    if use is None or use.difference is None or use.interval is None:
        return _("Too little is known yet to say.")
    if use.interval.high < 0:
        return _("People use on fewer days than before.")
    if use.interval.low > 0:
        return _("People use on more days than before.")
    return _("No clear change in days of use so far.")


def _answer_note(board: Board) -> str:
    use = board.use
    if use is None and board.hidden:
        return _("With fewer than 11 people to compare, a figure could point at someone.")
    if use is None or use.difference is None or use.interval is None:
        return _("Days become known as people check in. Nothing is filled in for them.")
    return _(
        "Among {people}: {difference} on average in the last 12 weeks than in the 12 before "
        "(likely between {low} and {high})."
    ).format(
        people=people_words(use.n),
        difference=_days_more_or_fewer(use.difference),
        low=_days_more_or_fewer(use.interval.low),
        high=_days_more_or_fewer(use.interval.high),
    )


def _limits(use: Change | None) -> Iterator[str]:
    """What the answer does not prove."""
    if use is None or use.difference is None or use.interval is None:
        return
    yield _("This does not show what caused it.")
    if use.least is not None and use.greatest is not None:
        yield _(
            "If the days that nobody told about had all gone one way or all the other, "
            "it could be anything from {least} to {greatest}."
        ).format(least=_days_more_or_fewer(use.least), greatest=_days_more_or_fewer(use.greatest))


def _days_more_or_fewer(difference: float) -> str:
    words = _("{days} fewer days") if difference < 0 else _("{days} more days")
    return words.format(days=told(abs(difference), "", 1))


def _facts(board: Board) -> Iterator[Fact]:
    yield (
        shown(board.participants),
        _("people"),
        _("with a mentor: {matched}; waiting: {waiting}").format(
            matched=shown(board.matched), waiting=shown(board.waiting)
        ),
    )
    yield (
        shown(board.contacts),
        _("times in touch in 24 weeks"),
        _("hours with a mentor: {hours}").format(hours=shown(board.hours)),
    )
    use = board.use
    if use and use.before and use.after:
        words = _("was {before}; median {median}, was {median_before}")
        note = words.format(
            before=told(use.before.mean, "", 1),
            median=told(use.after.median, "", 1),
            median_before=told(use.before.median, "", 1),
        )
        yield told(use.after.mean, "", 1), _("days of use in 12 weeks, mean"), note
    else:
        few = _("fewer than 11 people to compare") if board.hidden else _("too few known days yet")
        yield _("not shown"), _("days of use in 12 weeks"), few
    scores = board.scores
    if scores and scores.now is not None:
        note = _("was {start}; 50 is “as hoped”").format(start=told(scores.start, "", 1))
        yield told(scores.now, "", 1), _("goals, mean T"), note
    known = _("not shown") if board.known is None else told(100 * board.known, "%")
    yield (
        known,
        _("of the last 12 weeks' days are known"),
        _("of everyone enrolled in the 24 weeks"),
    )
