"""Finished words for pairs: one in full, lists of them, and the balance of support."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.leaves import Relation
from cairn.core.consent.readers import Reader
from cairn.core.mentorships.attention import is_silent, quiet_days
from cairn.core.mentorships.contacts import MEANS_NAMES, SUPPORT_NAMES, Support
from cairn.core.people.permissions import Permission, might_allow
from cairn.records.days.queries import SharedDays, days_shared
from cairn.records.goals.queries import goals_shared, scores_of
from cairn.records.mentorships.caseloads import PairPage
from cairn.records.mentorships.pairs import (
    ContactPage,
    ContactTold,
    PairInFull,
    PairLine,
    contacts_of,
    pair_in_full,
)
from cairn.web.mentorships.pictures import days_span, support_balance, weeks_of
from cairn.web.shell.charts import Figure
from cairn.web.shell.words import said

CONTACTS_SHOWN = 10
PAIRS_SHOWN = 25


@dataclass(frozen=True)
class ContactCard:
    """One contact as shown."""

    title: str
    when: str
    kinds: tuple[str, ...]
    note: str
    next_step: str


@dataclass(frozen=True)
class Paging:
    """Where in a list, and the ways on."""

    told: str
    before_url: str
    after_url: str


@dataclass(frozen=True)
class PairView:
    """One pair in full."""

    title: str
    since: str
    ended: bool
    facts: tuple[tuple[str, str, str], ...]
    contacts: tuple[ContactCard, ...]
    paging: Paging | None
    notes_line: str
    balance: Figure | None
    days: Figure | None
    days_line: str
    own_words: tuple[tuple[str, str], ...]
    shows_days: bool
    together_url: str
    goals: tuple[tuple[str, str, str], ...] | None
    goals_line: str
    log_url: str
    ours_url: str
    messages_url: str
    open_url: str
    goal_url: str
    end_url: str
    emergency_url: str
    way_back_url: str
    is_mentee: bool


@dataclass(frozen=True)
class Item:
    """One line of a list of pairs."""

    url: str
    title: str
    line: str
    aside: str = ""
    chip: str = ""


def pair_view(
    *, reader: Reader, mentorship: UUID, first: int, today: date, at: datetime
) -> PairView:
    """The page of one pair, with only what this reader may see."""
    found = pair_in_full(reader=reader, mentorship=mentorship, at=at)
    listed = contacts_of(
        reader=reader, mentorship=mentorship, at=at, first=first, count=CONTACTS_SHOWN
    )
    pair = found.line.pair
    watching = found.relation in {Relation.MENTOR, Relation.SUPERVISOR} and pair.runs(at)
    days = _days(reader, pair.mentee, today, at) if watching else None
    goals = goals_shared(reader=reader, person=pair.mentee, at=at) if _may_ask(found) else None
    scores = scores_of(goals) if goals else []
    own = next((one for one in scores if one.rater == pair.mentee), None) or next(
        iter(scores), None
    )
    name = found.line.mentee_name
    return PairView(
        title=_title(found),
        since=_since(found),
        ended=not pair.runs(at),
        facts=_facts(found, today),
        contacts=tuple(_card(one) for one in listed.contacts),
        paging=_paging(listed, first, reverse("mentorship", args=[mentorship])),
        notes_line="" if listed.notes_shown else _("What was written is between the two."),
        balance=support_balance(found.balance),
        days=weeks_of(name, days, today) if days else None,
        days_line=""
        if days
        else _("{name} keeps days private for now. That is a choice to respect.").format(name=name),
        own_words=_own_words(days) if days else (),
        shows_days=watching,
        together_url=reverse("days-together", args=[pair.mentee]) if days else "",
        goals=None
        if goals is None
        else tuple(
            (
                goal.title,
                reverse("goal", args=[goal.id]),
                _("last rated {day}").format(day=date_format(goal.newest.day, "MONTH_DAY_FORMAT"))
                if goal.newest
                else _("not rated yet"),
            )
            for goal in goals
        ),
        goals_line=_("Over all goals: {score}. 50 means as hoped.").format(
            score=number_format(own.attainment.achieved, decimal_pos=0)
        )
        if own
        else "",
        log_url=reverse("contact-new", args=[mentorship]) if found.may_log else "",
        messages_url=reverse("conversation", args=[mentorship])
        if reader.person in {pair.mentee, pair.mentor}
        else "",
        open_url=reverse("conversation-open", args=[mentorship])
        if found.relation is Relation.SUPERVISOR
        else "",
        ours_url=reverse("together", args=[mentorship])
        if pair.runs(at) and reader.person in {pair.mentee, pair.mentor}
        else "",
        goal_url=_goal_url(found, goals is not None),
        end_url=reverse("closure", args=[mentorship]) if found.may_end else "",
        emergency_url=reverse("emergency", args=[pair.mentee])
        if might_allow(Permission.EMERGENCY_KEEP, reader.roles)
        else "",
        way_back_url=reverse("way-back", args=[pair.mentee])
        if might_allow(Permission.RECOVERY_VOUCH, reader.roles) and pair.mentee != reader.person
        else "",
        is_mentee=found.relation is Relation.MENTEE,
    )


def people_items(lines: Sequence[PairLine], today: date) -> tuple[Item, ...]:
    """A mentor's people, a line each."""
    return tuple(_item(line, line.mentee_name, today) for line in lines)


