"""Telling a day, correcting it, and bringing in days from elsewhere."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader
from cairn.core.days import CheckIn, ask_day, day_rows
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.days.models import CheckIn as CheckInRow
from cairn.records.days.models import DayStatus
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

CHECK_IN = "check-in"
STATUSES = frozenset({"use", "none", "unknown", "declined"})
OTHER_SOURCES = frozenset({"interview", "test", "import"})


def tell_day(
    *, by: Reader, check_in: CheckIn, check_in_id: UUID, today: date, at: datetime
) -> UUID:
    """Keep how one of one's own days was; told again, the newer answer counts and the older stays.

    The same `check_in_id` twice is one row. Nobody is told: whoever has leave sees it.
    """
    ask(Permission.DAY_RECORD, Standing(by.roles, is_self=True))
    ask_day(check_in.day, today=today)
    if check_in.is_blank:
        raise Invalid(phrase("Choose at least one answer. Any one will do."), "mood")
    row = _check_in_row(by.person, by.person, check_in_id, check_in, at, Keyring([by.person]))
    statuses = _status_rows(row, check_in)
    try:
        return _keep(by, row, statuses, at)
    except IntegrityError:
        # The same day was being told on another device at this very moment; now it is there.
        return _keep(by, row, statuses, at)


@dataclass(frozen=True)
class BroughtCheckIn:
    """A check-in from the demo or another system, with the moment at which it was told."""

    person: UUID
    check_in: CheckIn
    told_at: datetime


def bring_in_check_ins(*, by: Reader, told: Sequence[BroughtCheckIn], at: datetime) -> int:
    """Bring in many check-ins at once; days that are told already stay. Answers how many were new."""
    ask(Permission.DAY_RECORD, Standing(by.roles, machine=bool(by.machine)))
    people = {one.person for one in told}
    keyring = Keyring({one.person for one in told if one.check_in.note})
    first_of_day = {(one.person, one.check_in.day): one for one in told}
    with transaction.atomic():
        here = set(
            CheckInRow.objects.filter(person__in=people, replaced_at=None).values_list(
                "person_id", "day"
            )
        )
        fresh = [one for key, one in first_of_day.items() if key not in here]
        rows = [
            _check_in_row(one.person, by.person, uuid4(), one.check_in, one.told_at, keyring)
            for one in fresh
        ]
        statuses = [
            status
            for row, one in zip(rows, fresh, strict=True)
            for status in _status_rows(row, one.check_in)
        ]
        CheckInRow.objects.bulk_create(rows, batch_size=1000)
        DayStatus.objects.bulk_create(statuses, batch_size=1000)
        _note_each(by, "days.brought_in", (one.person for one in fresh), at)
    return len(fresh)


@dataclass(frozen=True)
class DayRow:
    """One line of a timeline sheet: what one source says of one substance on one day.

    Raises `Invalid` on another status or source; "check-in" is what people tell themselves.
    """

    person: UUID
    day: date
    substance: str
    status: str
    source: str = "import"
    amount: Decimal | None = None

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise Invalid(phrase("A status is use, none, unknown or declined."), "status")
        if self.source not in OTHER_SOURCES:
            raise Invalid(phrase("A source is interview, test or import."), "source")


@dataclass(frozen=True)
class ImportedDays:
    """How many days were new, said something else than before, or were here already."""

    added: int
    changed: int
    same: int


def import_days(*, by: Reader, rows: Sequence[DayRow], at: datetime) -> ImportedDays:
    """Bring in a timeline; a second time changes nothing, another answer replaces the older one.

    Of two lines for the same person, substance, source and day, the last one counts.
    """
    ask(Permission.DAY_RECORD, Standing(by.roles, machine=bool(by.machine)))
    wanted = {(row.person, row.substance, row.source, row.day): row for row in rows}
    with transaction.atomic():
        here = {
            (row.person_id, row.substance, row.source, row.day): row
            for row in DayStatus.objects.filter(
                person__in={row.person for row in rows},
                source__in={row.source for row in rows},
                replaced_at=None,
            )
        }
        changing = {key: row for key, row in wanted.items() if _differs(here.get(key), row)}
        fresh = list(changing.values())
        old = [here[key].id for key in changing if key in here]
        for start in range(0, len(old), 500):
            DayStatus.objects.filter(id__in=old[start : start + 500]).update(replaced_at=at)
        DayStatus.objects.bulk_create(
            [
                DayStatus(
                    person_id=row.person,
                    day=row.day,
                    substance=row.substance,
                    status=row.status,
                    source=row.source,
                    amount=row.amount,
                    recorded_at=at,
                    recorded_by=by.person,
                )
                for row in fresh
            ],
            batch_size=1000,
        )
        _note_each(by, "days.imported", (row.person for row in fresh), at)
    return ImportedDays(len(fresh) - len(old), len(old), len(wanted) - len(fresh))


def _keep(by: Reader, row: CheckInRow, statuses: Collection[DayStatus], at: datetime) -> UUID:
    with transaction.atomic():
        before = CheckInRow.objects.filter(id=row.id).values_list("person_id", flat=True).first()
        if before is not None:
            if before != by.person:
                raise NotFound
            return row.id
        current = {"person_id": by.person, "day": row.day, "replaced_at": None}
        CheckInRow.objects.filter(**current).update(replaced_at=at)
        DayStatus.objects.filter(**current, source=CHECK_IN).update(replaced_at=at)
        row.save(force_insert=True)
        DayStatus.objects.bulk_create(statuses)
        trail.note(by=by, act="day.told", subject=by.person, at=at)
    return row.id


def _check_in_row(
    person: UUID, by: UUID, row: UUID, told: CheckIn, at: datetime, keyring: Keyring
) -> CheckInRow:
    return CheckInRow(
        id=row,
        person_id=person,
        day=told.day,
        mood=told.mood,
        use=dict(day_rows(told)).get("any", ""),
        craving=told.craving,
        sleep=told.sleep,
        wants_call=told.wants_call,
        note=keyring.seal(person, row, "note", told.note.strip()),
        recorded_at=at,
        recorded_by=by,
    )


def _status_rows(row: CheckInRow, told: CheckIn) -> list[DayStatus]:
    return [
        DayStatus(
            person_id=row.person_id,
            day=row.day,
            substance=substance,
            status=said,
            source=CHECK_IN,
            check_in=row.id,
            recorded_at=row.recorded_at,
            recorded_by=row.recorded_by,
        )
        for substance, said in day_rows(told)
    ]


def _differs(before: DayStatus | None, row: DayRow) -> bool:
    return before is None or (before.status, before.amount) != (row.status, row.amount)


def _note_each(by: Reader, act: str, people: Iterable[UUID], at: datetime) -> None:
    entries = [trail.Entry(act, person) for person in dict.fromkeys(people)]
    trail.note_all(by=by, entries=entries, at=at)
