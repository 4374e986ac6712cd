"""Goals and their ratings."""

from typing import Any
from uuid import UUID

from ninja import Router

from cairn.core.goals import Scale
from cairn.core.people.scopes import Scope
from cairn.core.shared.refusals import NotFound
from cairn.exchange.api import shapes
from cairn.exchange.api.days import READS, WRITES
from cairn.exchange.api.doors import Call, once, within
from cairn.exchange.api.paging import cursor as cursor_at
from cairn.exchange.api.paging import number_at
from cairn.records.goals.commands import GoalWritten, rate, write_goal
from cairn.records.goals.queries import GoalLine, goal_in_full, goals_shared

router = Router(tags=["goals"])


@router.get("/goals", response={200: shapes.Page[shapes.Goal], **READS}, url_name="goals")
def goals(
    request: Call,
    person: shapes.Person = None,
    cursor: shapes.Cursor = None,
    count: shapes.Count = 50,
) -> Any:
    """Open goals, the oldest first. Scope: goals:read."""
    reader = within(request, Scope.GOALS_READ)
    first = number_at(cursor)
    found = goals_shared(reader=reader, person=person or reader.person, at=request.now)
    if found is None:
        raise NotFound
    end = first + count
    more = end < len(found)
    return {
        "items": [_line(one) for one in found[first:end]],
        "next": cursor_at(end) if more else None,
    }


@router.get("/goals/{goal}", response={200: shapes.GoalInFull, **READS}, url_name="goal")
def goal(request: Call, goal: UUID) -> Any:
    """One goal with its five levels. Scope: goals:read."""
    reader = within(request, Scope.GOALS_READ)
    found = goal_in_full(reader=reader, goal=goal, at=request.now)
    levels = shapes.Levels.of(found.levels)
    return _line(found.line) | {"levels": levels, "may_rate": found.may_rate}


@router.post("/goals", response={201: shapes.Made, **WRITES}, url_name="goals")
def write(request: Call, key: shapes.Key, told: shapes.GoalSent) -> Any:
    """Write a goal, one's own or with leave a mentee's. Scope: goals:write."""
    reader = within(request, Scope.GOALS_WRITE)
    scale = Scale(told.title, told.levels.by_number(), told.baseline)
    written = GoalWritten(scale, told.domain, told.importance, told.difficulty)
    return once(
        request,
        key,
        lambda row: write_goal(
            by=reader,
            person=told.person or reader.person,
            goal=written,
            goal_id=row,
            at=request.now,
        ),
    )


@router.post("/goals/{goal}/ratings", response={201: shapes.Made, **WRITES}, url_name="ratings")
def rate_goal(request: Call, goal: UUID, key: shapes.Key, told: shapes.RatingSent) -> Any:
    """Say where a goal stands today. Scope: goals:write."""
    reader = within(request, Scope.GOALS_WRITE)
    return once(
        request,
        key,
        lambda row: rate(
            by=reader,
            goal=goal,
            level=told.level,
            rating_id=row,
            day=request.today,
            at=request.now,
        ),
    )


def _line(found: GoalLine) -> dict[str, Any]:
    kept = ("id", "person", "title", "domain", "baseline", "importance", "difficulty", "written_at")
    ratings = [{"rater": one.rater, "level": one.level, "day": one.day} for one in found.ratings]
    return {name: getattr(found, name) for name in kept} | {"ratings": ratings}
