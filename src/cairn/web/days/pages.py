"""Finished words for one's own days: the cairn, the calendar, who can see them."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.days import Use
from cairn.records.days.queries import Told, own_statuses
from cairn.records.goals.queries import GoalLine
from cairn.records.mentorships.caseloads import AroundMe, around_me
from cairn.records.milestones.queries import OwnPath, own_path
from cairn.web.shell.words import said


@dataclass(frozen=True)
class CairnCard:
    """One's cairn: how many stones, whose, and the four kind numbers; no pairs, nothing to show."""

    stones: int
    seed: UUID
    tally: tuple[tuple[str, str], ...]
    hidden: bool = False


@dataclass(frozen=True)
class DayCell:
    """One day of the calendar."""

    number: str
    kind: str
    label: str
    url: str
    today: bool
    outside: bool


@dataclass(frozen=True)
class PathPage:
    """The whole page of one's path."""

    month: str
    before_url: str
    after_url: str
    weekdays: tuple[tuple[str, str], ...]
    weeks: tuple[tuple[DayCell, ...], ...]
    cairn: CairnCard
    stones: tuple[tuple[int, str, str, str], ...]
    goals: tuple[tuple[str, str, str], ...]
    sees: str


@dataclass(frozen=True)
class DayPage:
    """The page of one day."""

    title: str
    told: bool
    sees: str
    back_url: str


KINDS = {Use.NONE: "none", Use.USE: "use", Use.DECLINED: "declined"}


def kind_names() -> dict[str, str]:
    """What each mark of the calendar means."""
    return {
        "none": _("no use"),
        "use": _("use"),
        "declined": _("rather not say"),
        "unknown": _("not told"),
    }


def who_sees(around: AroundMe) -> str:
    """The sentence that says who can see one's days, because one said so."""
    names = [name for _person, name in around.watchers]
    if not names:
        return _("Only you can see this.")
    listed = names[0] if len(names) == 1 else _and(names)
    told = _("Only {names} can see this, because you said so.").format(names=listed)
    if around.mentor is not None and around.mentor_sees:
        alert = _(
            "A very low day, a strong craving or a wish for a call puts you first for {name}."
        )
        told += " " + alert.format(name=around.mentor.name)
    return told


def cairn_card(reader: Reader, path: OwnPath, today: date) -> CairnCard:
    """The cairn with its numbers; without them for someone who would rather not see any."""
    found, tally = path.counting, []
    if path.choice.hidden:
        return CairnCard(len(path.stones), reader.person, (), hidden=True)
    if found.stretch:
        tally.append((_("This stretch"), days_told(found.stretch)))
    if found.total:
        tally.append((_("All your days"), str(found.total)))
        tally.append((_("Longest"), str(found.longest)))
    if found.began:
        began = date_format(
            found.began,
            "BRIEF_DAY_FORMAT" if found.began.year == today.year else "BRIEF_DATE_FORMAT",
        )
        tally.append((_("Path began"), began))
    return CairnCard(len(path.stones), reader.person, tuple(tally))


def days_told(many: int) -> str:
    """A number of days in words."""
    return ngettext("%(n)d day", "%(n)d days", many) % {"n": many}


def path_page(*, reader: Reader, month: date, today: date, at: datetime) -> PathPage:
    """One's path: a month of days, the stones so far, the goals."""
    path = own_path(reader=reader, today=today)
    around = around_me(reader=reader, data_class=DataClass.DAYS, at=at)
    first_weekday = int(get_format("FIRST_DAY_OF_WEEK") or 0)
    weeks = Calendar((first_weekday - 1) % 7).monthdatescalendar(month.year, month.month)
    statuses = own_statuses(reader=reader, first_day=weeks[0][0], last_day=weeks[-1][-1])
    told = set(path.days.counts)
    before = (month.replace(day=1) - timedelta(days=1)).replace(day=1)
    after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return PathPage(
        month=date_format(month, "YEAR_MONTH_FORMAT"),
        before_url=_month_url(before),
        after_url=_month_url(after) if after <= today else "",
        weekdays=tuple((date_format(day, "D")[:2], date_format(day, "l")) for day in weeks[0]),
        weeks=tuple(
            tuple(_cell(day, month, today, statuses.get(day), day in told) for day in week)
            for week in weeks
        ),
        cairn=cairn_card(reader, path, today),
        stones=tuple(
            (
                place,
                said(stone.words),
                date_format(stone.laid, "DATE_FORMAT"),
                reverse("stone", args=[stone.kind, stone.mark]),
            )
            for place, stone in reversed(list(enumerate(path.stones)))
            if not (path.choice.hidden and stone.kind == "days")
        ),
        goals=tuple(goal_line(goal) for goal in path.goals),
        sees=who_sees(around),
    )


def goal_line(goal: GoalLine) -> tuple[str, str, str]:
    """A goal in a list: title, address, and when it was last looked at."""
    newest = goal.newest
    when = (
        _("Last rated {day}").format(day=date_format(newest.day, "MONTH_DAY_FORMAT"))
        if newest
        else _("Not rated yet")
    )
    return goal.title, reverse("goal", args=[goal.id]), when


def day_page(*, day: date, before: Told | None, around: AroundMe) -> DayPage:
    """One day to fill in or to correct."""
    return DayPage(
        title=date_format(day, "WEEKDAY_FORMAT"),
        told=before is not None,
        sees=who_sees(around),
        back_url=_month_url(day),
    )


def _cell(day: date, month: date, today: date, said_of_use: Use | None, told: bool) -> DayCell:
    kind = KINDS[said_of_use] if said_of_use else "unknown"
    words = kind_names()[kind]
    if kind == "unknown" and told:
        words = _("told, use left blank")
    return DayCell(
        number=str(day.day),
        kind="ahead" if day > today else kind,
        label=f"{date_format(day, 'MONTH_DAY_FORMAT')}: {words}",
        url=reverse("day", args=[day.isoformat()]) if day <= today else "",
        today=day == today,
        outside=day.month != month.month,
    )


def _month_url(month: date) -> str:
    return f"{reverse('path')}?month={month:%Y-%m}"


def _and(names: list[str]) -> str:
    return _("{names} and {last}").format(names=", ".join(names[:-1]), last=names[-1])
