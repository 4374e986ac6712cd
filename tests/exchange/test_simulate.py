"""`cairn simulate` writes files that the other commands read, the same for a seed."""

import csv
import hashlib
from pathlib import Path

import pytest

from cairn.core.matching.sheets import read_mentees, read_mentors
from cairn.core.shared.refusals import Refusal
from cairn.exchange.cli import simulate

FILES = {
    "MENTEES.csv",
    "MENTORS.csv",
    "PEOPLE.csv",
    "DAYS.csv",
    "CHECKINS.csv",
    "CONTACTS.csv",
    "GOALS.csv",
    "SYNTHETIC.txt",
}


def made(out: Path, *more: str, people: int = 30, seed: int = 5) -> Path:
    words = ["--people", str(people), "--out", str(out), "--seed", str(seed), *more]
    assert simulate.run(words) == 0
    return out


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def digest(folder: Path) -> dict[str, str]:
    return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}


def test_a_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    one, same = digest(made(tmp_path / "a")), digest(made(tmp_path / "b"))
    assert set(one) == FILES
    assert one == same
    assert digest(made(tmp_path / "c", seed=6))["DAYS.csv"] != one["DAYS.csv"]


def test_writing_again_over_synthetic_files_changes_nothing(tmp_path: Path) -> None:
    before = digest(made(tmp_path))
    assert digest(made(tmp_path)) == before


def test_the_matching_reader_takes_both_sheets_without_a_fault(tmp_path: Path) -> None:
    out = made(tmp_path, people=200)
    mentees, mentors = (
        read_mentees(read(out / "MENTEES.csv")),
        read_mentors(read(out / "MENTORS.csv")),
    )
    assert (mentees.faults, mentors.faults) == ((), ())
    assert len(mentees.profiles) == 200
    assert sum(mentor.capacity for mentor in mentors.profiles) >= 200


def test_what_is_written_of_a_profile_reads_back_as_it_was(tmp_path: Path) -> None:
    out = made(tmp_path, people=25)
    (site,) = simulate.sites(25, seed=5)
    assert read_mentees(read(out / "MENTEES.csv")).profiles == site.mentees
    assert read_mentors(read(out / "MENTORS.csv")).profiles == site.mentors


def test_day_rows_keep_to_the_format_and_begin_twelve_weeks_before_entry(tmp_path: Path) -> None:
    out = made(tmp_path)
    entry = {row["person_id"]: int(row["first_day"]) for row in read(out / "PEOPLE.csv")}
    days = read(out / "DAYS.csv")
    assert {row["status"] for row in days} == {"use", "none", "declined"}
    assert {row["source"] for row in days} == {"interview", "check-in"}
    keys = [(row["person_id"], row["day"], row["substance"]) for row in days]
    assert len(set(keys)) == len(keys)
    whole = {key[:2] for key in keys if key[2] == "any"}
    assert all(key[:2] in whole for key in keys)
    assert -84 <= min(int(row["day"]) - entry[row["person_id"]] for row in days) < -70


def test_days_become_dates_when_a_start_is_given(tmp_path: Path) -> None:
    rows = read(made(tmp_path, "--start", "2026-01-05") / "PEOPLE.csv")
    assert all("2026-01-05" <= row["first_day"] < "2026-03-30" for row in rows)


def test_contacts_name_the_pair_that_people_name(tmp_path: Path) -> None:
    out = made(tmp_path, "--arms", "map", people=60)
    mentor = {row["person_id"]: row["mentor_id"] for row in read(out / "PEOPLE.csv")}
    contacts = read(out / "CONTACTS.csv")
    assert contacts
    assert all(row["mentor_id"] == mentor[row["mentee_id"]] != "" for row in contacts)
    assert all(row["person_id"].startswith("syn-") for row in read(out / "GOALS.csv"))


def test_the_label_says_that_nothing_is_proved_and_where_the_means_come_from(
    tmp_path: Path,
) -> None:
    label = (made(tmp_path, "--arms", "map") / "SYNTHETIC.txt").read_text(encoding="utf-8")
    assert "SYNTHETIC" in label.splitlines()[0]
    assert "prove nothing" in label
    assert "secondary source" in label


def test_a_bigger_program_is_several_sites_without_a_code_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulate, "SITE", 20)
    out = made(tmp_path, people=50)
    for name, column, many in (("MENTEES.csv", "mentee_id", 50), ("MENTORS.csv", "mentor_id", 18)):
        held = [row[column] for row in read(out / name)]
        assert len(set(held)) == len(held) == many


def test_real_looking_files_are_never_written_over(tmp_path: Path) -> None:
    sheet = tmp_path / "MENTEES.csv"
    sheet.write_text("mentee_id\nP1\n", encoding="utf-8")
    with pytest.raises(Refusal, match="may be real"):
        made(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["MENTEES.csv"]
    assert sheet.read_text(encoding="utf-8") == "mentee_id\nP1\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--people", "0", "--seed", "1"], "at least one person"),
        (["--people", "3", "--seed", "-1"], "seed is 0 or more"),
        (["--people", "3", "--seed", "1", "--weeks", "0"], "between 1 and 104 weeks"),
        (["--people", "3", "--seed", "1", "--start", "5 May"], "year first"),
    ],
)
def test_what_can_t_be_done_is_said_kindly_and_leaves_no_file(
    tmp_path: Path, words: list[str], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        simulate.run([*words, "--out", str(tmp_path)])
    assert said in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("x", encoding="utf-8")
    with pytest.raises(Refusal, match="is a file"):
        made(there)
