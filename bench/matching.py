"""Matching against named peers in one run: how long, how much memory, how far from the best.

Run as `./cairn bench matching [--mentees N] [--mentors M] [--million] [--skip-slow] [--json FILE]
[--growth FILE.svg]`. It installs the peers into an environment that is thrown away. Every pool
is invented by seed. The bound is the proof, over all allowed pairs; "cpu" is what to compare on
a machine that others use too. Peers are timed while they solve only; ours from profiles on.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import venv
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from bench._growth_plot import growth_plot
from bench._matching_pools import invented
from bench._matching_sheets import needs_and_offers

from cairn.core.matching import POLICIES, assign, propose, read_mentees, read_mentors
from cairn.core.matching.regions import solve_apart
from cairn.core.matching.solving import solve
from cairn.core.matching.tables import NEVER, kept_whole

PEERS = ("POT==0.9.7.post1", "ortools==9.15.6755", "scipy==1.17.1", "matching==1.4.3")
SLOW = "seats"
GROWTH = ((500, 100), (1_000, 200), (2_000, 400), (5_000, 1_000), (10_000, 2_000), (20_000, 4_000))


def timed(work):
    """What `work` answers, its seconds and its processor seconds."""
    began = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - began[0], time.process_time() - began[1]


def line(name, took, matched, total, **more):
    """One line of the table."""
    seconds, cpu = took
    return {
        "name": name,
        "seconds": seconds,
        "cpu": cpu,
        "matched": matched,
        "total": total,
        **more,
    }


def in_own_process(work, *given):
    """So that the most memory is that of this piece of work alone."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def our_pool(people, mentors, seed):
    """From 16 numbers a person to a proved answer: scoring, candidates, solving, bound."""
    pool = invented(people, mentors, 1, seed)
    everyone = pool.between(np.arange(people), np.arange(mentors))

    def work():
        table = kept_whole(everyone)
        return table, solve(table, pool.capacity)

    (table, found), *took = timed(work)
    return line(
        "Cairn, from profiles of 16 numbers",
        took,
        found.matched,
        found.total,
        bound=found.bound,
        most=found.most,
        allowed=int((table.scores > NEVER).sum()),
        mb=_most_memory(),
    )


def our_round(people, mentors, seed):
    """The same from our own profiles, with limits, reasons and a sentence for who is left."""
    needs, offers = needs_and_offers(people, mentors, seed)
    theirs, ours = read_mentees(needs).profiles, read_mentors(offers).profiles
    lines = []
    for policy in POLICIES[:3]:
        found, *took = timed(lambda policy=policy: propose(theirs, ours, policy=policy))
        told = line(f"Cairn, a whole round, {policy}", took, found.matched, found.total_fit)
        lines.append({**told, "bound": found.bound, "most": found.most, "mb": _most_memory()})
    return lines


def _most_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def peers_environment(folder):
    """Installs the peers apart from Cairn; the path of their interpreter."""
    venv.create(folder / "peers", with_pip=True)
    python = folder / "peers" / "bin" / "python"
    command = [python, "-m", "pip", "install", "--quiet", *PEERS]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    return python


