"""`cairn simulate --people N --out DIR --seed S`: a synthetic program as files, labeled so."""

import argparse
import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from cairn.core.evaluation.simulation import (
    DEMO,
    MAP_LIKE,
    NO_DIFFERENCE,
    SyntheticProgram,
    simulate,
)
from cairn.core.shared.refusals import Invalid, Refusal
from cairn.core.shared.words import phrase
from cairn.exchange.cli.progress import Progress
from cairn.exchange.cli.synthetic_rows import HEADINGS, rows

SITE = 2_000
"""People drawn at a time: a bigger program is several sites with mentors of their own."""

LABEL = "SYNTHETIC.txt"
_ARMS = {"demo": DEMO, "map": MAP_LIKE, "none": NO_DIFFERENCE}


class CannotWrite(Refusal):
    """The folder is not one to write a synthetic program into."""


def run(argv: Sequence[str]) -> int:
    """Write the files and say so; refuses to write over files that are not synthetic."""
    parser = argparse.ArgumentParser(prog="cairn simulate", description=__doc__)
    parser.add_argument("--people", type=int, required=True, help="how many mentees")
    parser.add_argument("--out", type=Path, required=True, help="a folder; made if missing")
    parser.add_argument("--seed", type=int, required=True, help="the same seed, the same files")
    parser.add_argument("--weeks", type=int, default=24, help="followed after entry (24)")
    parser.add_argument("--arms", choices=sorted(_ARMS), default="demo", help="what is compared")
    parser.add_argument("--start", help="date of program day 0, YYYY-MM-DD; else day numbers")
    asked = parser.parse_args(argv)
    if asked.seed < 0:
        raise Invalid(phrase("A seed is 0 or more. Choose any whole number you like."), "seed")
    start = _start(asked.start)
    write_program(
        asked.out,
        sites(asked.people, seed=asked.seed, weeks=asked.weeks, arms=asked.arms, start=start),
        start=start,
        label=_label(asked.people, asked.seed, asked.weeks, asked.arms),
        progress=Progress(),
        people=asked.people,
    )
    print(f"Wrote a synthetic program of {asked.people} people to {asked.out}. It proves nothing.")
    return 0


def sites(
    people: int, *, seed: int, weeks: int = 24, arms: str = "demo", start: date | None = None
) -> Iterator[SyntheticProgram]:
    """The program site by site, so that memory stays bounded however many people there are."""
    if people < 1:
        raise Invalid(phrase("A program needs at least one person. Ask for 1 or more."), "people")
    mentors = 0
    for place, first in enumerate(range(0, people, SITE)):
        site = simulate(
            people=min(SITE, people - first),
            seed=np.random.default_rng([seed, place]),
            weeks=weeks,
            arms=_ARMS[arms],
            weekday=0 if start is None else start.weekday(),
            first=(first, mentors),
        )
        mentors += len(site.mentors)
        yield site


def write_program(
    out: Path,
    programs: Iterable[SyntheticProgram],
    *,
    start: date | None,
    label: str,
    progress: Progress,
    people: int,
) -> None:
    """All files or none of them; the label comes first."""
    _ask_folder(out)
    parts = {name: out / f".{name}.part" for name in HEADINGS}
    try:
        with ExitStack() as files, progress.step(f"Drawing {people} people") as step:
            writers = {name: files.enter_context(_open(part)) for name, part in parts.items()}
            tables = {name: csv.writer(f, lineterminator="\n") for name, f in writers.items()}
            for name, table in tables.items():
                table.writerow(HEADINGS[name])
            done = 0
            for program in programs:
                for name, table in tables.items():
                    table.writerows(rows(name, program, start))
                done += len(program.mentees)
                step.reached(done, people)
        (out / LABEL).write_text(label, encoding="utf-8")
        for name, part in parts.items():
            part.replace(out / name)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)


def _open(part: Path) -> Any:
    return part.open("w", encoding="utf-8", newline="")


def _ask_folder(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise CannotWrite(phrase("{out} is a file. Name a folder to write into.", out=out))
    taken = [name for name in HEADINGS if (out / name).exists()]
    if taken and not (out / LABEL).exists():
        raise CannotWrite(
            phrase(
                "{out} holds {name}, which may be real. Choose an empty folder.",
                out=out,
                name=taken[0],
            )
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise CannotWrite(phrase("{out} can't be made. Choose another folder.", out=out)) from None
    if not os.access(out, os.W_OK):
        raise CannotWrite(phrase("{out} can't be written to. Choose another folder.", out=out))


def _start(said: str | None) -> date | None:
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise Invalid(phrase("Write the date like 2026-01-05, year first."), "start") from None


def _label(people: int, seed: int, weeks: int, arms: str) -> str:
    told = "\n".join(
        f"  {arm.name}: {arm.days_used} days used in weeks 1 to 12, on average, as put in"
        for arm in _ARMS[arms]
    )
    source = (
        "\nThese means come from a secondary source on MAP; the paper's abstract gives p = .013.\n"
        if arms == "map"
        else "\nThese means are invented.\n"
    )
    return (
        "SYNTHETIC DATA. Nobody in these files exists, and nothing in them happened.\n"
        "They prove nothing about any program, mentor or treatment.\n\n"
        f"Made by: cairn simulate --people {people} --seed {seed} --weeks {weeks} --arms {arms}\n"
        f"What was put in:\n{told}\n{source}"
        "How the rest is drawn is told in docs/methods/simulation.md.\n"
        "MENTEES.csv and MENTORS.csv hold everyone; pairs that met are in CONTACTS.csv.\n"
        "Days are dates, or numbers counted from the day the program opened.\n"
    )
