"""The outcomes board is what a patient person with a pencil would find in the rows."""

from datetime import date, timedelta
from statistics import mean, median, stdev
from uuid import UUID

import pytest
from scipy import stats

from cairn.core.evaluation.board import Board
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed
from cairn.records.days.models import DayStatus
from cairn.records.evaluation.commands import take_figures_out
from cairn.records.evaluation.queries import outcomes, outcomes_to_leave
from cairn.records.goals.models import Goal, Rating
from cairn.records.mentorships.models import Contact, Mentorship
from cairn.records.programs.models import Enrollment, Membership
from cairn.records.trail.models import Line
from tests.cast import NOW, Cast, gather
from tests.records.evaluation.crowd import FIRST, LAST, crowd, some_leave

pytestmark = pytest.mark.django_db

MOST_QUERIES = 14
KINDS = ("emotional", "informational", "instrumental", "affiliational")


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def board(stage: Cast, name: str = "Dee") -> Board:
    return outcomes(reader=stage.reader(name), last_day=LAST, at=NOW)


def rows_of_days() -> dict[UUID, dict[int, int]]:
    """Each enrolled person's known days (0 to 167 of the window), 1 for use, 0 for none."""
    known: dict[UUID, dict[int, int]] = {
        stay.person_id: {}
        for stay in Enrollment.objects.all()
        if stay.first_day <= LAST and (stay.last_day is None or stay.last_day >= FIRST)
    }
    for row in DayStatus.objects.filter(replaced_at=None):
        if row.person_id in known and FIRST <= row.day <= LAST and row.substance == "any":
            day = (row.day - FIRST).days
            if row.status == "use":
                known[row.person_id][day] = 1
            elif row.status == "none":
                known[row.person_id].setdefault(day, 0)
    return known


def halves(days: dict[int, int]) -> tuple[list[int], list[int]]:
    return (
        [said for day, said in days.items() if day < 84],
        [said for day, said in days.items() if day >= 84],
    )


def students(values: list[float]) -> tuple[float, float]:
    reach = stats.t.ppf(0.975, len(values) - 1) * stdev(values) / len(values) ** 0.5
    return mean(values) - reach, mean(values) + reach


def t_of(levels: list[float]) -> float:
    many = len(levels)
    return 50 + 10 * sum(levels) / (0.7 * many + 0.3 * many * many) ** 0.5


def test_days_of_use_are_those_in_the_rows(stage: Cast) -> None:
    some_leave(stage, crowd(stage, 40)[:4])
    found = board(stage).use
    known = rows_of_days()
    compared = [
        (before, after)
        for before, after in map(halves, known.values())
        if len(before) >= 14 and len(after) >= 14
    ]
    before = [84 * sum(one) / len(one) for one, _ in compared]
    after = [84 * sum(one) / len(one) for _, one in compared]
    apart = [now - then for then, now in zip(before, after, strict=True)]
    assert found is not None
    assert found.before is not None
    assert found.after is not None
    assert found.interval is not None
    assert 20 < found.n == len(compared) < len(known)
    assert found.left_out == len(known) - len(compared)
    assert found.before.mean == pytest.approx(mean(before))
    assert found.after.mean == pytest.approx(mean(after))
    assert found.before.median == pytest.approx(median(before))
    assert found.after.median == pytest.approx(median(after))
    assert found.difference == pytest.approx(mean(apart))
    assert (found.interval.low, found.interval.high) == pytest.approx(students(apart))
    told_before, told_after = (sum(map(len, side)) for side in zip(*compared, strict=True))
    assert found.before.coverage == pytest.approx(told_before / (84 * len(compared)))
    assert found.after.coverage == pytest.approx(told_after / (84 * len(compared)))
    # The bounds: every day that nobody told about as good, or as bad, as it can be.
    best = [sum(now) - (sum(then) + 84 - len(then)) for then, now in compared]
    worst = [sum(now) + 84 - len(now) - sum(then) for then, now in compared]
    assert (found.least, found.greatest) == pytest.approx((mean(best), mean(worst)))


