"""Beginning and ending mentorships, and saying who stands behind a mentor."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import Purpose
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.consent.commands import withdraw_all
from cairn.records.mentorships.models import Mentorship, Oversight
from cairn.records.trail import commands as trail


class AlreadyMentored(Refusal):
    """The participant walks with a mentor already."""

    def __init__(self) -> None:
        super().__init__(phrase("They already have a mentor. End that mentorship first."))


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
    row = Mentorship.objects.filter(id=mentorship, program_id=by.program, ended_at=None).first()
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
    """Say that a supervisor stands behind a mentor from now on; a former one steps back."""
    roles = by.roles if by.program == program else frozenset()
    ask(Permission.OVERSIGHT_GIVE, Standing(roles, machine=bool(by.machine)))
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
