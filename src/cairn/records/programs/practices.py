"""The program's template of practice in its versions: what counts now, and what ran before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.programs.practice import Practice, from_data
from cairn.core.shared.refusals import NotFound
from cairn.records.programs.models import Practice as PracticeRow
from cairn.records.trail import commands as trail


@dataclass(frozen=True)
class Version:
    """One version of a program's template, and since when it stands."""

    id: UUID
    number: int
    made_at: datetime
    practice: Practice


def adopt(*, by: Reader, program: UUID, practice: Practice, at: datetime) -> UUID:
    """Let this template count from now on, as the next version; the same again changes nothing.

    Cohorts that have begun keep the version with which they began.
    """
    roles = by.roles if by.program == program else frozenset()
    ask(Permission.TEMPLATE_CHANGE, Standing(roles, machine=bool(by.machine)))
    with transaction.atomic():
        newest = PracticeRow.objects.filter(program_id=program).order_by("-version").first()
        if newest is not None and from_data(newest.content) == practice:
            return newest.id
        row = PracticeRow.objects.create(
            program_id=program,
            version=newest.version + 1 if newest else 1,
            content=practice.as_data(),
            made_by=by.person,
            made_at=at,
        )
        trail.note(by=by, act="practice.adopted", detail=f"version {row.version}", at=at)
    return row.id


def versions(*, reader: Reader) -> list[Version]:
    """Every version of the reader's program, the newest first."""
    ask(Permission.TEMPLATE_CHANGE, Standing(reader.roles))
    rows = PracticeRow.objects.filter(program_id=reader.here).order_by("-version")
    return [_version(row) for row in rows]


def version(*, reader: Reader, number: int) -> Version:
    """One version of the reader's program."""
    ask(Permission.TEMPLATE_CHANGE, Standing(reader.roles))
    row = PracticeRow.objects.filter(program_id=reader.here, version=number).first()
    if row is None:
        raise NotFound
    return _version(row)


def current_practice(program: UUID) -> Version | None:
    """What counts now; None before a template was chosen. For rooms that ask for themselves."""
    row = PracticeRow.objects.filter(program_id=program).order_by("-version").first()
    return _version(row) if row else None


def practices_of(ids: Iterable[UUID]) -> dict[UUID, Practice]:
    """Templates by the id of their version; for rooms that ask for themselves."""
    return {row.id: from_data(row.content) for row in PracticeRow.objects.filter(id__in=set(ids))}


def _version(row: PracticeRow) -> Version:
    return Version(row.id, row.version, row.made_at, from_data(row.content))
