"""Tables as downloads: CSV or XLSX, with nothing in them that a spreadsheet program would run."""

import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from cairn.core.shared.refusals import NotFound
from cairn.core.tables import Cell, write_csv, write_xlsx

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table about no one as an attachment; its kind is the end of its name, another one is not found."""
    content = content_of(name, columns, rows)
    return HttpResponse(
        content,
        content_type=TYPES[name.rsplit(".", 1)[-1]],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def content_of(name: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as the bytes of a file of this name."""
    kind = name.rsplit(".", 1)[-1]
    if kind not in TYPES:
        raise NotFound
    if kind == "csv":
        text = io.StringIO()
        write_csv(text, columns, rows)
        # The mark at the front lets spreadsheet programs read accents as they are.
        return b"\xef\xbb\xbf" + text.getvalue().encode()
    book = io.BytesIO()
    write_xlsx(book, columns, rows)
    return book.getvalue()
