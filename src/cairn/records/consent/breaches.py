"""The workbook of incidents: what happened, how likely it did harm, who is told by which day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.consent.lawbook import law_of
from cairn.records.consent.models import Affected, Breach
from cairn.records.people.queries import names_of
from cairn.records.programs.models import Membership
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring, make_keys


class Risk(StrEnum):
    """How much one question of the assessment speaks for harm."""

    LOW = "low"
    SOME = "some"
    HIGH = "high"


@dataclass(frozen=True)
class Assessment:
    """The four questions of the HIPAA breach rule (45 CFR 164.402, recalled), and the judgment."""

    sensitive: Risk
    wrong_person: Risk
    really_seen: Risk
    undone: Risk
    likely: bool
    reasons: str


@dataclass(frozen=True)
class Incident:
    """One line of the workbook; `due_on` is the last day for telling the people it touches."""

    id: UUID
    what: str
    reasons: str
    happened_on: date
    found_on: date
    due_on: date
    assessed: bool
    likely: bool | None
    affected: tuple[tuple[UUID, str, date | None], ...]
    public_too: bool

    @property
    def waiting(self) -> int:
        """How many still have to be told."""
        return sum(told is None for _, _, told in self.affected) if self.likely is not False else 0


@dataclass(frozen=True)
class Letter:
    """What a letter to one person has to say: the fields, for the program's own words."""

    name: str
    what: str
    happened_on: date
    found_on: date
    program: UUID


def open_incident(
    *, by: Reader, what: str, happened_on: date, found_on: date, today: date, at: datetime
) -> UUID:
    """Begin the workbook of one incident."""
    ask(Permission.BREACH_KEEP, Standing(by.roles))
    if not what.strip():
        raise Invalid(phrase("Say in a sentence or two what happened."), "what")
    if found_on > today or happened_on > found_on:
        raise Invalid(
            phrase("It is found on the day it happened, or later, not in the future."), "found_on"
        )
    row = uuid4()
    make_keys([by.here], at=at)
    sealed = Keyring([by.here]).seal(by.here, row, "what", what.strip())
    with transaction.atomic():
        Breach.objects.create(
            id=row,
            program_id=by.here,
            what=sealed,
            happened_on=happened_on,
            found_on=found_on,
            kept_by=by.person,
            kept_at=at,
        )
        trail.note(by=by, act="incident.opened", at=at)
    return row


def assess(*, by: Reader, incident: UUID, assessment: Assessment, at: datetime) -> None:
    """Keep the four answers and the judgment; doing it again replaces them and says so on the trail."""
    ask(Permission.BREACH_KEEP, Standing(by.roles))
    if not assessment.reasons.strip():
        raise Invalid(phrase("Write down why you judge it so."), "reasons")
    _one(by, incident)
    sealed = Keyring([by.here]).seal(by.here, incident, "reasons", assessment.reasons.strip())
    with transaction.atomic():
        Breach.objects.filter(id=incident, program_id=by.here).update(
            sensitive=assessment.sensitive,
            wrong_person=assessment.wrong_person,
            really_seen=assessment.really_seen,
            undone=assessment.undone,
            likely=assessment.likely,
            reasons=sealed,
            assessed_at=at,
        )
        trail.note(by=by, act="incident.assessed", at=at)


def add_affected(*, by: Reader, incident: UUID, people: Collection[UUID], at: datetime) -> None:
    """Say whose records it touches; only people of the program, each once."""
    ask(Permission.BREACH_KEEP, Standing(by.roles))
    members = set(
        Membership.objects.filter(program_id=by.here, person_id__in=people).values_list(
            "person_id", flat=True
        )
    )
    if not set(people) <= members:
        raise NotFound
    with transaction.atomic():
        _one(by, incident)
        Affected.objects.bulk_create(
            [Affected(breach_id=incident, person_id=one) for one in sorted(members)],
            ignore_conflicts=True,
        )
        entries = [trail.Entry("incident.touches", one) for one in sorted(members)]
        trail.note_all(by=by, entries=entries, at=at)


def tell(*, by: Reader, incident: UUID, person: UUID, on: date, at: datetime) -> None:
    """Keep that a person has been told, and on which day."""
    ask(Permission.BREACH_KEEP, Standing(by.roles))
    with transaction.atomic():
        _one(by, incident)
        waiting = Affected.objects.filter(breach_id=incident, person_id=person, told_on=None)
        if not waiting.update(told_on=on):
            raise NotFound
        trail.note(by=by, act="incident.told", subject=person, at=at)


def incidents(*, reader: Reader, at: datetime) -> list[Incident]:
    """The workbook of the reader's program, newest first."""
    ask(Permission.BREACH_KEEP, Standing(reader.roles))
    law = law_of(reader.here, at=at)
    rows = list(Breach.objects.filter(program_id=reader.here).order_by("-found_on", "id"))
    touched: dict[UUID, list[Affected]] = {row.id: [] for row in rows}
    for one in Affected.objects.filter(breach_id__in=touched).order_by("id"):
        touched[one.breach_id].append(one)
    names = names_of(one.person_id for those in touched.values() for one in those)
    for person in names:
        reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    keyring = Keyring([reader.here])
    return [
        Incident(
            id=row.id,
            what=keyring.open(reader.here, row.id, "what", row.what),
            reasons=keyring.open(reader.here, row.id, "reasons", row.reasons),
            happened_on=row.happened_on,
            found_on=row.found_on,
            due_on=row.found_on + timedelta(days=law.breach_notice_days),
            assessed=row.assessed_at is not None,
            likely=row.likely,
            affected=tuple(
                (one.person_id, names.get(one.person_id, ""), one.told_on)
                for one in touched[row.id]
            ),
            public_too=len(touched[row.id]) >= law.breach_public_from,
        )
        for row in rows
    ]


def letters(*, reader: Reader, incident: UUID, at: datetime) -> list[Letter]:
    """The fields of the letter to everyone who has not been told yet."""
    found = [one for one in incidents(reader=reader, at=at) if one.id == incident]
    if not found:
        raise NotFound
    [one] = found
    return [
        Letter(name, one.what, one.happened_on, one.found_on, reader.here)
        for _, name, told in one.affected
        if told is None
    ]


def _one(by: Reader, incident: UUID) -> None:
    if not Breach.objects.filter(id=incident, program_id=by.here).exists():
        raise NotFound
