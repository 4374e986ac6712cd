"""The clocks of open pairs: a reminder at half time, an end when the time is over, and what follows."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader, machine
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.records.matching.models import Answer, Proposal, Round
from cairn.records.matching.pool import program_of
from cairn.records.matching.rounds import place_one
from cairn.records.trail import commands as trail


def remind(*, by: Reader, proposal: UUID, at: datetime) -> None:
    """Ask those of a pair who have not answered once more, kindly, on their first page."""
    ask(Permission.PROPOSAL_DECIDE, Standing(by.roles, machine=bool(by.machine)))
    row = Proposal.objects.filter(id=proposal, program_id=program_of(by), standing="sent").first()
    if row is None:
        raise NotFound
    _remind(by, row, at)


def keep_clocks(*, by: Reader, at: datetime) -> None:
    """Remind at half time, end what ran out, and look at once for those who had said yes.

    Each pair is its own short transaction, so that a stop in between loses nothing.
    """
    ask(Permission.ROUND_RUN, Standing(machine=bool(by.machine)))
    sent = Proposal.objects.filter(standing="sent").exclude(due_at=None)
    for row in list(sent.filter(due_at__lte=at)):
        _end(replace(by, program=row.program_id), row, at)
    for row in list(sent.filter(due_at__gt=at, reminded_at=None).exclude(sent_at=None)):
        if row.sent_at and row.due_at and at - row.sent_at >= row.due_at - at:
            _remind(replace(by, program=row.program_id), row, at)


def look_on(*, program: UUID, round_id: UUID, mentee: UUID, at: datetime) -> None:
    """After a no or no answer: the next best mentor is looked for at once, so that nobody just waits."""
    row = Round.objects.get(id=round_id)
    door = replace(machine("next-best"), program=program)
    place_one(by=door, program=program, mentee=mentee, sends=row.follows_up, at=at)


def _remind(by: Reader, row: Proposal, at: datetime) -> None:
    answered = set(Answer.objects.filter(proposal_id=row.id).values_list("person_id", flat=True))
    waited_for = [row.mentee_id] if row.mentee_first else [row.mentee_id, row.mentor_id]
    if row.mentee_first and row.mentee_id in answered:
        waited_for = [row.mentor_id]
    with transaction.atomic():
        Proposal.objects.filter(id=row.id, standing="sent").update(reminded_at=at)
        trail.note_all(
            by=by,
            entries=[
                trail.Entry("pair.reminded", person)
                for person in waited_for
                if person not in answered
            ],
            at=at,
        )


def _end(by: Reader, row: Proposal, at: datetime) -> None:
    with transaction.atomic():
        ended = Proposal.objects.filter(id=row.id, standing="sent").update(
            standing="expired", settled_at=at
        )
        if not ended:
            return
        trail.note(by=by, act="pair.ran_out", subject=row.mentee_id, at=at)
        if Answer.objects.filter(
            proposal_id=row.id, person_id=row.mentee_id, accepted=True
        ).exists():
            look_on(program=row.program_id, round_id=row.round_id, mentee=row.mentee_id, at=at)
