"""Trying weights on the past: honest about chance, and right where the truth is known."""

import numpy as np
import pytest

from cairn.core.matching import assign
from cairn.core.matching.learning import PastRound, explore, judge, update
from cairn.core.matching.learning.evidence import REACH

WEIGHTS = np.array([1.0, 0.0])
OTHER = np.array([0.0, 1.0])


def coin(rng: np.random.Generator, chance: float = 0.5) -> PastRound:
    """Two people, two places; a coin decided who got which. The second feature decides outcomes."""
    features = np.array([[[0.9, 0.1], [0.1, 0.9]], [[0.1, 0.9], [0.9, 0.1]]])
    kept = rng.random() < chance
    held = features if kept else features[:, ::-1]
    outcome = REACH * held[[0, 1], [0, 1], 1] + 0.1 * rng.standard_normal(2)
    likely = chance if kept else 1 - chance
    return PastRound(held, np.ones((2, 2), bool), outcome, np.full(2, likely))


def test_where_a_coin_was_tossed_the_true_gain_is_found() -> None:
    rng = np.random.default_rng(1)
    rounds = [coin(rng, 0.7) for _ in range(400)]
    mean = np.mean([one.outcome.mean() for one in rounds])
    true = REACH * 0.9 - mean
    judged = judge(rounds, OTHER, np.zeros(2))
    assert judged.by_chance
    assert judged.weighed == pytest.approx(true, abs=0.02)
    assert judged.robust == pytest.approx(true, abs=0.05)
    assert judged.low is not None
    assert judged.high is not None
    assert judged.low < true < judged.high
    assert judged.warning is None
    assert judged.same == pytest.approx(0.3, abs=0.07)


def test_a_right_model_makes_the_robust_figure_narrower() -> None:
    rng = np.random.default_rng(2)
    rounds = [coin(rng) for _ in range(200)]
    blind, seeing = (judge(rounds, OTHER, belief) for belief in (np.zeros(2), OTHER))
    assert blind.high is not None
    assert blind.low is not None
    assert seeing.high is not None
    assert seeing.low is not None
    assert seeing.high - seeing.low < blind.high - blind.low
    assert seeing.model == pytest.approx(seeing.robust, abs=0.05)


def test_without_chance_only_the_model_speaks_and_says_so() -> None:
    rounds = [coin(np.random.default_rng(3), 1.0) for _ in range(30)]
    judged = judge(rounds, OTHER, OTHER)
    assert not judged.by_chance
    assert judged.robust is None
    assert judged.model == pytest.approx(REACH * 0.8)
    assert "nothing to chance" in str(judged.warning)


def test_few_effective_pairs_and_no_past_are_said() -> None:
    few = judge([coin(np.random.default_rng(4)) for _ in range(10)], OTHER, OTHER)
    assert "too few" in str(few.warning)
    assert "no past rounds" in str(judge([], OTHER, OTHER).warning)


def pool(seed: int) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    mentee, mentor = np.divmod(np.arange(60), 6)
    features = rng.random((60, 2))
    fit = np.rint(features @ np.array([0.5, 0.5]) * 10_000).astype(np.int64)
    return mentee, mentor, fit, features, np.full(6, 2)


@pytest.mark.parametrize("seed", range(8))
def test_exploring_matches_the_same_people_and_costs_nobody_more_than_a_little(seed: int) -> None:
    mentee, mentor, fit, features, capacity = pool(seed)
    plain = assign(mentee, mentor, fit, capacity).mentor_of
    belief = update(
        np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.int64), prior=WEIGHTS / 2, doubt=np.ones(2)
    )
    tried = explore(
        mentee,
        mentor,
        fit,
        features,
        capacity,
        plain,
        belief,
        np.random.default_rng(seed),
        draws=20,
    )
    again = explore(
        mentee,
        mentor,
        fit,
        features,
        capacity,
        plain,
        belief,
        np.random.default_rng(seed),
        draws=20,
    )
    assert tried.mentor_of.tolist() == again.mentor_of.tolist()
    assert ((tried.mentor_of >= 0) == (plain >= 0)).all()
    assert (np.bincount(tried.mentor_of[tried.mentor_of >= 0], minlength=6) <= capacity).all()
    table = fit.reshape(10, 6)
    matched = np.flatnonzero(plain >= 0)
    assert (table[matched, tried.mentor_of[matched]] >= table[matched, plain[matched]] - 200).all()
    assert ((tried.chance[matched] > 0) & (tried.chance[matched] <= 1)).all()


def test_where_no_pair_is_nearly_equal_nothing_is_left_to_chance() -> None:
    mentee, mentor, fit, features, capacity = pool(1)
    plain = assign(mentee, mentor, fit, capacity).mentor_of
    belief = update(
        np.zeros((0, 2)), np.zeros(0), np.zeros(0, np.int64), prior=WEIGHTS, doubt=np.ones(2)
    )
    tried = explore(
        mentee, mentor, fit, features, capacity, plain, belief, np.random.default_rng(0),
        near=0, draws=5,
    )  # fmt: skip
    matched = plain >= 0
    assert (
        fit.reshape(10, 6)[matched, tried.mentor_of[matched]].sum()
        >= fit.reshape(10, 6)[matched, plain[matched]].sum()
    )
