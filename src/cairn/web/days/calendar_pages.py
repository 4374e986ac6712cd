"""Finished words for filling in past days, and for what each source says of a day."""

from calendar import Calendar as Months
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.days import ANY, SUBSTANCES
from cairn.core.days.anchors import ANCHOR_KINDS, CONTROLLED, holidays
from cairn.core.days.looking_back import FARTHEST, amount_told
from cairn.records.days.calendar import AnchorLine, Answer, Calendar
from cairn.records.days.looking_back import Filled
from cairn.web.days.pages import KINDS, kind_names
from cairn.web.shell.words import said


@dataclass(frozen=True)
class Pick:
    """One day that can be ticked; without a value it lies ahead, or outside what may be seen."""

    number: str
    value: str
    kind: str
    label: str
    anchor: str
    outside: bool


@dataclass(frozen=True)
class FillPage:
    """A month of days to tick, with what helps to remember them."""

    title: str
    lead: str
    month: str
    here: str
    before_url: str
    after_url: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[Pick, ...], ...]
    anchors: tuple[tuple[str, str], ...]
    disputed: str
    together: bool


def month_weeks(month: date) -> list[list[date]]:
    """The weeks of a month as a calendar shows them, days of its neighbors included."""
    first_weekday = int(get_format("FIRST_DAY_OF_WEEK") or 0)
    return Months((first_weekday - 1) % 7).monthdatescalendar(month.year, month.month)


def offered(month: date, today: date, since: date | None) -> list[date]:
    """The days of the month's page that can be ticked: over, at most a year ago, within the leave."""
    least = max(today - FARTHEST, since or date.min)
    return [day for week in month_weeks(month) for day in week if least <= day < today]


def fill_page(calendar: Calendar, month: date, today: date, here: str) -> FillPage:
    """The page of one month of someone's calendar; `here` is its address."""
    weeks = month_weeks(month)
    known = _anchors_by_day(calendar, weeks[0][0], weeks[-1][-1])
    can = set(offered(month, today, calendar.first_day))
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return FillPage(
        title=_("{name}'s days, together").format(name=calendar.name)
        if calendar.name
        else _("Fill in past days"),
        lead=_("Begin with yesterday and go back. What nobody remembers stays blank."),
        month=date_format(month, "YEAR_MONTH_FORMAT"),
        here=f"{here}?month={month:%Y-%m}",
        before_url=f"{here}?month={before:%Y-%m}" if before >= _farthest(today) else "",
        after_url=f"{here}?month={after:%Y-%m}" if after <= today else "",
        weekdays=tuple((date_format(day, "D")[:2], date_format(day, "l")) for day in weeks[0]),
        weeks=tuple(
            tuple(_pick(day, month, calendar, known.get(day, ""), day in can) for day in week)
            for week in weeks
        ),
        anchors=tuple(
            (date_format(day, "BRIEF_DAY_FORMAT"), words)
            for day, words in sorted(known.items())
            if day.month == month.month and words
        ),
        disputed=_disputed(calendar, month),
        together=bool(calendar.name),
    )


def filled_words(filled: Filled) -> str:
    """What came of it, in one or two sentences."""
    told = (
        ngettext("%(n)d day is filled in.", "%(n)d days are filled in.", filled.new)
        % {"n": filled.new}
        if filled.new
        else _("Nothing changed.")
    )
    if filled.left:
        left = ngettext(
            "%(n)d day was told before and stays as it was.",
            "%(n)d days were told before and stay as they were.",
            filled.left,
        )
        told += " " + left % {"n": filled.left}
    return told


def answer_lines(answers: tuple[Answer, ...]) -> tuple[tuple[str, str], ...]:
    """(source, words) for each source that says something of one day; needed where there are two."""
    by_source: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        by_source.setdefault((answer.source, answer.told_by), []).append(answer)
    return tuple(
        (_source(source, name, found[0]), "; ".join(_answer(one) for one in _whole_first(found)))
        for (source, name), found in by_source.items()
    )


def differ(answers: tuple[Answer, ...]) -> bool:
    """Whether sources contradict each other about the whole day."""
    return {"use", "none"} <= {one.status for one in answers if one.substance == ANY}


def anchor_words(anchor: AnchorLine) -> tuple[str, str]:
    """What it was, and when."""
    kind = said(ANCHOR_KINDS[anchor.kind])
    words = f"{kind}: {anchor.words}" if anchor.words else kind
    first = date_format(anchor.first_day, "DATE_FORMAT")
    if anchor.first_day == anchor.last_day:
        return words, first
    until = date_format(anchor.last_day, "DATE_FORMAT")
    return words, _("{first} to {last}").format(first=first, last=until)


def month_url(name: str, month: date, *args: object) -> str:
    """The address of one month of a calendar page."""
    return f"{reverse(name, args=args)}?month={month:%Y-%m}"


def _farthest(today: date) -> date:
    return (today - FARTHEST).replace(day=1)


def _anchors_by_day(calendar: Calendar, first: date, last: date) -> dict[date, str]:
    known = {
        day: said(name)
        for year in {first.year, last.year}
        for day, name in holidays(year).items()
        if first <= day <= last
    }
    for anchor in calendar.anchors:
        words = anchor_words(anchor)[0]
        if anchor.kind in CONTROLLED:
            words = _("{what} (in care or held)").format(what=words)
        day = max(first, anchor.first_day)
        while day <= min(last, anchor.last_day):
            known[day] = f"{known[day]}, {words}" if day in known else words
            day += timedelta(days=1)
    return known


def _pick(day: date, month: date, calendar: Calendar, anchor: str, can: bool) -> Pick:
    use = calendar.use.get(day)
    kind = KINDS[use] if use else "unknown"
    words = kind_names()[kind]
    if day in calendar.disputed:
        words = _("answers differ")
    label = f"{date_format(day, 'MONTH_DAY_FORMAT')}: {words}"
    return Pick(
        number=str(day.day),
        value=day.isoformat() if can else "",
        kind=kind if can else "ahead",
        label=f"{label}, {anchor}" if anchor else label,
        anchor=anchor,
        outside=day.month != month.month,
    )


def _disputed(calendar: Calendar, month: date) -> str:
    days = sorted(day for day in calendar.disputed if day.month == month.month)
    if not days:
        return ""
    listed = ", ".join(date_format(day, "BRIEF_DAY_FORMAT") for day in days)
    return _("Answers differ about {days}. Both are kept; a day of use counts as one.").format(
        days=listed
    )


def _source(source: str, name: str, answer: Answer) -> str:
    day = date_format(answer.told_on, "BRIEF_DAY_FORMAT")
    if source == "interview":
        return (
            _("Together with {name}, {day}").format(name=name, day=day)
            if name
            else _("In an interview, {day}").format(day=day)
        )
    known = {
        "check-in": _("Your check-in"),
        "calendar": _("Your day calendar, {day}").format(day=day),
        "test": _("A test, {day}").format(day=day),
    }
    return known.get(source, _("Brought in from elsewhere, {day}").format(day=day))


def _answer(answer: Answer) -> str:
    words = kind_names().get(answer.status, _("not remembered"))
    if answer.substance == ANY:
        return words
    named = SUBSTANCES.get(answer.substance)
    what = said(named.name) if named else answer.substance
    if answer.amount is not None:
        return f"{what}, {said(amount_told(answer.amount, answer.unit, answer.own_unit))}"
    return f"{what}: {words}"


def _whole_first(answers: list[Answer]) -> list[Answer]:
    return sorted(answers, key=lambda one: one.substance != ANY)
