"""The worlds in which a learner is tried: stern, seeded, and written before the learner."""

import numpy as np
import pytest

from cairn.core.evaluation.simulation.past_pairs import (
    GREATEST_TIE,
    SPOILED,
    course,
    draw_past,
    draw_pool,
    draw_world,
    spoil,
    value,
)


def test_the_same_seed_gives_the_same_world_and_past() -> None:
    once, again = (
        draw_past(rng, draw_world(rng), 150)
        for rng in (np.random.default_rng(4), np.random.default_rng(4))
    )
    np.testing.assert_array_equal(once.outcomes, again.outcomes)
    np.testing.assert_array_equal(once.features, again.features)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_knows_the_true_weights_explains_at_most_8_percent(seed: int) -> None:
    rng = np.random.default_rng(seed)
    world = draw_world(rng)
    pool = draw_pool(rng, world, 120)
    mentor = pool.mentor
    lived = course(rng, world, pool.features, mentor)
    explained = np.corrcoef(pool.features @ world.weights, lived)[0, 1] ** 2
    assert world.tie <= GREATEST_TIE
    assert GREATEST_TIE**2 <= 0.08
    assert explained <= 0.11  # 0.08, and what chance adds within one staff of mentors
    assert abs(world.weights.sum() - 1) < 1e-12


def test_what_pairs_are_worth_is_the_mean_of_how_they_do() -> None:
    rng = np.random.default_rng(8)
    world = draw_world(rng)
    past = draw_past(rng, world, 300)
    lived = np.mean([course(rng, world, past.features, past.mentor).mean() for _ in range(400)])
    drawn = 0.37 * world.quality[past.mentor].mean()
    assert value(world, past.features) == pytest.approx(lived - drawn, abs=0.02)


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_past_keeps_its_pairs_and_changes_what_is_told_of_them(how: str) -> None:
    rng = np.random.default_rng(6)
    world = draw_world(rng)
    past = draw_past(rng, world, 200)
    bad = spoil(rng, world, past, how)  # type: ignore[arg-type]
    assert bad.features is past.features
    assert not np.array_equal(bad.outcomes, past.outcomes, equal_nan=True)
