"""One pair and its contacts, for those who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, Sum

from cairn.core.consent.leaves import DataClass, Purpose, Recipient, Relation
from cairn.core.consent.readers import Reader
from cairn.core.mentorships.appointments import NO_PLANS, Quiet
from cairn.core.mentorships.contacts import Balance, Means, Support, balance
from cairn.core.people.permissions import Permission, Standing, allows, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.consent.queries import decisions
from cairn.records.mentorships.models import Contact, Mentorship, Oversight
from cairn.records.mentorships.queries import PURPOSES, Pair, running_of
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class Totals:
    """What a pair has done so far; `contacts` and `last` count those that reached the other."""

    contacts: int = 0
    minutes: int = 0
    last: date | None = None


@dataclass(frozen=True)
class PairLine:
    """One pair in a list, with both names; `quiet` only where the list asks for it."""

    pair: Pair
    mentee_name: str
    mentor_name: str
    totals: Totals
    quiet: Quiet = NO_PLANS


@dataclass(frozen=True)
class ContactTold:
    """One contact as read; `note` and `next_step` are None for those who may not read them."""

    id: UUID
    day: date
    means: Means
    minutes: int
    reached: bool
    support: frozenset[Support]
    note: str | None
    next_step: str | None


@dataclass(frozen=True)
class ContactPage:
    """Some of a pair's contacts, newest first, and how many there are."""

    contacts: tuple[ContactTold, ...]
    total: int
    notes_shown: bool


@dataclass(frozen=True)
class PairInFull:
    """One pair for its own page, the reader's relation to it, and the balance of support."""

    line: PairLine
    relation: Relation
    may_log: bool
    may_end: bool
    balance: Balance


def pair_in_full(*, reader: Reader, mentorship: UUID, at: datetime) -> PairInFull:
    """One pair; strangers find nothing, members without the right are refused."""
    row = find(mentorship)
    stand = stand_to(row, reader, DataClass.MENTORSHIP, at)
    ask(Permission.MENTORSHIP_READ, stand.standing)
    _ask_leave(stand)
    [line] = lines([pair_of(row)])
    stand.look(reader, DataClass.MENTORSHIP)
    flags = Contact.objects.filter(mentorship=row, reached=True).values_list(*Support)
    given = [frozenset(kind for kind, on in zip(Support, one, strict=True) if on) for one in flags]
    running = line.pair.runs(at)
    return PairInFull(
        line=line,
        relation=stand.relation,
        may_log=running and allows(Permission.CONTACT_LOG, stand.standing),
        may_end=running and allows(Permission.MENTORSHIP_END, stand.standing),
        balance=balance(given),
    )


def own_pairs(*, reader: Reader, at: datetime) -> list[PairLine]:
    """The running pairs in which the reader is one of the two, oldest first."""
    found = lines(running_of([reader.person], program=reader.here, at=at), {})
    for line in found:
        mentors = line.pair.mentor == reader.person
        relation = Relation.MENTOR if mentors else Relation.SELF
        purpose = Purpose.MENTORING if mentors else Purpose.OWN
        reader.see(line.pair.mentee, DataClass.MENTORSHIP, purpose, relation=relation, at=at)
    return found


def contacts_of(
    *,
    reader: Reader,
    mentorship: UUID,
    at: datetime,
    first: int = 0,
    count: int = 20,
    only: UUID | None = None,
    with_notes: bool = True,
) -> ContactPage:
    """A pair's contacts, or one of them; what was written only for the two, and a supervisor with leave."""
    row = find(mentorship)
    stand = stand_to(row, reader, DataClass.MENTORSHIP, at)
    ask(Permission.CONTACT_READ, stand.standing)
    _ask_leave(stand)
    for_notes = stand_to(row, reader, DataClass.NOTES, at)
    allowed = for_notes.allowed and allows(Permission.NOTE_READ, for_notes.standing)
    notes = with_notes and allowed
    rows = Contact.objects.filter(mentorship=row)
    rows = rows.filter(id=only) if only else rows
    shown = list(rows.order_by("-day", "-logged_at", "id")[first : first + count])
    stand.look(reader, DataClass.MENTORSHIP)
    if notes:
        for_notes.look(reader, DataClass.NOTES)
    keyring = Keyring([row.mentee_id]) if notes else None
    return ContactPage(tuple(_told(one, keyring) for one in shown), rows.count(), notes)


