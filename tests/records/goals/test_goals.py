"""Goals: written by oneself or with leave, rated by both, scored, and readable by few."""

from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from cairn.core.consent.readers import machine
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.goals.commands import (
    BroughtGoal,
    BroughtRating,
    GoalWritten,
    bring_in_goals,
    rate,
    write_goal,
)
from cairn.records.goals.models import Goal, Level, Rating
from cairn.records.goals.queries import courses, goal_in_full, goals_shared, own_goals, scores_of
from cairn.records.trail.models import Line
from tests.cast import NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db
WORDS = {-2: "no plan", -1: "a form", 0: "two rooms seen", 1: "a date", 2: "a month in my room"}
GOAL = GoalWritten(Scale("A room of my own", WORDS), Domain.HOUSING, 3, 2)


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


@pytest.fixture
def goal(stage: Cast) -> UUID:
    return write(stage, "Ana")


def write(stage: Cast, name: str, own_id: UUID | None = None) -> UUID:
    return write_goal(
        by=stage.reader(name), person=stage.ana, goal=GOAL, goal_id=own_id or uuid4(), at=NOW
    )


def say(stage: Cast, name: str, goal: UUID, level: float, own_id: UUID | None = None) -> None:
    rate(
        by=stage.reader(name),
        goal=goal,
        level=level,
        rating_id=own_id or uuid4(),
        day=TODAY,
        at=NOW,
    )


@pytest.mark.parametrize("name", ["Ana", "Bo"])
def test_a_goal_is_written_once_sealed_and_noted(stage: Cast, name: str) -> None:
    before, own_id = Line.objects.count(), uuid4()
    assert write(stage, name, own_id) == write(stage, name, own_id)
    assert Line.objects.count() == before + 1
    assert Level.objects.count() == 5
    assert b"room" not in bytes(Goal.objects.get().title)
    found = goal_in_full(reader=stage.reader("Ana"), goal=own_id, at=NOW)
    assert (found.line.title, found.levels) == ("A room of my own", WORDS)


def test_both_ratings_are_kept_apart_and_scored(stage: Cast, goal: UUID) -> None:
    own_id = uuid4()
    say(stage, "Ana", goal, 1, own_id)
    say(stage, "Ana", goal, 1, own_id)
    say(stage, "Bo", goal, 0)
    assert Rating.objects.count() == 2
    lines = own_goals(reader=stage.reader("Ana"))
    scores = {one.rater: one.attainment for one in scores_of(lines)}
    assert scores[stage.ana].achieved == pytest.approx(60)
    assert scores[stage.bo].achieved == pytest.approx(50)
    assert scores[stage.bo].change == pytest.approx(10)


def test_a_level_between_is_refused(stage: Cast, goal: UUID) -> None:
    with pytest.raises(Invalid):
        say(stage, "Ana", goal, 0.25)


@pytest.mark.parametrize(
    ("name", "refusal"), [("Cy", NotAllowed), ("Dee", NotAllowed), ("Eve", NotFound)]
)
def test_others_neither_read_nor_rate_nor_write(
    stage: Cast, goal: UUID, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        goal_in_full(reader=stage.reader(name), goal=goal, at=NOW)
    with pytest.raises(refusal):
        say(stage, name, goal, 0)
    with pytest.raises(refusal):
        write(stage, name)
    assert goals_shared(reader=stage.reader(name), person=stage.ana, at=NOW) is None


def test_without_leave_not_even_the_mentor(db: None) -> None:
    stage = gather(leave=False)
    goal = write(stage, "Ana")
    with pytest.raises(NotAllowed):
        goal_in_full(reader=stage.reader("Bo"), goal=goal, at=NOW)
    with pytest.raises(NotAllowed):
        write(stage, "Bo")


def test_reading_anothers_goal_is_a_look_and_ones_own_is_not(stage: Cast, goal: UUID) -> None:
    bo, ana = stage.reader("Bo"), stage.reader("Ana")
    goal_in_full(reader=bo, goal=goal, at=NOW)
    goal_in_full(reader=ana, goal=goal, at=NOW)
    assert [look.subject for look in bo.looks] == [stage.ana]
    assert ana.looks == []


def test_many_are_brought_in_once_and_counted_without_names(stage: Cast) -> None:
    ratings = (BroughtRating(stage.ana, 1, TODAY), BroughtRating(stage.bo, 0, TODAY))
    many = [BroughtGoal(uuid4(), stage.ana, stage.ana, GOAL, NOW, ratings) for _ in range(10)]
    before = Line.objects.count()
    by = machine("demo")
    assert bring_in_goals(by=by, program=stage.program, goals=many, at=NOW) == 10
    assert bring_in_goals(by=by, program=stage.program, goals=many, at=NOW) == 0
    assert Line.objects.count() == before + 1
    found = courses(reader=stage.reader("Vic"), last_day=TODAY, at=NOW)
    assert {(one.baseline, one.own, one.other, one.now) for one in found} == {(-1, 1, 0, 1)}
    assert courses(reader=stage.reader("Eve"), last_day=TODAY, at=NOW) == []
    with pytest.raises(NotAllowed):
        courses(reader=stage.reader("Ana"), last_day=TODAY, at=NOW)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("goals_baseline_below_expected", {"baseline": 0}),
        ("goals_importance_in_range", {"importance": 4}),
        ("goals_difficulty_in_range", {"difficulty": 4}),
    ],
)
def test_the_database_refuses_a_goal_that_cannot_be(
    stage: Cast, constraint: str, values: dict[str, object]
) -> None:
    usual = {"title": b"", "domain": "work", "written_by": stage.ana, "written_at": NOW}
    with pytest.raises(IntegrityError, match=constraint):
        Goal.objects.create(person_id=stage.ana, program_id=stage.program, **{**usual, **values})


@pytest.mark.parametrize(
    ("constraint", "level"), [("goals_each_level_once", 0), ("goals_level_in_range", 3)]
)
def test_the_database_refuses_a_level_that_cannot_be(
    stage: Cast, goal: UUID, constraint: str, level: int
) -> None:
    assert constraint in {one.name for one in Level._meta.constraints}
    with pytest.raises(IntegrityError):
        Level.objects.create(goal_id=goal, level=level, words=b"")


def test_the_database_refuses_a_rating_that_cannot_be(stage: Cast, goal: UUID) -> None:
    with pytest.raises(IntegrityError, match="goals_rating_in_range"):
        Rating.objects.create(goal_id=goal, rater_id=stage.ana, level=3, day=TODAY, rated_at=NOW)
