"""Sheets in: the template, the upload, the preview, and only then "bring in"."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cairn.core.matching.template import template_rows
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.core.tables import LARGEST_FILE, Unreadable, read_table
from cairn.records.matching import importing
from cairn.web.matching import sheet_pages, tables
from cairn.web.matching.sheet_reading import SIDES, ReadSheet, chosen_mapping, kept, understood
from cairn.web.matching.uploads import MEGABYTE, weighed
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import with_form
from cairn.web.shell.fields import FileDrop
from cairn.web.shell.words import said

_ABOUT = gettext_lazy("CSV or XLSX, up to 25 MB.")


class SheetsForm(forms.Form):
    """Either sheet or both; `tables` holds what could be read."""

    mentee = forms.FileField(
        label=gettext_lazy("People who look for a mentor"),
        help_text=_ABOUT,
        required=False,
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".csv,.xlsx"}),
    )
    mentor = forms.FileField(
        label=gettext_lazy("Mentors"),
        help_text=_ABOUT,
        required=False,
        allow_empty_file=True,
        widget=FileDrop(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean(self) -> dict[str, Any]:
        self.tables: dict[str, Any] = {}
        for side in SIDES:
            upload = self.files.get(side)
            if upload is None:
                continue
            try:
                table = read_table(upload.read(LARGEST_FILE + 1), upload.name or "")
            except Unreadable as fault:
                self.add_error(side, said(fault.phrase))
                continue
            self.tables[side] = kept(table, upload.name or "", side)
        if not self.tables and not self.errors:
            self.add_error("mentee", _("Choose a sheet: one of the two, or both."))
        return self.cleaned_data


@asks(Permission.SHEET_IMPORT)
@weighed
def upload(request: SignedIn) -> HttpResponse:
    """Choose the sheets; what can be read goes on to its preview."""
    form = SheetsForm(request.POST, request.FILES) if request.method == "POST" else SheetsForm()
    if form.is_valid():
        draft = importing.keep_draft(by=request.reader, content=form.tables, at=request.now)
        return HttpResponseRedirect(reverse("matching-sheets-draft", args=[draft]))
    return with_form(request, "matching/sheets.html", form, {"most": LARGEST_FILE // MEGABYTE})


@asks(Permission.SHEET_IMPORT)
def preview(request: SignedIn, draft: UUID) -> HttpResponse:
    """What would come in; a POST maps columns, brings people in, or forgets the draft."""
    content = importing.draft_content(reader=request.reader, draft=draft, at=request.now)
    if request.method == "POST":
        return _act(request, draft, content)
    page = sheet_pages.preview_page(reader=request.reader, draft=draft, sheets=understood(content))
    return render(request, "matching/preview.html", {"page": page})


@asks(Permission.SHEET_IMPORT)
def template(request: SignedIn, side: str, kind: str) -> HttpResponse:
    """The documented template of one side, with an example row."""
    known = next((one for one in SIDES if one == side), None)
    if known is None:
        raise NotFound
    columns, rows = template_rows(known)
    return tables.as_file(f"{known}s-template.{kind}", columns, rows)


def _act(request: SignedIn, draft: UUID, content: dict[str, Any]) -> HttpResponse:
    here = HttpResponseRedirect(reverse("matching-sheets-draft", args=[draft]))
    wanted = request.POST.get("act")
    if wanted == "map":
        for side in SIDES:
            if side in content:
                posted = {key: str(value) for key, value in request.POST.items()}
                mapping = chosen_mapping(posted, side, content[side]["columns"])
                content[side] = {**content[side], "mapping": mapping}
        importing.keep_draft(by=request.reader, content=content, at=request.now, draft=draft)
        return here
    if wanted == "forget":
        importing.drop_draft(by=request.reader, draft=draft, at=request.now)
        return HttpResponseRedirect(reverse("matching-sheets"))
    sheets = understood(content)
    whole = not any(one.faults for one in sheets.values())
    may = wanted == "leave-out" and all(one.only_rows for one in sheets.values())
    if not (may or (wanted == "bring" and whole)):
        return here
    _bring_in(request, sheets)
    importing.drop_draft(by=request.reader, draft=draft, at=request.now)
    return HttpResponseRedirect(reverse("matching"))


def _bring_in(request: SignedIn, sheets: dict[Any, ReadSheet]) -> None:
    if request.reader.program is None:
        raise NotFound
    found: dict[str, Any] = {f"{side}s": one.profiles for side, one in sheets.items()}
    outcome = importing.bring_in(
        by=request.reader, program=request.reader.program, at=request.now, **found
    )
    came = ngettext("{count} person is new", "{count} people are new", outcome.new)
    told = _("{came}, {changed} changed, {same} stay as they were.").format(
        came=came.format(count=outcome.new), changed=outcome.changed, same=outcome.unchanged
    )
    messages.success(request, told)
