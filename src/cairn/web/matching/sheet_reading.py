"""A sheet between upload and "bring in": plain values that a sealed draft can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.sheets import (
    Sheet,
    read_mentees,
    read_mentors,
    suggest_mapping,
    unknown_conflicts,
)
from cairn.core.matching.template import Side, columns_of
from cairn.core.tables import Table
from cairn.web.shell.words import said

SIDES: tuple[Side, ...] = ("mentee", "mentor")


@dataclass(frozen=True)
class ReadSheet:
    """One side as understood: profiles, and what to tell about the file."""

    side: Side
    file: str
    headings: tuple[str, ...]
    mapping: Mapping[str, str]
    faulty_rows: int
    faults: tuple[str, ...]
    warnings: tuple[str, ...]
    profiles: tuple[MenteeProfile, ...] | tuple[MentorProfile, ...]

    @property
    def only_rows(self) -> bool:
        """What is amiss is amiss in single rows, which could be left out."""
        return not self.faults or self.faulty_rows > 0


def kept(table: Table, name: str, side: Side) -> dict[str, Any]:
    """A table as a draft keeps it; headings that nearly fit are suggested at once."""
    return {
        "file": name,
        "columns": list(table.columns),
        "rows": [[row[heading] for heading in table.columns] for row in table.rows],
        "first_row": table.first_row,
        "warnings": [said(warning) for warning in table.warnings],
        "mapping": suggest_mapping(table.columns, side),
    }


def understood(content: Mapping[str, Any]) -> dict[Side, ReadSheet]:
    """Every sheet of a draft, read with its mapping."""
    sheets: dict[Side, Sheet[Any]] = {}
    for side in SIDES:
        if side in content:
            held = content[side]
            rows = [dict(zip(held["columns"], row, strict=True)) for row in held["rows"]]
            read = read_mentees if side == "mentee" else read_mentors
            sheets[side] = read(rows, held["mapping"], first_row=held["first_row"])
    dangling = (
        [
            said(remark.sentence())
            for remark in unknown_conflicts(sheets["mentee"].profiles, sheets["mentor"].profiles)
        ]
        if len(sheets) == len(SIDES)
        else []
    )
    found = {}
    for side, sheet in sheets.items():
        held = content[side]
        found[side] = ReadSheet(
            side=side,
            file=held["file"],
            headings=tuple(held["columns"]),
            mapping=sheet.mapping,
            faulty_rows=len({fault.row for fault in sheet.faults if fault.row}),
            faults=tuple(said(fault.sentence()) for fault in sheet.faults),
            warnings=(
                *held["warnings"],
                *(said(remark.sentence()) for remark in sheet.warnings),
                *dangling,
            ),
            profiles=sheet.profiles,
        )
        dangling = []
    return found


def chosen_mapping(posted: Mapping[str, str], side: Side, headings: list[str]) -> dict[str, str]:
    """Our columns to the headings chosen by hand; what isn't a heading of the file is left out."""
    chosen = {column.name: posted.get(f"{side}-{column.name}", "") for column in columns_of(side)}
    return {name: heading for name, heading in chosen.items() if heading in headings}
