"""Coming in and going out: the one place that touches the session."""

import zoneinfo
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cairn.core.consent.readers import Reader
from cairn.core.people.devices import device_kind
from cairn.core.shared.refusals import NotFound
from cairn.records.cover.commands import start_afresh
from cairn.records.cover.queries import wishes_of
from cairn.records.people.devices import note_sign_in
from cairn.records.people.sessions import BEGAN, DEVICE, SEEN, SHARED
from cairn.records.people.sign_in import ByAlias
from cairn.records.people.tries import Place, known_to, token_for
from cairn.records.scope import Wide, narrow, wide
from cairn.web.shell import covering
from cairn.web.shell.lasting import SECOND, begin_to_last
from cairn.web.shell.middleware import PROGRAM_IN_SESSION

FORGET = '"cache", "cookies", "storage"'
"""What a browser is asked to forget when someone goes."""
FORGET_ALL_BUT_COOKIES = '"cache", "storage"'
_BACKEND = f"{ByAlias.__module__}.{ByAlias.__qualname__}"


def enter(
    request: HttpRequest,
    person: UUID,
    *,
    at: datetime,
    second: str = "",
    shared: bool = False,
    first_time: bool = False,
) -> None:
    """Sign a person in under a fresh session; whoever was signed in before is out.

    `second` says how they proved themselves twice, if they did. A device that is not
    `shared` is known again; one that was not known is told to the person's other devices,
    except the `first_time`.
    """
    by = Reader(person=person)
    with wide(Wide.DOOR):
        found = ByAlias().get_user(person)
        if found is None:
            raise NotFound
        login(request, found, backend=_BACKEND)
        _begin(request, by, at=at, shared=shared, second=second, first_time=first_time)
    narrow(person=person, program=None)
    wishes = wishes_of(person)
    if wishes.missed:
        start_afresh(by=by, at=at)
    covering.wear(request.session, wishes, at=at)


def _begin(
    request: HttpRequest, by: Reader, *, at: datetime, shared: bool, second: str, first_time: bool
) -> None:
    """A line in the person's list of devices, and how long it lasts."""
    zone = getattr(request.user, "time_zone", "UTC")
    known_zone = zone if zone in zoneinfo.available_timezones() else "UTC"
    day = at.astimezone(zoneinfo.ZoneInfo(known_zone)).date().isoformat()
    kind = device_kind(request.headers.get("User-Agent", ""))
    request.session.update({DEVICE: kind, SHARED: shared, BEGAN: day, SEEN: day, SECOND: second})
    begin_to_last(request.session, by.person, at=at)
    request.session.save()
    known = first_time or known_to(by.person, place_of(request).token)
    key = request.session.session_key or ""
    note_sign_in(by=by, session_key=key, unfamiliar=not known, at=at)
    if not shared:
        request.known_device = token_for(by.person)  # type: ignore[attr-defined]


def go_out(request: HttpRequest) -> HttpResponse:
    """End the session and ask the browser to forget all that it kept of this place."""
    known = settings.KNOWN_DEVICE_COOKIE_NAME in request.COOKIES
    logout(request)
    response = HttpResponseRedirect(reverse("home"))
    response.headers["Clear-Site-Data"] = FORGET_ALL_BUT_COOKIES if known else FORGET
    if known:
        # One's own device stays known, or a stranger's guesses could keep one from coming back.
        for name in set(request.COOKIES) - {settings.KNOWN_DEVICE_COOKIE_NAME}:
            response.delete_cookie(name)
    return response


def place_of(request: HttpRequest) -> Place:
    """Where a request comes from: behind a proxy, the address that the proxy saw."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.CAIRN.https:
        # Only the last one was written by our own proxy; whoever asks can write the others.
        address = request.headers.get("X-Forwarded-For", address).split(",")[-1]
    return Place(address, request.COOKIES.get(settings.KNOWN_DEVICE_COOKIE_NAME, ""))


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
