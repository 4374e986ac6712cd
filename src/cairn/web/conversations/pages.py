"""Finished words for the messages of a pair."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.core.conversations.messages import State
from cairn.records.conversations.queries import MessageTold, Thread, thread

SHOWN = 20


@dataclass(frozen=True)
class MessageCard:
    """One message; `who` is empty for one's own."""

    id: UUID
    who: str
    text: str
    when: str
    state: str
    reported: bool
    may_report: bool


@dataclass(frozen=True)
class ThreadView:
    """One page of messages."""

    title: str
    messages: tuple[MessageCard, ...]
    earlier_url: str
    later_url: str
    openings: tuple[tuple[str, str], ...]
    may_write: bool
    is_party: bool
    quiet: str
    quiet_is_mine: bool


def thread_view(*, reader: Reader, mentorship: UUID, first: int, at: datetime) -> ThreadView:
    """The messages of a pair for one of the two, or for a supervisor who said why."""
    found = thread(reader=reader, mentorship=mentorship, at=at, first=first, count=SHOWN)
    pair = found.line.pair
    names = {pair.mentee: found.line.mentee_name, pair.mentor: found.line.mentor_name}
    is_party = reader.person in names
    other = next((name for who, name in names.items() if who != reader.person), "")
    url = reverse("conversation", args=[mentorship])
    return ThreadView(
        title=other
        if is_party
        else _("{mentee} and {mentor}").format(
            mentee=found.line.mentee_name, mentor=found.line.mentor_name
        ),
        messages=tuple(_card(one, names, reader) for one in found.messages),
        earlier_url=f"{url}?from={first + SHOWN}" if first + SHOWN < found.total else "",
        later_url=f"{url}?from={max(0, first - SHOWN)}" if first else "",
        openings=tuple(
            (
                _("{name} opened your messages, {day}").format(
                    name=one.name, day=date_format(localtime(one.opened_at), "DATETIME_FORMAT")
                ),
                one.reason,
            )
            for one in found.openings
        ),
        may_write=found.may_write,
        is_party=is_party,
        quiet=_quiet(found, reader, other) if is_party else "",
        quiet_is_mine=reader.person in found.quiet_wished_by,
    )


def _card(one: MessageTold, names: dict[UUID, str], reader: Reader) -> MessageCard:
    mine = one.author == reader.person
    words = {State.SENT: _("Sent"), State.DELIVERED: _("Arrived"), State.READ: _("Read")}
    return MessageCard(
        one.id,
        "" if mine else names.get(one.author, ""),
        one.text,
        date_format(localtime(one.sent_at), "DATETIME_FORMAT"),
        words[one.state] if mine else "",
        one.reported,
        reader.person in names and not mine and not one.reported,
    )


def _quiet(found: Thread, reader: Reader, other: str) -> str:
    if reader.person in found.quiet_wished_by:
        return _("You turned messages off. What was written stays.")
    if found.quiet_wished_by:
        return _("{name} wants no messages for now. You can still plan a talk.").format(name=other)
    return ""
