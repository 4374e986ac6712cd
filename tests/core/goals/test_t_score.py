"""The T score against published, generated and stated values."""

import json
from math import nan

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.pages_of_methods import numbers, table
from tests.shared_data import shared_data

from cairn.core.goals import Verbal, change, light_level, t_score
from cairn.core.shared.refusals import Invalid


def test_every_published_example_comes_out_as_printed() -> None:
    rows = table("goals.md", "levels", "weights", "T")
    assert len(rows) == 22
    for levels, weights, expected in rows:
        assert t_score(numbers(levels) or [], numbers(weights)) == pytest.approx(
            float(expected), abs=5e-5
        ), (levels, weights)


def test_every_published_change_comes_out_as_printed() -> None:
    rows = table(
        "goals.md", "baseline", "achieved", "weights", "T at baseline", "T achieved", "change"
    )
    for baseline, achieved, weights, start, end, moved in rows:
        result = change(numbers(baseline) or [], numbers(achieved) or [], numbers(weights))
        assert result.baseline == pytest.approx(float(start), abs=5e-5)
        assert result.achieved == pytest.approx(float(end), abs=5e-5)
        assert result.change == pytest.approx(float(moved), abs=5e-5)


def test_every_published_rating_in_words_has_its_level() -> None:
    rows = table("goals.md", "was it reached?", "started at -1", "started at -2")
    assert [said for said, _, _ in rows] == list(Verbal)
    for said, from_less, from_least in rows:
        assert light_level(Verbal(said), -1) == float(from_less)
        if from_least == "not possible":
            with pytest.raises(Invalid):
                light_level(Verbal(said), -2)
        else:
            assert light_level(Verbal(said), -2) == float(from_least)


def test_a_baseline_of_zero_has_no_ratings_in_words() -> None:
    with pytest.raises(Invalid):
        light_level(Verbal.SAME, 0)


def test_agrees_with_an_independent_implementation() -> None:
    cases = json.loads(shared_data("gas", "gas_expected.json").read_text())
    assert len(cases) >= 40
    for case in cases:
        attained, weight = case["attained"], case["weight"]
        assert t_score(attained, weight) == _near(case["T_weighted"])
        assert t_score(attained) == _near(case["T_equal"])
        assert t_score(case["baseline"], weight) == _near(case["T_baseline"])
        assert t_score(attained, weight, rho=0) == _near(case["T_rho0"])
        assert t_score(attained, weight, rho=0.5) == _near(case["T_rho05"])
        assert change(case["baseline"], attained, weight).change == _near(case["change"])


def _near(value: float) -> object:
    return pytest.approx(value, abs=1e-9)


def test_a_goal_without_a_level_or_weight_is_dropped_with_its_pair() -> None:
    assert t_score([1, None, 0], [6, 9, 4]) == t_score([1, 0], [6, 4])
    assert t_score([1, 2, 0], [6, None, 4]) == t_score([1, 0], [6, 4])
    both = change([-1, -1, None], [0, None, 2], [6, 9, 2])
    assert (both.baseline, both.achieved, both.goals) == (40, 50, 1)


def test_when_every_remaining_weight_is_zero_all_goals_count_the_same() -> None:
    assert t_score([1, 0], [0, 0]) == t_score([1, 0])
    assert t_score([1, 0, None], [0, 0, 5]) == t_score([1, 0])


@pytest.mark.parametrize(
    ("levels", "weights", "rho"),
    [
        ([], None, 0.3),
        ([None, None], None, 0.3),
        ([0], [1, 2], 0.3),
        ([3], None, 0.3),
        ([nan], None, 0.3),
        ([0], [-1], 0.3),
        ([0], [nan], 0.3),
        ([0], [float("inf")], 0.3),
        ([0], None, -0.1),
        ([0], None, 1.1),
        ([0], None, nan),
    ],
)
def test_what_cannot_be_scored_is_refused(
    levels: list[float | None], weights: list[float] | None, rho: float
) -> None:
    with pytest.raises(Invalid):
        t_score(levels, weights, rho)


def test_change_needs_both_ends_of_every_goal() -> None:
    with pytest.raises(Invalid):
        change([-1], [0, 1])


goals = st.lists(
    st.tuples(st.sampled_from([-2, -1, -0.5, 0, 1, 2]), st.integers(0, 9)), min_size=1, max_size=8
)


@given(goals)
def test_mirrored_levels_give_scores_that_add_to_a_hundred(pairs: list[tuple[float, int]]) -> None:
    levels, weights = zip(*pairs, strict=True)
    mirrored = [-level for level in levels]
    assert t_score(levels, weights) + t_score(mirrored, weights) == pytest.approx(100)


@given(goals, st.randoms(use_true_random=False))
def test_the_order_of_goals_does_not_matter(pairs: list[tuple[float, int]], chance) -> None:  # type: ignore[no-untyped-def]
    other = list(pairs)
    chance.shuffle(other)
    assert t_score(*zip(*pairs, strict=True)) == pytest.approx(t_score(*zip(*other, strict=True)))


@given(goals, st.floats(1e-6, 1e200))
def test_only_the_proportions_of_weights_matter(
    pairs: list[tuple[float, int]], times: float
) -> None:
    levels, weights = zip(*pairs, strict=True)
    larger = [weight * times for weight in weights]
    assert t_score(levels, larger) == pytest.approx(t_score(levels, weights))


@given(goals, st.data())
def test_doing_better_on_a_goal_that_counts_never_lowers_the_score(
    pairs: list[tuple[float, int]], data: st.DataObject
) -> None:
    which = data.draw(st.integers(0, len(pairs) - 1))
    level, weight = pairs[which]
    assume(level < 2 and weight > 0)
    levels, weights = zip(*pairs, strict=True)
    better = list(levels)
    better[which] = data.draw(st.floats(level + 0.01, 2))
    assert t_score(better, weights) > t_score(levels, weights)


@given(st.integers(1, 12))
def test_the_least_score_mirrors_the_greatest(count: int) -> None:
    greatest = 50 + 20 * (count / (0.7 + 0.3 * count)) ** 0.5
    assert t_score([2] * count) == pytest.approx(greatest)
    assert t_score([-2] * count) == pytest.approx(100 - greatest)
