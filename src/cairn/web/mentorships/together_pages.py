"""Finished words for what only the two keep: their agreement, their planned talks, their rest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.core.mentorships.beginnings import BOUNDARY_NAMES, ICEBREAKERS, Terms
from cairn.core.mentorships.contacts import MEANS_NAMES
from cairn.records.mentorships.appointments import Planned, planned
from cairn.records.mentorships.together import Agreed, Together, together
from cairn.web.shell.words import said


@dataclass(frozen=True)
class AgreedCard:
    """One version of the agreement, as read."""

    id: UUID
    told: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]
    when: str


@dataclass(frozen=True)
class TalkCard:
    """One planned talk."""

    id: UUID
    when: str
    how: str


@dataclass(frozen=True)
class TogetherView:
    """The page of the two."""

    other: str
    prompts: tuple[str, ...]
    standing: AgreedCard | None
    offered: AgreedCard | None
    mine_to_accept: bool
    earlier: tuple[AgreedCard, ...]
    talks: tuple[TalkCard, ...]
    resting: str


def together_view(*, reader: Reader, mentorship: UUID, at: datetime) -> TogetherView:
    """What the two keep, for one of them."""
    found = together(reader=reader, mentorship=mentorship, at=at)
    standing, offered = found.standing, found.offered
    shown = {one.id for one in (standing, offered) if one}
    resting = found.resting_since
    return TogetherView(
        other=other_name(found, reader),
        prompts=() if standing else tuple(said(words) for words in ICEBREAKERS),
        standing=_card(standing) if standing else None,
        offered=_card(offered) if offered else None,
        mine_to_accept=offered is not None and reader.person not in offered.accepted_by,
        earlier=tuple(_card(one) for one in found.versions if one.id not in shown),
        talks=tuple(_talk(one) for one in planned(reader=reader, mentorship=mentorship, at=at)),
        resting=_("You two rest since {day}.").format(
            day=date_format(localtime(resting), "BRIEF_DAY_FORMAT")
        )
        if resting
        else "",
    )


def other_name(found: Together, reader: Reader) -> str:
    """The other of the two."""
    line = found.line
    return line.mentor_name if reader.person == line.pair.mentee else line.mentee_name


def newest_terms(found: Together) -> Terms | None:
    """What a new version begins with."""
    return found.versions[0].terms if found.versions else None


def _card(one: Agreed) -> AgreedCard:
    terms = one.terms
    told = (
        (_("When and how"), terms.times),
        (_("A line of our own"), terms.own_line),
        (_("What the supervisor may hear"), terms.shared),
    )
    return AgreedCard(
        one.id,
        tuple((what, words) for what, words in told if words),
        tuple(said(words) for line, words in BOUNDARY_NAMES.items() if line in terms.boundaries),
        _("Version {n}, {day}").format(
            n=one.version, day=date_format(localtime(one.written_at), "DATE_FORMAT")
        ),
    )


def _talk(one: Planned) -> TalkCard:
    start = localtime(one.talk.starts_at)
    return TalkCard(
        one.id,
        _("{day}, {time} {zone}").format(
            day=date_format(start, "WEEKDAY_DATE_FORMAT"),
            time=date_format(start, "TIME_FORMAT"),
            zone=start.tzname() or "",
        ),
        _("{how}, {minutes} minutes").format(
            how=said(MEANS_NAMES[one.talk.means]), minutes=one.talk.minutes
        ),
    )
