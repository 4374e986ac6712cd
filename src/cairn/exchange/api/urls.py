"""The API's addresses, its document, and an answer for whatever is not there."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.exchange.api import days, goals, mentorships, shapes
from cairn.exchange.api.doors import Call, TokenAuth, guarded
from cairn.exchange.api.problems import PROBLEM_TYPE, answer_in_problems, problem

ROOT = "api/v1/"
ABOUT = (
    "Check-ins, days, goals and contacts of a peer-mentorship program. A token acts for the "
    "person who made it, in one program, within its scopes: it never sees or does more than "
    "they could in the app, and whoever's record it reads can see that they looked."
)
ASKED: dict[str, Permission] = {
    "me": Permission.ACCOUNT_CHANGE,
    "check-ins": Permission.DAY_READ,
    "check-in": Permission.DAY_READ,
    "days": Permission.DAY_READ,
    "goals": Permission.GOAL_READ,
    "goal": Permission.GOAL_READ,
    "ratings": Permission.GOAL_RATE,
    "mentorships": Permission.MENTORSHIP_READ,
    "contacts": Permission.CONTACT_READ,
    "contact": Permission.CONTACT_READ,
}
"""What each address is about; which one an act asks, its command or query decides."""

api = NinjaAPI(
    title="Cairn", version="1", description=ABOUT, auth=TokenAuth(), docs_url=None, openapi_url=None
)
answer_in_problems(api)


@api.get("/me", response={200: shapes.Me, **days.READS}, url_name="me", tags=["account"])
def me(request: Call) -> Any:
    """Who this token acts for, and what it was made for."""
    bearer = request.auth
    return {
        "person": bearer.reader.person,
        "program": bearer.reader.here,
        "roles": sorted(bearer.reader.roles),
        "scopes": sorted(bearer.scopes),
        "expires_at": bearer.expires_at,
    }


for room in (days, goals, mentorships):
    api.add_router("", room.router)


def document() -> dict[str, Any]:
    """The OpenAPI document: Ninja's, with problems as they are really sent."""
    told: dict[str, Any] = api.get_openapi_schema(path_prefix=f"/{ROOT}")
    for methods in told["paths"].values():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST:
                    answer["content"] = {PROBLEM_TYPE: answer["content"]["application/json"]}
    return told


@require_safe
def openapi(_request: HttpRequest) -> HttpResponse:
    """The document, for programs and those who write them."""
    return JsonResponse(document())


@csrf_exempt
def nothing(_request: HttpRequest, nowhere: str) -> HttpResponse:
    """Whatever else is asked for here, in the API's own words."""
    return problem(HTTPStatus.NOT_FOUND, NotFound().phrase)


openapi.public = "the document tells of no one"  # type: ignore[attr-defined]
nothing.public = "there is nothing here to see"  # type: ignore[attr-defined]


def _patterns() -> list[URLPattern]:
    found: dict[str, URLPattern] = {}
    for pattern in api.urls[0]:
        name = getattr(pattern, "name", None)
        if isinstance(pattern, URLPattern) and name in ASKED:
            view = guarded(pattern.callback, ASKED[name])
            found[name] = path(ROOT + str(pattern.pattern), view, name=f"api-{name}")
    return list(found.values())


urlpatterns = [
    path(f"{ROOT}openapi.json", openapi, name="api-document"),
    *_patterns(),
    path(f"{ROOT}<path:nowhere>", nothing, name="api-nothing"),
]
