"""Check-ins and days: one's own, and of those who gave leave."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from cairn.core.days import CheckIn
from cairn.core.people.scopes import Scope
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.exchange.api import shapes
from cairn.exchange.api.doors import Call, once, within
from cairn.exchange.api.paging import cursor, day_at
from cairn.exchange.api.problems import Problem
from cairn.records.days.commands import tell_day
from cairn.records.days.queries import SharedDays, days_shared, own_day

router = Router(tags=["days"])
READS: Mapping[Any, Any] = {frozenset({401, 403, 404, 422, 429}): Problem}
WRITES: Mapping[Any, Any] = {frozenset({400, 401, 403, 404, 409, 413, 415, 422, 429}): Problem}
SPAN = timedelta(days=365)
A_DAY = timedelta(days=1)

FirstDay = Annotated[date | None, Query(description="Left out: a year before the last.")]
LastDay = Annotated[date | None, Query(description="Left out: the person's today.")]


@router.get(
    "/check-ins", response={200: shapes.Page[shapes.CheckIn], **READS}, url_name="check-ins"
)
def check_ins(
    request: Call,
    person: shapes.Person = None,
    first_day: FirstDay = None,
    last_day: LastDay = None,
    cursor: shapes.Cursor = None,
    count: shapes.Count = 50,
) -> Any:
    """Days as they were told, the newest first. Scope: days:read."""
    shared = _shared(request, person, first_day, last_day, cursor)
    found = [_told(one) for one in shared.check_ins]
    return _page(found, count)


@router.get("/check-ins/{day}", response={200: shapes.CheckIn, **READS}, url_name="check-in")
def check_in(request: Call, day: date, person: shapes.Person = None) -> Any:
    """One day as it was told last. Scope: days:read."""
    reader = within(request, Scope.DAYS_READ)
    if person in (None, reader.person):
        told = own_day(reader=reader, day=day)
        if told is None:
            raise NotFound
        return _told(told) | {"substances": list(told.substances)}
    shared = _shared(request, person, day, day, None)
    if not shared.check_ins:
        raise NotFound
    return _told(shared.check_ins[0])


@router.post("/check-ins", response={201: shapes.Made, **WRITES}, url_name="check-ins")
def tell(request: Call, key: shapes.Key, told: shapes.CheckInSent) -> Any:
    """Tell how one of one's own days was; told again, the newer counts. Scope: days:write."""
    reader = within(request, Scope.DAYS_WRITE)
    said = CheckIn(**told.model_dump())
    return once(
        request,
        key,
        lambda row: tell_day(
            by=reader,
            check_in=said,
            check_in_id=row,
            today=request.today,
            at=request.now,
        ),
    )


@router.get("/days", response={200: shapes.Page[shapes.Day], **READS}, url_name="days")
def days(
    request: Call,
    person: shapes.Person = None,
    first_day: FirstDay = None,
    last_day: LastDay = None,
    cursor: shapes.Cursor = None,
    count: shapes.Count = 50,
) -> Any:
    """What is known of use, day by day, the newest first. Scope: days:read."""
    shared = _shared(request, person, first_day, last_day, cursor)
    known = sorted(shared.statuses.items(), reverse=True)
    return _page([{"day": day, "use": use} for day, use in known], count)


def _shared(
    request: Call, person: UUID | None, first: date | None, last: date | None, given: str | None
) -> SharedDays:
    reader = within(request, Scope.DAYS_READ)
    last = min(last or request.today, request.today)
    first = first or max(date.min + SPAN, last) - SPAN
    last = min(last, day_at(given, last))
    if last - first > SPAN:
        raise Invalid(phrase("Ask for a year at most."), "first_day")
    whose = person or reader.person
    found = days_shared(
        reader=reader,
        people=[whose],
        first_day=first,
        last_day=last,
        at=request.now,
    )
    if whose not in found:
        raise NotFound
    return found[whose]


def _page(found: list[dict[str, Any]], count: int) -> dict[str, Any]:
    more = len(found) > count
    return {"items": found[:count], "next": cursor(found[count]["day"]) if more else None}


def _told(told: Any) -> dict[str, Any]:
    kept = ("day", "mood", "use", "craving", "sleep", "wants_call", "note")
    return {name: getattr(told, name) for name in kept} | {"substances": None}
