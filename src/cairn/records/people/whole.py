"""A person's whole record, table by table, opened: what they take along, and what a packet holds.

It walks the privacy that every table declares, not imports, so a new table is in it the
day it is born. Secrets (hashes, fingerprints, keys) are left out; links stay codes.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.base import Privacy, Sensitivity, column_privacy, declared_tables
from cairn.records.vault.keyring import Keyring

PARTS: dict[str, DataClass] = {
    "people": DataClass.IDENTITY,
    "cover": DataClass.IDENTITY,
    "programs": DataClass.IDENTITY,
    "tokens": DataClass.IDENTITY,
    "consent": DataClass.IDENTITY,
    "trail": DataClass.IDENTITY,
    "safety": DataClass.SAFETY,
    "mentorships": DataClass.MENTORSHIP,
    "days": DataClass.DAYS,
    "goals": DataClass.GOALS,
    "groups": DataClass.MENTORSHIP,
    "supervision": DataClass.MENTORSHIP,
    "milestones": DataClass.MILESTONES,
    "conversations": DataClass.CONVERSATIONS,
    "matching": DataClass.MATCHING,
}
"""To which part of a record a room's tables belong."""

NOTES = frozenset(
    {("contact", "note"), ("contact", "next_step")}
    | {("understanding", name) for name in ("times", "boundaries", "own_line", "shared")}
)
"""Columns that are leave of their own: what was written about a talk, or agreed on."""

_ROOMS_ASIDE = frozenset({"consent", "cover", "tokens", "trail"})
_TABLES_ASIDE = frozenset(
    "recoverycode passkey codeapp signin recovery departure invitation sheetid draft".split()  # noqa: SIM905
)
"""What nobody outside is given: who saw what, ways to sign in, and the program's own paperwork."""

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Sheet:
    """One table's rows about a person: its name, its part, its columns, its rows."""

    table: str
    part: DataClass
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def whole_record(*, reader: Reader) -> list[Sheet]:
    """Everything kept about the reader, in every program, opened."""
    ask(Permission.RECORD_TAKE, Standing(reader.roles, is_self=True))
    return [sheet for sheet in _sheets(reader, links=True) if sheet.rows]


def part_of_record(*, reader: Reader, parts: Collection[DataClass]) -> list[Sheet]:
    """Only these parts of the reader's record, without links to anyone: for someone outside."""
    ask(Permission.RECORD_TAKE, Standing(reader.roles, is_self=True))
    found = []
    for model, privacy in _tables():
        if model._meta.app_label in _ROOMS_ASIDE or model._meta.model_name in _TABLES_ASIDE:
            continue
        names = [name for name in _columns(model, links=False) if _part(model, name) in parts]
        if any(_sensitivity(model, name) is not Sensitivity.OPEN for name in names):
            found.append(_sheet(reader, model, privacy, names))
    return [sheet for sheet in found if sheet.rows]


def parts_held(sheets: Collection[Sheet]) -> frozenset[DataClass]:
    """The parts of a record that these sheets tell of."""
    held = {sheet.part for sheet in sheets}
    wrote = any((sheet.table, name) in NOTES for sheet in sheets for name in sheet.columns)
    return frozenset(held | ({DataClass.NOTES} if wrote and held else set()))


def _sheets(reader: Reader, *, links: bool) -> Iterator[Sheet]:
    for model, privacy in _tables():
        yield _sheet(reader, model, privacy, _columns(model, links=links))


def _sheet(
    reader: Reader, model: type[models.Model], privacy: Privacy, names: Collection[str]
) -> Sheet:
    keyring = Keyring([reader.person])
    rows = model._default_manager.filter(**{str(privacy.person): reader.person})
    return Sheet(
        table=model._meta.model_name or "",
        part=DataClass.NOTES
        if all(_part(model, name) is DataClass.NOTES for name in names)
        else PARTS[model._meta.app_label],
        columns=tuple(names),
        rows=tuple(
            tuple(_value(reader, keyring, model, row, name) for name in names)
            for row in rows.order_by("pk")
        ),
    )


def _tables() -> Iterator[tuple[type[models.Model], Privacy]]:
    return (found for found in declared_tables() if found[1].person)


def _columns(model: type[models.Model], *, links: bool) -> list[str]:
    hidden = {Sensitivity.SECRET} | (set() if links else {Sensitivity.LINK})
    return [
        field.name
        for field in model._meta.concrete_fields
        if _sensitivity(model, field.name) not in hidden
    ]


def _sensitivity(model: type[models.Model], name: str) -> Sensitivity:
    column = column_privacy(model, name)
    return column.sensitivity if column else Sensitivity.SECRET


def _part(model: type[models.Model], name: str) -> DataClass:
    if (model._meta.model_name, name) in NOTES:
        return DataClass.NOTES
    return PARTS[model._meta.app_label]


def _value(
    reader: Reader, keyring: Keyring, model: type[models.Model], row: models.Model, name: str
) -> Value:
    kept: Any = getattr(row, model._meta.get_field(name).attname)  # type: ignore[union-attr]
    if _sensitivity(model, name) is Sensitivity.SEALED:
        return keyring.open(reader.person, row.pk, name, kept or b"")
    if isinstance(kept, datetime | date):
        return kept.isoformat()
    return kept if isinstance(kept, str | int | float | bool) or kept is None else str(kept)
