"""Columns of a CSV as numbers, fast enough for millions of rows.

Cells are read in chunks and turned into numbers at once, so that a large file
never stands in memory as text. What can't be read is refused together, with
row numbers; row 1 is the header. Anyone may save such a file from any program:
commas, semicolons and tabs are taken, UTF-8 with or without a mark, and UTF-16.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import TextIO

import numpy as np
from numpy.typing import NDArray

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import Phrase, phrase

SHOWN = 10
_CHUNK = 4_000  # small enough that Python's collector does not walk the rows again and again

Ints = NDArray[np.int64]


class Unreadable(Refusal):
    """A sheet that can't be used as it is; `faults` name the rows, the first few of them."""

    def __init__(self, reason: Phrase, faults: Sequence[Phrase] = ()) -> None:
        super().__init__(reason)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([self.phrase.text(), *(f"  {fault}" for fault in self.faults)])


class Index(dict[str, int]):
    """Numbers texts from 0 in the order in which they are first asked for."""

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        return number

    def numbers(self, texts: Sequence[str]) -> Ints:
        """One number for each text."""
        return np.fromiter(map(self.__getitem__, texts), dtype=np.int64, count=len(texts))


@dataclass(frozen=True)
class Sheet:
    """A CSV's chosen columns as numbers into `texts`, one array and list per column."""

    name: str
    columns: dict[str, Ints]
    texts: dict[str, list[str]]
    rows: Ints
    others: tuple[str, ...]

    def read(
        self, column: str, meaning: Callable[[str], int], say: Callable[[str], Phrase]
    ) -> Ints:
        """Each row's meaning; texts that have none are refused with their rows."""
        values = np.zeros(len(self.texts[column]), dtype=np.int64)
        wrong = {}
        for number, text in enumerate(self.texts[column]):
            try:
                values[number] = meaning(text)
            except ValueError:
                wrong[number] = text
        if wrong:
            at = np.flatnonzero(np.isin(self.columns[column], list(wrong)))
            faults = [
                phrase(
                    "Row {row}: {why}",
                    row=int(self.rows[i]),
                    why=say(wrong[int(self.columns[column][i])]),
                )
                for i in at[:SHOWN]
            ]
            raise unreadable(self.name, faults, len(at))
        return values[self.columns[column]]


def read_sheet(path: Path, needed: Sequence[str], wished: Sequence[str]) -> Sheet:
    """A CSV's `needed` columns and those of `wished` that it has (blank where it has not).

    Accepts commas, semicolons and tabs, UTF-8 with or without a mark, and
    UTF-16 with one. Raises `Unreadable`.
    """
    try:
        with _open(path) as file:
            return _sheet(path.name, file, needed, wished)
    except OSError:
        raise Unreadable(phrase("There is no file {file} to read.", file=path.name)) from None
    except UnicodeDecodeError:
        reason = phrase(
            "{file} has signs that can't be read. Save it again as CSV in UTF-8.", file=path.name
        )
        raise Unreadable(reason) from None
    except csv.Error:
        reason = phrase("{file} is not a CSV file. Save it again as CSV.", file=path.name)
        raise Unreadable(reason) from None


def unreadable(name: str, faults: Sequence[Phrase], count: int) -> Unreadable:
    """The refusal of a whole file for the sake of some rows."""
    more = [phrase("and {count} more rows", count=count - len(faults))]
    reason = phrase("{file} needs a few corrections. Nothing was written.", file=name)
    return Unreadable(reason, [*faults, *(more if count > len(faults) else [])])


def _open(path: Path) -> TextIO:
    raw = path.open("rb")
    start = raw.read(4)
    raw.seek(0)
    if start[:2] in (b"PK", b"\xd0\xcf"):
        raw.close()
        reason = phrase(
            "{file} is a workbook. Open it and save the sheet as CSV first.", file=path.name
        )
        raise Unreadable(reason)
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    return TextIOWrapper(raw, encoding="utf-16" if wide else "utf-8-sig", newline="")


def _sheet(name: str, file: TextIO, needed: Sequence[str], wished: Sequence[str]) -> Sheet:
    line = file.readline()
    delimiter = max(",;\t", key=line.count)
    header = [cell.strip().casefold() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    if not any(header):
        raise Unreadable(phrase("{file} is empty.", file=name))
    missing = [column for column in needed if column not in header]
    if missing:
        reason = phrase(
            "{file} has no column {columns}. The first row needs: {needed}.",
            file=name,
            columns=", ".join(missing),
            needed=", ".join(needed),
        )
        raise Unreadable(reason)
    twice = [column for column in (*needed, *wished) if header.count(column) > 1]
    if twice:
        reason = phrase("{file} has two columns called {column}.", file=name, column=twice[0])
        raise Unreadable(reason)
    index = {column: Index() for column in (*needed, *wished) if column in header}
    parts: dict[str, list[Ints]] = {column: [np.empty(0, np.int64)] for column in index}
    rows = [np.empty(0, np.int64)]
    for numbers, cells in _chunks(name, csv.reader(file, delimiter=delimiter), len(header)):
        rows.append(numbers)
        for column, indexed in index.items():
            parts[column].append(indexed.numbers(cells[header.index(column)]))
    row_numbers = np.concatenate(rows)
    columns = {column: np.zeros(len(row_numbers), np.int64) for column in wished}
    texts = {column: [""] for column in wished}
    for column, indexed in index.items():
        stripped = Index()
        columns[column] = stripped.numbers([text.strip() for text in indexed])[
            np.concatenate(parts[column])
        ]
        texts[column] = list(stripped)
    others = tuple(column for column in header if column and column not in index)
    return Sheet(name, columns, texts, row_numbers, others)


def _chunks(
    name: str, reader: Iterator[list[str]], width: int
) -> Iterator[tuple[Ints, list[tuple[str, ...]]]]:
    before = 2
    while chunk := list(islice(reader, _CHUNK)):
        lengths = np.fromiter(map(len, chunk), dtype=np.int64, count=len(chunk))
        odd = np.flatnonzero((lengths != width) & (lengths != 0))
        if len(odd):
            why = phrase("it has more or fewer cells than the header.")
            faults = [phrase("Row {row}: {why}", row=before + int(i), why=why) for i in odd]
            raise unreadable(name, faults[:SHOWN], len(odd))
        filled = np.flatnonzero(lengths)
        if len(filled):
            cells = list(zip(*filter(None, chunk), strict=True))
            yield filled + before, cells
        before += len(chunk)


def row_fault(sheet: Sheet, place: int, why: Phrase) -> Phrase:
    return phrase("Row {row}: {why}", row=int(sheet.rows[place]), why=why)


def ask_filled(sheet: Sheet, columns: Sequence[str]) -> None:
    for column in columns:
        if "" in sheet.texts[column]:
            empty = sheet.texts[column].index("")
            at = np.flatnonzero(sheet.columns[column] == empty)
            why = phrase("{column} is empty.", column=column)
            raise unreadable(sheet.name, [row_fault(sheet, i, why) for i in at[:SHOWN]], len(at))
