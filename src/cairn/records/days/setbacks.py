"""A setback told in two taps, and the day on which it can be taken back."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.days import CheckIn, Use
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.days.commands import tell_day
from cairn.records.days.models import CheckIn as CheckInRow
from cairn.records.days.models import DayStatus
from cairn.records.days.queries import own_day
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

UNDO = timedelta(hours=24)


def tell_setback(*, by: Reader, day: date, check_in_id: UUID, today: date, at: datetime) -> UUID:
    """Say of today or yesterday that there was use; whatever else was told of the day stays.

    Nobody is told and nothing is alerted: whoever has leave sees the day as any other.
    """
    ask(Permission.DAY_RECORD, Standing(by.roles, is_self=True))
    if not timedelta(0) <= today - day <= timedelta(days=1):
        raise Invalid(phrase("Choose today or yesterday. Earlier days are on your path."), "day")
    before = own_day(reader=by, day=day)
    told = CheckIn(day, use=Use.USE)
    if before is not None:
        told = CheckIn(
            day,
            mood=before.mood,
            use=Use.USE,
            craving=before.craving,
            sleep=before.sleep,
            substances=dict.fromkeys(before.substances, Use.USE),
            wants_call=before.wants_call,
            note=before.note,
        )
    return tell_day(by=by, check_in=told, check_in_id=check_in_id, today=today, at=at)


def take_back(*, by: Reader, check_in: UUID, at: datetime) -> date:
    """Undo one's own newest answer about a day, within 24 hours: what was said before holds again.

    Answers the day. What was taken back stays among the replaced rows, like every correction.
    """
    ask(Permission.DAY_RECORD, Standing(by.roles, is_self=True))
    keyring = Keyring([by.person])
    with transaction.atomic():
        mine = CheckInRow.objects.filter(id=check_in, person_id=by.person, replaced_at=None)
        row = mine.first()
        if row is None:
            raise NotFound
        if at - row.recorded_at > UNDO:
            raise Invalid(
                phrase("This can be undone for a day. You can still change the day on your path.")
            )
        mine.update(replaced_at=at)
        DayStatus.objects.filter(check_in=row.id, replaced_at=None).update(replaced_at=at)
        before = CheckInRow.objects.filter(
            person_id=by.person, day=row.day, replaced_at=row.recorded_at
        ).first()
        if before is not None:
            _tell_again(before, keyring, at)
        trail.note(by=by, act="day.taken_back", subject=by.person, at=at)
    return row.day


def _tell_again(before: CheckInRow, keyring: Keyring, at: datetime) -> None:
    person, old = before.person_id, before.id
    statuses = list(DayStatus.objects.filter(check_in=old))
    note = keyring.open(person, old, "note", before.note)
    before.id = uuid4()
    before.note = keyring.seal(person, before.id, "note", note)
    before.recorded_at, before.replaced_at = at, None
    before.save(force_insert=True)
    for status in statuses:
        status.id, status.check_in = uuid4(), before.id
        status.recorded_at, status.replaced_at = at, None
    DayStatus.objects.bulk_create(statuses)
