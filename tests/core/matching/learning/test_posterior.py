"""Belief about the weights: the prior to the last bit, and checked by brute integration."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.core.matching.learning import expert_weights, update
from cairn.core.matching.learning.evidence import REACH


def drawn(seed: int, pairs: int, features: int = 2, mentors: int = 3) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    x = rng.random((pairs, features))
    mentor = rng.integers(0, mentors, pairs)
    y = REACH * (x - 0.5) @ np.linspace(0.9, -0.2, features) + rng.standard_normal(pairs)
    return x, y + 0.5 * rng.standard_normal(mentors)[mentor], mentor


def test_without_data_it_is_the_expert_weights_to_the_last_bit() -> None:
    nothing = np.zeros((0, len(expert_weights())))
    belief = update(nothing, np.zeros(0), np.zeros(0, np.int64))
    assert belief.mean.tolist() == expert_weights().tolist()
    assert belief.mentor_share == 0


@pytest.mark.parametrize(("seed", "share"), [(1, 0.0), (2, 0.2), (3, 0.45)])
def test_mean_and_spread_agree_with_brute_integration(seed: int, share: float) -> None:
    """On a grid over both weights and the intercept, with the covariance written out in full."""
    x, y, mentor = drawn(seed, 12)
    prior, doubt = np.array([0.4, 0.6]), np.array([0.3, 0.5])
    belief = update(x, y, mentor, prior=prior, doubt=doubt, mentor_share=share)
    noise = (1 - share) * np.eye(12) + share * (mentor[:, None] == mentor[None, :])
    around = np.linspace(-4.5, 4.5, 61)
    first, second, start = np.meshgrid(
        prior[0] + doubt[0] * around, prior[1] + doubt[1] * around, around, indexing="ij"
    )
    theta = np.stack([first.ravel(), second.ravel(), start.ravel()])
    rest = y[:, None] - REACH * (x - 0.5) @ theta[:2] - theta[2]
    log = -0.5 * np.einsum("ij,ij->j", rest, np.linalg.solve(noise, rest))
    log -= 0.5 * (((theta[:2] - prior[:, None]) / doubt[:, None]) ** 2).sum(axis=0)
    log -= 0.5 * theta[2] ** 2
    mass = np.exp(log - log.max())
    mass /= mass.sum()
    mean = theta[:2] @ mass
    spread = (theta[:2] - mean[:, None]) * mass @ (theta[:2] - mean[:, None]).T
    np.testing.assert_allclose(belief.mean, mean, atol=2e-4)
    np.testing.assert_allclose(belief.covariance, spread, atol=2e-4)


def test_the_mentor_share_is_where_the_record_is_most_likely() -> None:
    """The likelihood with the whole covariance written out, on a grid of shares."""
    x, y, mentor = drawn(5, 60, mentors=6)
    prior, doubt = np.array([0.5, 0.5]), np.array([0.2, 0.2])
    found = update(x, y, mentor, prior=prior, doubt=doubt).mentor_share
    design = np.column_stack([np.ones(60), REACH * (x - 0.5)])
    believed = design * np.array([1.0, 0.2, 0.2]) ** 2 @ design.T
    rest = y - design[:, 1:] @ prior
    shares = np.linspace(0, 0.5, 501)
    likely = []
    for share in shares:
        whole = believed + (1 - share) * np.eye(60) + share * (mentor[:, None] == mentor)
        likely.append(-np.linalg.slogdet(whole)[1] - rest @ np.linalg.solve(whole, rest))
    assert found == pytest.approx(shares[int(np.argmax(likely))], abs=0.003)


def test_an_effect_of_a_mentor_with_few_pairs_is_shrunken_more() -> None:
    mentor = np.array([0] * 2 + [1] * 40 + [2] * 40)
    x = np.full((82, 2), 0.5)
    y = np.where(mentor < 2, 1.0, -1.0)
    few, many, _ = update(
        x, y, mentor, prior=np.ones(2) / 2, doubt=np.ones(2), mentor_share=0.3
    ).mentor_effect
    assert 0 < few < many < 1


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(9)
    inside = []
    for _ in range(300):
        prior, doubt = np.array([0.5, 0.3, 0.2]), np.array([0.3, 0.3, 0.3])
        true = rng.normal(prior, doubt)
        mentor = rng.integers(0, 15, 120)
        x = rng.random((120, 3))
        y = REACH * (x - 0.5) @ true + np.sqrt(0.85) * rng.standard_normal(120)
        y += np.sqrt(0.15) * rng.standard_normal(15)[mentor]
        belief = update(x, y, mentor, prior=prior, doubt=doubt)
        inside.append(np.abs(true - belief.mean) <= 1.645 * belief.sd)
    assert 0.87 <= np.mean(inside) <= 0.93


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 40))
def test_more_pairs_never_make_less_sure_and_their_order_is_nothing(seed: int, pairs: int) -> None:
    x, y, mentor = drawn(seed, pairs)
    prior, doubt = np.array([0.4, 0.6]), np.array([0.1, 0.1])
    share = 0.2
    belief = update(x, y, mentor, prior=prior, doubt=doubt, mentor_share=share)
    assert (belief.sd <= doubt + 1e-12).all()
    shuffled = np.random.default_rng(seed).permutation(pairs)
    again = update(
        x[shuffled], y[shuffled], mentor[shuffled], prior=prior, doubt=doubt, mentor_share=share
    )
    np.testing.assert_allclose(belief.mean, again.mean, atol=1e-10)


def test_nan_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="known, finite"):
        update(np.array([[np.nan]]), np.zeros(1), np.zeros(1, np.int64))


def test_the_worked_example_of_the_methods_page() -> None:
    belief = update(
        np.array([[1, 0.5]]),
        np.array([1.0]),
        np.array([0]),
        prior=np.array([0.4, 0.6]),
        doubt=np.array([0.3, 0.5]),
        mentor_share=0.0,
    )
    assert belief.mean.round(4).tolist() == [0.423, 0.6]
