"""The mark that every view carries: the permission it asks, or why it is public."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any, TypeVar, cast
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, might_allow
from cairn.core.shared.refusals import NotAllowed
from cairn.records.scope import Wide, wide
from cairn.web.shell.lasting import owes_second_step, second_step_address


class Request(HttpRequest):
    """A request as views see it: who asks (None when signed out or covered), the moment and the day."""

    reader: Reader | None
    now: datetime
    today: date
    yesterday: date
    covered: bool


class SignedIn(Request):
    """A request whose reader is known."""

    reader: Reader


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def asks(permission: Permission, *, before_second: bool = False) -> Callable[[View], View]:
    """Only for those who might hold `permission`; the command or query behind it decides.

    Staff who have not proved themselves twice get no further than the views that say
    `before_second`: those by which a second step is set up or left again.
    """

    def marked(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.reader is None:
                return _to_sign_in(request)
            if not before_second and owes_second_step(request, request.reader):
                return HttpResponseRedirect(second_step_address(request.reader))
            if not might_allow(permission, request.reader.roles):
                raise NotAllowed
            return view(request, *args, **kwargs)

        guarded.asks = permission  # type: ignore[attr-defined]
        return cast(View, guarded)

    return marked


def public(reason: str) -> Callable[[View], View]:
    """For anyone, signed in or not; the reason is listed in the handbook."""

    def marked(view: View) -> View:
        view.public = reason  # type: ignore[attr-defined]
        return view

    return marked


def at_the_door(view: View) -> View:
    """For pages by which someone comes in: they look up links and names of every program.

    Someone may open them while signed in, when only their own rows are in reach elsewhere.
    """

    @wraps(view)
    def widened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with wide(Wide.DOOR):
            return view(request, *args, **kwargs)

    return cast(View, widened)


def _to_sign_in(request: Request) -> HttpResponse:
    going = {"next": request.get_full_path()} if request.method == "GET" else {}
    address = reverse("cover" if request.covered else "sign-in")
    return HttpResponseRedirect(f"{address}?{urlencode(going)}" if going else address)
