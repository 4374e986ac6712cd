"""What every request passes: headers, language, who asks, and the trail of what they were shown."""

import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation

from cairn.core.shared.refusals import NotAllowed, NotFound, Refusal
from cairn.records.programs.queries import reader_for
from cairn.records.scope import Wide, narrow, wide
from cairn.records.trail.commands import write_looks
from cairn.web.shell import covering
from cairn.web.shell.lasting import is_over, keep_fresh, remember_device
from cairn.web.shell.news import news_for
from cairn.web.shell.words import said

Next = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_SHUT = (
    "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation "
    "gyroscope hid idle-detection local-fonts magnetometer microphone midi payment "
    "picture-in-picture screen-wake-lock serial usb xr-spatial-tracking"
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in _SHUT.split())
ALWAYS = frozenset({"/sos/", "/leave/"})
"""What must open even when the database does not answer."""
PROGRAM_IN_SESSION = "program"


def headers(get_response: Next) -> Next:
    """Security headers on everything; nothing personal is kept by a browser or proxy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path in ALWAYS and response.status_code >= 500:
            # Help and the way out need no database; without the cookies nothing asks it.
            request.COOKIES = {}
            response = get_response(request)
        if request.headers.get("X-One-Entry") and 300 <= response.status_code < 400:
            # Script goes on by itself, in the same entry of the history.
            response.headers["X-Go"] = response.headers["Location"]
            del response.headers["Location"]
            response.status_code = 204
        response.headers["Content-Security-Policy"] = CONTENT_POLICY
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def door(get_response: Next) -> Next:
    """Until `reader` knows who asks, no more of the database is in reach than coming in needs."""

    def middleware(request: HttpRequest) -> HttpResponse:
        with wide(Wide.DOOR):
            return get_response(request)

    return middleware


def language(get_response: Next) -> Next:
    """The person's own language and time zone; signed out, the cookie's or the browser's."""

    def middleware(request: HttpRequest) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        chosen = getattr(person, "language", None) or translation.get_language_from_request(request)
        translation.activate(chosen)
        request.LANGUAGE_CODE = translation.get_language()
        zone = getattr(person, "time_zone", "UTC")
        timezone.activate(zone if zone in zoneinfo.available_timezones() else "UTC")
        response = get_response(request)
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response

    return middleware


class reader:  # noqa: N801 - named as its siblings are, in the settings' list
    """Who asks, now; after the view, what they were shown of others goes on the trail first."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now: datetime = timezone.now()
        request.now = now  # type: ignore[attr-defined]
        request.today = timezone.localdate(now)  # type: ignore[attr-defined]
        request.yesterday = timezone.localdate(now) - timedelta(days=1)  # type: ignore[attr-defined]
        request.reader, request.news = None, ()  # type: ignore[attr-defined]
        if request.user.is_authenticated and is_over(request.session, at=now):
            logout(request)
        request.covered = covering.is_covered(request.session, at=now)  # type: ignore[attr-defined]
        if request.user.is_authenticated and not request.covered:  # type: ignore[attr-defined]
            covering.stay_open(request.session, at=now)
            keep_fresh(request, at=now)
            request.reader = reader_for(  # type: ignore[attr-defined]
                request.user.pk, at=now, program=_chosen(request)
            )
            narrow(person=request.reader.person, program=request.reader.program)  # type: ignore[attr-defined]
            request.news = news_for(request.reader, request.session, at=now)  # type: ignore[attr-defined]
        response = self.get_response(request)
        remember_device(request, response)
        asking = request.reader  # type: ignore[attr-defined]
        if asking is not None and asking.looks:
            write_looks(by=asking, at=now)
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Turn a refusal into its page: not found, not allowed, or back with a kind word."""
        asking = getattr(request, "reader", None)
        if isinstance(fault, Refusal) and asking is not None:
            asking.looks.clear()  # what was read to find that out is shown to no one
        if isinstance(fault, NotFound):
            return render(request, "shell/404.html", status=404)
        if isinstance(fault, NotAllowed):
            return render(request, "shell/403.html", status=403)
        if isinstance(fault, Refusal):
            if request.method == "POST":
                messages.warning(request, said(fault.phrase))
                return HttpResponseRedirect(request.path)
            return render(request, "shell/400.html", {"reason": said(fault.phrase)}, status=400)
        return None


def _chosen(request: HttpRequest) -> UUID | None:
    kept = request.session.get(PROGRAM_IN_SESSION)
    return UUID(kept) if kept else None