def peer(python, name, saved):
    """One peer's solve on a saved pool."""
    script = Path(__file__).with_name("_matching_peers.py")
    command = [python, "-P", str(script), name, str(saved)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    found = json.loads(told.stdout)
    return line(
        found["peer"],
        (found["seconds"], found["cpu"]),
        found["matched"],
        found["total"],
        mb=found["mb"],
    )


def saved_pool(folder, people, mentors, seed):
    """The scores of every pair, for the peers."""
    pool = invented(people, mentors, 1, seed)
    table = kept_whole(pool.between(np.arange(people), np.arange(mentors)))
    path = folder / f"pool_{people}.npz"
    np.savez(path, table=table.scores.astype(np.int32), capacity=pool.capacity)
    return path


def our_stable(path):
    """Deferred acceptance from the saved scores; the best of three."""
    saved = np.load(path)
    table = saved["table"]
    # Ties are broken by number, on both sides alike, as the peer's lists are.
    mentee, mentor = np.nonzero(table >= 0)
    score = table[mentee, mentor]
    runs = [
        timed(lambda: assign(mentee, mentor, score, saved["capacity"], policy="stable_for_mentees"))
        for _ in range(3)
    ]
    found, *took = min(runs, key=lambda run: run[1])
    return line("Cairn, stable for mentees", took, found.matched, found.total, mb=_most_memory())


def regions(people, mentors, count, seed, processes):
    """A cold run over unequal regions, then the next day's from its prices."""
    pool = invented(people, mentors, count, seed)
    parts = pool.parts()
    with get_context("fork").Pool(processes) as workers:
        each = workers.imap
        first, *took = timed(lambda: solve_apart(parts, pool.capacity, people, each=each))
        next_pool = pool.next_day(seed + 1)
        later = next_pool.parts()
        second, *again = timed(
            lambda: solve_apart(later, next_pool.capacity, people, prices=first.prices, each=each)
        )
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    memory = {"mb": _most_memory() + processes * children}
    return [
        line(name, run, found.matched, found.total, bound=found.bound, most=found.most, **memory)
        for name, run, found in (
            (f"{people:,} × {mentors:,} in {len(parts)} regions", took, first),
            ("the next day, from its prices", again, second),
        )
    ]


def growth(seed):
    """Seconds against mentees × mentors, and the slope of a line through the logarithms."""
    points = []
    for people, mentors in GROWTH:
        found = in_own_process(our_pool, people, mentors, seed)
        points.append((people * mentors, found["cpu"]))
    pairs, cpu = np.log(np.array(points)).T
    return points, float(np.polyfit(pairs, cpu, 1)[0])


def show(title, lines, against=None):
    """Prints a table; `times` is the processor time of each line over that of the first."""
    print(f"\n{title}")
    print(
        f"{'':44}{'seconds':>9}{'cpu':>9}{'times':>8}{'MB':>7}{'matched':>9}{'total':>16}{'gap':>10}"
    )
    for row in lines:
        ours = against or lines[0]
        gap = f"{(row['bound'] - row['total']) / row['total']:.4%}" if "bound" in row else ""
        print(
            f"{row['name']:44}{row['seconds']:9.2f}{row['cpu']:9.2f}{row['cpu'] / ours['cpu']:8.1f}"
            f"{row['mb']:7,}{row['matched']:9,}{row['total']:16,.0f}{gap:>10}"
        )


def against_peers(asked, figures, folder):
    """Runs each peer on the pool that we solved, and on a small one for the stable policy."""
    python = peers_environment(folder)
    saved = saved_pool(folder, asked.mentees, asked.mentors, asked.seed)
    for name in ["emd", "flow"] + ([] if asked.skip_slow else [SLOW]):
        figures["pool"].append(peer(python, name, saved))
        show("Peers, solving alone", figures["pool"][-1:], figures["pool"][0])
    small = saved_pool(folder, asked.stable, asked.stable // 5, asked.seed)
    figures["stable"] = [in_own_process(our_stable, small), peer(python, "hospital", small)]
    show(f"{asked.stable:,} × {asked.stable // 5:,}, stable", figures["stable"])


def main(argv=None):
    """Prints the tables; with `--json FILE` also writes the figures."""
    parser = argparse.ArgumentParser(prog="cairn bench matching")
    parser.add_argument("--mentees", type=int, default=10_000)
    parser.add_argument("--mentors", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--million", action="store_true", help="1,000,000 × 200,000 in 200 regions")
    parser.add_argument("--stable", type=int, default=1_000, help="mentees of the stable pool")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--skip-slow", action="store_true", help="leave SciPy's copied seats out")
    parser.add_argument("--skip-peers", action="store_true")
    parser.add_argument("--growth", type=Path, metavar="FILE.svg")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(argv)
    size = asked.mentees, asked.mentors, asked.seed
    figures = {"python": sys.version.split()[0], "synthetic": True, "seed": asked.seed}
    ours = in_own_process(our_pool, *size)
    show(f"{asked.mentees:,} × {asked.mentors:,}, all allowed pairs", [ours])
    figures["pool"], figures["round"] = [ours], in_own_process(our_round, *size)
    show("Our own profiles", figures["round"], ours)
    if not asked.skip_peers:
        with tempfile.TemporaryDirectory() as name:
            against_peers(asked, figures, Path(name))
    if asked.growth:
        points, slope = growth(asked.seed)
        figures["growth"] = {"points": points, "slope": round(slope, 3)}
        asked.growth.write_text(growth_plot(points, slope), encoding="utf-8")
        print(f"\nProcessor seconds grow as (mentees × mentors) to the power {slope:.2f}.")
    if asked.million:
        figures["million"] = regions(1_000_000, 200_000, 200, asked.seed, asked.processes)
        show("A million", figures["million"])
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
