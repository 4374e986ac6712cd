"""Finds out what a file is, by what it holds and not by its name, and reads it as a table."""

import io
from pathlib import Path
from typing import BinaryIO

from cairn.core.shared.words import phrase
from cairn.core.tables.delimited import read_delimited
from cairn.core.tables.shape import LARGEST_FILE, MEGABYTE, Table, Unreadable
from cairn.core.tables.workbook import read_workbook

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_table(source: bytes | Path | BinaryIO, name: str) -> Table:
    """The table in a CSV (comma, semicolon, tab) or XLSX file of at most 25 MB.

    `source`: the bytes, a path or an open binary file, whose size is looked at before it
    is read. `name` is the file's name as the person knows it. Nothing in the file is run:
    formulas stay text. Raises `Unreadable` with a sentence for the person.
    """
    data = source if isinstance(source, bytes) else _bounded(source, name)
    if len(data) > LARGEST_FILE:
        raise _too_large(name)
    if not data.strip():
        raise Unreadable(phrase("This file is empty. Fill in the template and send that."))
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(
            phrase(
                "“{name}” has a password or is in the old Excel format. "
                "Open it, then save it as XLSX without a password, or as CSV.",
                name=name,
            )
        )
    if data.startswith(_ZIP):
        return read_workbook(io.BytesIO(data), len(data), name)
    return read_delimited(data, name)


def _bounded(source: Path | BinaryIO, name: str) -> bytes:
    """At most one byte more than allowed is ever read."""
    if not isinstance(source, Path):
        return source.read(LARGEST_FILE + 1)
    try:
        if source.stat().st_size > LARGEST_FILE:
            raise _too_large(name)
        with source.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise Unreadable(phrase("There is no file “{name}”.", name=name)) from None
    except OSError as failed:
        raise Unreadable(
            phrase("“{name}” can't be opened: {why}.", name=name, why=failed.strerror)
        ) from failed


def _too_large(name: str) -> Unreadable:
    return Unreadable(
        phrase(
            "“{name}” is larger than {most} MB. Remove what isn't needed, or split it.",
            name=name,
            most=LARGEST_FILE // MEGABYTE,
        )
    )
