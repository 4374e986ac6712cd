"""Finished words and pictures for a cohort's board."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, might_allow
from cairn.core.programs.cohorts import Stage
from cairn.core.supervision.fidelity import MOST, SOURCE_NAMES, Source
from cairn.records.evaluation.cohort_table import Line
from cairn.records.evaluation.cohorts import Board, MenteeRow, MentorRow
from cairn.web.shell.charts import Figure, told
from cairn.web.shell.svg import tag, together, words
from cairn.web.shell.tables import Column, Table
from cairn.web.shell.words import said

HEADER = ("figure", "people", "value", "sd")


@dataclass(frozen=True)
class AtRisk:
    """Someone who may be leaving, and why we think so."""

    name: str
    url: str
    told: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class BoardPage:
    """A cohort's board."""

    name: str
    told: str
    people_url: str
    export_url: str
    facts: tuple[tuple[str, str, str], ...]
    at_risk: tuple[AtRisk, ...]
    well: str
    figures: tuple[Figure, ...]
    weeks: Table
    mentors: Table | None
    retention: Table | None
    agreement: tuple[str, ...]


def board_page(found: Board, reader: Reader) -> BoardPage:
    """The board in words; for a supervisor, of their own mentors' pairs."""
    facts, running = found.cohort, [one for one in found.mentees if one.stage is Stage.MENTORING]
    risky = [one for one in running if one.signs]
    keeps = might_allow(Permission.COHORT_KEEP, reader.roles)
    begun = [one for one in found.mentees if one.dose.weeks > 0]
    return BoardPage(
        name=facts.name,
        told=_("{template}, version {number}. Began {day}.").format(
            template=_(facts.practice.name),
            number=facts.version,
            day=date_format(facts.first_day, "DATE_FORMAT"),
        )
        + ("" if found.whole else " " + _("You see your own mentors' pairs.")),
        people_url=reverse("cohort", args=[facts.id]) if keeps else "",
        export_url=reverse("cohort-figures")
        if might_allow(Permission.OUTCOMES_EXPORT, reader.roles)
        else "",
        facts=_facts(found, len(running), len(risky)),
        at_risk=tuple(
            _at_risk(one, found) for one in sorted(risky, key=lambda one: -len(one.signs))
        ),
        well=_("Nobody shows an early sign of leaving.") if running and not risky else "",
        figures=_figures(found, begun) if begun else (),
        weeks=_weeks(found),
        mentors=_mentors(found.mentors) if found.mentors else None,
        retention=_retention(found),
        agreement=_agreement(found),
    )


def table_rows(lines: Sequence[Line]) -> list[tuple[str, ...]]:
    """The file: a line for each figure, blank where it may not be shown."""
    cells = [
        (one.name, "" if one.people is None else str(one.people), _cell(one.value), _cell(one.sd))
        for one in lines
    ]
    return [HEADER, *cells]


def _facts(found: Board, running: int, risky: int) -> tuple[tuple[str, str, str], ...]:
    left = sum(one.stage is Stage.LEFT for one in found.mentees)
    following = sum(one.stage is Stage.FOLLOW_UP for one in found.mentees)
    return (
        (str(running), _("in their weeks of mentoring"), ""),
        (str(following), _("in follow-up"), ""),
        (str(left), _("left before the end"), ""),
        (str(risky), _("with an early sign"), ""),
    )


def _at_risk(one: MenteeRow, found: Board) -> AtRisk:
    return AtRisk(
        one.name,
        reverse("mentorship", args=[one.mentorship]) if one.mentorship else "",
        " · ".join(filter(None, (_place(one, found), _with(one)))),
        tuple(said(sign.words) for sign in one.signs),
    )


def _place(one: MenteeRow, found: Board) -> str:
    weeks = found.cohort.practice.weeks
    if one.stage is Stage.MENTORING and weeks:
        return _("Week {week} of {weeks}").format(week=one.week, weeks=weeks)
    names = {
        Stage.AHEAD: _("not begun"),
        Stage.MENTORING: _("week {week}").format(week=one.week),
        Stage.FOLLOW_UP: _("follow-up, week {week}").format(week=one.week),
        Stage.DONE: _("through"),
        Stage.LEFT: _("left"),
    }
    return names[one.stage]


def _with(one: MenteeRow) -> str:
    return (
        _("with {mentor}").format(mentor=one.mentor_name) if one.mentor_name else _("no mentor yet")
    )


def _named(one: MenteeRow, found: Board) -> str:
    """Who, and in which week."""
    return _("{name}: {week}").format(name=one.name, week=_place(one, found).lower())


