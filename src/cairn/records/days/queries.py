"""Days as they were told, for their person and for those with leave to see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.days import ANY, SUBSTANCES, Use
from cairn.core.mentorships.attention import CALL_DAYS, DayKnown
from cairn.core.people.permissions import Permission
from cairn.records.consent.models import Sharing
from cairn.records.days.figures import Timelines as Timelines
from cairn.records.days.figures import timelines as timelines
from cairn.records.days.models import CheckIn, DayStatus
from cairn.records.mentorships.queries import Pair, Sight, in_sight, mentees_in_sight
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class Told:
    """One day's check-in as it stands."""

    day: date
    mood: int | None
    use: Use | None
    craving: int | None
    sleep: int | None
    wants_call: bool
    substances: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class OwnDays:
    """All of one's own days: whether each counts (None: not known), today's answer, calls asked for."""

    counts: Mapping[date, bool | None]
    today: Told | None
    asked: tuple[date, ...] = ()


@dataclass(frozen=True)
class SharedDays:
    """Someone's days as they were shared with the reader; earlier ones than the leave are absent."""

    person: UUID
    statuses: Mapping[date, Use]
    check_ins: tuple[Told, ...]


def own_days(*, reader: Reader, today: date) -> OwnDays:
    """The reader's own days up to today, in two queries; words are not opened."""
    rows = list(_current_check_ins([reader.person]).filter(day__lte=today))
    statuses = _statuses([reader.person], None, today).get(reader.person, {})
    counts: dict[date, bool | None] = {row.day: None for row in rows}
    counts |= {day: _without_use(said) for day, said in statuses.items()}
    now = next((_told(row) for row in rows if row.day == today), None)
    return OwnDays(counts, now, tuple(row.day for row in rows if row.wants_call))


def own_day(*, reader: Reader, day: date) -> Told | None:
    """One of the reader's own days with its words, or None where nothing was told."""
    row = _current_check_ins([reader.person]).filter(day=day).first()
    if row is None:
        return None
    named = DayStatus.objects.filter(
        person_id=reader.person, day=day, source="check-in", replaced_at=None, status="use"
    ).exclude(substance=ANY)
    note = Keyring([reader.person]).open(reader.person, row.id, "note", row.note)
    return _told(row, tuple(named.values_list("substance", flat=True)), note)


def own_statuses(*, reader: Reader, first_day: date, last_day: date) -> dict[date, Use]:
    """What is known of use on the reader's own days between two days; a day not in it is unknown."""
    return _statuses([reader.person], first_day, last_day).get(reader.person, {})


def days_shared(
    *, reader: Reader, people: Iterable[UUID], first_day: date, last_day: date, at: datetime
) -> dict[UUID, SharedDays]:
    """The days of those among `people` who let the reader see them; the others are not in it."""
    seen = in_sight(
        reader=reader,
        people=people,
        permission=Permission.DAY_READ,
        data_class=DataClass.DAYS,
        at=at,
    )
    statuses = _statuses(seen, first_day, last_day)
    rows = list(_current_check_ins(seen).filter(day__range=(first_day, last_day)))
    keyring = Keyring({row.person_id for row in rows if row.note})
    told: dict[UUID, list[Told]] = {person: [] for person in seen}
    for row in rows:
        if seen[row.person_id].covers(row.day):
            note = keyring.open(row.person_id, row.id, "note", row.note) if row.note else ""
            told[row.person_id].append(_told(row, note=note))
    return {
        person: SharedDays(
            person,
            {day: use for day, use in statuses.get(person, {}).items() if sight.covers(day)},
            tuple(told[person]),
        )
        for person, sight in seen.items()
    }


def signals(
    *, reader: Reader, pairs: Iterable[Pair], today: date, at: datetime
) -> dict[UUID, tuple[DayKnown, ...]]:
    """What the last days of a mentor's people say, only of those who gave leave; two queries."""
    seen = mentees_in_sight(
        reader=reader,
        pairs=pairs,
        permission=Permission.DAY_READ,
        data_class=DataClass.DAYS,
        at=at,
    )
    found: dict[UUID, list[DayKnown]] = {person: [] for person in seen}
    if not seen:
        return {}
    since = today - timedelta(days=CALL_DAYS)
    for row in _current_check_ins(seen).filter(day__range=(since, today)):
        if seen[row.person_id].covers(row.day):
            found[row.person_id].append(DayKnown(row.day, row.mood, row.craving, row.wants_call))
    return {person: tuple(days) for person, days in found.items()}


