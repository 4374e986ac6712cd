"""Reads text tables, whatever a spreadsheet program made of them."""

import csv
import io

from cairn.core.shared.words import Phrase, phrase
from cairn.core.tables.shape import Table, Unreadable, as_table

_DELIMITERS = (",", ";", "\t", "|")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def read_delimited(data: bytes, name: str) -> Table:
    """The table in the bytes of a CSV file. Raises `Unreadable`."""
    text, warnings = _decoded(data, name)
    text, delimiter = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return as_table(lines, warnings)
    except csv.Error as failed:
        raise Unreadable(
            phrase(
                "Near line {line} a quotation mark has no partner or a cell is far too long. "
                "Save the sheet as CSV again.",
                line=lines.line_num,
            )
        ) from failed


def _decoded(data: bytes, name: str) -> tuple[str, list[Phrase]]:
    if data.startswith(_UTF_16):
        return _strictly(data, "utf-16", name), []
    if b"\0" in data:
        raise _no_table(name)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        told = phrase(
            "“{name}” is not in UTF-8. We read it as Windows text; "
            "check that letters like ñ and é look right.",
            name=name,
        )
        return _strictly(data, "cp1252", name), [told]


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as failed:
        raise _no_table(name) from failed
    if "\0" in text:
        raise _no_table(name)
    return text


def _delimiter(text: str) -> tuple[str, str]:
    """The sign that parts the headings; a first line such as `sep=;` says it itself."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return rest, first.strip()[-1]
    heading = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(heading.split('"')[::2])
    return text, max(_DELIMITERS, key=lambda sign: (bare.count(sign), sign == ","))


def _no_table(name: str) -> Unreadable:
    return Unreadable(
        phrase("“{name}” is not a table we can read. Save it as CSV (UTF-8) or XLSX.", name=name)
    )