def _weeks(found: Board) -> Table:
    columns = (
        Column(_("Who")),
        Column(_("Mentor")),
        Column(_("Week")),
        Column(_("Group, minutes"), number=True),
        Column(_("planned"), number=True),
        Column(_("One to one, minutes"), number=True),
        Column(_("planned at least"), number=True),
    )
    rows = tuple(
        (
            one.name,
            one.mentor_name or _("none yet"),
            _place(one, found),
            str(one.dose.group),
            told(one.dose.group_planned),
            str(one.dose.individual),
            told(one.dose.individual_planned),
        )
        for one in found.mentees
    )
    return Table(_("Each pair in its week, as a table"), columns, rows)


def _figures(found: Board, begun: Sequence[MenteeRow]) -> tuple[Figure, ...]:
    practice, figures = found.cohort.practice, []
    if practice.group_minutes:
        rows = [(_named(one, found), one.dose.group, one.dose.group_planned) for one in begun]
        figures.append(_dose_figure("group", _("Group, given against planned"), rows))
    if practice.individual_minutes[1]:
        rows = [
            (_named(one, found), one.dose.individual, one.dose.individual_planned) for one in begun
        ]
        figures.append(
            _dose_figure("individual", _("One to one, given against planned at least"), rows)
        )
    return tuple(figures)


def _dose_figure(key: str, title: str, rows: Sequence[tuple[str, int, float]]) -> Figure:
    """A bar of minutes given for each person, with a mark where the plan stands."""
    top = max(max(given, planned) for _name, given, planned in rows) or 1.0
    enough = sum(given >= planned for _name, given, planned in rows)
    sentence = ngettext(
        "%(enough)d of %(n)d has what the template planned so far.",
        "%(enough)d of %(n)d have what the template planned so far.",
        len(rows),
    ) % {"enough": enough, "n": len(rows)}
    drawing = together(tag("li", *_bar(name, given, planned, top)) for name, given, planned in rows)
    table = Table(
        title,
        (Column(_("Who")), Column(_("Given"), number=True), Column(_("Planned"), number=True)),
        tuple((name, str(given), told(planned)) for name, given, planned in rows),
    )
    note = _("The line in each bar is the plan so far, in minutes.")
    return Figure(
        f"dose-{key}", title, sentence, tag("ul", drawing, class_="pairs"), table, (), note
    )


def _bar(name: str, given: int, planned: float, top: float) -> list[SafeString]:
    mark = f"{100 * planned / top:.1f}%"
    parts = [
        tag("rect", class_="trough", y="25%", width="100%", height="50%", rx=5),
        tag("rect", class_="bar", y="25%", width=f"{100 * given / top:.1f}%", height="50%", rx=5),
        tag("line", class_="border", x1=mark, x2=mark, y1="5%", y2="95%"),
    ]
    both = _("{given} of {planned}").format(given=given, planned=told(planned))
    return [
        tag("b", words(name)),
        tag("span", words(both), class_="small soft num"),
        tag("svg", *parts, class_="chart", aria_hidden="true"),
    ]


def _mentors(rows: Sequence[MentorRow]) -> Table:
    columns = (
        Column(_("Mentor")),
        Column(_("People"), number=True),
        Column(_("Supervision, 30 days")),
        *(Column(said(SOURCE_NAMES[one]), number=True) for one in Source),
    )
    cells = []
    for one in rows:
        month = _("{talks} talks, {minutes} minutes").format(
            talks=one.month.talks, minutes=one.month.minutes
        )
        if one.due:
            month = _("{told}: too little").format(told=month)
        given = [
            told(one.means[each][0], decimals=1) if each in one.means else "" for each in Source
        ]
        cells.append((one.name, str(one.people), month, *given))
    return Table(
        _("Mentors, and how they keep to the practice (0 to {most})").format(most=MOST),
        columns,
        tuple(cells),
    )


def _retention(found: Board) -> Table | None:
    rows = tuple(
        (str(week), str(kept), str(of), told(100 * kept / of, "%"))
        for week, kept, of in found.retention
        if of
    )
    if not rows:
        return None
    columns = (
        Column(_("End of week")),
        Column(_("Still in"), number=True),
        Column(_("Of those who could be"), number=True),
        Column(_("Share"), number=True),
    )
    return Table(_("Who stayed"), columns, rows)


def _agreement(found: Board) -> tuple[str, ...]:
    lines = []
    if found.agreement.kappa is not None:
        lines.append(
            _(
                "Mentor and supervisor agree with a weighted kappa of {kappa}, over {pairs} ratings."
            ).format(kappa=told(found.agreement.kappa, decimals=2), pairs=found.agreement.pairs)
        )
    if found.agreement.icc is not None:
        lines.append(
            _(
                "All three agree with an intraclass correlation of {icc}, over {weeks} weeks."
            ).format(icc=told(found.agreement.icc, decimals=2), weeks=found.agreement.weeks)
        )
    return tuple(lines)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
