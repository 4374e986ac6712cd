"""Changing a round by hand: keep a pair as it is, let two pairs change mentors, choose another oneself."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.matching import pool
from cairn.records.matching.commands import AlreadySettled
from cairn.records.matching.models import Alternative, Answer, Proposal, Round
from cairn.records.matching.rounds import sealed_proposal
from cairn.records.matching.sealed import phrases_as_text
from cairn.records.matching.swapping import Swap, swaps
from cairn.records.people.queries import names_of
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class NamedSwap:
    """Another pair of the round to change mentors with, and what it does to the total fit."""

    proposal: UUID
    mentee_name: str
    mentor_name: str
    effect: float


def keep_as_it_is(*, by: Reader, proposal: UUID, locked: bool, at: datetime) -> None:
    """Lock a pair against every later round, swap and setting aside, or open it again."""
    row = _open_pair(by, proposal)
    with transaction.atomic():
        Proposal.objects.filter(id=row.id).update(locked_at=at if locked else None)
        act = "pair.locked" if locked else "pair.unlocked"
        trail.note(by=by, act=act, subject=row.mentee_id, at=at)


def drafted_pair(*, reader: Reader, round_id: UUID, mentee: UUID) -> UUID | None:
    """Someone's own pair in a round while it may still change mentors; None when there is none."""
    ask(Permission.PROPOSAL_DECIDE, Standing(reader.roles))
    rows = Proposal.objects.filter(
        round_id=round_id,
        program_id=pool.program_of(reader),
        mentee_id=mentee,
        standing="drafted",
        locked_at=None,
    )
    return rows.values_list("id", flat=True).first()


def swaps_of(*, reader: Reader, proposal: UUID, at: datetime) -> tuple[NamedSwap, ...]:
    """Pairs of the same round with which this one may change mentors, best effect first."""
    row = _open_pair(reader, proposal)
    found = swaps(row, at=at)
    names = names_of({one.mentee for one in found} | {one.mentor for one in found})
    return tuple(
        NamedSwap(one.proposal, names.get(one.mentee, ""), names.get(one.mentor, ""), one.effect)
        for one in found
    )


def swap_pairs(*, by: Reader, one: UUID, other: UUID, at: datetime) -> float:
    """Let two drafted pairs change mentors, within the limits; the change of the total fit."""
    row = _open_pair(by, one)
    found = next((swap for swap in swaps(row, at=at) if swap.proposal == other), None)
    if found is None:
        raise Invalid(phrase("These two pairs can't change mentors."))
    second = Proposal.objects.get(id=other)
    keyring = Keyring([row.mentee_id, second.mentee_id])
    of_round = Round.objects.get(id=row.round_id)
    fresh = [
        _fresh(keyring, of_round, row.mentee_id, second.mentor_id, found, 0, at),
        _fresh(keyring, of_round, second.mentee_id, row.mentor_id, found, 1, at),
    ]
    with transaction.atomic():
        loose = Proposal.objects.filter(
            id__in=[row.id, second.id], standing="drafted", locked_at=None
        )
        if loose.update(standing="withdrawn", settled_at=at) != len(fresh):
            raise AlreadySettled
        Proposal.objects.bulk_create(fresh)
        trail.note_all(
            by=by,
            entries=[
                trail.Entry("pair.swapped", person) for person in (row.mentee_id, second.mentee_id)
            ],
            at=at,
        )
    return found.effect


def choose_instead(*, by: Reader, alternative: UUID, at: datetime) -> UUID:
    """Choose another mentor of one's list: the first place is free again, and this is one's yes."""
    listed = Alternative.objects.filter(id=alternative, mentee_id=by.person).first()
    row = (
        Proposal.objects.filter(id=listed.proposal_id, program_id=pool.program_of(by)).first()
        if listed
        else None
    )
    if listed is None or row is None:
        raise NotFound
    ask(Permission.PROPOSAL_ANSWER, Standing(by.roles, is_party=True))
    if pool.count(row.program_id, at=at).room(listed.mentor_id) < 1:
        raise Invalid(phrase("This place was taken a moment ago. Choose another, please."))
    keyring = Keyring([by.person])
    text = keyring.open(by.person, listed.id, "reasons", listed.reasons)
    fresh = sealed_proposal(
        keyring,
        Round.objects.get(id=row.round_id),
        mentee=by.person,
        mentor=listed.mentor_id,
        fit=listed.fit,
        text=text,
        at=at,
        standing="sent",
        sent_at=at,
        due_at=row.due_at,
        mentee_first=True,
    )
    try:
        with transaction.atomic():
            moved = Proposal.objects.filter(id=row.id, standing="sent").update(
                standing="withdrawn", settled_at=at
            )
            if not moved:
                raise AlreadySettled
            fresh.save(force_insert=True)
            Answer.objects.create(proposal_id=fresh.id, person_id=by.person, accepted=True, at=at)
            trail.note(by=by, act="pair.chosen", subject=by.person, at=at)
    except IntegrityError as clash:
        raise AlreadySettled from clash
    return fresh.id


def _open_pair(by: Reader, proposal: UUID) -> Proposal:
    ask(Permission.PROPOSAL_DECIDE, Standing(by.roles, machine=bool(by.machine)))
    row = Proposal.objects.filter(
        id=proposal, program_id=pool.program_of(by), standing="drafted"
    ).first()
    if row is None:
        raise NotFound
    return row


def _fresh(
    keyring: Keyring, row: Round, mentee: UUID, mentor: UUID, swap: Swap, side: int, at: datetime
) -> Proposal:
    return sealed_proposal(
        keyring,
        row,
        mentee=mentee,
        mentor=mentor,
        fit=swap.fits[side],
        text=phrases_as_text(swap.reasons[side], swap.compromises[side]),
        at=at,
        by_hand=True,
        mentee_first=row.lists > 1,
    )
