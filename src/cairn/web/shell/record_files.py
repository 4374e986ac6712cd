"""A record as files: JSON for another program, and a page that opens in any browser."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cairn.records.people.whole import Sheet, Value
from cairn.web.shell.record_words import column_name, table_name

FORM_OF_RECORD = "cairn-record-1"


@dataclass(frozen=True)
class Block:
    """One table of the record, finished: its name, how many rows, and each row as pairs."""

    name: str
    count: int
    rows: tuple[tuple[tuple[str, str], ...], ...]


def as_json(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as they are, column by column, with the names that the database uses."""
    told = {
        "form": FORM_OF_RECORD,
        "tables": [
            {
                "table": sheet.table,
                "part": sheet.part,
                "rows": [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows],
            }
            for sheet in sheets
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def readable(sheets: Sequence[Sheet], notice: str) -> str:
    """The same as a page that opens in any browser, without anything from outside."""
    shown = {
        "blocks": [_block(sheet) for sheet in sheets],
        "notice": notice.splitlines(),
        "language": get_language(),
    }
    return render_to_string("shell/record_file.html", shown)


def _block(sheet: Sheet) -> Block:
    names = [column_name(name) for name in sheet.columns]
    rows = tuple(
        tuple((name, _cell(value)) for name, value in zip(names, row, strict=True) if value != "")
        for row in sheet.rows
    )
    return Block(table_name(sheet.table), len(sheet.rows), rows)


def _cell(value: Value) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
