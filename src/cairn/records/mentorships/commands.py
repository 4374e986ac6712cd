"""Beginning and ending mentorships, and saying who stands behind a mentor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader
from cairn.core.mentorships.contacts import Contact, Support, ask_contact_day
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.consent.commands import withdraw_all
from cairn.records.mentorships.models import Contact as ContactRow
from cairn.records.mentorships.models import Mentorship, Oversight
from cairn.records.mentorships.pairs import find, pair_of, stand_to
from cairn.records.programs.queries import people_in_role
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

A_DAY = timedelta(days=1)
"""Days are the person's own, beginnings are instants: a day apart may be the same day somewhere."""


class AlreadyMentored(Refusal):
    """The participant walks with a mentor already."""

    def __init__(self) -> None:
        super().__init__(phrase("They already have a mentor. End that mentorship first."))


class HasEnded(Refusal):
    """The mentorship is over; nothing is added to it."""

    def __init__(self) -> None:
        super().__init__(phrase("This mentorship has ended. What you did together stays."))


def begin(
    *,
    by: Reader,
    program: UUID,
    mentee: UUID,
    mentor: UUID,
    at: datetime,
    proposal: UUID | None = None,
) -> UUID:
    """Begin a mentorship that both have accepted (or that the machine brings in)."""
    ask(
        Permission.MENTORSHIP_BEGIN,
        Standing(is_party=by.person in {mentee, mentor}, machine=bool(by.machine)),
    )
    try:
        with transaction.atomic():
            row = Mentorship.objects.create(
                program_id=program,
                mentee_id=mentee,
                mentor_id=mentor,
                proposal=proposal,
                began_at=at,
            )
            trail.note_all(
                by=by,
                entries=[
                    trail.Entry("mentorship.began", mentee),
                    trail.Entry("mentorship.began", mentor),
                ],
                at=at,
            )
    except IntegrityError as clash:
        raise AlreadyMentored from clash
    return row.id


def end(*, by: Reader, mentorship: UUID, at: datetime) -> None:
    """End a mentorship, without asking why; what the participant shared with the mentor ends too."""
    row = Mentorship.objects.filter(id=mentorship, program_id=by.here, ended_at=None).first()
    if row is None:
        raise NotFound
    ask(
        Permission.MENTORSHIP_END,
        Standing(by.roles, is_party=by.person in {row.mentee_id, row.mentor_id}),
    )
    with transaction.atomic():
        Mentorship.objects.filter(id=mentorship, ended_at=None).update(
            ended_at=at, ended_by=by.person
        )
        withdraw_all(
            by=by,
            giver=row.mentee_id,
            recipient=row.mentor_id,
            purposes=[Purpose.MENTORING],
            at=at,
        )
        trail.note_all(
            by=by,
            entries=[
                trail.Entry("mentorship.ended", row.mentee_id),
                trail.Entry("mentorship.ended", row.mentor_id),
            ],
            at=at,
        )


def oversee(*, by: Reader, program: UUID, supervisor: UUID, mentor: UUID, at: datetime) -> None:
    """Say that a supervisor stands behind a mentor from now on; a former one steps back.

    Whoever does not hold that part in the program is not found.
    """
    roles = by.roles if by.program == program else frozenset()
    ask(Permission.OVERSIGHT_GIVE, Standing(roles, machine=bool(by.machine)))
    if supervisor not in people_in_role(program, Role.SUPERVISOR, at=at):
        raise NotFound
    if mentor not in people_in_role(program, Role.MENTOR, at=at):
        raise NotFound
    with transaction.atomic():
        Oversight.objects.filter(program_id=program, mentor_id=mentor, until=None).update(until=at)
        Oversight.objects.create(
            program_id=program,
            supervisor_id=supervisor,
            mentor_id=mentor,
            since=at,
            given_by=by.person,
        )
        trail.note(by=by, act="oversight.given", subject=mentor, at=at)


