"""The front door, help now, what Cairn is and is not, and the language switch."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cairn.core.people.permissions import Permission, might_allow
from cairn.core.shared.refusals import NotFound
from cairn.records.people.commands import set_language as keep_language
from cairn.web.shell.access import Request, public
from cairn.web.shell.entering import safe_address
from cairn.web.shell.middleware import PROGRAM_IN_SESSION
from cairn.web.site import pages
from cairn.web.site.forms import LanguageForm


@public("the front door, for people who are not signed in")
@require_safe
def home(request: Request) -> HttpResponse:
    """What Cairn is and the ways in; whoever is signed in goes on to their own front page."""
    if request.reader is not None:
        can_go_on = might_allow(Permission.TODAY_READ, request.reader.roles)
        return HttpResponseRedirect(reverse("today" if can_go_on else "account"))
    return render(request, "site/home.html", {"page": pages.home_page()})


@public("help in a hard moment never asks who someone is")
@require_safe
def sos(request: Request) -> HttpResponse:
    """Numbers to call and steps to breathe; the program's own where this browser knows the program."""
    return render(request, "site/sos.html", {"page": pages.sos_page(_known_program(request))})


@public("people read what Cairn is before they trust it")
@require_safe
def about(request: Request) -> HttpResponse:
    """What it is, and what it cannot protect anyone from."""
    return render(request, "site/about.html")


@public("a language must be readable before one can sign in")
@require_POST
def set_language(request: Request) -> HttpResponse:
    """Remember the language: in the browser, and signed in as the person's own."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise NotFound
    chosen = form.cleaned_data["language"]
    if request.reader is not None:
        keep_language(by=request.reader, language=chosen, at=request.now)
    response = HttpResponseRedirect(
        safe_address(request, form.cleaned_data["next"], reverse("home"))
    )
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


def _known_program(request: Request) -> UUID | None:
    """The reader's program, or the one whose door this browser has stood at."""
    if request.reader is not None and request.reader.program is not None:
        return request.reader.program
    kept = request.session.get(PROGRAM_IN_SESSION)
    return UUID(kept) if kept else None
