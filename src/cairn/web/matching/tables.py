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
    """The table as an attachment; its kind is the end of its name, another one is not found."""
    kind = name.rsplit(".", 1)[-1]
    if kind not in TYPES:
        raise NotFound
    if kind == "csv":
        text = io.StringIO()
        write_csv(text, columns, rows)
        # The mark at the front lets spreadsheet programs read accents as they are.
        content = b"\xef\xbb\xbf" + text.getvalue().encode()
    else:
        book = io.BytesIO()
        write_xlsx(book, columns, rows)
        content = book.getvalue()
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
