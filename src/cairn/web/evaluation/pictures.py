"""The outcomes drawn: each figure with a sentence, a picture and a table."""

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.evaluation.board import Board, ScoreChange
from cairn.core.evaluation.effects import Change
from cairn.core.mentorships.contacts import SUPPORT_NAMES, Support
from cairn.web.shell.charts import Change as Rail
from cairn.web.shell.charts import Figure, Series, bars, before_after, line_chart, told
from cairn.web.shell.words import said

HALF = 12
"""Weeks in each half: the twelve before, and the last twelve."""


def people(board: Board) -> Figure:
    """Who has a mentor and who waits."""
    return bars(
        key="people",
        title=_("People and mentors"),
        sentence=_("{people} people are in the program now, and {mentors} mentors.").format(
            people=shown(board.participants), mentors=shown(board.mentors)
        ),
        rows=[(_("with a mentor"), board.matched), (_("waiting for one"), board.waiting)],
        heading=(_("People"), _("How many")),
        hidden=_("not shown"),
    )


def use_by_week(board: Board) -> Figure:
    """Share of known days with use, week by week."""
    values = [_percent(week.share) for week in board.weeks]
    low = [_percent(week.low) for week in board.weeks]
    high = [_percent(week.high) for week in board.weeks]
    # A week that rests on one person has a value and no interval; then no band can be drawn.
    banded = all((v is None) == (end is None) for v, end in zip(values, low, strict=True))
    series = Series(_("days with use"), values, *((low, high) if banded else ()))
    return line_chart(
        key="use",
        title=_("Share of known days with use, by week"),
        sentence=_("Of every 100 days that people told about, on how many was there use?"),
        ticks=_weeks(board),
        series=[series],
        unit="%",
        along=_("Week from"),
        note=_(
            "The band is where the mean likely lies (95 %). "
            "Each person counts the same, however many days they told about."
        ),
        halves=_halves(),
        blank=_("not shown") if board.hidden else "",
    )


def use_change(use: Change | None) -> Figure | None:
    """Days of use in the last twelve weeks beside the twelve before."""
    if use is None or use.before is None or use.after is None:
        return None
    low = high = None
    if use.interval is not None:
        low = max(use.before.mean + use.interval.low, 0.0)
        high = use.before.mean + use.interval.high
    return before_after(
        key="change",
        title=_("Days of use in 12 weeks"),
        sentence=said(use.words),
        changes=[
            Rail(_("mean"), use.before.mean, use.after.mean, low, high),
            Rail(_("median"), use.before.median, use.after.median),
        ],
        unit=_("days"),
        note=_left_out(use.left_out),
    )


def known(use: Change | None) -> Figure | None:
    """How many of the days of the people compared are known."""
    if use is None or use.before is None or use.after is None:
        return None
    return before_after(
        key="known",
        title=_("How much we know"),
        sentence=_("Days that the people compared told about, of all their days."),
        changes=[
            Rail(_("known days"), 100 * use.before.coverage, 100 * use.after.coverage),
        ],
        unit="%",
        decimals=0,
        note=_("An unknown day counts as neither good nor bad."),
    )


def contacts(board: Board) -> Figure:
    """Times in touch, week by week."""
    counts = [None if count is None else float(count) for count in board.contacts_by_week]
    return line_chart(
        key="contacts",
        title=_("Times in touch, by week"),
        sentence=_("Talks, meetings and messages that reached the other person."),
        ticks=_weeks(board),
        series=[Series(_("times in touch"), counts)],
        along=_("Week from"),
        note=_("Weeks with few people in touch are not shown.") if None in counts else "",
        halves=_halves(),
        blank=_("not shown") if board.hidden else "",
    )


def kinds(board: Board) -> Figure:
    """What kind of help was given."""
    return bars(
        key="kinds",
        title=_("What was given"),
        sentence=_("One time in touch can give several kinds of help."),
        rows=[(said(SUPPORT_NAMES[Support(kind)]), count) for kind, count in board.kinds],
        heading=(_("Kind of help"), _("Times")),
        hidden=_("not shown"),
        whole=board.contacts,
    )


def scores(change: ScoreChange | None) -> Figure | None:
    """Mean T score of goals at the start and now."""
    if change is None or change.start is None or change.now is None or change.change is None:
        return None
    low = high = None
    if change.interval is not None:
        low, high = change.start + change.interval.low, change.start + change.interval.high
    return before_after(
        key="goals",
        title=_("Goals, mean T score"),
        sentence=_("50 means that people reached what they hoped for. {change}").format(
            change=_score_words(change.n, change.change)
        ),
        changes=[Rail(_("mean T"), change.start, change.now, low, high)],
        note=_("Each person's own rating counts. Where there is none, their mentor's does."),
    )


def shown(count: float | None) -> str:
    """A count, or that it is not shown."""
    return _("not shown") if count is None else told(count)


def people_words(count: int) -> str:
    """ "1 person", "28 people"."""
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


def _score_words(many: int, change: float) -> str:
    rose = _("Over {people} the score rose by {change}.")
    fell = _("Over {people} the score fell by {change}.")
    return (rose if change >= 0 else fell).format(
        people=people_words(many), change=told(abs(change), "", 1)
    )


def _left_out(many: int | None) -> str:
    if many is None:
        return _("Fewer than 11 people had too few known days to be compared.")
    if many == 0:
        return _("Nobody was left out.")
    return ngettext(
        "%(count)d person had too few known days to be compared.",
        "%(count)d people had too few known days to be compared.",
        many,
    ) % {"count": many}


def _weeks(board: Board) -> list[str]:
    """The first day of each week."""
    first = board.first_day
    days = [first + timedelta(weeks=week) for week in range(len(board.weeks))]
    return [date_format(day, "MONTH_DAY_FORMAT") for day in days]


def _halves() -> tuple[str, str]:
    return _("12 weeks before"), _("last 12 weeks")


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
