"""What every row has: an unguessable id, and a statement of how private each column is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar
from uuid import uuid4

from django.apps import apps
from django.db import models


class Sensitivity(StrEnum):
    """How much a column tells about a person."""

    OPEN = "open"
    LINK = "link"
    NUMBER = "number"
    SEALED = "sealed"
    SECRET = "secret"


class Kept(StrEnum):
    """How long a row stays."""

    WITH_PERSON = "until the person is erased"
    WITH_PROGRAM = "as long as the program"
    BY_LAW = "as long as the law on records asks"
    SHORT = "a few days"


class InExtract(StrEnum):
    """What stands in a research extract in the column's place."""

    KEPT = "kept"
    CODED = "replaced by a code"
    DAY = "cut to the day"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Column:
    """One column's privacy."""

    sensitivity: Sensitivity
    in_extract: InExtract


@dataclass(frozen=True)
class Privacy:
    """A table's privacy: whose rows they are, how long they stay, and columns that differ.

    `person` names the column that links a row to the person it is about (erasure
    and export walk it); None for tables that are about no one. `lets_go` names columns
    that link to a person without whom an open row can't go on, each with the columns
    that then say so: the moment, and who.
    """

    person: str | None
    kept: Kept
    columns: dict[str, Column] = field(default_factory=dict)
    lets_go: dict[str, tuple[str, ...]] = field(default_factory=dict)


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Text sealed with a person's key; the database never sees it readable."""


OPEN = Column(Sensitivity.OPEN, InExtract.KEPT)
LINK = Column(Sensitivity.LINK, InExtract.CODED)
NUMBER = Column(Sensitivity.NUMBER, InExtract.KEPT)
MOMENT = Column(Sensitivity.NUMBER, InExtract.DAY)
SEALED = Column(Sensitivity.SEALED, InExtract.DROPPED)
SECRET = Column(Sensitivity.SECRET, InExtract.DROPPED)

_BY_TYPE: tuple[tuple[type[Any], Column], ...] = (
    (SealedField, SEALED),
    (models.BinaryField, SECRET),
    (models.ForeignKey, LINK),
    (models.UUIDField, LINK),
    (models.DateTimeField, MOMENT),
    (models.DateField, NUMBER),
    (models.IntegerField, NUMBER),
    (models.FloatField, NUMBER),
    (models.BooleanField, NUMBER),
)


def column_privacy(model: type[models.Model], name: str) -> Column | None:
    """The privacy of one column: declared, or from its type; None if neither says."""
    declared: Privacy = model.privacy  # type: ignore[attr-defined]
    if name in declared.columns:
        return declared.columns[name]
    kind = model._meta.get_field(name)
    return next((column for known, column in _BY_TYPE if isinstance(kind, known)), None)


def declared_tables(*, keys: bool = False) -> Iterator[tuple[type[models.Model], Privacy]]:
    """Every table that declares its privacy: in the main database, or where the keys stand.

    What concerns a whole person walks these, not imports, so a new table is in it the
    day it is born.
    """
    for model in apps.get_models():
        privacy = getattr(model, "privacy", None)
        if isinstance(privacy, Privacy) and bool(getattr(model, "keys_apart", False)) == keys:
            yield model, privacy


class Row(models.Model):
    """The base of every table: a random id (made by the client where it must retry)."""

    privacy: ClassVar[Privacy]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.label} {self.pk}"
