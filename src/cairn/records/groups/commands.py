"""Holding a group, and saying who was there."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.groups.models import Attendance, Meeting
from cairn.records.groups.queries import ask_for_group, expected
from cairn.records.trail import commands as trail

MOST_MINUTES = 600


def hold(
    *,
    by: Reader,
    cohort: UUID,
    meeting_id: UUID,
    day: date,
    minutes: int,
    today: date,
    at: datetime,
) -> UUID:
    """Say that the group met on a day; its agenda is the next of the template's modules.

    The same `meeting_id` twice is one meeting. Raises `Invalid` on a day that has not come,
    one from before the cohort, or one on which it met already.
    """
    facts, _seats = ask_for_group(reader=by, cohort=cohort, today=today, at=at)
    if not facts.first_day <= day <= today:
        raise Invalid(phrase("Choose a day from the cohort's first day to today."), "day")
    if not 0 < minutes <= MOST_MINUTES:
        raise Invalid(phrase("Minutes go from 1 to {most}.", most=MOST_MINUTES), "minutes")
    with transaction.atomic():
        rows = Meeting.objects.filter(cohort_id=cohort)
        if rows.filter(id=meeting_id).exists():
            return meeting_id
        if rows.filter(day=day).exists():
            raise Invalid(phrase("The group's meeting on this day is here already."), "day")
        Meeting.objects.create(
            id=meeting_id,
            program_id=by.here,
            cohort_id=cohort,
            day=day,
            minutes=minutes,
            step=rows.count() + 1,
            held_by=by.person,
            held_at=at,
        )
        trail.note(by=by, act="group.held", detail=str(cohort), at=at)
    return meeting_id


def attend(
    *,
    by: Reader,
    cohort: UUID,
    meeting: UUID,
    came: Collection[UUID],
    today: date,
    at: datetime,
) -> None:
    """Say who was there: minutes go to each one's dose. Saying it again puts it right.

    People who are not of the group on that day are not found.
    """
    facts, seats = ask_for_group(reader=by, cohort=cohort, today=today, at=at)
    row = Meeting.objects.filter(id=meeting, cohort_id=cohort).first()
    if row is None or not set(came) <= {one.person for one in expected(facts, seats, row.day)}:
        raise NotFound
    with transaction.atomic():
        standing = Attendance.objects.filter(meeting=row, withdrawn_at=None)
        before = set(standing.values_list("person_id", flat=True))
        gone, fresh = before - set(came), [one for one in came if one not in before]
        standing.filter(person__in=gone).update(withdrawn_at=at)
        Attendance.objects.bulk_create(
            Attendance(
                person_id=one,
                program_id=row.program_id,
                meeting=row,
                minutes=row.minutes,
                told_by=by.person,
                told_at=at,
            )
            for one in fresh
        )
        trail.note_all(
            by=by,
            entries=[
                *(trail.Entry("group.was_there", one) for one in fresh),
                *(trail.Entry("group.was_not_there", one) for one in sorted(gone)),
            ],
            at=at,
        )
