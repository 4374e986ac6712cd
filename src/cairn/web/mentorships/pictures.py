"""Pictures of a pair: the balance of support, and the days that someone shares."""

from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.days import Use
from cairn.core.mentorships.contacts import SUPPORT_NAMES, Balance, Support
from cairn.records.days.queries import SharedDays
from cairn.web.shell import charts
from cairn.web.shell.svg import tag, together, words
from cairn.web.shell.tables import Column, Table
from cairn.web.shell.words import said

DAYS_SHOWN = 28


def support_balance(given: Balance) -> charts.Figure | None:
    """How often each kind of support was given, as four bars and a table."""
    if not given.contacts:
        return None
    rows = [(said(SUPPORT_NAMES[kind]), given.times[kind], given.share(kind)) for kind in Support]
    title = _("Kinds of support")
    most = max(rows, key=lambda row: row[1])[0]
    sentence = _("Over {count} contacts. Most often: {kind}.").format(
        count=given.contacts, kind=most
    )
    bars = together(
        tag(
            "li",
            tag("b", words(name)),
            tag("span", words(_times(times)), class_="small soft num"),
            tag(
                "svg",
                tag("line", class_="rail", x1="0", x2="100%", y1="50%", y2="50%"),
                tag("line", class_="change", x1="0", x2=f"{100 * share:.0f}%", y1="50%", y2="50%"),
                class_="chart",
                aria_hidden="true",
            ),
        )
        for name, times, share in rows
    )
    table = Table(
        title,
        (Column(_("Kind")), Column(_("Contacts"), number=True)),
        tuple((name, str(times)) for name, times, _share in rows),
    )
    return charts.Figure("support", title, sentence, tag("ul", bars, class_="pairs"), table)


def days_span(today: date) -> tuple[date, date]:
    """The first and last of the days that are shown of someone else."""
    return today - timedelta(days=DAYS_SHOWN - 1), today


def weeks_of(name: str, days: SharedDays, today: date) -> charts.Figure:
    """Four weeks of someone's days, as they shared them."""
    kinds = {Use.NONE: "none", Use.USE: "use", Use.DECLINED: "declined"}
    span = [today - timedelta(days=back) for back in range(DAYS_SHOWN - 1, -1, -1)]
    told = [kinds[days.statuses[day]] if day in days.statuses else "unknown" for day in span]
    known = sum(word in {"none", "use"} for word in told)
    sentence = _("{known} of the last {days} days are known, {clear} without use.").format(
        known=known, days=DAYS_SHOWN, clear=told.count("none")
    )
    return charts.weeks(
        key=f"days-{days.person}",
        title=_("The days {name} shares").format(name=name),
        sentence=sentence,
        days=told,
    )


def _times(many: int) -> str:
    return ngettext("%(n)d time", "%(n)d times", many) % {"n": many}
