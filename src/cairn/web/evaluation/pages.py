"""The outcomes page as finished words, numbers and pictures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.evaluation.board import Board, ScoreChange
from cairn.core.evaluation.effects import Change, Interval
from cairn.core.mentorships.contacts import SUPPORT_NAMES, Support
from cairn.records.programs.queries import ProgramFacts
from cairn.web.shell.charts import Change as Rail
from cairn.web.shell.charts import Figure, Series, before_after, line_chart, told
from cairn.web.shell.tables import Column, Table
from cairn.web.shell.words import said

HALF = 12

Fact = tuple[str, str, str]


@dataclass(frozen=True)
class OutcomesPage:
    """Everything that the page shows."""

    program: str
    synthetic: bool
    period: str
    answer: str
    answer_note: str
    facts: tuple[Fact, ...]
    use_by_week: Figure
    use_change: Figure | None
    contacts: Figure
    kinds: Table
    scores: Figure | None
    bounds: str
    how: tuple[str, ...]
    hidden: bool


def outcomes_page(board: Board, program: ProgramFacts | None) -> OutcomesPage:
    """The board in words; where too little is known it says so instead of showing a number."""
    period = _("%(first)s to %(last)s") % {
        "first": date_format(board.first_day, "DATE_FORMAT"),
        "last": date_format(board.last_day, "DATE_FORMAT"),
    }
    use = board.use
    return OutcomesPage(
        program=program.name if program else "",
        synthetic=bool(program and program.synthetic),
        period=period,
        answer=_answer(use),
        answer_note=_answer_note(use),
        facts=tuple(_facts(board)),
        use_by_week=_use_by_week(board),
        use_change=_use_change(use),
        contacts=_contacts(board),
        kinds=_kinds(board),
        scores=_scores(board.scores),
        bounds=_bounds(use),
        how=tuple(said(line) for line in use.assumptions) if use else (),
        hidden=board.hidden,
    )


def figure_rows(board: Board) -> list[list[str]]:
    """The board as rows of a file: what, how many it rests on, value, low, high."""
    rows = [["figure", "people", "value", "low", "high"]]
    rows += [
        ["first_day", "", board.first_day.isoformat(), "", ""],
        ["last_day", "", board.last_day.isoformat(), "", ""],
        ["participants", "", _cell(board.participants), "", ""],
        ["matched", "", _cell(board.matched), "", ""],
        ["waiting", "", _cell(board.waiting), "", ""],
        ["mentors", "", _cell(board.mentors), "", ""],
        ["contacts", "", _cell(board.contacts), "", ""],
        ["hours", "", _cell(board.hours), "", ""],
        ["known_share_last_12_weeks", "", _cell(board.known), "", ""],
    ]
    if board.use and board.use.before and board.use.after:
        use = board.use
        n = str(use.n)
        rows += [
            ["days_used_mean_before", n, _cell(use.before.mean), "", ""],
            ["days_used_mean_last", n, _cell(use.after.mean), "", ""],
            ["days_used_median_before", n, _cell(use.before.median), "", ""],
            ["days_used_median_last", n, _cell(use.after.median), "", ""],
            ["days_used_difference", n, _cell(use.difference), *_ends(use.interval)],
            ["days_used_bounds", n, "", _cell(use.least), _cell(use.greatest)],
        ]
    if board.scores:
        n = str(board.scores.n)
        rows += [
            ["goal_t_start", n, _cell(board.scores.start), "", ""],
            ["goal_t_now", n, _cell(board.scores.now), "", ""],
            ["goal_t_change", n, _cell(board.scores.change), *_ends(board.scores.interval)],
        ]
    rows += [
        [
            f"use_share_week_{at - HALF + (at >= HALF)}",
            str(week.people),
            _cell(week.share),
            _cell(week.low),
            _cell(week.high),
        ]
        for at, week in enumerate(board.weeks)
    ]
    rows += [[f"contacts_{kind}", "", _cell(count), "", ""] for kind, count in board.kinds]
    return rows


def _answer(use: Change | None) -> str:
    if use is None or use.difference is None or use.interval is None:
        return _("Too little is known yet to say.")
    if use.interval.high < 0:
        return _("People use on fewer days than before.")
    if use.interval.low > 0:
        return _("People use on more days than before.")
    return _("No clear change in days of use so far.")


def _answer_note(use: Change | None) -> str:
    if use is None or use.difference is None or use.interval is None:
        return _("Days become known as people check in. Nothing is filled in for them.")
    return _(
        "Among %(people)s: %(difference)s on average in the last 12 weeks "
        "(likely between %(low)s and %(high)s). This does not show what caused it."
    ) % {
        "people": ngettext("%(count)d person", "%(count)d people", use.n) % {"count": use.n},
        "difference": _signed(use.difference),
        "low": told(use.interval.low, "", 1),
        "high": told(use.interval.high, "", 1),
    }


def _signed(difference: float) -> str:
    words = _("%(days)s fewer days") if difference < 0 else _("%(days)s more days")
    return words % {"days": told(abs(difference), "", 1)}


def _facts(board: Board) -> Iterator[Fact]:
    yield (
        _shown(board.participants),
        _("people"),
        _("%(matched)s with a mentor, %(waiting)s waiting")
        % {"matched": _shown(board.matched), "waiting": _shown(board.waiting)},
    )
    yield (
        _shown(board.contacts),
        _("times in touch, 24 weeks"),
        _("%(hours)s hours with a mentor") % {"hours": _shown(board.hours)},
    )
    use = board.use
    if use and use.before and use.after:
        yield (
            told(use.after.mean, "", 1),
            _("days of use in 12 weeks, mean"),
            _("was %(before)s; median %(median)s, was %(median_before)s")
            % {
                "before": told(use.before.mean, "", 1),
                "median": told(use.after.median, "", 1),
                "median_before": told(use.before.median, "", 1),
            },
        )
    else:
        yield (_("not shown"), _("days of use in 12 weeks"), _few(board))
    yield (
        told(None if board.known is None else 100 * board.known, "%"),
        _("of days are known"),
        _("unknown days count as neither good nor bad"),
    )


def _few(board: Board) -> str:
    return _("fewer than 11 people to speak of") if board.hidden else _("too few known days yet")


def _use_by_week(board: Board) -> Figure:
    ticks = [_("week %(number)s") % {"number": _week(at)} for at in range(len(board.weeks))]
    series = Series(
        _("days with use"),
        [_percent(week.share) for week in board.weeks],
        [_percent(week.low) for week in board.weeks],
        [_percent(week.high) for week in board.weeks],
    )
    return line_chart(
        key="use",
        title=_("Share of known days with use, by week"),
        sentence=_("Twelve weeks up to now, and the twelve before. The band is a 95 % interval."),
        ticks=ticks,
        series=[series if _banded(series) else Series(series.label, series.values)],
        unit="%",
        along=_("Week"),
        note=_("Each person counts the same, however many days they told about."),
    )


def _banded(series: Series) -> bool:
    """A band can be drawn where every known value has both its ends."""
    ends = zip(series.values, series.low, series.high, strict=True)
    return all((value is None) == (low is None) == (high is None) for value, low, high in ends)


def _week(at: int) -> int:
    return at - HALF if at < HALF else at - HALF + 1


def _use_change(use: Change | None) -> Figure | None:
    if use is None or use.before is None or use.after is None:
        return None
    low = high = None
    if use.interval is not None:
        low, high = use.before.mean + use.interval.low, use.before.mean + use.interval.high
    return before_after(
        key="change",
        title=_("Days of use in 12 weeks"),
        sentence=said(use.words),
        changes=[
            Rail(_("mean"), use.before.mean, use.after.mean, _floor(low), high),
            Rail(_("median"), use.before.median, use.after.median),
        ],
        unit=_("days"),
        note=_("%(left)s people had too few known days to be compared.") % {"left": use.left_out},
    )


def _floor(value: float | None) -> float | None:
    return None if value is None else max(value, 0.0)


def _contacts(board: Board) -> Figure:
    return line_chart(
        key="contacts",
        title=_("Times in touch, by week"),
        sentence=_("Talks, meetings and messages that reached the other person."),
        ticks=[
            _("week %(number)s") % {"number": _week(at)}
            for at in range(len(board.contacts_by_week))
        ],
        series=[Series(_("times in touch"), [_real(count) for count in board.contacts_by_week])],
        along=_("Week"),
    )


def _kinds(board: Board) -> Table:
    total = board.contacts
    rows = []
    for kind, count in board.kinds:
        share = None if count is None or not total else 100 * count / total
        rows.append((said(SUPPORT_NAMES[Support(kind)]), _shown(count), told(share, "%")))
    return Table(
        _("What was given"),
        (
            Column(_("Kind of help")),
            Column(_("Times"), number=True),
            Column(_("Of all"), number=True),
        ),
        tuple(rows),
    )


def _scores(scores: ScoreChange | None) -> Figure | None:
    if scores is None or scores.start is None or scores.now is None or scores.change is None:
        return None
    low = high = None
    if scores.interval is not None:
        low, high = scores.start + scores.interval.low, scores.start + scores.interval.high
    return before_after(
        key="goals",
        title=_("Goals, mean T score"),
        sentence=_(
            "50 means that people reached what they expected of themselves. "
            "Over %(people)s people the score rose by %(change)s."
        )
        % {"people": scores.n, "change": told(scores.change, "", 1)}
        if scores.change >= 0
        else _(
            "50 means that people reached what they expected of themselves. "
            "Over %(people)s people the score fell by %(change)s."
        )
        % {"people": scores.n, "change": told(-scores.change, "", 1)},
        changes=[Rail(_("mean T"), scores.start, scores.now, low, high)],
    )


def _bounds(use: Change | None) -> str:
    if use is None or use.least is None or use.greatest is None:
        return ""
    return _(
        "Whatever the unknown days held, the mean change lies between %(least)s and %(greatest)s days."
    ) % {"least": told(use.least, "", 1), "greatest": told(use.greatest, "", 1)}


def _shown(count: float | None) -> str:
    return _("not shown") if count is None else told(count)


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _real(count: int | None) -> float | None:
    return None if count is None else float(count)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _ends(interval: Interval | None) -> Sequence[str]:
    return ("", "") if interval is None else (_cell(interval.low), _cell(interval.high))
