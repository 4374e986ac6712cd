"""What a table is, how large it may be, and how loose rows of text become one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import Phrase, counted, phrase

MEGABYTE = 1_000_000
LARGEST_FILE = 25 * MEGABYTE
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_FORMULAS_NAMED = 10
_SHEET_END = 1_048_576  # the last row that a spreadsheet program can hold

_NUMBER = re.compile(r"[+-]?[\d\s.,()/:%-]*")


class Unreadable(Refusal):
    """A file that can't be read as a table; the sentence says what to do about it."""


@dataclass(frozen=True)
class Table:
    """Headings and rows of text, as a spreadsheet shows them.

    `rows`: heading to cell, "" where empty; a blank row in between is kept, so that row
    `first_row` + n is what the person sees. `warnings` are worth showing, none is fatal.
    """

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    warnings: tuple[Phrase, ...] = ()
    first_row: int = 2


def looks_like_formula(cell: str) -> bool:
    """A spreadsheet program might run it: it starts as a formula does and is no number."""
    return cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _NUMBER.fullmatch(cell)


def as_table(lines: Iterable[Sequence[str]], warnings: Sequence[Phrase] = ()) -> Table:
    """The first row that says anything gives the headings, the others the rows.

    Raises `Unreadable` for an empty table, a heading that comes twice, a row that is wider
    than the headings, or more than `MOST_ROWS` × `MOST_COLUMNS`.
    """
    columns: list[str] = []
    rows: list[Mapping[str, str]] = []
    first_row = 0
    filled = 0
    formulas: list[Phrase] = []
    for number, line in enumerate(lines, start=1):
        cells = _trimmed(line)
        if number > _SHEET_END or (len(rows) > MOST_ROWS and cells):
            raise _too_many_rows()
        if not columns:
            columns, first_row = _headings(cells), number + 1
            continue
        if len(cells) > len(columns):
            raise Unreadable(
                phrase(
                    "Row {row} has more cells than there are headings. "
                    "Check for a stray comma, or give every column a heading.",
                    row=number,
                )
            )
        if cells:
            filled = len(rows) + 1
            formulas += _formulas(columns, cells, number)
        if len(rows) <= MOST_ROWS:
            rows.append(
                dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True))
            )
    if not columns:
        raise Unreadable(phrase("This file is empty. Fill in the template and send that."))
    if filled > MOST_ROWS:
        raise _too_many_rows()
    return Table(tuple(columns), tuple(rows[:filled]), (*warnings, *_few(formulas)), first_row)


def _trimmed(line: Sequence[str]) -> list[str]:
    cells = [cell.strip(" \t\r\n\u00a0") for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _headings(cells: Sequence[str]) -> list[str]:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(
            phrase(
                "There are more than {most} columns. Keep only those you need.", most=MOST_COLUMNS
            )
        )
    headings = [cell or f"column {place}" for place, cell in enumerate(cells, start=1)]
    twice = next((heading for heading in headings if headings.count(heading) > 1), None)
    if twice is not None:
        raise Unreadable(
            phrase("The heading “{heading}” comes twice. Rename one of them.", heading=twice)
        )
    return headings


def _formulas(columns: Sequence[str], cells: Sequence[str], row: int) -> list[Phrase]:
    return [
        phrase(
            "Row {row}, {column}: this looks like a formula. We keep it as plain text "
            "and never work it out. Put the value there instead.",
            row=row,
            column=column,
        )
        for column, cell in zip(columns, cells, strict=False)
        if looks_like_formula(cell)
    ]


def _few(formulas: Sequence[Phrase]) -> list[Phrase]:
    named = list(formulas[:MOST_FORMULAS_NAMED])
    more = len(formulas) - len(named)
    if more:
        named.append(
            counted(
                "{count} more cell looks like a formula.",
                "{count} more cells look like formulas.",
                more,
            )
        )
    return named


def _too_many_rows() -> Unreadable:
    return Unreadable(
        phrase("There are more than {most} rows. Split the file into parts.", most=f"{MOST_ROWS:,}")
    )
