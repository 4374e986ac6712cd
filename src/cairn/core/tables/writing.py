"""Writes tables that no spreadsheet program will run."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cairn.core.tables.shape import looks_like_formula

Cell = str | int | float | None


def write_csv(target: TextIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Writes CSV with a heading row.

    Text that a spreadsheet program would take for a formula gets an apostrophe in front.
    """
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow([_guarded(column) for column in columns])
    writer.writerows([_guarded(cell) for cell in row] for row in rows)


def write_xlsx(
    target: Path | BinaryIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Writes one sheet with a heading row; text is typed as text, so nothing in it can run."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet")
    sheet.freeze_panes = "A2"
    for row in (columns, *rows):
        sheet.append([_typed(sheet, cell) for cell in row])
    book.save(target)


def _guarded(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and looks_like_formula(cell) else cell


def _typed(sheet: Any, cell: Cell) -> Any:
    if not isinstance(cell, str):
        return cell
    made = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", cell))
    made.data_type = "s"
    return made
