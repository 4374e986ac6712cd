"""Sending, receiving, reporting and silencing messages; opening them with a reason."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.conversations.messages import OPEN_FOR, State, ask_reason, ask_text
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotAllowed, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.conversations.models import Message, Opening, Receipt, Report, Silence
from cairn.records.conversations.queries import ask_to_read, waiting
from cairn.records.mentorships.commands import HasEnded
from cairn.records.mentorships.models import Mentorship
from cairn.records.mentorships.pairs import find, pair_of, stand_to
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring


class QuietWished(Refusal):
    """One of the two wants no messages now."""

    def __init__(self) -> None:
        super().__init__(phrase("Messages are off between you two for now."))


def send(*, by: Reader, mentorship: UUID, text: str, message_id: UUID, at: datetime) -> UUID:
    """Send a message to the other of the two; the same `message_id` twice is one message."""
    row = _party(by, mentorship, at)
    told = ask_text(text)
    sealed = Keyring([row.mentee_id]).seal(row.mentee_id, message_id, "text", told)
    with transaction.atomic():
        before = Message.objects.filter(id=message_id).first()
        if before is not None:
            if (before.mentorship_id, before.author_id) != (row.id, by.person):
                raise NotFound
            return message_id
        if not pair_of(row).runs(at):
            raise HasEnded
        if Silence.objects.filter(mentorship=row, until=None).exists():
            raise QuietWished
        Message.objects.create(
            id=message_id,
            mentorship=row,
            mentee_id=row.mentee_id,
            author_id=by.person,
            text=sealed,
            sent_at=at,
        )
        trail.note(by=by, act="message.sent", subject=row.mentee_id, at=at)
    return message_id


def note_delivered(*, by: Reader, at: datetime) -> dict[UUID, int]:
    """Note that the reader is being told of messages; answers how many wait, by mentorship."""
    ask(Permission.MESSAGE_READ, Standing(by.roles, is_party=True))
    found = waiting(reader=by, at=at)
    if found:
        _step(by, found, State.DELIVERED, at)
    return found


def note_read(*, by: Reader, mentorship: UUID, at: datetime) -> None:
    """Note that one of the two is being shown the messages; a supervisor's look is no receipt."""
    _, stand = ask_to_read(reader=by, mentorship=mentorship, at=at)
    ask(Permission.MESSAGE_READ, stand.standing)
    if stand.standing.is_party:
        _step(by, [mentorship], State.DELIVERED, at)
        _step(by, [mentorship], State.READ, at)


def report(*, by: Reader, mentorship: UUID, message: UUID, at: datetime) -> None:
    """Ask the mentor's supervisor to look at a message of the other's; twice is once."""
    row = _party(by, mentorship, at)
    theirs = Message.objects.filter(id=message, mentorship=row).exclude(author_id=by.person).first()
    if theirs is None:
        raise NotFound
    with transaction.atomic():
        _, fresh = Report.objects.get_or_create(
            message=theirs, reporter_id=by.person, defaults={"reported_at": at}
        )
        if fresh:
            trail.note(by=by, act="message.reported", subject=row.mentee_id, at=at)


def hush(*, by: Reader, mentorship: UUID, at: datetime) -> None:
    """Want no messages for now; what was written stays."""
    row = _party(by, mentorship, at)
    with transaction.atomic():
        _, fresh = Silence.objects.get_or_create(
            mentorship=row,
            wished_by_id=by.person,
            until=None,
            defaults={"mentee_id": row.mentee_id, "since": at},
        )
        if fresh:
            trail.note(by=by, act="messages.off", subject=row.mentee_id, at=at)


def hear(*, by: Reader, mentorship: UUID, at: datetime) -> None:
    """Want messages again; only one's own wish for quiet ends."""
    row = _party(by, mentorship, at)
    with transaction.atomic():
        mine = Silence.objects.filter(mentorship=row, wished_by_id=by.person, until=None)
        if mine.update(until=at):
            trail.note(by=by, act="messages.on", subject=row.mentee_id, at=at)


def open_messages(*, by: Reader, mentorship: UUID, reason: str, at: datetime) -> None:
    """Let a supervisor read a pair's messages for an hour, for a reason that both can see."""
    row = ask_to_open(by=by, mentorship=mentorship, at=at)
    told = ask_reason(reason)
    opening = Opening(
        mentorship=row,
        mentee_id=row.mentee_id,
        reader_id=by.person,
        opened_at=at,
        until=at + OPEN_FOR,
    )
    opening.reason = Keyring([row.mentee_id]).seal(row.mentee_id, opening.id, "reason", told)
    with transaction.atomic():
        opening.save(force_insert=True)
        trail.note(by=by, act="messages.opened", subject=row.mentee_id, at=at)


def ask_to_open(*, by: Reader, mentorship: UUID, at: datetime) -> Mentorship:
    """The pair, if the reader supervises it; refuses everyone else."""
    row = find(mentorship)
    stand = stand_to(row, by, DataClass.CONVERSATIONS, at)
    ask(Permission.MESSAGE_OPEN, stand.standing)
    if not stand.allowed:
        raise NotAllowed
    return row


def _party(by: Reader, mentorship: UUID, at: datetime) -> Mentorship:
    row = find(mentorship)
    stand = stand_to(row, by, DataClass.CONVERSATIONS, at)
    ask(Permission.MESSAGE_SEND, stand.standing)
    if not stand.allowed:
        raise NotAllowed
    return row


def _step(by: Reader, mentorships: Iterable[UUID], kind: State, at: datetime) -> None:
    """A receipt for each message of the other's that has none of this kind."""
    fresh = (
        Message.objects.filter(mentorship_id__in=list(mentorships))
        .exclude(author_id=by.person)
        .exclude(id__in=Receipt.objects.filter(reader_id=by.person, kind=kind).values("message_id"))
    )
    ids = list(fresh.values_list("id", flat=True))
    if ids:
        Receipt.objects.bulk_create(
            [Receipt(message_id=one, reader_id=by.person, kind=kind, at=at) for one in ids],
            ignore_conflicts=True,
        )
