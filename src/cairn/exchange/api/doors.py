"""What every call passes: its size and kind, whose token it bears, how often, and once only."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Status
from ninja.security import HttpBearer

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission
from cairn.core.people.scopes import Scope, ask_scope
from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.exchange.api.problems import TooOften, problem
from cairn.records.limits.buckets import Limit, take
from cairn.records.scope import Wide, narrow, wide
from cairn.records.tokens.commands import claim_key, note_use, release_key
from cairn.records.tokens.queries import Bearer, bearer_of
from cairn.records.vault.keyring import index_of

MOST_BYTES = 64 * 1024
BODIED = {"POST", "PUT", "PATCH"}

View = Callable[..., HttpResponse]


class Call(HttpRequest):
    """A call that has come in: what pages know of a request, and the token's bearer."""

    auth: Bearer
    reader: Reader | None
    now: datetime
    today: date


class TokenAuth(HttpBearer):
    """Signs a call in by its token; a browser's session opens nothing here."""

    def authenticate(self, request: HttpRequest, token: str) -> Bearer | None:
        return _bearer(cast(Call, request), token)


def within(request: Call, scope: Scope) -> Reader:
    """Who asks, if the token was made for this."""
    ask_scope(scope, request.auth.scopes)
    return request.auth.reader


def once(request: Call, key: UUID, act: Callable[[UUID], UUID]) -> Status[dict[str, UUID]]:
    """Do an act under the caller's key, which becomes the id of its row.

    Sent again it is done no second time; sent with something else it is refused. What was
    refused leaves the key free.
    """
    bearer, now = request.auth, request.now
    content = f"{request.method} {request.path}\n".encode() + request.body
    fresh = claim_key(by=bearer.reader, token=bearer.token, key=key, content=content, at=now)
    try:
        return Status(HTTPStatus.CREATED, {"id": act(key)})
    except Refusal:
        if fresh:
            release_key(by=bearer.reader, token=bearer.token, key=key, at=now)
        raise


def guarded(view: View, permission: Permission) -> View:
    """A view of the API: too much, another kind of content or another method is refused first."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in BODIED:
            if _length(request) > MOST_BYTES:
                return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, phrase("This is too much."))
            if request.content_type != "application/json":
                reason = phrase("Send this as application/json.")
                return problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, reason)
        answer = view(request, *args, **kwargs)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            refusal = problem(HTTPStatus.METHOD_NOT_ALLOWED, phrase("This is not done here."))
            refusal.headers["Allow"] = answer.headers["Allow"]
            return refusal
        return answer

    checked.asks = permission  # type: ignore[attr-defined]
    checked.csrf_exempt = True  # type: ignore[attr-defined]
    return checked


def _length(request: HttpRequest) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isdecimal() else MOST_BYTES + 1


def _limit() -> Limit:
    """So many calls a minute for each token, all at once if need be."""
    calls: int = settings.CAIRN.api_calls
    return Limit(burst=calls, seconds=60 / calls)


def _bearer(request: Call, token: str) -> Bearer | None:
    now, request.reader = request.now, None
    with wide(Wide.DOOR):
        bearer = bearer_of(token, at=now)
    if bearer is None or Scope.CALENDAR in bearer.scopes:
        return None
    narrow(person=bearer.reader.person, program=bearer.reader.program)
    wait = take(index_of("api", str(bearer.token)), limit=_limit(), at=now)
    if wait:
        raise TooOften(wait)
    request.reader = bearer.reader
    today = timezone.localdate(now, ZoneInfo(bearer.time_zone))
    request.today = today
    if bearer.used_on != today:
        note_use(by=bearer.reader, token=bearer.token, today=today, at=now)
    return bearer
