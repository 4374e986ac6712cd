"""How often one place may send a form that anyone can send; the pages themselves stay open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from cairn.records.limits.buckets import Limit, take
from cairn.records.vault.keyring import index_of
from cairn.web.shell.access import Request
from cairn.web.shell.entering import place_of

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
NEWCOMERS = Limit(burst=30, seconds=60)
"""A whole group in one room may come in at once, and one more each minute."""


def paced(limit: Limit) -> Callable[[View], View]:
    """Turn away a POST from a place that has sent too many; nothing is read or changed."""

    def marked(view: View) -> View:
        @wraps(view)
        def measured(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                return view(request, *args, **kwargs)
            key = index_of(f"pace {view.__name__}", place_of(request).address)
            wait = take(key, limit=limit, at=request.now)
            return _later(request, wait) if wait else view(request, *args, **kwargs)

        return cast(View, measured)

    return marked


def _later(request: Request, wait: float) -> HttpResponse:
    told = {"reason": _("Many people came in from here just now. Wait a minute and try again.")}
    response = render(request, "shell/400.html", told, status=429)
    response.headers["Retry-After"] = str(int(wait) + 1)
    return response
