"""Finished words for each person's front page; someone with two parts sees both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.days import Use
from cairn.core.mentorships.attention import Known, Reason, in_order, reasons_for
from cairn.records.days.queries import (
    OwnDays,
    Told,
    signals,
)
from cairn.records.matching.asked import open_proposals
from cairn.records.matching.queries import overview as matching_overview
from cairn.records.mentorships.caseloads import (
    AroundMe,
    around_me,
    caseload,
    my_people,
    overview,
)
from cairn.records.mentorships.pairs import PairLine
from cairn.records.milestones.queries import own_path
from cairn.web.days.pages import CairnCard, cairn_card, who_sees
from cairn.web.days.setback_pages import care_words
from cairn.web.mentorships.pages import Item, last_talk, people_items
from cairn.web.shell.words import said

NOON, EVENING = 12, 17


@dataclass(frozen=True)
class Asking:
    """A pair that waits for one's answer."""

    id: UUID
    title: str
    note: str


@dataclass(frozen=True)
class OwnToday:
    """A participant's front page."""

    told: bool
    kind_words: str
    lapse: bool
    day_url: str
    sees: str
    mentor_who_sees: str
    cairn: CairnCard
    care: str
    mentor_name: str
    mentor_line: str
    mentor_url: str
    goal: tuple[str, str] | None
    goal_more: str


@dataclass(frozen=True)
class Reach:
    """Someone to reach today, and why."""

    name: str
    url: str
    log_url: str
    reasons: tuple[str, ...]
    line: str


@dataclass(frozen=True)
class MentorToday:
    """A mentor's front page: whom to reach, in order, then everyone else."""

    name: str
    reach: tuple[Reach, ...]
    others: tuple[Item, ...]
    people: int


@dataclass(frozen=True)
class SupervisorToday:
    """A supervisor's front page: mentors, and pairs that have been silent for long."""

    mentors: tuple[tuple[str, str, str], ...]
    silent: tuple[Item, ...]


@dataclass(frozen=True)
class CoordinatorToday:
    """A coordinator's front page: four plain sentences, and what to do next."""

    facts: tuple[tuple[str, str, str], ...]
    steps: tuple[tuple[str, str], ...]


def greeting(now: datetime, name: str) -> str:
    """Good morning, afternoon or evening, by name where it is known."""
    hour = localtime(now).hour
    if hour < NOON:
        words, bare = _("Good morning, {name}."), _("Good morning.")
    elif hour < EVENING:
        words, bare = _("Good afternoon, {name}."), _("Good afternoon.")
    else:
        words, bare = _("Good evening, {name}."), _("Good evening.")
    return words.format(name=name) if name else bare


def date_line(today: date) -> str:
    """Today in words."""
    return date_format(today, "WEEKDAY_FORMAT")


def own_today(*, reader: Reader, around: AroundMe, later: bool, today: date) -> OwnToday:
    """A participant's page; their words are not opened for it."""
    path = own_path(reader=reader, today=today, with_ratings=False)
    days, goals, contacts = path.days, path.goals, path.contacts
    mentor = around.mentor
    return OwnToday(
        told=days.today is not None,
        kind_words=_kind_words(days.today) if days.today else "",
        lapse=_used(days) and not later,
        day_url=reverse("day", args=[today.isoformat()]),
        sees=who_sees(around),
        mentor_who_sees=mentor.name if mentor and around.mentor_sees else "",
        cairn=cairn_card(reader, path, today),
        care=care_words(path.care, hidden=path.choice.hidden),
        mentor_name=mentor.name if mentor else "",
        mentor_line=_mentor_line(contacts, today),
        mentor_url=reverse("mentorship", args=[mentor.mentorship]) if mentor else "",
        goal=(goals[-1].title, reverse("goal", args=[goals[-1].id])) if goals else None,
        goal_more=_more_goals(len(goals) - 1),
    )


def askings(*, reader: Reader, at: datetime) -> tuple[Asking, ...]:
    """Pairs that wait for one's own yes or no."""
    return tuple(
        Asking(
            one.id,
            _("{name} could be your mentor").format(name=one.other_name)
            if one.i_am_mentee
            else _("{name} hopes for a mentor like you").format(name=one.other_name),
            _("They wait for your answer, until {day}.").format(
                day=date_format(one.due_at, "MONTH_DAY_FORMAT")
            )
            if one.reminded and one.due_at
            else "",
        )
        for one in open_proposals(reader=reader, at=at)
    )


