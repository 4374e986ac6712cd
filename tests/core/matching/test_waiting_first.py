"""Where places are short: those who wait longest, then those with the fewest options."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.matching import assign
from cairn.core.matching.levels import best_and_options, levelled, ranks
from cairn.core.matching.solving import solve
from cairn.core.matching.tables import HeldTable, NarrowedTable


@st.composite
def short_pools(draw):
    people, mentors = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    cell = st.integers(-1, 9)
    rows = draw(
        st.lists(
            st.lists(cell, min_size=mentors, max_size=mentors), min_size=people, max_size=people
        )
    )
    capacity = draw(st.lists(st.integers(0, 2), min_size=mentors, max_size=mentors))
    waiting = draw(st.lists(st.integers(0, 2), min_size=people, max_size=people))
    return np.array(rows), np.array(capacity), np.array(waiting)


def by_trying_everything(rows, capacity, waiting):
    """The best (matched, who by rank, least largest regret, total): slow and certain."""
    options = ((rows >= 0) & (capacity > 0)).sum(axis=1)
    reached = []
    for chosen in product(*[[-1, *np.flatnonzero(row >= 0)] for row in rows]):
        given_to = [m for m in chosen if m >= 0]
        if (np.bincount(given_to, minlength=len(capacity)) > capacity).any():
            continue
        seated = [p for p, m in enumerate(chosen) if m >= 0]
        first = tuple(sorted(((waiting[p], -options[p]) for p in seated), reverse=True))
        regret = max((rows[p].max() - rows[p, chosen[p]] for p in seated), default=0)
        total = sum(rows[p, chosen[p]] for p in seated)
        reached.append((len(seated), first, -regret, total))
    return max(reached)


def reached_by(mentor_of, rows, capacity, waiting):
    options = ((rows >= 0) & (capacity > 0)).sum(axis=1)
    seated = [p for p, m in enumerate(mentor_of) if m >= 0]
    first = tuple(sorted(((waiting[p], -options[p]) for p in seated), reverse=True))
    regret = max((rows[p].max() - rows[p, mentor_of[p]] for p in seated), default=0)
    return len(seated), first, -regret, sum(rows[p, mentor_of[p]] for p in seated)


@given(short_pools())
def test_balanced_with_waiting_is_what_trying_everything_finds(pool):
    rows, capacity, waiting = pool
    mentee, mentor = np.nonzero(rows >= 0)
    listed = assign(
        mentee, mentor, rows[mentee, mentor], capacity, policy="balanced", waiting=waiting
    )
    best = by_trying_everything(rows, capacity, waiting)
    assert reached_by(listed.mentor_of, rows, capacity, waiting) == best
    table = HeldTable(rows.astype(np.int16), 9)
    _, options = best_and_options(table, capacity)
    whole = levelled(table, capacity, "balanced", solve(table, capacity), ranks(waiting, options))
    assert reached_by(whole.mentor_of, rows, capacity, waiting) == best


def test_the_last_place_goes_to_who_waits_longest_then_to_who_has_no_other():
    one_place = {"mentee": [0, 1, 1, 2], "mentor": [0, 0, 1, 0], "score": [9, 9, 9, 1]}
    longest = assign(**one_place, capacity=[1, 0], policy="balanced", waiting=[5, 5, 30])
    assert longest.mentor_of.tolist() == [-1, -1, 0]
    fewest = assign(
        [0, 0, 1, 2, 2],
        [0, 1, 0, 0, 1],
        [9, 9, 1, 9, 9],
        [1, 1],
        policy="balanced",
        waiting=[5] * 3,
    )
    assert fewest.mentor_of[1] == 0


def test_other_policies_do_not_read_the_waiting():
    asked = {"mentee": [0, 1], "mentor": [0, 0], "score": [9, 1], "capacity": [1]}
    assert assign(**asked, waiting=[0, 90]).mentor_of.tolist() == [0, -1]


@pytest.mark.parametrize(("waiting", "words"), [([1], "entry for every"), ([1, 0.5], "waiting")])
def test_waiting_that_cannot_be_read_is_refused_in_words(waiting, words):
    with pytest.raises(ValueError, match=words):
        assign([0, 1], [0, 0], [9, 1], [1], policy="balanced", waiting=waiting)


def test_a_narrowed_table_keeps_only_what_is_good_enough():
    table = HeldTable(np.array([[3, 8, -1]], np.int16), 9)
    narrow = NarrowedTable(table, np.array([5]))
    assert narrow.rows(0, 1).tolist() == [[-1, 8, -1]]
    assert NarrowedTable(table, np.array([5]), levelled=True).rows(0, 1).tolist() == [[-1, 0, -1]]
