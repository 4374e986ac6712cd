"""A calendar that says when and nothing else (RFC 5545): no name, no place, no purpose."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from cairn.core.shared.refusals import NotFound
from cairn.records.mentorships.appointments import Planned, in_calendar
from cairn.records.scope import Wide, narrow, wide
from cairn.records.tokens.calendars import calendar_of

MAKER = "-//-//calendar//EN"
REFRESH = timedelta(hours=1)


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The times of whoever made this address; a wrong or old address finds nothing."""
    now = timezone.now()
    with wide(Wide.DOOR):
        bearer = calendar_of(token, at=now)
    if bearer is None:
        raise NotFound
    narrow(person=bearer.reader.person, program=bearer.reader.program)
    told = in_calendar(reader=bearer.reader, at=now)
    return HttpResponse(as_calendar(told), content_type="text/calendar; charset=utf-8")


calendar.public = (  # type: ignore[attr-defined]
    "a calendar app cannot sign in: the address itself is the key, and opens nothing else"
)


def as_calendar(talks: Iterable[Planned]) -> bytes:
    """Planned talks as a calendar file, times in UTC."""
    found = Calendar()
    found.add("prodid", MAKER)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for one in talks:
        found.add_component(_event(one))
    return bytes(found.to_ical())


def _event(one: Planned) -> Event:
    start = one.talk.starts_at.astimezone(UTC)
    changed = (one.called_off_at or one.made_at).astimezone(UTC)
    event = Event()
    event.add("uid", str(one.id))
    event.add("dtstamp", changed)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=one.talk.minutes))
    event.add("summary", _("Time set aside"))
    event.add("class", "PRIVATE")
    event.add("transp", "OPAQUE")
    event.add("sequence", 1 if one.called_off_at else 0)
    event.add("status", "CANCELLED" if one.called_off_at else "CONFIRMED")
    return event