def mentor_today(*, reader: Reader, today: date, at: datetime) -> MentorToday:
    """Whom to reach and why, from what this mentor may see and nothing else."""
    lines = my_people(reader=reader, at=at)
    days = signals(reader=reader, pairs=[line.pair for line in lines], today=today, at=at)
    found = [
        reasons_for(
            Known(
                line.pair.began_at.date(),
                line.totals.last,
                line.totals.contacts,
                days.get(line.pair.mentee),
                missed=line.quiet.missed[-1] if line.quiet.missed else None,
                resting=line.quiet.resting,
            ),
            today,
        )
        for line in lines
    ]
    order = in_order(found)
    waiting = set(order)
    return MentorToday(
        name=lines[0].mentor_name if lines else "",
        reach=tuple(_reach(lines[place], found[place], today) for place in order),
        others=people_items([one for at, one in enumerate(lines) if at not in waiting], today),
        people=len(lines),
    )


def supervisor_today(*, reader: Reader, today: date, at: datetime) -> SupervisorToday:
    """One's mentors with their caseloads, and silent pairs, the longest first."""
    found = caseload(reader=reader, today=today, at=at)
    return SupervisorToday(
        mentors=tuple(
            (one.name, _walks_with(one.people), _silent_pairs(one.silent) if one.silent else "")
            for one in found.mentors
        ),
        silent=tuple(
            Item(
                reverse("mentorship", args=[line.pair.id]),
                _("{mentee} and {mentor}").format(mentee=line.mentee_name, mentor=line.mentor_name),
                _why_ask(line, today),
            )
            for line in found.silent
        ),
    )


def coordinator_today(*, reader: Reader, today: date, at: datetime) -> CoordinatorToday:
    """Four plain sentences and the next steps that follow from them."""
    found = overview(reader=reader, today=today, at=at)
    pool = matching_overview(reader=reader, at=at)
    facts = (
        (str(found.waiting), ngettext("person waits for a mentor", "people wait for a mentor", found.waiting), ""),
        (str(pool.sent), ngettext("pair waits for an answer", "pairs wait for an answer", pool.sent), ""),
        (str(found.running), ngettext("pair is under way", "pairs are under way", found.running), ""),
        (str(found.silent), ngettext("pair has been silent for two weeks", "pairs have been silent for two weeks", found.silent), ""),
    )  # fmt: skip
    steps = []
    if found.waiting and pool.places:
        steps.append(("matching", _("Look for mentors for those who wait")))
    if pool.drafted:
        steps.append(("matching", _("Read the pairs that are not sent yet")))
    if found.silent:
        steps.append(("mentorships", _("See which pairs are silent")))
    if not found.waiting and not found.running:
        steps.append(("people", _("Invite the first people")))
    return CoordinatorToday(facts, tuple(steps))


def around_reader(*, reader: Reader, at: datetime) -> AroundMe:
    """A participant's mentor, and who sees their days."""
    return around_me(reader=reader, data_class=DataClass.DAYS, at=at)


def _used(days: OwnDays) -> bool:
    return days.today is not None and days.today.use is Use.USE


def _kind_words(told: Told) -> str:
    if told.use is Use.USE:
        return _("Thank you for saying it. Nothing you built is gone.")
    if told.wants_call:
        return _("Thank you. Asking is a strong thing to do.")
    if told.mood == 1:
        return _("Thank you for telling it. A day like this is hard to carry alone.")
    return _("That was your day. Thank you for telling it.")


def _mentor_line(contacts: Sequence[date], today: date) -> str:
    if not contacts:
        return _("Your mentor. You have not talked yet.")
    last = contacts[-1]
    if last == today:
        return _("Your mentor. You talked today.")
    return _("Your mentor. You last talked on {day}.").format(
        day=date_format(last, "WEEKDAY_FORMAT")
    )


def _more_goals(many: int) -> str:
    if many < 1:
        return ""
    return ngettext("and %(n)d more", "and %(n)d more", many) % {"n": many}


def _reach(line: PairLine, reasons: tuple[Reason, ...], today: date) -> Reach:
    return Reach(
        name=line.mentee_name,
        url=reverse("mentorship", args=[line.pair.id]),
        log_url=reverse("contact-new", args=[line.pair.id]),
        reasons=tuple(said(reason.words) for reason in reasons),
        line=last_talk(line, today),
    )


def _why_ask(line: PairLine, today: date) -> str:
    many = len(line.quiet.missed)
    if not many:
        return last_talk(line, today)
    words = ngettext("%(n)d planned talk passed without one", "%(n)d planned talks passed without one", many)  # fmt: skip
    return f"{words % {'n': many}}, {last_talk(line, today)}"


def _walks_with(many: int) -> str:
    return ngettext("walks with %(n)d person", "walks with %(n)d people", many) % {"n": many}


def _silent_pairs(many: int) -> str:
    return ngettext("%(n)d silent", "%(n)d silent", many) % {"n": many}
