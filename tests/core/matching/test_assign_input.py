"""What `assign` refuses, and the odd pools that it solves all the same."""

import numpy as np
import pytest

from cairn.core.matching import POLICIES, assign


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"score": [1.0, float("nan")]}, "score holds a value that is not a finite number"),
        ({"score": [1.0, float("inf")]}, "not a finite number"),
        ({"score": ["a", "b"]}, "plain numbers"),
        ({"score": [1]}, "equally long"),
        ({"score": [[1, 2]]}, "flat list"),
        ({"score": [-(2**62), 2**62]}, "too far apart"),
        ({"score": np.array([1, 2**63], np.uint64)}, "too large"),
        ({"mentor_score": [1]}, "equally long"),
        ({"mentor_score": [1, float("nan")]}, "mentor_score holds"),
        ({"capacity": [1, -1]}, "capacity holds a negative"),
        ({"capacity": [1, 1.5]}, "capacity must hold whole"),
        ({"capacity": [1, float("nan")]}, "capacity holds"),
        ({"mentor": [0, 2]}, "mentor holds 2"),
        ({"mentor": [0, -1]}, "mentor holds a negative"),
        ({"mentee": [-1, 0]}, "mentee holds a negative"),
        ({"mentee": [0, 0.5]}, "mentee must hold whole"),
        ({"mentee": [0, 0], "mentor": [1, 1]}, "comes twice"),
        ({"policy": "best"}, "unknown policy"),
    ],
)
def test_what_cannot_be_solved_is_refused_in_words(changed, words):
    asked = {"mentee": [0, 1], "mentor": [0, 1], "score": [3, 4], "capacity": [1, 1]} | changed
    with pytest.raises(ValueError, match=words):
        assign(**asked)


@pytest.mark.parametrize("policy", POLICIES)
def test_an_empty_side_matches_nobody(policy):
    for capacity in ([], [2, 0]):
        result = assign([], [], [], capacity, policy=policy)
        assert (result.matched, result.total, result.bound, result.most) == (0, 0, 0, 0)
        assert result.optimal
        assert len(result.mentor_of) == 0


@pytest.mark.parametrize("policy", POLICIES)
def test_mentors_without_places_match_nobody(policy):
    result = assign([0, 3], [0, 0], [5, 6], [0], policy=policy)
    assert result.mentor_of.tolist() == [-1, -1, -1, -1]
    assert (result.matched, result.most, result.optimal) == (0, 0, True)


@pytest.mark.parametrize("policy", POLICIES)
def test_all_ties_are_solved_and_twice_the_same(policy):
    mentee, mentor = (axis.ravel() for axis in np.indices((6, 3)))
    first = assign(mentee, mentor, np.full(18, 5), [2, 2, 2], policy=policy)
    second = assign(mentee, mentor, np.full(18, 5), [2, 2, 2], policy=policy)
    assert (first.matched, first.total, first.optimal) == (6, 30, True)
    assert first.mentor_of.tolist() == second.mentor_of.tolist()


def test_most_people_come_before_a_better_total():
    result = assign([0, 0, 1], [0, 1, 0], [100, 1, 1], [1, 1])
    assert result.mentor_of.tolist() == [1, 0]
    assert result.total == 2


def test_fair_lifts_the_worst_off_where_pool_would_not():
    mentee, mentor, score = [0, 0, 1, 1], [0, 1, 0, 1], [13, 6, 5, 0]
    pool = assign(mentee, mentor, score, [1, 1])
    fair = assign(mentee, mentor, score, [1, 1], policy="fair")
    assert (pool.mentor_of.tolist(), pool.total) == ([0, 1], 13)
    assert (fair.mentor_of.tolist(), fair.total) == ([1, 0], 11)
    assert (fair.bound, fair.optimal) == (13, False)


def test_huge_row_numbers_and_capacities_cost_nothing():
    result = assign([1_000_000], [1], [0.5], [0, 2**60])
    assert len(result.mentor_of) == 1_000_001
    assert result.mentor_of[-1] == 1


@pytest.mark.parametrize("scale", [1e-300, 1e-9, 1.0, 1e9, 1e300])
def test_fractions_of_any_size_are_solved_to_the_proof(scale):
    rng = np.random.default_rng(7)
    mentee, mentor = (axis.ravel() for axis in np.indices((20, 6)))
    score = rng.normal(size=120)
    reference = assign(mentee, mentor, score, [3] * 6)
    scaled = assign(mentee, mentor, score * scale, [3] * 6)
    assert scaled.optimal
    assert scaled.mentor_of.tolist() == reference.mentor_of.tolist()
