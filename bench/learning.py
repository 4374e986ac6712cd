"""What learning wins over the expert weights, in worlds that were written down before the learner.

Run as `./cairn bench learning [--seeds N] [--pairs N] [--json FILE]`. Every figure is
synthetic and proves nothing about any program. Per seed: true weights from the flat
distribution, an oracle that explains at most 8 % of how differently people do, past
rounds by the expert weights, five blurred outcomes; then new pools, paired by the
expert, the learned and the true weights. Spoiled records follow.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np

from cairn.core.evaluation.simulation.past_pairs import (
    SPOILED,
    draw_past,
    draw_pool,
    draw_world,
    spoil,
    value,
)
from cairn.core.matching import assign
from cairn.core.matching.learning import expert_weights, learn

POOLS = 3


def worth(world, pools, weights):
    """What pairing new pools by these weights is truly worth, in SDs of the course."""
    worths = []
    for pool in pools:
        score = np.rint(pool.features @ weights * 10_000).astype(np.int64)
        mentor_of = assign(pool.mentee, pool.mentor, score, pool.capacity).mentor_of
        worths.append(value(world, pool.features[mentor_of[pool.mentee] == pool.mentor]))
    return float(np.mean(worths))


def tried(seed, pairs, spoiled=SPOILED):
    """One world: what each policy is worth, and what spoiled records do."""
    rng = np.random.default_rng(seed)
    world = draw_world(rng)
    past = draw_past(rng, world, pairs)
    pools = [draw_pool(rng, world) for _ in range(POOLS)]
    expert, oracle = (worth(world, pools, w) for w in (expert_weights(), world.weights))
    none = learn(past.features[:0], past.mentor[:0], past.outcomes[:0])
    learned = learn(past.features, past.mentor, past.outcomes)
    row = {
        "seed": seed,
        "explained": world.tie**2,
        "expert": expert,
        "oracle": oracle,
        "learned": worth(world, pools, learned.weights),
        "no_data": worth(world, pools, none.weights),
        "verdict": learned.verdict.value,
        "step": learned.step,
        "spoiled": {},
    }
    for how in spoiled:
        bad = spoil(rng, world, past, how)
        taught = learn(bad.features, bad.mentor, bad.outcomes)
        row["spoiled"][how] = {
            "verdict": taught.verdict.value,
            "lost": expert - worth(world, pools, taught.weights),
            "uncertainty": taught.uncertainty,
        }
    return row


def recovered(rows):
    """The share of the gap between expert and oracle, over all seeds together."""
    won = sum(row["learned"] - row["expert"] for row in rows)
    return won / sum(row["oracle"] - row["expert"] for row in rows)


def main(argv=None):
    """Prints the table; with `--json FILE` also writes the figures."""
    parser = argparse.ArgumentParser(prog="cairn bench learning")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--pairs", type=int, default=2000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(argv)
    began = time.perf_counter()
    rows = [tried(seed, asked.pairs) for seed in range(asked.seeds)]
    seconds = time.perf_counter() - began
    print(f"SYNTHETIC. {asked.seeds} worlds, {asked.pairs} past pairs each, {seconds:.0f} s")
    print(
        f"{'seed':>4}{'explained':>11}{'expert':>9}{'learned':>9}{'oracle':>9}{'won':>7}  verdict"
    )
    for row in rows:
        won = (row["learned"] - row["expert"]) / (row["oracle"] - row["expert"])
        print(
            f"{row['seed']:4}{row['explained']:11.1%}{row['expert']:9.3f}{row['learned']:9.3f}"
            f"{row['oracle']:9.3f}{won:7.0%}  {row['verdict']}"
        )
    lost = max(row["expert"] - row["no_data"] for row in rows)
    print(f"recovered of the gap, all seeds: {recovered(rows):.1%}; lost without data: {lost:.4f}")
    print(f"{'spoiled record':20}{'moved':>7}{'worst loss':>12}{'its uncertainty':>17}")
    for how in SPOILED:
        found = [row["spoiled"][how] for row in rows]
        worst = max(found, key=lambda one: one["lost"] - one["uncertainty"])
        moved = sum(one["verdict"] == "moved" for one in found)
        print(f"{how:20}{moved:7}{worst['lost']:12.4f}{worst['uncertainty']:17.4f}")
    if asked.json:
        figures = {"rows": rows, "recovered": recovered(rows), "seconds": seconds}
        asked.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
