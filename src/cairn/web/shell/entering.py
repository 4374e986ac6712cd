"""Coming in and going out: the one place that touches the session."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cairn.core.consent.readers import Reader
from cairn.core.shared.refusals import NotFound
from cairn.records.cover.commands import start_afresh
from cairn.records.cover.queries import wishes_of
from cairn.records.people.commands import note_sign_in
from cairn.records.people.sign_in import ByAlias
from cairn.web.shell import covering
from cairn.web.shell.middleware import PROGRAM_IN_SESSION

FORGET = '"cache", "cookies", "storage"'
"""What a browser is asked to forget when someone goes."""
_BACKEND = f"{ByAlias.__module__}.{ByAlias.__qualname__}"


def enter(request: HttpRequest, person: UUID, *, at: datetime) -> None:
    """Sign a person in under a fresh session; whoever was signed in before is out."""
    found = ByAlias().get_user(person)
    if found is None:
        raise NotFound
    login(request, found, backend=_BACKEND)
    note_sign_in(by=Reader(person=person), at=at)
    wishes = wishes_of(person)
    if wishes.missed:
        start_afresh(by=Reader(person=person), at=at)
    covering.wear(request.session, wishes, at=at)


def go_out(request: HttpRequest) -> HttpResponse:
    """End the session and ask the browser to forget all that it kept of this place."""
    logout(request)
    response = HttpResponseRedirect(reverse("home"))
    response.headers["Clear-Site-Data"] = FORGET
    return response


def choose_program(request: HttpRequest, program: UUID) -> None:
    """Remember which program this browser is in, until the session ends."""
    request.session[PROGRAM_IN_SESSION] = str(program)


def safe_address(request: HttpRequest, asked: str, otherwise: str) -> str:
    """`asked` if it leads somewhere on this very site, else `otherwise`."""
    if url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return asked
    return otherwise
