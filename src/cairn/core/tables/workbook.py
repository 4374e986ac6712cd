"""Reads the first sheet of an XLSX file, after weighing what it would unpack to."""

import datetime as dt
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from cairn.core.shared.words import Phrase, phrase
from cairn.core.tables.shape import MEGABYTE, Table, Unreadable, as_table

LARGEST_UNPACKED = 200 * MEGABYTE
MOST_TIMES_SMALLER = 100  # real sheets shrink 5 to 30 times
SMALL_ENOUGH = 20 * MEGABYTE  # below this any ratio is harmless
MOST_MEMBERS = 2_000
MOST_CELLS = 20_000_000
_CHUNK = 1 << 16
_BROKEN = (
    KeyError,
    ValueError,
    TypeError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,
    ParseError,
    zlib.error,
    zipfile.BadZipFile,
    InvalidFileException,
)


def read_workbook(packed: BinaryIO, size: int, name: str) -> Table:
    """The table in the first visible sheet. Raises `Unreadable`."""
    try:
        _weigh(packed, size, name)
        return _first_sheet(packed)
    except _BROKEN as failed:
        raise Unreadable(
            phrase(
                "“{name}” is damaged or not a workbook. Save it again as XLSX or CSV.", name=name
            )
        ) from failed


def _weigh(packed: BinaryIO, size: int, name: str) -> None:
    """Refuses what is no plain workbook or would grow too large; unpacks into nothing, counting."""
    with zipfile.ZipFile(packed) as archive:
        members = archive.infolist()
        names = {member.filename for member in members}
        declared = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or _too_dense(declared, size):
            raise _bomb(name)
        if any(member.flag_bits & 1 for member in members):
            raise Unreadable(phrase("“{name}” has a password. Save it without one.", name=name))
        if "[Content_Types].xml" not in names:
            raise Unreadable(
                phrase("“{name}” is not an XLSX workbook. Save it as XLSX or CSV.", name=name)
            )
        unpacked = 0
        for member in members:
            with archive.open(member) as opened:
                while chunk := opened.read(_CHUNK):
                    unpacked += len(chunk)
                    if _too_dense(unpacked, size):
                        raise _bomb(name)
        kinds = archive.read("[Content_Types].xml")
    if b"macroEnabled" in kinds or any("vbaproject" in member.lower() for member in names):
        raise Unreadable(
            phrase("“{name}” holds macros. Save it as a plain XLSX or as CSV.", name=name)
        )


def _too_dense(unpacked: int, size: int) -> bool:
    return unpacked > LARGEST_UNPACKED or unpacked > max(SMALL_ENOUGH, MOST_TIMES_SMALLER * size)


def _bomb(name: str) -> Unreadable:
    return Unreadable(
        phrase(
            "“{name}” would unpack to far more than a sheet of people needs, so we left it closed. "
            "Save the sheet as CSV.",
            name=name,
        )
    )


def _first_sheet(packed: BinaryIO) -> Table:
    packed.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl remarks on styles, which we don't read
        book = openpyxl.load_workbook(packed, read_only=True, data_only=False, keep_links=False)
        try:
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            sheet = visible[0]
            sheet.reset_dimensions()
            return as_table(_lines(sheet), _other_sheets(sheet.title, len(visible)))
        finally:
            book.close()


def _other_sheets(title: str, sheets: int) -> list[Phrase]:
    if sheets == 1:
        return []
    return [phrase("The workbook has several sheets. We read the first, “{title}”.", title=title)]


def _lines(sheet: Any) -> Iterator[list[str]]:
    cells = 0
    for row in sheet.iter_rows():
        cells += len(row)
        if cells > MOST_CELLS:
            raise Unreadable(phrase("This sheet has too many cells. Remove the empty ones."))
        yield [_text(cell.value) for cell in row]


def _text(value: Any) -> str:
    """A cell as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, str | int | float):
        return str(value)
    return f"={getattr(value, 'text', '')}"  # an array formula
