"""A table solved by a few of its pairs gives what all of its pairs give, and proves it."""

import numpy as np
import pytest
from bench._matching_pools import invented
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.matching import assign
from cairn.core.matching.levels import levelled
from cairn.core.matching.regions import apart, solve_apart
from cairn.core.matching.solving import solve
from cairn.core.matching.tables import NEVER, HeldTable, kept_whole


def table_of(seed, people, mentors, share, top):
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, top + 1, (people, mentors)).astype(np.int16)
    scores[chance.random(scores.shape) > share] = NEVER
    return HeldTable(scores, top), chance.integers(0, 4, mentors)


def on_all_pairs(table, capacity, policy):
    mentee, mentor = np.nonzero(table.scores > NEVER)
    return assign(mentee, mentor, table.scores[mentee, mentor], capacity, policy=policy)


@given(
    st.integers(0, 2**32 - 1),
    st.integers(1, 60),
    st.integers(1, 40),
    st.sampled_from([0.05, 0.3, 1.0]),
    st.sampled_from([1, 3, 1000]),
)
def test_few_pairs_give_what_all_pairs_give(seed, people, mentors, share, top):
    table, capacity = table_of(seed, people, mentors, share, top)
    few = solve(table, capacity)
    whole = on_all_pairs(table, capacity, "pool")
    assert (few.matched, few.total, few.bound, few.most) == (
        whole.matched,
        whole.total,
        whole.bound,
        whole.most,
    )
    placed = few.mentor_of[few.mentor_of >= 0]
    assert (np.bincount(placed, minlength=mentors) <= capacity).all()
    assert (table.scores[np.flatnonzero(few.mentor_of >= 0), placed] > NEVER).all()


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([(40, 25), (120, 40)]),
    st.sampled_from([0.1, 0.4]),
    st.sampled_from([50, 10_000]),
    st.sampled_from(["fair", "balanced"]),
)
def test_the_worst_off_come_first_in_a_whole_table_too(seed, size, share, top, policy):
    table, capacity = table_of(seed, *size, share, top)
    few = levelled(table, capacity, policy, solve(table, capacity))
    whole = on_all_pairs(table, capacity, policy)
    assert (few.matched, few.total) == (whole.matched, whole.total)


@pytest.mark.parametrize("seed", range(12))
def test_the_worst_off_come_first_where_most_like_the_same_mentors(seed):
    """Then the few pairs that a solve keeps leave out some that the worst-off need."""
    chance = np.random.default_rng(seed)
    liked, likeness = chance.random(40) * 0.7, chance.random((120, 4)) @ chance.random((4, 40)) / 4
    scores = ((liked + likeness) * 5000).astype(np.int16)
    scores[chance.random(scores.shape) > 0.5] = NEVER
    table, capacity = HeldTable(scores, 10_000), chance.integers(1, 5, 40)
    few = levelled(table, capacity, "balanced", solve(table, capacity))
    whole = on_all_pairs(table, capacity, "balanced")
    assert (few.matched, few.total) == (whole.matched, whole.total)


def test_any_prices_to_start_from_give_the_same_proved_total():
    table, capacity = table_of(5, 300, 80, 0.5, 1000)
    cold = solve(table, capacity)
    chance = np.random.default_rng(6)
    for prices in (cold.prices, np.zeros(80, np.int64), chance.integers(0, 10**6, 80)):
        warm = solve(table, capacity, prices=prices)
        assert (warm.matched, warm.total, warm.bound) == (cold.matched, cold.total, cold.total)


def test_a_loose_answer_says_how_far_off_it_may_be():
    table, capacity = table_of(7, 400, 120, 0.5, 1000)
    exact, loose = solve(table, capacity), solve(table, capacity, tolerance=0.01)
    assert loose.matched == exact.matched
    assert loose.total <= exact.total <= loose.bound <= loose.total * 1.01


def test_nobody_is_lost_where_everyone_likes_the_same_few():
    scores = np.tile(np.arange(400, dtype=np.int16), (400, 1))
    found = solve(HeldTable(scores, 400), np.ones(400, np.int64))
    assert (found.matched, found.total, found.bound) == (400, 79_800, 79_800)


def test_all_ties_are_solved():
    found = solve(HeldTable(np.full((500, 100), 5, np.int16), 5), np.full(100, 4))
    assert (found.matched, found.most, found.total, found.bound) == (400, 400, 2000, 2000)


@pytest.mark.parametrize(("people", "mentors"), [(0, 3), (3, 0), (0, 0)])
def test_an_empty_side_of_a_table_matches_nobody(people, mentors):
    table = HeldTable(np.zeros((people, mentors), np.int16), 10)
    found = solve(table, np.ones(mentors, np.int64))
    assert (found.matched, found.total, found.bound, found.most) == (0, 0, 0, 0)


def test_a_large_table_is_read_in_blocks_and_kept_the_same():
    pool = invented(3000, 700, 1, seed=2)
    everyone = pool.between(np.arange(3000), np.arange(700))
    kept = kept_whole(everyone)
    assert kept.scores.dtype == np.int16
    assert (kept.rows(1400, 1500) == everyone.rows(1400, 1500)).all()


def test_parts_are_found_from_who_may_meet_and_joined_where_regions_touch():
    may_meet = np.array([[True, False, False], [False, True, False], [False, True, True]])
    parts = [(a.tolist(), b.tolist()) for a, b in apart([0, 1, 2, 0], [0, 1, 2, 2], may_meet)]
    assert parts == [([0, 3], [0]), ([1, 2], [1, 2, 3])]


def test_regions_solved_apart_add_up_to_the_whole_and_start_again_from_their_prices():
    pool = invented(600, 120, 5, seed=3)
    parts = pool.parts()
    assert len(parts) == 5
    found = solve_apart(parts, pool.capacity, 600, tolerance=0)
    scores = pool.between(np.arange(600), np.arange(120)).rows(0, 600)
    scores[pool.mentee_region[:, None] != pool.mentor_region] = NEVER
    whole = solve(HeldTable(scores, 20_000), pool.capacity)
    assert (found.matched, found.most, found.total) == (whole.matched, whole.most, whole.total)
    assert found.bound == found.total
    again = solve_apart(parts, pool.capacity, 600, tolerance=0, prices=found.prices)
    assert again.total == found.total
