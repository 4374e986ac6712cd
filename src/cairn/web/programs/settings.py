"""The program's settings: its name and time, its door, its own help lines."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.programs import commands as programs
from cairn.records.safety import commands as safety
from cairn.web.programs import pages
from cairn.web.programs.forms import DoorForm, LineForm, ProgramForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form


@asks(Permission.PROGRAM_CHANGE)
def program(request: SignedIn) -> HttpResponse:
    """The settings; a POST changes name, language and time zone."""
    form = ProgramForm(typed(request))
    if form.is_valid():
        try:
            programs.change_program(by=request.reader, at=request.now, **form.cleaned_data)
        except Invalid as fault:
            blame(form, fault)
        else:
            return _kept(request)
    return _page(request, form if form.is_bound else None, LineForm())


@asks(Permission.PROGRAM_CHANGE)
@require_POST
def door(request: SignedIn) -> HttpResponse:
    """Open or close the door for people who come by themselves."""
    form = DoorForm(request.POST)
    if not form.is_valid():
        raise NotFound
    wanted = form.cleaned_data["door"] == "open"
    programs.set_door(by=request.reader, open_to_self_referral=wanted, at=request.now)
    return _kept(request)


@asks(Permission.PROGRAM_CHANGE)
@require_POST
def lines(request: SignedIn) -> HttpResponse:
    """Add one of the program's own numbers."""
    form = LineForm(request.POST)
    if form.is_valid():
        try:
            safety.add_line(
                by=request.reader, today=request.today, at=request.now, **form.cleaned_data
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return _kept(request)
    return _page(request, None, form)


@asks(Permission.PROGRAM_CHANGE)
@require_POST
def end_line(request: SignedIn, line: UUID) -> HttpResponse:
    """Take one of the program's numbers away."""
    safety.end_line(by=request.reader, line=line, at=request.now)
    return _kept(request)


def _kept(request: SignedIn) -> HttpResponse:
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("program"))


def _page(request: SignedIn, changed: ProgramForm | None, line: LineForm) -> HttpResponse:
    root = request.build_absolute_uri("/").rstrip("/")
    page = pages.program_page(
        reader=request.reader, program=request.reader.here, at=request.now, root=root
    )
    known = {
        "name": page.facts.name,
        "language": page.facts.language,
        "time_zone": page.facts.time_zone,
    }
    form = changed or ProgramForm(initial=known)
    shown = {"page": page, "program": form, "line": line}
    return with_form(request, "programs/program.html", line if line.is_bound else form, shown)