@dataclass(frozen=True)
class Sharer:
    """Someone who let the reader see their days."""

    person: UUID
    name: str


def sharers(*, reader: Reader, at: datetime, part: DataClass = DataClass.DAYS) -> list[Sharer]:
    """Those whose days (or stones) the reader may see now because they gave leave, by name."""
    givers = set(
        Sharing.objects.filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=at),
            recipient_id=reader.person,
            program_id=reader.here,
            data_class=part,
        ).values_list("giver_id", flat=True)
    )
    seen = _in_sight_or_none(reader, givers, part, at)
    names = names_of(seen)
    listed = [Sharer(person, names.get(person, "")) for person in seen]
    return sorted(listed, key=lambda one: one.name.casefold())


def told_days(people: Iterable[UUID], today: date) -> dict[UUID, dict[date, bool | None]]:
    """Of each person's told days whether they were without use (None: not said).

    For rooms above, which have asked whether these days may be counted for their reader.
    """
    wanted = list(people)
    found: dict[UUID, dict[date, bool | None]] = {person: {} for person in wanted}
    for person, day in (
        _current_check_ins(wanted).filter(day__lte=today).values_list("person_id", "day")
    ):
        found[person][day] = None
    for person, statuses in _statuses(wanted, None, today).items():
        found[person] |= {day: _without_use(said) for day, said in statuses.items()}
    return found


def told_since(moment: datetime) -> list[UUID]:
    """Who said something of a day since then; for the clock."""
    recent = DayStatus.objects.filter(recorded_at__gte=moment)
    check_ins = CheckIn.objects.filter(recorded_at__gte=moment)
    ids = {
        *recent.values_list("person_id", flat=True),
        *check_ins.values_list("person_id", flat=True),
    }
    return sorted(ids)


def own_newest(*, reader: Reader, check_in: UUID) -> tuple[date, datetime] | None:
    """The day and moment of one's own check-in, while it is the newest answer about that day."""
    row = CheckIn.objects.filter(id=check_in, person_id=reader.person, replaced_at=None).first()
    return (row.day, row.recorded_at) if row else None


def _without_use(said: Use) -> bool | None:
    return None if said is Use.DECLINED else said is Use.NONE


def _in_sight_or_none(
    reader: Reader, people: set[UUID], part: DataClass, at: datetime
) -> dict[UUID, Sight]:
    if not people:
        return {}
    return in_sight(
        reader=reader, people=people, permission=Permission.DAY_READ, data_class=part, at=at
    )


def _current_check_ins(people: Iterable[UUID]):  # type: ignore[no-untyped-def]
    return CheckIn.objects.filter(person_id__in=list(people), replaced_at=None).order_by("-day")


def _statuses(
    people: Iterable[UUID], first_day: date | None, last_day: date
) -> dict[UUID, dict[date, Use]]:
    """Use by day over all sources: use beats none, none beats "rather not say"."""
    rows = DayStatus.objects.filter(
        Q(substance=ANY) | Q(status="use"),
        person_id__in=list(people),
        replaced_at=None,
        day__lte=last_day,
    ).exclude(status="unknown")
    if first_day is not None:
        rows = rows.filter(day__gte=first_day)
    found: dict[UUID, dict[date, Use]] = {}
    for person, day, substance, status in rows.values_list(
        "person_id", "day", "substance", "status"
    ):
        if substance in SUBSTANCES and not SUBSTANCES[substance].counts:
            continue
        of_person = found.setdefault(person, {})
        said = Use(status)
        if day not in of_person or _STRENGTH[said] > _STRENGTH[of_person[day]]:
            of_person[day] = said
    return found


_STRENGTH = {Use.DECLINED: 0, Use.NONE: 1, Use.USE: 2}


def _told(row: CheckIn, substances: tuple[str, ...] = (), note: str = "") -> Told:
    return Told(
        day=row.day,
        mood=row.mood,
        use=Use(row.use) if row.use else None,
        craving=row.craving,
        sleep=row.sleep,
        wants_call=row.wants_call,
        substances=substances,
        note=note,
    )
