"""The numbers of the outcomes page, worked by hand."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from cairn.core.evaluation.board import (
    Board,
    Reached,
    WeekOfUse,
    safe_to_leave,
    score_change,
    weekly_shares,
)
from cairn.core.evaluation.effects import days_used_change


def test_each_person_counts_the_same_however_many_days_they_told() -> None:
    status = np.array([[1, 0, 0, 0, -1, -1, -1], [1, -1, -1, -1, -1, -1, -1]], dtype=np.int8)
    [week] = weekly_shares(status)
    assert week.people == 2
    assert week.share == pytest.approx((0.25 + 1.0) / 2)


def test_a_week_that_nobody_told_about_has_no_share() -> None:
    [week] = weekly_shares(np.full((3, 7), -1, dtype=np.int8))
    assert (week.people, week.share, week.low) == (0, None, None)


def test_a_broken_last_week_is_left_out() -> None:
    assert len(weekly_shares(np.zeros((2, 20), dtype=np.int8))) == 2


def test_the_interval_is_students_and_stays_a_share() -> None:
    status = np.zeros((4, 7), dtype=np.int8)
    status[0] = 1
    status[1, :2] = 1
    [week] = weekly_shares(status)
    shares = np.array([1, 2 / 7, 0, 0])
    low, high = stats.t.interval(0.95, 3, shares.mean(), stats.sem(shares))
    assert week.low == pytest.approx(max(low, 0))
    assert week.high == pytest.approx(min(high, 1))


@given(
    arrays(np.int8, st.tuples(st.integers(0, 8), st.integers(0, 30)), elements=st.integers(-1, 1))
)
def test_more_people_who_told_nothing_change_no_week(status: np.ndarray) -> None:
    silent = np.full((2, status.shape[1]), -1, dtype=np.int8)
    assert weekly_shares(np.vstack([status, silent])) == weekly_shares(status)


def test_scores_are_compared_person_by_person() -> None:
    change = score_change(np.array([36.0, 40.0, np.nan]), np.array([50.0, 58.0, 90.0]))
    assert (change.n, change.start, change.now, change.change) == (2, 38.0, 54.0, 16.0)
    assert change.interval is not None
    low, high = stats.t.interval(0.95, 1, 16.0, stats.sem([14.0, 18.0]))
    assert (change.interval.low, change.interval.high) == pytest.approx((low, high))


def test_no_scores_give_no_change() -> None:
    assert score_change(np.array([]), np.array([])).change is None


def board(**changed: object) -> Board:
    plain = Board(
        first_day=date(2026, 1, 1),
        last_day=date(2026, 6, 17),
        participants=48,
        matched=40,
        waiting=8,
        mentors=16,
        contacts=300,
        hours=150.0,
        contacts_by_week=(12, 13),
        kinds=(("emotional", 200),),
        reached=Reached(30, (20, 25), (28,)),
        use=None,
        weeks=(WeekOfUse(30, 0.2, 0.1, 0.3), WeekOfUse(5, 0.4, 0.0, 0.9)),
        known=0.8,
        goals=60,
        scores=score_change(np.full(5, 40.0), np.full(5, 50.0)),
    )
    return replace(plain, **changed)


def test_eight_who_wait_are_hidden_and_cannot_be_worked_out() -> None:
    safe = safe_to_leave(board())
    assert safe.waiting is None
    assert None in (safe.participants, safe.matched), "48 less 40 would tell the 8"


def test_a_week_or_a_score_of_few_people_does_not_leave() -> None:
    safe = safe_to_leave(board())
    assert safe.weeks[0].share == 0.2
    assert safe.weeks[1].share is None
    assert safe.scores is None


def test_a_small_program_shows_nothing_of_its_people() -> None:
    few = Reached(7, (7, 5), (6,))
    safe = safe_to_leave(
        board(participants=9, matched=7, waiting=2, mentors=3, goals=4, reached=few)
    )
    assert (safe.participants, safe.matched, safe.waiting) == (None, None, None)
    assert (safe.mentors, safe.contacts, safe.hours, safe.known) == (None, None, None, None)
    assert safe.goals is None


def test_contacts_of_few_people_do_not_leave_however_many_are_matched() -> None:
    safe = safe_to_leave(board(reached=Reached(4, (3, 4), (4,))))
    assert (safe.contacts, safe.hours) == (None, None)
    assert safe.contacts_by_week == (None, None)
    assert safe.kinds == (("emotional", None),)


def test_a_week_of_few_people_is_hidden_with_a_fuller_one_so_that_no_sum_gives_it_away() -> None:
    counts = (4, 30, 22, 0, 40)
    people = Reached(30, (2, 20, 12, 0, 25), (28,))
    safe = safe_to_leave(board(contacts_by_week=counts, reached=people))
    assert safe.contacts_by_week == (None, 30, None, 0, 40)
    assert safe.contacts == 300


def test_how_many_people_stand_behind_the_contacts_never_leaves() -> None:
    assert safe_to_leave(board()).reached == Reached(0, (), ())


@pytest.mark.parametrize(("left_out", "shown"), [(0, 0), (1, None), (10, None), (11, 11)])
def test_few_who_were_left_out_are_not_counted_aloud(left_out: int, shown: int | None) -> None:
    used, known = np.full(12 + left_out, 5), np.full(12 + left_out, 60)
    known[12:], used[12:] = 3, 1
    use = days_used_change(used, known, used, known)
    assert use.left_out == left_out
    safe = safe_to_leave(board(use=use)).use
    assert safe is not None
    assert safe.left_out == shown
