"""From a record to weights: what moves them, what does not, and what it wins (synthetic)."""

import numpy as np
import pytest
from bench.learning import recovered, tried

from cairn.core.evaluation.simulation import past_pairs
from cairn.core.matching.learning import (
    FIELDS,
    OUTCOMES,
    Verdict,
    as_table,
    combined,
    expert_weights,
    in_order,
    learn,
)

EXPERT = expert_weights()


def past(seed: int, pairs: int = 400) -> past_pairs.Past:
    rng = np.random.default_rng(seed)
    return past_pairs.draw_past(rng, past_pairs.draw_world(rng), pairs)


def test_the_outcomes_of_the_learner_are_those_of_the_worlds() -> None:
    assert OUTCOMES == past_pairs.OUTCOMES


def test_without_a_past_nothing_changes_to_the_last_bit() -> None:
    nothing = np.zeros((0, len(FIELDS)))
    learned = learn(nothing, np.zeros(0, np.int64), np.zeros((0, 5)))
    assert learned.weights.tolist() == EXPERT.tolist()
    assert learned.verdict is Verdict.NOTHING
    assert in_order(as_table(EXPERT)).tolist() == EXPERT.tolist()


def test_the_same_outcome_for_all_says_nothing() -> None:
    one = past(1)
    same = np.broadcast_to(np.array([1.0, 9, 1, 12, 5]), one.outcomes.shape)
    assert np.isnan(combined(same)).all()
    assert learn(one.features, one.mentor, same).weights.tolist() == EXPERT.tolist()


def test_a_few_pairs_are_too_few() -> None:
    one = past(1)
    learned = learn(one.features[:29], one.mentor[:29], one.outcomes[:29])
    assert learned.verdict is Verdict.TOO_FEW
    assert learned.weights.tolist() == EXPERT.tolist()


def test_wild_values_and_scales_change_nothing_because_ranks_count() -> None:
    one = past(2)
    wild = one.outcomes.copy()
    wild[:, 3] = np.exp(wild[:, 3])
    np.testing.assert_allclose(combined(one.outcomes), combined(wild), equal_nan=True)


def test_the_order_of_pairs_and_the_numbers_of_mentors_change_nothing() -> None:
    one = past(3, 600)
    order = np.random.default_rng(0).permutation(600)
    first = learn(one.features, one.mentor, one.outcomes)
    again = learn(one.features[order], one.mentor[order] + 7, one.outcomes[order])
    np.testing.assert_allclose(first.weights, again.weights, atol=1e-4)


def test_a_record_stronger_than_any_study_is_not_followed() -> None:
    one = past(4, 1500)
    loud = one.features @ EXPERT + one.features[:, 1]
    outcomes = np.repeat(loud[:, None], 5, axis=1)
    learned = learn(one.features, one.mentor, outcomes)
    assert learned.verdict is Verdict.TOO_STRONG
    assert learned.weights.tolist() == EXPERT.tolist()


def test_weights_are_shares_and_the_gain_is_told_with_its_interval() -> None:
    one = past(1, 1500)
    learned = learn(one.features, one.mentor, one.outcomes)
    assert learned.verdict is Verdict.MOVED
    assert learned.weights.sum() == pytest.approx(1)
    assert (learned.weights >= 0).all()
    assert 0 < learned.step <= 1
    assert learned.gain_low < learned.gain < learned.gain_high


def held(rows: list[dict]) -> None:  # type: ignore[type-arg]
    for row in rows:
        assert row["explained"] <= 0.08
        assert row["no_data"] == row["expert"]
        for how, found in row["spoiled"].items():
            assert found["lost"] <= found["uncertainty"] + 1e-9, (row["seed"], how)


def test_g4_synthetic_in_small_learning_wins_half_of_the_gap_and_spoiled_records_nothing() -> None:
    rows = [tried(seed, 1600, ("noise", "flipped", "one_feature")) for seed in range(4)]
    held(rows)
    assert recovered(rows) >= 0.45


@pytest.mark.deep
def test_g4_synthetic_learning_wins_60_percent_of_the_gap_over_20_seeds() -> None:
    rows = [tried(seed, 2000) for seed in range(20)]
    held(rows)
    assert recovered(rows) >= 0.60
