"""Reads the public CTN-0094 tables as people with observed days.

A day was observed when the person was seen on one of the 30 days after it: each
visit asks day by day about the time since the one before, and at most 30 days
back. Seen means a visit that was kept (`visit`, `final`), the baseline visit or
the first survey. Days from 30 before consent (day 0) to the last day on which
the person was seen can be observed. On an observed day without a use row the
answer was none; on any other day nothing is known, unless use was named.
"""

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cairn.core.shared.words import phrase
from cairn.exchange.cli.columns import Unreadable

RECALL = 30
FIRST, LAST = -30, 168

SUBSTANCE_OF = {
    "Alcohol": "alcohol",
    "Amphetamine": "amphetamine",
    "Benzodiazepine": "benzodiazepine",
    "Buprenorphine": "buprenorphine",
    "Cathinones": "amphetamine",
    "Cocaine": "cocaine",
    "Dextromethorphan": "other",
    "Ghb": "sedative",
    "Hallucinogen": "hallucinogen",
    "Heroin": "heroin",
    "Inhalant": "inhalant",
    "K2": "cannabis",
    "Kratom": "opioid",
    "Mdma/Hallucinogen": "hallucinogen",
    "Methadone": "methadone",
    "Methylphenidate": "amphetamine",
    "Muscle Relaxant": "sedative",
    "Opioid": "opioid",
    "Pcp": "hallucinogen",
    "Sedatives": "sedative",
    "THC": "cannabis",
    "Unknown": "other",
}


@dataclass(frozen=True)
class Subject:
    """One randomized person: facts as the tables have them, and days counted from consent."""

    who: str
    randomized: int
    treatment: str
    facts: dict[str, str]
    seen: frozenset[int]
    used: dict[int, frozenset[str]]

    @cached_property
    def observed(self) -> frozenset[int]:
        """The days about which the person was asked."""
        return frozenset(
            day
            for seen in self.seen
            for day in range(max(FIRST, seen - RECALL), min(seen, self.last + 1))
        )

    @property
    def last(self) -> int:
        """The last day that the tables can tell about: 24 weeks after randomization."""
        return self.randomized + LAST

    @cached_property
    def days(self) -> dict[int, frozenset[str]]:
        """Every known day with the substances used; none of them on a day of no use."""
        clean: dict[int, frozenset[str]] = dict.fromkeys(self.observed, frozenset())
        named = {day: what for day, what in self.used.items() if FIRST <= day <= self.last}
        return dict(sorted((clean | named).items()))

    @property
    def clean_at_the_end(self) -> int:
        """Known days without use in a row, up to the last known day."""
        length, day = 0, max(self.days, default=0)
        while day in self.days and not self.days[day]:
            length, day = length + 1, day - 1
        return length

    @property
    def used_before(self) -> bool:
        """Some use in the 30 days before consent."""
        return any(what and day < 0 for day, what in self.days.items())


def read_subjects(folder: Path) -> list[Subject]:
    """Everyone who was randomized, in the order of their ids. Raises `Unreadable`."""
    seen: dict[str, set[int]] = defaultdict(set)
    for row in _rows(folder, "visit"):
        if row["what"] in {"visit", "final"} or row["visit"] == "BASELINE":
            seen[row["who"]].add(int(row["when"]))
    for row in _rows(folder, "first_survey"):
        if row["when"]:
            seen[row["who"]].add(int(row["when"]))
    used: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(folder, "tlfb"):
        if row["what"] in SUBSTANCE_OF:
            used[row["who"]][int(row["when"])].add(SUBSTANCE_OF[row["what"]])
    facts: dict[str, dict[str, str]] = defaultdict(dict)
    for table in ("demographics", "psychiatric", "qol", "pain"):
        for row in _rows(folder, table):
            facts[row["who"]].update(row)
    subjects = [
        Subject(
            who=row["who"],
            randomized=int(row["when"]),
            treatment=row["treatment"],
            facts=facts[row["who"]],
            seen=frozenset(seen[row["who"]]),
            used={day: frozenset(what) for day, what in used[row["who"]].items()},
        )
        for row in _rows(folder, "randomization")
        if row["which"] == "1"
    ]
    return sorted(subjects, key=lambda subject: int(subject.who))


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    for name in (f"{table}.csv.gz", f"{table}.csv"):
        path = folder / name
        if path.exists():
            opened = gzip.open if name.endswith(".gz") else open
            with opened(path, "rt", encoding="utf-8", newline="") as file:
                yield from csv.DictReader(file)
            return
    reason = phrase(
        "There is no table {table} in {folder}. Point --tables at the folder of the trial's tables.",
        table=table,
        folder=str(folder),
    )
    raise Unreadable(reason)
