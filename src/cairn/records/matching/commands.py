"""Acts of matching: a profile written, a pair changed or dropped, a round sent, an answer given."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader
from cairn.core.matching.profiles import Profile
from cairn.core.matching.template import Side
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.consent.commands import share, withdraw_all
from cairn.records.matching import asked, choices
from cairn.records.matching.clocks import look_on
from cairn.records.matching.importing import ROLES
from cairn.records.matching.models import OPEN_STANDINGS, Answer, Proposal, Round, Unmatched
from cairn.records.matching.models import Profile as ProfileRow
from cairn.records.matching.pool import program_of
from cairn.records.matching.rounds import sealed_proposal
from cairn.records.matching.sealed import as_text, digest_of, phrases_as_text, sealed_row
from cairn.records.mentorships.commands import begin
from cairn.records.programs.queries import roles_of
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

SHAREABLE = (DataClass.DAYS, DataClass.GOALS)
"""What a participant may share with the mentor while accepting."""


class AlreadySettled(Refusal):
    """The pair has moved on since the page was opened."""

    def __init__(self) -> None:
        super().__init__(phrase("This pair has changed since you opened the page. Look again."))


class AlreadyAnswered(Refusal):
    """One answer each."""

    def __init__(self) -> None:
        super().__init__(
            phrase("You have already answered. Ask your program if you want to undo it.")
        )


def write_profile(*, by: Reader, person: UUID, side: Side, profile: Profile, at: datetime) -> None:
    """Keep what someone needs or offers, as a new row; writing the same again changes nothing.

    A mentor who pauses writes a capacity of 0.
    """
    program = program_of(by)
    roles = roles_of(person, program, at=at)
    ask(
        Permission.PROFILE_WRITE,
        Standing(
            by.roles if roles else frozenset(),
            is_self=person == by.person,
            machine=bool(by.machine),
        ),
    )
    if roles and ROLES[side] not in roles:
        raise NotFound
    fresh = sealed_row(
        Keyring([person]), person, program, side, profile, written_by=by.person, written_at=at
    )
    current = ProfileRow.objects.filter(
        person_id=person, program_id=program, side=side, replaced_at=None
    )
    if current.filter(digest=digest_of(as_text(profile))).exists():
        return
    with transaction.atomic():
        current.update(replaced_at=at)
        fresh.save(force_insert=True)
        trail.note(by=by, act="profile.written", subject=person, detail=side, at=at)


def pair_by_hand(*, by: Reader, round_id: UUID, mentee: UUID, mentor: UUID, at: datetime) -> UUID:
    """Choose a mentor for someone of a round; the limits hold for a hand as for the solver."""
    ask(Permission.PROPOSAL_DECIDE, Standing(by.roles, machine=bool(by.machine)))
    row = _round(by, round_id)
    offered = choices.for_mentee(row, mentee, at=at)
    chosen = next((one for one in offered if one.mentor == mentor), None)
    if chosen is None:
        raise NotFound
    if chosen.barred_by:
        raise Invalid(phrase("These two can't be paired: {why}.", why=chosen.barred_by[0]))
    fresh = sealed_proposal(
        Keyring([mentee]),
        row,
        mentee=mentee,
        mentor=mentor,
        fit=chosen.fit,
        text=phrases_as_text(chosen.reasons, chosen.compromise),
        at=at,
        by_hand=True,
    )
    try:
        with transaction.atomic():
            _move(_drafts(row).filter(mentee_id=mentee), "withdrawn", at)
            fresh.save(force_insert=True)
            trail.note(by=by, act="pair.chosen", subject=mentee, at=at)
    except IntegrityError as clash:
        raise AlreadySettled from clash
    return fresh.id


def drop_pair(*, by: Reader, proposal: UUID, at: datetime) -> None:
    """Not this pair: it is not proposed again, and the person waits on."""
    ask(Permission.PROPOSAL_DECIDE, Standing(by.roles, machine=bool(by.machine)))
    row = Proposal.objects.filter(id=proposal, program_id=program_of(by)).first()
    if row is None:
        raise NotFound
    left = uuid4()
    told = phrases_as_text([phrase("You took this pair out of the round.")])
    reason = Keyring([row.mentee_id]).seal(row.mentee_id, left, "reason", told)
    with transaction.atomic():
        if not _move(Proposal.objects.filter(id=proposal), "dropped", at):
            raise AlreadySettled
        Unmatched.objects.filter(round_id=row.round_id, mentee_id=row.mentee_id).delete()
        Unmatched.objects.create(
            id=left, round_id=row.round_id, mentee_id=row.mentee_id, reason=reason
        )
        _end_leave(by, row, at)
        trail.note(by=by, act="pair.dropped", subject=row.mentee_id, at=at)


def send_round(*, by: Reader, round_id: UUID, at: datetime) -> int:
    """Show each drafted pair of a round to its two people; answers how many pairs."""
    ask(Permission.PROPOSAL_DECIDE, Standing(by.roles, machine=bool(by.machine)))
    row = _round(by, round_id)
    with transaction.atomic():
        people = list(_drafts(row).values_list("mentee_id", "mentor_id"))
        due = at + timedelta(days=row.answer_days)
        _drafts(row).update(standing="sent", sent_at=at, due_at=due)
        Round.objects.filter(id=row.id, sent_at=None).update(sent_at=at)
        trail.note_all(
            by=by,
            entries=[
                trail.Entry("pair.sent", person)
                for person in dict.fromkeys(one for pair in people for one in pair)
            ],
            at=at,
        )
    return len(people)


def set_aside(*, by: Reader, round_id: UUID, at: datetime) -> int:
    """Take back what a round has drafted and neither sent nor locked; its people wait again."""
    ask(Permission.PROPOSAL_DECIDE, Standing(by.roles, machine=bool(by.machine)))
    row = _round(by, round_id)
    with transaction.atomic():
        loose = _drafts(row).filter(locked_at=None)
        people = list(loose.values_list("mentee_id", flat=True))
        _move(loose, "withdrawn", at)
        trail.note_all(
            by=by, entries=[trail.Entry("pair.set_aside", person) for person in people], at=at
        )
    return len(people)


def answer(
    *,
    by: Reader,
    proposal: UUID,
    accepted: bool,
    at: datetime,
    sharing: Collection[DataClass] = (),
) -> str:
    """Say yes or not this one, without a why; answers the pair's standing afterwards.

    The second yes begins the mentorship. A participant's `sharing` is given with their
    yes and ends at once if the pair does not come about.
    """
    row = (
        Proposal.objects.filter(id=proposal, program_id=program_of(by))
        .exclude(sent_at=None)
        .first()
    )
    parties = {row.mentee_id, row.mentor_id} if row else set()
    if row is None or by.person not in parties or asked.too_early(row, by.person):
        raise NotFound
    ask(Permission.PROPOSAL_ANSWER, Standing(by.roles, is_party=True))
    try:
        with transaction.atomic():
            held = Proposal.objects.select_for_update().get(id=proposal)
            if held.standing != "sent":
                raise AlreadySettled
            Answer.objects.create(
                proposal_id=proposal, person_id=by.person, accepted=accepted, at=at
            )
            trail.note(by=by, act="pair.answered", subject=held.mentee_id, at=at)
            if not accepted:
                _move(Proposal.objects.filter(id=proposal), "declined", at)
                _end_leave(by, held, at)
                look_on(
                    program=held.program_id, round_id=held.round_id, mentee=held.mentee_id, at=at
                )
                return "declined"
            if by.person == held.mentee_id:
                _give_leave(by, held, sharing, at)
            if Answer.objects.filter(proposal_id=proposal, accepted=True).count() < len(parties):
                return "sent"
            _move(Proposal.objects.filter(id=proposal), "agreed", at)
            begin(
                by=by,
                program=held.program_id,
                mentee=held.mentee_id,
                mentor=held.mentor_id,
                at=at,
                proposal=proposal,
            )
    except IntegrityError as clash:
        raise AlreadyAnswered from clash
    return "agreed"


def note_export(*, by: Reader, round_id: UUID, people: Collection[UUID], at: datetime) -> None:
    """Say on the trail that a round's pairs left as a file, one line per person in it."""
    ask(Permission.ROUND_READ, Standing(by.roles))
    row = _round(by, round_id)
    with transaction.atomic():
        trail.note_all(
            by=by,
            entries=[
                trail.Entry("round.exported", person, str(row.id))
                for person in dict.fromkeys(people)
            ],
            at=at,
        )


def _round(by: Reader, round_id: UUID) -> Round:
    row = Round.objects.filter(id=round_id, program_id=program_of(by)).first()
    if row is None or row.finished_at is None:
        raise NotFound
    return row


def _drafts(row: Round) -> Any:
    return Proposal.objects.filter(round_id=row.id, standing="drafted")


def _move(rows: Any, standing: str, at: datetime) -> int:
    moved: int = rows.filter(standing__in=OPEN_STANDINGS).update(standing=standing, settled_at=at)
    return moved


def _give_leave(by: Reader, row: Proposal, sharing: Collection[DataClass], at: datetime) -> None:
    for part in SHAREABLE:
        if part in sharing:
            share(
                by=by,
                recipient=row.mentor_id,
                data_class=part,
                purpose=Purpose.MENTORING,
                at=at,
            )


def _end_leave(by: Reader, row: Proposal, at: datetime) -> None:
    withdraw_all(
        by=by,
        giver=row.mentee_id,
        recipient=row.mentor_id,
        purposes=[Purpose.MENTORING],
        at=at,
    )