def test_weeks_and_coverage_are_those_in_the_rows(stage: Cast) -> None:
    crowd(stage, 40)
    found, known = board(stage), rows_of_days()
    assert len(found.weeks) == 24
    for number, week in enumerate(found.weeks):
        shares = []
        for days in known.values():
            told = [said for day, said in days.items() if day // 7 == number]
            if told:
                shares.append(sum(told) / len(told))
        assert week.people == len(shares)
        assert week.share == pytest.approx(mean(shares))
        low, high = students(shares)
        assert (week.low, week.high) == pytest.approx((max(low, 0), min(high, 1)))
    lately = sum(len(halves(days)[1]) for days in known.values())
    assert found.known == pytest.approx(lately / (84 * len(known)))


def test_contacts_are_those_in_the_rows(stage: Cast) -> None:
    crowd(stage, 40, paired=30)
    found = board(stage)
    reached = [row for row in Contact.objects.all() if row.reached and FIRST <= row.day <= LAST]
    by_week = [0] * 24
    for row in reached:
        by_week[(row.day - FIRST).days // 7] += 1
    assert found.contacts == len(reached) > 50
    assert found.hours == pytest.approx(sum(row.minutes for row in reached) / 60)
    assert list(found.contacts_by_week) == by_week
    assert dict(found.kinds) == {kind: sum(getattr(row, kind) for row in reached) for kind in KINDS}
    assert found.reached.total == len({row.mentee_id for row in reached})
    assert found.reached.by_week == tuple(
        len({row.mentee_id for row in reached if (row.day - FIRST).days // 7 == week})
        for week in range(24)
    )


def test_people_are_those_in_the_rows(stage: Cast) -> None:
    some_leave(stage, crowd(stage, 40, paired=30)[:4])
    found = board(stage)
    here = {
        row.person_id
        for row in Membership.objects.filter(program_id=stage.program, role=Role.PARTICIPANT)
        if row.until is None or row.until > NOW
    }
    with_mentor = {row.mentee_id for row in Mentorship.objects.all() if row.ended_at is None} & here
    assert found.participants == len(here) == 37
    assert found.matched == len(with_mentor)
    assert found.waiting == len(here) - len(with_mentor) > 0
    assert found.mentors == 1


def test_goals_are_scored_by_their_own_person_and_else_by_the_mentor(stage: Cast) -> None:
    crowd(stage, 40)
    found = board(stage).scores
    people: dict[UUID, tuple[list[float], list[float]]] = {}
    for goal in Goal.objects.all():
        rated = sorted(
            Rating.objects.filter(goal=goal, day__lte=LAST), key=lambda one: (one.day, one.rated_at)
        )
        own = [one for one in rated if one.rater_id == goal.person_id]
        if rated:
            start, now = people.setdefault(goal.person_id, ([], []))
            start.append(float(goal.baseline))
            now.append(float((own or rated)[-1].level))
    start = [t_of(levels) for levels, _ in people.values()]
    now = [t_of(levels) for _, levels in people.values()]
    apart = [later - first for first, later in zip(start, now, strict=True)]
    assert found is not None
    assert found.interval is not None
    assert found.n == len(people) > 15
    assert (found.start, found.now) == pytest.approx((mean(start), mean(now)))
    assert found.change == pytest.approx(mean(apart))
    assert (found.interval.low, found.interval.high) == pytest.approx(students(apart))
    assert board(stage).goals == Goal.objects.count()


def test_what_happened_next_door_counts_nowhere(stage: Cast) -> None:
    crowd(stage, 14)
    before = board(stage)
    crowd(Cast(stage.elsewhere, stage.program, stage.people, stage.mentorship), 12, seed=9)
    assert board(stage) == before


def test_the_evaluator_sees_no_small_number_and_the_coordinator_sees_all(stage: Cast) -> None:
    crowd(stage, 20, paired=14)
    whole, safe = board(stage), board(stage, "Vic")
    assert whole.waiting is not None
    assert 0 < whole.waiting < 11
    assert not whole.hidden
    assert safe.hidden
    assert safe.waiting is None
    assert None in (safe.participants, safe.matched)
    assert safe.mentors is None
    assert safe.participants == whole.participants
    for shown, real in zip(safe.weeks, whole.weeks, strict=True):
        assert (shown.share is None) == (real.people < 11)
    assert safe == outcomes_to_leave(reader=stage.reader("Dee"), last_day=LAST, at=NOW)


def test_of_a_handful_of_people_nothing_leaves(stage: Cast) -> None:
    crowd(stage, 6)
    safe = board(stage, "Vic")
    assert (safe.participants, safe.matched, safe.contacts, safe.known) == (None,) * 4
    assert (safe.use, safe.scores) == (None, None)
    assert {week.share for week in safe.weeks} == {None}
    assert not any(safe.contacts_by_week)


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Lin", "Sam"])
@pytest.mark.parametrize("ask", [outcomes, outcomes_to_leave])
def test_others_may_not_see_the_outcomes(stage: Cast, name: str, ask) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(NotAllowed):
        ask(reader=stage.reader(name), last_day=LAST, at=NOW)


def test_figures_that_are_taken_out_leave_a_line_and_a_refusal_leaves_none(stage: Cast) -> None:
    took = take_figures_out(by=stage.reader("Vic"), last_day=LAST, at=NOW)
    assert took == outcomes_to_leave(reader=stage.reader("Vic"), last_day=LAST, at=NOW)
    with pytest.raises(NotAllowed):
        take_figures_out(by=stage.reader("Bo"), last_day=LAST, at=NOW)
    line = Line.objects.get(act="figures.taken_out")
    assert (line.actor, line.program, line.detail) == (stage.vic, stage.program, LAST.isoformat())


def test_next_door_eve_sees_her_own_empty_program(stage: Cast) -> None:
    crowd(stage, 14)
    found = board(stage, "Eve")
    assert (found.contacts, found.goals) == (0, 0)
    assert found.use is not None
    assert found.use.n == 0
    assert found.known is None


def test_the_board_takes_the_same_queries_however_many_people(
    stage: Cast, django_assert_max_num_queries
) -> None:
    crowd(stage, 60)
    with django_assert_max_num_queries(MOST_QUERIES):
        board(stage)


def test_a_day_counts_up_to_the_last_and_not_after(stage: Cast) -> None:
    crowd(stage, 14)
    earlier = outcomes(reader=stage.reader("Dee"), last_day=date(2026, 8, 1), at=NOW)
    assert earlier.last_day - earlier.first_day == timedelta(days=167)
    assert earlier.weeks != board(stage).weeks
