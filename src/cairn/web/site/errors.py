"""The pages for what goes amiss before or beside a view. They need no database and no session."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page("shell/400.html", 400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page("shell/403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page("shell/404.html", 404)


def broken(request: HttpRequest) -> HttpResponse:
    return _page("shell/500.html", 500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is old or missing: nothing was changed."""
    return _page("shell/403.html", 403)


def _page(template: str, status: int) -> HttpResponse:
    return HttpResponse(render_to_string(template), status=status)
