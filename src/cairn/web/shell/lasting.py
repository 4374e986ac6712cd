"""How long a sign-in lasts, whether it was proved twice, and by what a device is known again."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from cairn.core.consent.readers import Reader
from cairn.core.people.roles import Role
from cairn.core.people.second_steps import Lasting, lasting, must_prove_twice
from cairn.records.people.sessions import SEEN, SHARED
from cairn.records.people.ways_in import has_second_step
from cairn.records.programs.queries import held_anywhere

SECOND = "second"
_UNTIL, _FRESH, _IDLE = "until", "fresh", "idle"
_ROUGHLY = 10
_DEVICE_KNOWN_FOR = timedelta(days=400)


def staff_must_prove_twice() -> bool:
    """False for the demo's made-up cast, and in tests about something else; never for real."""
    return not settings.STAFF_MAY_SKIP_SECOND_STEP


def owes_second_step(request: HttpRequest, reader: Reader) -> bool:
    """Whether this reader must prove themselves once more before they reach anything."""
    if not staff_must_prove_twice() or request.session.get(SECOND):
        return False
    return must_prove_twice(reader.roles)


def second_step_address(reader: Reader) -> str:
    """Where it is proved, or set up by whoever has nothing to prove it with."""
    return reverse("second-step" if has_second_step(reader.person) else "ways-in")


def begin_to_last(session: SessionBase, person: UUID, *, at: datetime) -> None:
    """From now on this sign-in runs out by itself: unused after a while, and some day for good."""
    rule = _rule(session, person, at)
    session[_UNTIL] = (at + rule.whole).timestamp()
    session[_IDLE] = rule.idle.total_seconds()
    session[_FRESH] = at.timestamp()
    session.set_expiry(int(rule.idle.total_seconds()))


def is_over(session: SessionBase, *, at: datetime) -> bool:
    """Whether its time is up, however much it was used."""
    until = session.get(_UNTIL)
    return until is not None and at.timestamp() >= until


def keep_fresh(request: HttpRequest, *, at: datetime) -> None:
    """It was used: it lasts on, and was seen today. Written only once in a while."""
    session = request.session
    idle = session.get(_IDLE)
    if idle is None:
        return
    rested = at.timestamp() - session.get(_FRESH, 0)
    today = request.today.isoformat()  # type: ignore[attr-defined]
    if rested > idle / _ROUGHLY or session.get(SEEN) != today:
        session[_FRESH], session[SEEN] = at.timestamp(), today
        session.set_expiry(int(min(idle, session[_UNTIL] - at.timestamp())))


def remember_device(request: HttpRequest, response: HttpResponse) -> None:
    """Give the device what it is known by, where a sign-in just asked for it."""
    token = getattr(request, "known_device", "")
    if token:
        response.set_cookie(
            settings.KNOWN_DEVICE_COOKIE_NAME,
            token,
            max_age=_DEVICE_KNOWN_FOR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _rule(session: SessionBase, person: UUID, at: datetime) -> Lasting:
    roles: frozenset[Role] = frozenset()
    if staff_must_prove_twice():
        roles = held_anywhere(person, at=at)
    return lasting(roles, shared=bool(session.get(SHARED)))
