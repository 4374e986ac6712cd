"""Matching two synthetic sheets, from files to proved pairs, and how long each part takes.

Run as `./cairn bench matching [--mentees N] [--mentors M] [--seed S] [--json FILE]`.
Every figure is synthetic. The bound printed beside the total is the proof.
"""

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

from cairn.core.matching import POLICIES, propose, read_mentees, read_mentors
from cairn.core.matching import vocabulary as v
from cairn.core.tables import read_table
from cairn.exchange.cli import match
from cairn.exchange.whole_files import write_csv

INTERESTS = ("music", "cooking", "football", "walking", "films", "gardening", "chess", "crafts")


def synthetic_sheets(folder, mentees, mentors, seed):
    """Writes MENTEES.csv and MENTORS.csv, invented by seed; capacity a little short of demand."""
    rng = random.Random(seed)
    needs = [{"mentee_id": f"P{n:05}", **_needs(rng)} for n in range(mentees)]
    offers = [{"mentor_id": f"M{n:05}", **_offers(rng)} for n in range(mentors)]
    paths = folder / "MENTEES.csv", folder / "MENTORS.csv"
    for path, rows in zip(paths, (needs, offers), strict=True):
        write_csv(path, list(rows[0]), ([row[name] for name in rows[0]] for row in rows))
    return paths


def _some(rng, words, most):
    return "; ".join(rng.sample([word.code for word in words], rng.randint(0, most)))


def _one(rng, words, blank=0.2):
    return "" if rng.random() < blank else rng.choice(words).code


def _shared(rng):
    return {
        "languages": rng.choices(["en", "es", "en; es", "vi"], [70, 10, 17, 3])[0],
        "gender": rng.choices(["woman", "man", "nonbinary", ""], [45, 45, 3, 7])[0],
        "age": "" if rng.random() < 0.05 else str(rng.randint(19, 70)),
        "pathways": _some(rng, v.PATHWAYS[:-1], 3),
        "available": "; ".join(rng.sample(v.SLOTS, rng.randint(2, 7))),
        "modes": _some(rng, v.MODES, 3),
        "spirituality": _one(rng, v.SPIRITUALITY),
        "family": _some(rng, v.FAMILY, 2),
        "interests": "; ".join(rng.sample(INTERESTS, rng.randint(0, 4))),
        "substances": _some(rng, v.SUBSTANCES[:-1], 3),
        "experiences": _some(rng, v.EXPERIENCES, 3),
        "goals": _some(rng, v.GOALS, 3),
    }


def _needs(rng):
    wish = rng.choices(["", "woman", "man"], [70, 22, 8])[0]
    waiting = str(rng.randint(0, 120))
    medication = rng.choices(["", "on", "open", "none"], [20, 40, 15, 25])[0]
    return {
        **_shared(rng),
        "wished_gender": wish,
        "medication": medication,
        "waiting_days": waiting,
    }


def _offers(rng):
    stance = rng.choices(["", "supports", "open", "opposed"], [10, 50, 25, 15])[0]
    months = str(rng.randint(12, 300))
    capacity = str(rng.randint(1, 8))
    return {**_shared(rng), "capacity": capacity, "medication": stance, "recovery_months": months}


def measured(folder, mentees, mentors, seed):
    """Seconds of each part, and what each policy reached."""
    mentee_path, mentor_path = synthetic_sheets(folder, mentees, mentors, seed)
    figures = {"mentees": mentees, "mentors": mentors, "seed": seed, "synthetic": True}
    start = time.perf_counter()
    needs = read_mentees(read_table(mentee_path, "MENTEES.csv").rows).profiles
    offers = read_mentors(read_table(mentor_path, "MENTORS.csv").rows).profiles
    figures["read_seconds"] = round(time.perf_counter() - start, 3)
    for policy in POLICIES:
        start = time.perf_counter()
        result = propose(needs, offers, policy=policy)
        seconds = round(time.perf_counter() - start, 3)
        figures[policy] = {
            "seconds": seconds,
            "matched": result.matched,
            "most": result.most,
            "total_fit": result.total_fit,
            "bound": result.bound,
            "allowed_pairs": result.allowed,
        }
    start = time.perf_counter()
    code = match.run([str(mentee_path), str(mentor_path), "--out", str(folder / "PAIRS.csv")])
    figures["whole_command_seconds"] = round(time.perf_counter() - start, 3)
    figures["exit"] = code
    return figures


def main(argv=None):
    """Prints the table; with `--json FILE` also writes the figures."""
    parser = argparse.ArgumentParser(prog="cairn bench matching")
    parser.add_argument("--mentees", type=int, default=1000)
    parser.add_argument("--mentors", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        figures = measured(Path(folder), asked.mentees, asked.mentors, asked.seed)
    print(f"{asked.mentees} x {asked.mentors} synthetic, read in {figures['read_seconds']} s,")
    print(f"the whole command in {figures['whole_command_seconds']} s")
    print(f"{'policy':20}{'seconds':>9}{'matched':>9}{'most':>7}{'total fit':>12}{'bound':>12}")
    for policy in POLICIES:
        row = figures[policy]
        print(
            f"{policy:20}{row['seconds']:9.3f}{row['matched']:9}{row['most']:7}"
            f"{row['total_fit']:12.2f}{row['bound']:12.2f}"
        )
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
