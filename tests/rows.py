"""A row about someone in every table there is: what erasure, export and backups are tried on.

Columns are filled by their type; where a table forbids that, `TOLD` says what it wants.
A new table is tried the day it is born, or says here what it needs.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import models

from cairn.core.consent.packets import Basis
from cairn.core.consent.written import Kind, RecipientKind
from cairn.core.goals.domains import Domain
from cairn.records.base import Privacy, SealedField, declared_tables
from cairn.records.people.models import Person
from cairn.records.programs.models import Program
from cairn.records.vault.keyring import Keyring
from tests.cast import NOW, TODAY, Cast

MADE_ELSEWHERE = {"people.Person", "people.Departure", "trail.Line"}
LATER = NOW + timedelta(days=7)

TOLD: dict[str, dict[str, Any]] = {
    "people.Passkey": {"credential": b"a public key"},
    "people.CodeApp": {"secret": b"sealed"},
    "programs.Membership": {"role": "participant"},
    "supervision.Talk": {"kind": "group"},
    "supervision.Fidelity": {"source": "self"},
    "programs.Place": {"part": "participant"},
    "programs.Invitation": {"role": "mentor", "expires_at": LATER},
    "tokens.Token": {"expires_at": LATER},
    "consent.Agreement": {
        "kind": next(iter(Kind)).value,
        "recipient_kind": next(iter(RecipientKind)).value,
        "until": LATER,
    },
    "consent.Disclosure": {"basis": Basis.OWN.value, "agreement_id": None},
    "consent.Sharing": {"data_class": "days", "purpose": "mentoring"},
    "mentorships.Contact": {"means": "phone"},
    "mentorships.Appointment": {"means": "phone", "minutes": 30},
    "conversations.Receipt": {"kind": "read"},
    "conversations.Opening": {"until": LATER},
    "days.DayStatus": {"substance": "alcohol", "status": "none", "source": "check-in"},
    "days.Anchor": {"kind": "payday"},
    "milestones.CountingChoice": {"aim": "no_use"},
    "goals.Goal": {"domain": next(iter(Domain)).value},
    "matching.Profile": {"side": "mentee"},
    "matching.SheetId": {"side": "mentee"},
    "matching.Draft": {"expires_at": LATER},
}


def about_people() -> Iterator[tuple[type[models.Model], Privacy]]:
    """Every table in the main database that has rows about people."""
    return (found for found in declared_tables() if found[1].person)


def fill(cast: Cast, subject: UUID, other: UUID) -> dict[tuple[UUID, UUID, str], bytes]:
    """One row about `subject` in each table that has none yet, with `other` as the second party.

    Answers the sealed values written: (whose key, row, column) to bytes.
    """
    sealed: dict[tuple[UUID, UUID, str], bytes] = {}
    ring = Keyring([subject])
    for model, privacy in about_people():
        rows = model._default_manager.filter(**{str(privacy.person): subject})
        if model._meta.label in MADE_ELSEWHERE or rows.exists():
            continue
        values = _values(model, cast, subject, other)
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedField) and not field.null:
                row = values["id"]
                values[field.name] = ring.seal(subject, row, field.name, f"words {row} {field}")
                sealed[subject, row, field.name] = values[field.name]
        model._default_manager.create(**values)
    return sealed


def _values(model: type[models.Model], cast: Cast, subject: UUID, other: UUID) -> dict[str, Any]:
    """What the columns of one row hold, sealed ones apart."""
    privacy: Privacy = model.privacy  # type: ignore[attr-defined]
    whose = (privacy.person or "").split("__")[0]
    values: dict[str, Any] = {"id": uuid4()}
    for field in model._meta.concrete_fields:
        told = field.null or field.blank or field.has_default() or field.primary_key
        if field.name == whose or not (told or isinstance(field, SealedField)):
            values[field.attname] = _filling(field, privacy, cast, subject, other)
    return values | TOLD.get(model._meta.label, {})


def _filling(field: Any, privacy: Privacy, cast: Cast, subject: UUID, other: UUID) -> Any:
    if isinstance(field, models.ForeignKey):
        return _linked(field, privacy, cast, subject, other)
    if isinstance(field, models.UUIDField):
        return subject if field.name == privacy.person else other
    if isinstance(field, models.CharField):
        return uuid4().hex[: field.max_length]
    plain: list[tuple[type[Any], Any]] = [
        (models.DateTimeField, NOW),
        (models.DateField, TODAY),
        (models.BooleanField, True),
    ]
    return next((value for kind, value in plain if isinstance(field, kind)), 1)


def _linked(field: Any, privacy: Privacy, cast: Cast, subject: UUID, other: UUID) -> Any:
    towards = field.related_model
    if towards is Person:
        return subject if field.name == privacy.person else other
    if towards is Program:
        return cast.program
    declared: Privacy = towards.privacy
    rows = towards._default_manager.all()
    if declared.person:
        return rows.filter(**{declared.person: subject}).values_list("pk", flat=True)[0]
    found = rows.first()
    if found is None:
        sealed = [one.name for one in towards._meta.concrete_fields if isinstance(one, SealedField)]
        values = _values(towards, cast, subject, other) | dict.fromkeys(sealed, b"sealed")
        found = towards._default_manager.create(**values)
    return found.pk


def a_day(number: int) -> date:
    """The n-th day of the story."""
    return TODAY + timedelta(days=number)


def a_moment(number: int) -> datetime:
    """The same hour, n days on."""
    return NOW + timedelta(days=number)
