"""Writes tables that are whole or not there, and that no spreadsheet program will run."""

import csv
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cairn.exchange.tables.shape import looks_like_formula

Cell = str | int | float | None


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file that takes its place at `path` only when the block ends well.

    UTF-8, readable by its owner only. Raises `OSError` where the folder can't be written.
    """
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def write_csv(
    target: Path | TextIO, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> None:
    """Writes UTF-8 CSV with a heading row; a path gets its file whole or not at all.

    Text that a spreadsheet program would take for a formula gets an apostrophe in front.
    """
    if isinstance(target, Path):
        with whole_file(target) as opened:
            write_csv(opened, columns, rows)
        return
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
