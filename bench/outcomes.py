"""Endpoints: people per second over weekly words and over days, against plain loops in one run.

Run as `./cairn bench outcomes [--people N] [--words N] [--json FILE]`. People are made up by
seed, so the figures depend on nothing but the machine. The peer for words is the R software
whose columns these are: 9.2 ms a person where it was measured, and not run here. The peer for
days is the same definitions as a plain loop over each person's days, run here on fewer people.
"""

import argparse
import json
import resource
import time
from pathlib import Path

import numpy as np

from cairn.core.evaluation import WORD_ENDPOINTS, day_endpoints, word_endpoints

DAYS = 180
WINDOWS = [(0, 83), (84, 167), (0, DAYS - 1)]
BLOCK = 50_000
LOOP_PEOPLE = 500
REFERENCE_MS_PER_PERSON = 9.2


def some_words(chance, people):
    """Words of 14 to 39 weeks, signs as frequent as in a trial."""
    letters = np.array(list("+-*o_"))
    return [
        "".join(chance.choice(letters, size=length, p=[0.25, 0.4, 0.02, 0.3, 0.03]))
        for length in chance.integers(14, 40, people)
    ]


def some_days(chance, people):
    """A tenth unknown, a fifth use."""
    return chance.choice(np.array([-1, 0, 1], np.int8), size=(people, DAYS), p=[0.1, 0.7, 0.2])


def loop(person, first, last):
    """Days used, known days, longest run and first use of one window, day by day."""
    used = known = run = longest = 0
    first_use, clock = None, True
    for place in range(first, last + 1):
        day = person[place]
        known += day >= 0
        used += day == 1
        run = run + 1 if day == 0 else 0
        longest = max(longest, run)
        clock = clock and day >= 0
        if clock and day == 1 and first_use is None:
            first_use = place - first + 1
    return used, known, longest, first_use


def best_of_three(work):
    """Least seconds of three runs."""
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def measured(people, words, seed):
    """People per second of each part, and what they are measured against."""
    chance = np.random.default_rng(seed)
    read = some_words(chance, words)
    word_seconds = best_of_three(lambda: word_endpoints(read))
    few = some_days(chance, LOOP_PEOPLE).tolist()
    loop_seconds = best_of_three(lambda: [loop(p, *window) for p in few for window in WINDOWS])
    day_seconds = 0.0
    for start in range(0, people, BLOCK):
        block = some_days(chance, min(BLOCK, people - start))
        began = time.perf_counter()
        day_endpoints(block, WINDOWS)
        day_seconds += time.perf_counter() - began
    word_rate, day_rate = words / word_seconds, people / day_seconds
    return {
        "seed": seed,
        "synthetic": True,
        "words": words,
        "columns": len(WORD_ENDPOINTS),
        "word_seconds": round(word_seconds, 4),
        "words_per_second": round(word_rate),
        "words_against_reference": round(word_rate * REFERENCE_MS_PER_PERSON / 1000),
        "people": people,
        "days": DAYS,
        "windows": len(WINDOWS),
        "day_seconds": round(day_seconds, 3),
        "people_per_second": round(day_rate),
        "days_against_loop": round(day_rate * loop_seconds / LOOP_PEOPLE, 1),
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def main(argv=None):
    """Prints the table; with `--json FILE` also writes the figures."""
    parser = argparse.ArgumentParser(prog="cairn bench outcomes")
    parser.add_argument("--people", type=int, default=200_000)
    parser.add_argument("--words", type=int, default=2_400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args(argv)
    found = measured(asked.people, asked.words, asked.seed)
    print(f"{'':34}{'seconds':>9}{'a second':>12}{'times peer':>12}")
    words = f"{found['words']:,} words, {found['columns']} columns"
    print(
        f"{words:34}{found['word_seconds']:9.3f}{found['words_per_second']:12,}"
        f"{found['words_against_reference']:12,}  (R, measured elsewhere)"
    )
    days = f"{found['people']:,} people, {found['days']} days"
    print(
        f"{days:34}{found['day_seconds']:9.3f}{found['people_per_second']:12,}"
        f"{found['days_against_loop']:12,}  (plain loop, 4 of 14 figures)"
    )
    print(f"At most {found['most_memory_mb']} MB. Everything here is synthetic.")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