def lines(pairs: Sequence[Pair], totals: Mapping[UUID, Totals] | None = None) -> list[PairLine]:
    """Pairs with names and totals, in three queries at most; for queries that have asked."""
    totals = totals_of(pairs) if totals is None else totals
    names = names_of({person for pair in pairs for person in (pair.mentee, pair.mentor)})
    return [
        PairLine(
            pair,
            names.get(pair.mentee, ""),
            names.get(pair.mentor, ""),
            totals.get(pair.id, Totals()),
        )
        for pair in pairs
    ]


def totals_of(pairs: Sequence[Pair]) -> dict[UUID, Totals]:
    """What each pair has done so far, in one query."""
    rows = (
        Contact.objects.filter(mentorship_id__in=[pair.id for pair in pairs], reached=True)
        .values("mentorship_id")
        .annotate(contacts=Count("id"), spent=Sum("minutes"), last=Max("day"))
    )
    return {
        row["mentorship_id"]: Totals(row["contacts"], row["spent"], row["last"]) for row in rows
    }


@dataclass(frozen=True)
class Stand:
    """How a reader stands to one pair, and whether consent lets them see this part of it."""

    standing: Standing
    relation: Relation
    purpose: Purpose
    allowed: bool
    mentee: UUID

    def look(self, reader: Reader, data_class: DataClass) -> None:
        """Remember the look at the mentee's record."""
        reader.look(self.mentee, data_class, self.purpose)


def stand_to(row: Mentorship, reader: Reader, data_class: DataClass, at: datetime) -> Stand:
    """How the reader stands to a pair, with the answer of `core.consent` for one part of it."""
    inside = row.program_id == reader.program
    relation = _relation(row, reader, at) if inside else Relation.MEMBER
    purpose = PURPOSES.get(relation, Purpose.RUNNING)
    decision = decisions(
        recipient=Recipient(reader.person, reader.roles, frozenset({relation})),
        program=reader.program,
        givers=[row.mentee_id],
        data_class=data_class,
        purpose=purpose,
        at=at,
    )[row.mentee_id]
    standing = Standing(
        roles=reader.roles if inside else frozenset(),
        is_party=inside and reader.person in {row.mentee_id, row.mentor_id},
        mentors=relation is Relation.MENTOR,
        supervises=relation is Relation.SUPERVISOR,
        leave=inside and decision.allowed,
        machine=bool(reader.machine),
    )
    return Stand(standing, relation, purpose, inside and decision.allowed, row.mentee_id)


def find(mentorship: UUID) -> Mentorship:
    """The row, or not found."""
    row = Mentorship.objects.filter(id=mentorship).first()
    if row is None:
        raise NotFound
    return row


def pair_of(row: Mentorship) -> Pair:
    """The bare facts of a row."""
    return Pair(row.id, row.mentee_id, row.mentor_id, row.program_id, row.began_at, row.ended_at)


def _ask_leave(stand: Stand) -> None:
    if not stand.allowed:
        raise NotAllowed


def _relation(row: Mentorship, reader: Reader, at: datetime) -> Relation:
    if reader.person == row.mentee_id:
        return Relation.MENTEE
    if reader.person == row.mentor_id:
        return Relation.MENTOR
    if reader.has(Role.SUPERVISOR) and _oversees(row, reader, at):
        return Relation.SUPERVISOR
    return Relation.MEMBER


def _oversees(row: Mentorship, reader: Reader, at: datetime) -> bool:
    return (
        Oversight.objects.filter(
            program_id=row.program_id,
            mentor_id=row.mentor_id,
            supervisor_id=reader.person,
            since__lte=at,
        )
        .filter(Q(until=None) | Q(until__gt=at))
        .exists()
    )


def _told(row: Contact, keyring: Keyring | None) -> ContactTold:
    def opened(column: str, sealed: bytes) -> str | None:
        return None if keyring is None else keyring.open(row.mentee_id, row.id, column, sealed)

    return ContactTold(
        id=row.id,
        day=row.day,
        means=Means(row.means),
        minutes=row.minutes,
        reached=row.reached,
        support=frozenset(kind for kind in Support if getattr(row, kind)),
        note=opened("note", row.note),
        next_step=opened("next_step", row.next_step),
    )