def pair_items(page: PairPage, today: date) -> tuple[Item, ...]:
    """A program's pairs, a line each."""
    return tuple(
        _item(
            line,
            _("{mentee} and {mentor}").format(mentee=line.mentee_name, mentor=line.mentor_name),
            today,
        )
        for line in page.lines
    )


def last_talk(line: PairLine, today: date) -> str:
    """When the two last talked, in words."""
    last = line.totals.last
    if last is None:
        return _("no talk yet")
    quiet = quiet_days(last, last, today)
    if quiet == 0:
        return _("last talked today")
    return ngettext("last talked %(n)d day ago", "last talked %(n)d days ago", quiet) % {"n": quiet}


def page_of(first: int, shown: int, total: int, url: str, size: int) -> Paging | None:
    """Paging words; None where everything fits on one page."""
    if total <= size:
        return None
    join = "&" if "?" in url else "?"
    return Paging(
        _("{first} to {last} of {total}").format(first=first + 1, last=first + shown, total=total),
        f"{url}{join}from={max(0, first - size)}" if first else "",
        f"{url}{join}from={first + size}" if first + size < total else "",
    )


def _item(line: PairLine, title: str, today: date) -> Item:
    began = line.pair.began_at.date()
    silent = line.pair.ended_at is None and is_silent(line.totals.last, began, today)
    return Item(
        reverse("mentorship", args=[line.pair.id]),
        title,
        last_talk(line, today),
        chip=_("silent") if silent else "",
    )


def _paging(listed: ContactPage, first: int, url: str) -> Paging | None:
    return page_of(first, len(listed.contacts), listed.total, url, CONTACTS_SHOWN)


def _may_ask(found: PairInFull) -> bool:
    return found.relation in {Relation.MENTEE, Relation.MENTOR, Relation.SUPERVISOR}


def _goal_url(found: PairInFull, goals_seen: bool) -> str:
    address = reverse("goal-new")
    if found.relation is Relation.MENTEE:
        return address
    if found.relation is Relation.MENTOR and found.may_log and goals_seen:
        return f"{address}?with={found.line.pair.mentee}"
    return ""


def _title(found: PairInFull) -> str:
    if found.relation is Relation.MENTEE:
        return found.line.mentor_name
    if found.relation is Relation.MENTOR:
        return found.line.mentee_name
    return _("{mentee} and {mentor}").format(
        mentee=found.line.mentee_name, mentor=found.line.mentor_name
    )


def _since(found: PairInFull) -> str:
    pair = found.line.pair
    began = date_format(pair.began_at, "DATE_FORMAT")
    if pair.ended_at is None:
        return _("Together since {day}").format(day=began)
    return _("From {first} to {last}").format(
        first=began, last=date_format(pair.ended_at, "DATE_FORMAT")
    )


def _facts(found: PairInFull, today: date) -> tuple[tuple[str, str, str], ...]:
    totals = found.line.totals
    hours = number_format(totals.minutes / 60, decimal_pos=1)
    talks = ngettext("talk", "talks", totals.contacts)
    ended = found.line.pair.ended_at
    weeks = ((ended.date() if ended else today) - found.line.pair.began_at.date()).days // 7
    last = date_format(totals.last, "BRIEF_DAY_FORMAT") if totals.last else _("not yet")
    return (
        (str(totals.contacts), talks, ""),
        (hours, _("hours together"), ""),
        (last, _("last talk"), ""),
        (str(weeks), ngettext("week together", "weeks together", weeks), ""),
    )


def _card(one: ContactTold) -> ContactCard:
    how = said(MEANS_NAMES[one.means])
    if one.reached:
        title = _("{how}, {minutes} minutes").format(how=how, minutes=one.minutes)
    else:
        title = _("{how}, tried").format(how=how)
    return ContactCard(
        title,
        date_format(one.day, "WEEKDAY_DATE_FORMAT"),
        tuple(said(SUPPORT_NAMES[kind]) for kind in Support if kind in one.support),
        one.note or "",
        one.next_step or "",
    )


def _days(reader: Reader, mentee: UUID, today: date, at: datetime) -> SharedDays | None:
    first, last = days_span(today)
    shared = days_shared(reader=reader, people=[mentee], first_day=first, last_day=last, at=at)
    return shared.get(mentee)


def _own_words(days: SharedDays) -> tuple[tuple[str, str], ...]:
    return tuple(
        (told.note, date_format(told.day, "WEEKDAY_FORMAT")) for told in days.check_ins if told.note
    )[:3]
