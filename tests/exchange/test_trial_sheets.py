"""Trial records as sheets: `none` only for days that were really observed."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from tests.shared_data import shared_data

from cairn.core.matching.sheets import read_mentees, read_mentors
from cairn.exchange.cli import outcomes, trial_sheets
from cairn.exchange.cli.trial_records import Subject, read_subjects


def subject(
    seen: set[int], used: dict[int, set[str]] | None = None, randomized: int = 0
) -> Subject:
    named = {day: frozenset(what) for day, what in (used or {}).items()}
    return Subject("1", randomized, "Methadone", {}, frozenset(seen), named)


def test_a_day_is_observed_when_the_person_was_seen_within_thirty_days_after_it() -> None:
    assert subject({40}).observed == frozenset(range(10, 40))
    assert subject({0}).observed == frozenset(range(-30, 0))
    assert subject({5, 12}).observed == frozenset(range(-25, 12))


def test_a_day_without_a_row_and_without_a_visit_is_not_known() -> None:
    days = subject({0}, {20: {"heroin"}}).days
    assert days[-1] == frozenset()
    assert 1 not in days
    assert days[20] == {"heroin"}


def test_days_long_before_consent_and_after_the_trial_are_left_out() -> None:
    days = subject({0, 175}, {-40: {"heroin"}, 169: {"heroin"}}).days
    assert sorted(days) == [*range(-30, 0), *range(145, 169)]
    assert not any(days.values())


def test_the_clean_end_stops_at_use_and_at_days_nobody_asked_about() -> None:
    assert subject({40}).clean_at_the_end == 30
    assert subject({40}, {35: {"heroin"}}).clean_at_the_end == 4
    assert subject({10, 80}).clean_at_the_end == 30
    assert subject({40}, {39: {"heroin"}}).clean_at_the_end == 0


@pytest.fixture
def sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    tables = shared_data("ctn0094", "tables")
    assert trial_sheets.run(["--tables", str(tables), "--out", str(tmp_path), "--seed", "7"]) == 0
    capsys.readouterr()
    return tmp_path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_both_sheets_are_read_without_a_fault(sheets: Path) -> None:
    mentees = read_mentees(rows(sheets / "mentees.csv"))
    mentors = read_mentors(rows(sheets / "mentors.csv"))
    assert (len(mentees.profiles), mentees.faults) == (120, ())
    assert (len(mentors.profiles), mentors.faults) == (40, ())


def test_made_up_columns_are_named_in_each_row_and_exist(sheets: Path) -> None:
    for name in ("mentees.csv", "mentors.csv"):
        for row in rows(sheets / name):
            assert set(row["synthetic"].split("; ")) <= set(row)
            assert row["available"]


def test_the_same_seed_gives_the_same_sheets_and_another_gives_others(
    sheets: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tables = str(shared_data("ctn0094", "tables"))
    for seed, same in (("7", True), ("8", False)):
        other = tmp_path_factory.mktemp(f"seed{seed}")
        assert trial_sheets.run(["--tables", tables, "--out", str(other), "--seed", seed]) == 0
        for name in ("mentees.csv", "mentors.csv", "days.csv", "people.csv"):
            assert ((other / name).read_bytes() == (sheets / name).read_bytes()) is same


def test_nobody_is_on_both_sheets_and_mentors_end_with_six_months_without_use(sheets: Path) -> None:
    mentees = {row["mentee_id"][1:] for row in rows(sheets / "mentees.csv")}
    mentors = {row["mentor_id"][1:] for row in rows(sheets / "mentors.csv")}
    assert not mentees & mentors
    subjects = {s.who: s for s in read_subjects(shared_data("ctn0094", "tables"))}
    assert all(subjects[who].clean_at_the_end >= 168 for who in mentors)
    assert all(subjects[who].used_before for who in mentees)


def test_outcomes_of_the_days_agree_with_the_tables(sheets: Path) -> None:
    out = sheets / "figures.csv"
    argv = [str(sheets / "days.csv"), "--people", str(sheets / "people.csv"), "--imply"]
    assert outcomes.run([*argv, "--out", str(out), "--window", "1-84"]) == 0
    figures = {row["person_id"]: row for row in rows(out) if row["substance"] == "any"}
    subjects = {s.who: s for s in read_subjects(shared_data("ctn0094", "tables"))}
    checked: Counter[str] = Counter()
    for person, row in figures.items():
        known = subjects[person[1:]]
        window = range(known.randomized + 1, known.randomized + 85)
        assert int(row["known_days"]) == sum(day in known.days for day in window)
        if int(row["known_days"]):
            assert int(row["days_used"]) == sum(bool(known.days.get(day)) for day in window)
            checked["known"] += 1
        checked["people"] += 1
    assert checked["people"] == 120
    assert checked["known"] > 100


def test_days_can_be_written_as_dates(tmp_path: Path) -> None:
    tables = str(shared_data("ctn0094", "tables"))
    argv = ["--tables", tables, "--out", str(tmp_path), "--mentees", "3", "--mentors", "1"]
    assert trial_sheets.run([*argv, "--dates", "2026-01-31"]) == 0
    assert min(row["day"] for row in rows(tmp_path / "days.csv")) == "2026-01-01"
    assert trial_sheets.run([*argv, "--dates", "soon"]) == 2


def test_a_folder_without_the_tables_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert trial_sheets.run(["--tables", str(tmp_path), "--out", str(out)]) == 2
    assert "There is no table visit" in capsys.readouterr().err
    assert not out.exists()
