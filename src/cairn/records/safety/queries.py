"""A program's own help lines."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.records.safety.models import ProgramLine


@dataclass(frozen=True)
class HelpLine:
    """One number of a program's own, and the day on which somebody checked it."""

    id: UUID
    name: str
    number: str
    hours: str
    checked_on: date


def program_lines(program: UUID) -> list[HelpLine]:
    """The help lines of a program that stand; anyone may know them."""
    return [
        HelpLine(row.id, row.name, row.number, row.hours, row.checked_on)
        for row in ProgramLine.objects.filter(program_id=program, ended_at=None).order_by(
            "added_at", "id"
        )
    ]
