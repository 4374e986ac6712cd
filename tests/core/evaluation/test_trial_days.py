"""Daily outcomes of real trials, against two other implementations of the same definitions."""

import csv
import gzip
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tests.shared_data import shared_data

from cairn.core.evaluation import day_endpoints

OPIOIDS = {"Heroin", "Opioid", "Methadone", "Buprenorphine"}
WINDOWS = {"d1_84": 0, "d85_168": 1}
COLUMNS = {
    "n_obs": "known_days",
    "days_used": "days_used",
    "longest_clean": "longest_abstinent_run",
    "first_use": "days_to_first_use",
    "first_use_event": "first_use_event",
    "relapse_day": "relapse_day",
    "relapse_event": "relapse_event",
    "heavy_weeks": "heavy_weeks",
}


@pytest.mark.parametrize("substance", ["opioid", "alcohol", "any"])
@pytest.mark.parametrize("until", ["protocol", "contact"])
def test_daily_outcomes_of_the_trials_agree_in_every_cell(substance: str, until: str) -> None:
    tables = shared_data("ctn0094", "tables")
    start = _starts(tables)
    last = {who: day + 168 for who, day in start.items()}
    if until == "contact":
        last = _last_contacts(tables, start)
    found = day_endpoints(_status(tables, substance, start, last), [(0, 83), (84, 167)])
    place = {who: number for number, who in enumerate(start)}
    checked: Counter[str] = Counter()
    for row in _rows(tables.parent / "expected" / "daily_outcomes.csv.gz"):
        if (row["substance"], row["observed"]) != (substance, until):
            continue
        at = place[row["who"]], WINDOWS[row["window"]]
        for theirs, ours in COLUMNS.items():
            if row[theirs]:
                assert found[ours][at] == float(row[theirs]), (row, theirs)
                checked[theirs] += 1
    assert checked["n_obs"] == 2 * len(start) == 3300
    assert checked["heavy_weeks"] > 2000


def _starts(tables: Path) -> dict[str, int]:
    rows = _rows(tables / "randomization.csv.gz")
    return {row["who"]: int(row["when"]) for row in rows if row["which"] == "1"}


def _last_contacts(tables: Path, start: dict[str, int]) -> dict[str, int]:
    last = dict(start)
    seen = _rows(tables / "tlfb.csv.gz") + [
        row for row in _rows(tables / "visit.csv.gz") if row["what"] in {"visit", "final"}
    ]
    for row in seen:
        if row["who"] in last:
            last[row["who"]] = max(last[row["who"]], int(row["when"]))
    return last


def _status(
    tables: Path, substance: str, start: dict[str, int], last: dict[str, int]
) -> np.ndarray:
    firsts = np.array(list(start.values()))
    known = np.arange(1, 169) <= (np.array(list(last.values())) - firsts)[:, None]
    status = np.where(known, 0, -1).astype(np.int8)
    place = {who: number for number, who in enumerate(start)}
    counts = {"opioid": OPIOIDS, "alcohol": {"Alcohol"}}.get(substance)
    for row in _rows(tables / "tlfb.csv.gz"):
        if row["who"] in place and (counts is None or row["what"] in counts):
            day = int(row["when"]) - start[row["who"]]
            if 1 <= day <= 168:
                status[place[row["who"]], day - 1] = 1
    return np.where(known, status, -1).astype(np.int8)


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", newline="") as file:
        return list(csv.DictReader(file))
