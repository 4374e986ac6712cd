"""The day calendar: every source's answer about each day, kept beside the others, and memory anchors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.days import ANY, Use
from cairn.core.people.permissions import Permission, ask
from cairn.records.days.models import Anchor, CheckIn, DayStatus
from cairn.records.mentorships.queries import in_sight, standing
from cairn.records.people.queries import names_of
from cairn.records.vault.keyring import Keyring


@dataclass(frozen=True)
class Answer:
    """What one source says of one substance (or of "any") on one day."""

    day: date
    source: str
    substance: str
    status: str
    amount: Decimal | None
    unit: str
    own_unit: str
    told_on: datetime
    told_by: str


@dataclass(frozen=True)
class AnchorLine:
    """A memory anchor with its words."""

    id: UUID
    kind: str
    first_day: date
    last_day: date
    words: str


@dataclass(frozen=True)
class Calendar:
    """Some days of someone's calendar; `name` is theirs, empty for one's own.

    `use` holds the answer that counts; in `disputed` are the days about which sources
    differ; in `told` every day of which anything was said, a check-in without use too.
    """

    person: UUID
    name: str
    first_day: date | None
    use: Mapping[date, Use]
    disputed: frozenset[date]
    told: frozenset[date]
    anchors: tuple[AnchorLine, ...]


def own_calendar(*, reader: Reader, first_day: date, last_day: date) -> Calendar:
    """The reader's own days between two days."""
    return _calendar(reader.person, "", None, first_day, last_day)


def calendar_together(
    *, reader: Reader, person: UUID, first_day: date, last_day: date, at: datetime
) -> Calendar:
    """Someone's days, for filling in together: only with their leave, and only the days it covers."""
    ask(
        Permission.DAY_INTERVIEW,
        standing(reader=reader, person=person, data_class=DataClass.DAYS, at=at),
    )
    sight = in_sight(
        reader=reader,
        people=[person],
        permission=Permission.DAY_INTERVIEW,
        data_class=DataClass.DAYS,
        at=at,
    )[person]
    since = max(first_day, sight.first_day) if sight.first_day else first_day
    name = names_of([person]).get(person, "")
    return _calendar(person, name, sight.first_day, since, last_day)


def own_answers(*, reader: Reader, day: date) -> tuple[Answer, ...]:
    """Everything that stands about one of one's own days, by source, with who wrote it."""
    rows = list(
        DayStatus.objects.filter(person_id=reader.person, day=day, replaced_at=None).order_by(
            "source", "recorded_at", "substance"
        )
    )
    others = {row.recorded_by for row in rows if row.recorded_by != reader.person}
    names = names_of(others) if others else {}
    keyring = Keyring([reader.person]) if any(row.own_unit for row in rows) else None
    return tuple(
        Answer(
            row.day,
            row.source,
            row.substance,
            row.status,
            row.amount,
            row.unit,
            keyring.open(reader.person, row.id, "own_unit", row.own_unit) if keyring else "",
            row.recorded_at,
            names.get(row.recorded_by, ""),
        )
        for row in rows
    )


def own_anchors(*, reader: Reader) -> tuple[AnchorLine, ...]:
    """The reader's memory anchors, the newest days first."""
    return tuple(reversed(_anchors(reader.person, date.min, date.max)))


def _calendar(person: UUID, name: str, since: date | None, first: date, last: date) -> Calendar:
    said: dict[date, set[str]] = {}
    rows = DayStatus.objects.filter(
        Q(substance=ANY),
        person_id=person,
        replaced_at=None,
        day__range=(first, last),
    )
    for day, status in rows.exclude(status="unknown").values_list("day", "status"):
        said.setdefault(day, set()).add(status)
    checked = CheckIn.objects.filter(person_id=person, replaced_at=None, day__range=(first, last))
    return Calendar(
        person,
        name,
        since,
        {day: _strongest(answers) for day, answers in said.items()},
        frozenset(day for day, answers in said.items() if {"use", "none"} <= answers),
        frozenset(said) | frozenset(checked.values_list("day", flat=True)),
        _anchors(person, first, last),
    )


def _strongest(answers: set[str]) -> Use:
    return next(use for use in (Use.USE, Use.NONE, Use.DECLINED) if use in answers)


def _anchors(person: UUID, first: date, last: date) -> tuple[AnchorLine, ...]:
    rows = list(
        Anchor.objects.filter(
            person_id=person, removed_at=None, first_day__lte=last, last_day__gte=first
        ).order_by("first_day", "added_at", "id")
    )
    keyring = Keyring([person] if rows else [])
    return tuple(
        AnchorLine(
            row.id,
            row.kind,
            row.first_day,
            row.last_day,
            keyring.open(person, row.id, "words", row.words) if row.words else "",
        )
        for row in rows
    )
