"""What every page's frame needs: places to go, language, whether this is the demo."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cairn.core.people.roles import Role
from cairn.web.shell import covering

LEAVE_TO = "https://www.weather.gov/"
"""Where "Leave quickly" goes: a dull public page, the same for everyone."""


@dataclass(frozen=True)
class Place:
    """One place in the bar."""

    label: str | Promise
    url: str
    icon: str
    current: bool
    kind: str = ""


_PERSON: tuple[tuple[str | Promise, str, str, str], ...] = (
    (_("Today"), "today", "today", ""),
    (_("Path"), "path", "path", ""),
    (_("Help now"), "sos", "help", "sos"),
    (_("Talk"), "mentorships", "talk", ""),
)
_MENTOR: tuple[tuple[str | Promise, str, str, str], ...] = (
    (_("Today"), "today", "today", ""),
    (_("People"), "mentorships", "people", ""),
    (_("Help now"), "sos", "help", "sos"),
    (_("Sharing"), "sharings", "share", ""),
)
_COORDINATOR: tuple[tuple[str | Promise, str, str, str], ...] = (
    (_("Today"), "today", "today", ""),
    (_("Matching"), "matching", "matching", ""),
    (_("Mentorships"), "mentorships", "talk", ""),
    (_("People"), "people", "people", ""),
    (_("Outcomes"), "outcomes", "outcomes", ""),
    (_("Program"), "program", "settings", ""),
    (_("Help now"), "sos", "help", "sos"),
)
_EVALUATOR: tuple[tuple[str | Promise, str, str, str], ...] = (
    (_("Today"), "today", "today", ""),
    (_("Outcomes"), "outcomes", "outcomes", ""),
    (_("Help now"), "sos", "help", "sos"),
)
_SUPERVISOR: tuple[tuple[str | Promise, str, str, str], ...] = (
    (_("Today"), "today", "today", ""),
    (_("Mentors"), "supervision", "supervision", ""),
    (_("Groups"), "groups", "groups", ""),
    (_("Cohorts"), "cohorts", "path", ""),
    (_("Mentorships"), "mentorships", "talk", ""),
    (_("Help now"), "sos", "help", "sos"),
)
_OTHER: tuple[tuple[str | Promise, str, str, str], ...] = (
    (_("Today"), "today", "today", ""),
    (_("Help now"), "sos", "help", "sos"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """The frame's variables; no query runs here."""
    reader = getattr(request, "reader", None)
    roles = reader.roles if reader else frozenset()
    user = getattr(request, "user", None)
    session = request.session if reader else None
    return {
        "places": _places(request.path, roles) if reader else [],
        "signed_in": reader is not None,
        "layout": _layout(roles),
        "leave_url": LEAVE_TO,
        "way_back": session is not None and not covering.leaves_one_entry(session),
        "cover_url": reverse("cover") if session is not None and covering.look_of(session) else "",
        "languages": settings.LANGUAGES,
        "theme": getattr(user, "theme", "auto"),
        "news": getattr(request, "news", ()),
        "demo": settings.CAIRN.mode == "demo",
        "by_organization": settings.CAIRN.organization is not None,
    }


def _layout(roles: frozenset[Role]) -> str:
    staff = {Role.COORDINATOR, Role.SUPERVISOR, Role.EVALUATOR}
    return "shell/staff.html" if roles & staff else "shell/person.html"


def _places(path: str, roles: frozenset[Role]) -> list[Place]:
    rows = next(
        (
            listed
            for role, listed in (
                (Role.COORDINATOR, _COORDINATOR),
                (Role.EVALUATOR, _EVALUATOR),
                (Role.SUPERVISOR, _SUPERVISOR),
                (Role.MENTOR, _MENTOR),
                (Role.PARTICIPANT, _PERSON),
            )
            if role in roles
        ),
        _OTHER,
    )
    found = []
    for label, name, icon, kind in rows:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        found.append(Place(label, url, icon, path.startswith(url), kind))
    return found
