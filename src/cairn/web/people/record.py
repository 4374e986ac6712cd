"""One's whole record: to read here, and to take along as a file that other programs can read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.people.permissions import Permission
from cairn.records.consent.disclosures import take_out
from cairn.records.people.whole import parts_held, whole_record
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.packets import as_zip, notice_text
from cairn.web.shell.record_files import as_json, readable
from cairn.web.shell.record_words import table_name


@asks(Permission.RECORD_TAKE)
@require_safe
def show(request: SignedIn) -> HttpResponse:
    """What is kept, and how much of it; the whole is in the file."""
    sheets = whole_record(reader=request.reader)
    counts = [(table_name(sheet.table), len(sheet.rows)) for sheet in sheets]
    return render(request, "people/record.html", {"counts": counts})


@asks(Permission.RECORD_TAKE)
@require_POST
def take(request: SignedIn) -> HttpResponse:
    """Everything in one file: to read, and for another program. It stands in the ledger."""
    sheets = whole_record(reader=request.reader)
    packet = take_out(
        by=request.reader,
        people={request.reader.person: Relation.SELF},
        data_classes=parts_held(sheets) | {DataClass.IDENTITY},
        purpose=Purpose.OWN,
        at=request.now,
    )
    page = readable(sheets, notice_text(packet))
    return as_zip(
        "record.zip", packet, {"record.html": page.encode(), "record.json": as_json(sheets)}
    )
