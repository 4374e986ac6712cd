"""The messages of a pair, for the two, and for a supervisor who has said why."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from cairn.core.consent.leaves import DataClass, Relation
from cairn.core.consent.readers import Reader
from cairn.core.conversations.messages import State, state_of
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotAllowed
from cairn.records.conversations.models import Message, Opening, Receipt, Report, Silence
from cairn.records.mentorships.models import Mentorship
from cairn.records.mentorships.pairs import PairLine, Stand, find, lines, pair_of, stand_to
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class MessageTold:
    """One message as read; `state` tells how far it has come."""

    id: UUID
    author: UUID
    text: str
    sent_at: datetime
    state: State
    reported: bool


@dataclass(frozen=True)
class Opened:
    """That someone read along, and why."""

    name: str
    reason: str
    opened_at: datetime


@dataclass(frozen=True)
class Thread:
    """Some messages of a pair, oldest first, with who else read them and who wants quiet."""

    line: PairLine
    messages: tuple[MessageTold, ...]
    total: int
    openings: tuple[Opened, ...]
    quiet_wished_by: frozenset[UUID]
    may_write: bool


def ask_to_read(*, reader: Reader, mentorship: UUID, at: datetime) -> tuple[Mentorship, Stand]:
    """The pair and how the reader stands to its messages; a supervisor must have said why."""
    row = find(mentorship)
    stand = stand_to(row, reader, DataClass.CONVERSATIONS, at)
    ask(Permission.MESSAGE_READ, stand.standing)
    if not stand.allowed:
        raise NotAllowed
    if stand.relation is Relation.SUPERVISOR and not _has_said_why(row, reader, at):
        raise NotAllowed
    return row, stand


def thread(
    *, reader: Reader, mentorship: UUID, at: datetime, first: int = 0, count: int = 20
) -> Thread:
    """A pair's messages, the newest `count` after skipping `first`; told oldest first."""
    row, stand = ask_to_read(reader=reader, mentorship=mentorship, at=at)
    stand.look(reader, DataClass.CONVERSATIONS)
    rows = Message.objects.filter(mentorship=row)
    shown = list(rows.order_by("-sent_at", "id")[first : first + count])
    known: dict[UUID, set[State]] = {one.id: set() for one in shown}
    for message, kind in Receipt.objects.filter(message__in=shown).values_list("message", "kind"):
        known[message].add(State(kind))
    reported = set(
        Report.objects.filter(message__in=shown, reporter_id=reader.person).values_list(
            "message_id", flat=True
        )
    )
    keyring = Keyring([row.mentee_id])
    openings = list(Opening.objects.filter(mentorship=row).order_by("-opened_at", "id"))
    names = names_of({one.reader_id for one in openings})
    quiet = _quiet(row)
    [line] = lines([pair_of(row)], {})
    return Thread(
        line,
        tuple(
            MessageTold(
                one.id,
                one.author_id,
                keyring.open(row.mentee_id, one.id, "text", one.text),
                one.sent_at,
                state_of(known[one.id]),
                one.id in reported,
            )
            for one in reversed(shown)
        ),
        rows.count(),
        tuple(
            Opened(
                names.get(one.reader_id, ""),
                keyring.open(row.mentee_id, one.id, "reason", one.reason),
                one.opened_at,
            )
            for one in openings
        ),
        quiet,
        stand.standing.is_party and not quiet and line.pair.runs(at),
    )


def waiting(*, reader: Reader, at: datetime) -> dict[UUID, int]:
    """How many messages of others the reader has not read, by mentorship; nothing is opened."""
    ask(Permission.MESSAGE_READ, Standing(reader.roles, is_party=True))
    read = Receipt.objects.filter(message=OuterRef("id"), reader_id=reader.person, kind=State.READ)
    rows = (
        Message.objects.filter(
            Q(mentorship__mentee_id=reader.person) | Q(mentorship__mentor_id=reader.person),
            ~Exists(read),
            mentorship__program_id=reader.here,
            sent_at__lte=at,
        )
        .exclude(author_id=reader.person)
        .values("mentorship_id")
        .annotate(many=Count("id"))
    )
    return {row["mentorship_id"]: row["many"] for row in rows}


def reported(*, reader: Reader, at: datetime) -> list[UUID]:
    """Pairs of whose messages one was reported, and which the reader has not opened since.

    Only those whose messages the reader might open; ids alone, so it is no look at anyone.
    """
    ask(Permission.CASELOAD_READ, Standing(reader.roles))
    opened = Opening.objects.filter(
        mentorship=OuterRef("message__mentorship"),
        reader_id=reader.person,
        opened_at__gt=OuterRef("reported_at"),
    )
    rows = Report.objects.filter(
        ~Exists(opened), message__mentorship__program_id=reader.here, reported_at__lte=at
    ).select_related("message__mentorship")
    pairs = {one.message.mentorship_id: one.message.mentorship for one in rows}
    return [
        pair
        for pair, row in pairs.items()
        if stand_to(row, reader, DataClass.CONVERSATIONS, at).relation is Relation.SUPERVISOR
    ]


def _quiet(row: Mentorship) -> frozenset[UUID]:
    rows = Silence.objects.filter(mentorship=row, until=None)
    return frozenset(rows.values_list("wished_by_id", flat=True))


def _has_said_why(row: Mentorship, reader: Reader, at: datetime) -> bool:
    return Opening.objects.filter(
        mentorship=row, reader_id=reader.person, opened_at__lte=at, until__gt=at
    ).exists()