def log_contact(
    *, by: Reader, mentorship: UUID, contact: Contact, contact_id: UUID, today: date, at: datetime
) -> UUID:
    """Log one contact of a running pair, by its mentor; the same `contact_id` twice is one row.

    What is written is sealed with the mentee's key: it is theirs to read, and theirs to erase.
    """
    row = find(mentorship)
    ask(Permission.CONTACT_LOG, stand_to(row, by, DataClass.MENTORSHIP, at).standing)
    if not pair_of(row).runs(at):
        raise HasEnded
    ask_contact_day(contact.day, today=today, began=row.began_at.date() - A_DAY)
    written = _contact_row(row, by.person, contact_id, contact, at, Keyring([row.mentee_id]))
    with transaction.atomic():
        if _kept_before(written):
            return contact_id
        written.save(force_insert=True)
        trail.note(by=by, act="contact.logged", subject=row.mentee_id, at=at)
    return contact_id


@dataclass(frozen=True)
class BroughtContact:
    """A contact from a file or from the demo, in its pair, with the moment it was written down."""

    mentorship: UUID
    id: UUID
    contact: Contact
    logged_at: datetime


@dataclass(frozen=True)
class BroughtPair:
    """A pair from a file or from the demo."""

    id: UUID
    mentee: UUID
    mentor: UUID
    began_at: datetime
    ended_at: datetime | None = None


def bring_in_pairs(
    *, by: Reader, program: UUID, pairs: Sequence[BroughtPair], at: datetime
) -> None:
    """Bring in many pairs at once; ids that are here already stay as they are."""
    roles = by.roles if by.program == program else frozenset()
    ask(Permission.MENTORSHIP_BEGIN, Standing(roles, machine=bool(by.machine)))
    with transaction.atomic():
        here = set(Mentorship.objects.filter(program_id=program).values_list("id", flat=True))
        fresh = [pair for pair in pairs if pair.id not in here]
        Mentorship.objects.bulk_create(
            [
                Mentorship(
                    id=pair.id,
                    program_id=program,
                    mentee_id=pair.mentee,
                    mentor_id=pair.mentor,
                    began_at=pair.began_at,
                    ended_at=pair.ended_at,
                    ended_by=by.person if pair.ended_at else None,
                )
                for pair in fresh
            ],
            batch_size=500,
        )
        touched = dict.fromkeys(one for pair in fresh for one in (pair.mentee, pair.mentor))
        trail.note_all(
            by=by, entries=[trail.Entry("mentorship.brought_in", one) for one in touched], at=at
        )


def bring_in_contacts(*, by: Reader, contacts: Sequence[BroughtContact], at: datetime) -> int:
    """Bring in many contacts at once, each under its mentor's name; answers how many were new."""
    ask(Permission.CONTACT_LOG, Standing(by.roles, machine=bool(by.machine)))
    pairs = Mentorship.objects.in_bulk({one.mentorship for one in contacts})
    keyring = Keyring(pair.mentee_id for pair in pairs.values())
    rows = [
        _contact_row(
            pairs[one.mentorship],
            pairs[one.mentorship].mentor_id,
            one.id,
            one.contact,
            one.logged_at,
            keyring,
        )
        for one in contacts
    ]
    with transaction.atomic():
        here = set(ContactRow.objects.filter(mentorship__in=pairs).values_list("id", flat=True))
        fresh = [row for row in rows if row.id not in here]
        ContactRow.objects.bulk_create(fresh, batch_size=1000)
        touched = dict.fromkeys(row.mentee_id for row in fresh)
        trail.note_all(
            by=by, entries=[trail.Entry("contacts.brought_in", one) for one in touched], at=at
        )
    return len(fresh)


def _contact_row(
    pair: Mentorship, author: UUID, row: UUID, contact: Contact, at: datetime, keyring: Keyring
) -> ContactRow:
    return ContactRow(
        id=row,
        mentorship=pair,
        mentee_id=pair.mentee_id,
        author_id=author,
        day=contact.day,
        means=contact.means,
        minutes=contact.minutes,
        reached=contact.reached,
        note=keyring.seal(pair.mentee_id, row, "note", contact.note.strip()),
        next_step=keyring.seal(pair.mentee_id, row, "next_step", contact.next_step.strip()),
        logged_at=at,
        **{kind.value: kind in contact.support for kind in Support},
    )


def _kept_before(row: ContactRow) -> bool:
    """Whether this very contact was sent before; an id of someone else's finds nothing."""
    before = ContactRow.objects.filter(id=row.id).values_list("mentorship_id", "author_id").first()
    if before is not None and before != (row.mentorship_id, row.author_id):
        raise NotFound
    return before is not None
