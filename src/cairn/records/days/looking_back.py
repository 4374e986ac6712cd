"""Filling in past days, alone or together with someone who has leave; memory anchors."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.days.anchors import Anchor
from cairn.core.days.looking_back import Said, ask_past
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.days.models import Anchor as AnchorRow
from cairn.records.days.models import DayStatus
from cairn.records.mentorships.queries import in_sight, standing
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

CALENDAR, INTERVIEW = "calendar", "interview"


@dataclass(frozen=True)
class Filled:
    """How many days now say something new, and how many were left as they were told before."""

    new: int
    left: int


def fill_in(
    *,
    by: Reader,
    said: Said,
    chosen: Collection[date],
    stretch: Collection[date],
    today: date,
    at: datetime,
) -> Filled:
    """Say the same of several of one's own past days.

    `chosen` days were picked one by one and are kept whatever was said before; those of the
    `stretch` only where nothing is told yet. What other sources say stays beside it.
    Sent twice, it is the same as once. Nobody is told.
    """
    ask(Permission.DAY_RECORD, Standing(by.roles, is_self=True))
    return _fill(by, by.person, CALENDAR, said, set(chosen), set(stretch), today, at)


def fill_in_together(
    *,
    by: Reader,
    person: UUID,
    present: bool,
    said: Said,
    chosen: Collection[date],
    stretch: Collection[date],
    today: date,
    at: datetime,
) -> Filled:
    """As `fill_in`, for someone who sits with the reader and gave them leave to see their days.

    Kept as an interview, with the reader's name. `present`: the person is there and agrees.
    """
    ask(
        Permission.DAY_INTERVIEW,
        standing(reader=by, person=person, data_class=DataClass.DAYS, at=at),
    )
    if not present:
        raise Invalid(phrase("Fill this in only together, when the person says yes."), "present")
    sight = in_sight(
        reader=by,
        people=[person],
        permission=Permission.DAY_INTERVIEW,
        data_class=DataClass.DAYS,
        at=at,
    )[person]
    if not all(sight.covers(day) for day in {*chosen, *stretch}):
        raise Invalid(phrase("You may only see later days than these."), "days")
    return _fill(by, person, INTERVIEW, said, set(chosen), set(stretch), today, at)


def add_anchor(*, by: Reader, anchor: Anchor, anchor_id: UUID, at: datetime) -> UUID:
    """Keep something that helps to remember; the same `anchor_id` twice is one row."""
    ask(Permission.DAY_RECORD, Standing(by.roles, is_self=True))
    sealed = Keyring([by.person]).seal(by.person, anchor_id, "words", anchor.words.strip())
    with transaction.atomic():
        row, new = AnchorRow.objects.get_or_create(
            id=anchor_id,
            defaults={
                "person_id": by.person,
                "kind": anchor.kind,
                "first_day": anchor.first_day,
                "last_day": anchor.last_day,
                "words": sealed,
                "added_at": at,
                "added_by": by.person,
            },
        )
        if row.person_id != by.person:
            raise NotFound
        if new:
            trail.note(by=by, act="anchor.added", subject=by.person, at=at)
    return row.id


def remove_anchor(*, by: Reader, anchor: UUID, at: datetime) -> None:
    """Take one of one's own anchors off the calendar."""
    ask(Permission.DAY_RECORD, Standing(by.roles, is_self=True))
    with transaction.atomic():
        mine = AnchorRow.objects.filter(id=anchor, person_id=by.person, removed_at=None)
        if not mine.update(removed_at=at):
            raise NotFound
        trail.note(by=by, act="anchor.removed", subject=by.person, at=at)


def _fill(
    by: Reader,
    person: UUID,
    source: str,
    said: Said,
    chosen: set[date],
    stretch: set[date],
    today: date,
    at: datetime,
) -> Filled:
    ask_past(chosen | stretch, today=today)
    keyring = Keyring([person])
    with transaction.atomic():
        told = _told_days(person, stretch - chosen)
        days = chosen | (stretch - told)
        here = {
            (row.day, row.substance): row
            for row in DayStatus.objects.filter(
                person_id=person, source=source, replaced_at=None, day__in=days
            )
        }
        fresh = [
            _row(by, person, source, day, substance, status, said, keyring, at)
            for day in sorted(days)
            for substance, status in said.rows
            if not _same(here.get((day, substance)), substance, status, said, keyring)
        ]
        again = {(row.day, row.substance) for row in fresh}
        wanted = {(day, substance) for day in days for substance, _status in said.rows}
        over = [
            row.id
            for key, row in here.items()
            if key in again or (said.replaces(row.substance) and key not in wanted)
        ]
        if fresh or over:
            DayStatus.objects.filter(id__in=over).update(replaced_at=at)
            DayStatus.objects.bulk_create(fresh, batch_size=500)
            trail.note(by=by, act="days.filled_in", subject=person, detail=source, at=at)
    return Filled(len({row.day for row in fresh}), len(told))


def _told_days(person: UUID, days: set[date]) -> set[date]:
    rows = DayStatus.objects.filter(person_id=person, replaced_at=None, day__in=days)
    return set(rows.values_list("day", flat=True))


def _row(
    by: Reader,
    person: UUID,
    source: str,
    day: date,
    substance: str,
    status: str,
    said: Said,
    keyring: Keyring,
    at: datetime,
) -> DayStatus:
    measured = substance == said.substance and said.amount is not None
    row = uuid4()
    words = said.own_unit.strip() if measured and said.unit == "own" else ""
    return DayStatus(
        id=row,
        person_id=person,
        day=day,
        substance=substance,
        status=status,
        source=source,
        amount=said.amount if measured else None,
        unit=said.unit if measured else "",
        own_unit=keyring.seal(person, row, "own_unit", words) if words else b"",
        recorded_at=at,
        recorded_by=by.person,
    )


def _same(
    before: DayStatus | None, substance: str, status: str, said: Said, keyring: Keyring
) -> bool:
    if before is None or before.status != status:
        return False
    if substance != said.substance or said.amount is None:
        return True
    words = keyring.open(before.person_id, before.id, "own_unit", before.own_unit)
    wanted = said.own_unit.strip() if said.unit == "own" else ""
    return (before.amount, before.unit, words) == (said.amount, said.unit, wanted)
