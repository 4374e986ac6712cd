"""`cairn match`, from two files to pairs and a report, and everything it refuses."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from bench._matching_sheets import synthetic_sheets

from cairn.core.matching import read_mentees, read_mentors
from cairn.core.matching.fit import fit
from cairn.core.matching.limits import allowed_by_limit, free_places
from cairn.core.tables import read_table, write_xlsx
from cairn.exchange.cli import match
from cairn.exchange.cli.match import run

MENTEES = """mentee_id,languages,available,age,shoe size
P1,en,Mon evening,30,42
P2,es,Tue evening,40,
P3,vi,Tue evening,50,
"""
MENTORS = """mentor_id,capacity,languages,available,age
M1,1,English; Spanish,Mon evening; Tue evening,35
M2,1,English,Mon evening,60
M3,0,Vietnamese,any time,60
"""


@pytest.fixture
def place(tmp_path):
    class Place:
        mentees, mentors = tmp_path / "mentees.csv", tmp_path / "mentors.csv"
        out, report = tmp_path / "pairs.csv", tmp_path / "report.json"

        def match(self, mentees=MENTEES, mentors=MENTORS, more=()):
            self.mentees.write_text(mentees, "utf-8")
            self.mentors.write_text(mentors, "utf-8")
            files = [self.mentees, self.mentors, "--out", self.out, "--json", self.report]
            return run([*map(str, files), *more])

        def pairs(self):
            with self.out.open(encoding="utf-8", newline="") as lines:
                return list(csv.DictReader(lines))

        def told(self):
            return json.loads(self.report.read_text("utf-8"))

        def left_behind(self):
            return {path.name for path in tmp_path.iterdir()} - {"mentees.csv", "mentors.csv"}

    return Place()


def test_two_sheets_become_pairs_and_a_report(place, capsys):
    assert place.match(more=["--seed", "5"]) == 0
    assert [(pair["mentee_id"], pair["mentor_id"]) for pair in place.pairs()] == [
        ("P1", "M2"),
        ("P2", "M1"),
    ]
    assert list(place.pairs()[0]) == ["mentee_id", "mentor_id", "fit", "reasons"]
    assert place.pairs()[1]["reasons"].startswith("You are close in age. ")
    told = place.told()
    assert {"matched", "unmatched", "total_fit", "bound", "optimal", "seconds", "seed"} <= set(told)
    assert (told["matched"], told["optimal"], told["seed"]) == (2, True, 5)
    assert told["total_fit"] == told["bound"]
    assert told["total_fit"] == pytest.approx(sum(float(pair["fit"]) for pair in place.pairs()))
    assert [left["mentee_id"] for left in told["unmatched"]] == ["P3"]
    assert told["unmatched"][0]["reason"] == (
        "No mentor speaks Vietnamese and has a free place. "
        "Closest: 1 mentor, where only this is missing: a free place."
    )
    said = capsys.readouterr()
    assert said.out.startswith("2 of 3 people matched, total fit ")
    assert said.err.splitlines() == [
        "mentees.csv: Not used in matching: shoe size.",
        "mentors.csv: Row 4, capacity: This mentor takes nobody now, because the capacity is 0.",
    ]


def test_the_order_of_the_rows_changes_nothing(place):
    place.match()
    pairs = place.pairs()
    heading, *rows = MENTEES.splitlines()
    place.match(mentees="\n".join([heading, *reversed(rows)]))
    assert place.pairs() == pairs


@pytest.mark.parametrize("policy", ["fair", "balanced", "stable_for_mentees", "stable_for_mentors"])
def test_every_policy_runs(place, policy):
    assert place.match(more=["--policy", policy]) == 0
    assert place.told()["policy"] == policy


@pytest.mark.parametrize(
    ("mentees", "mentors", "words"),
    [
        ("", MENTORS, "This file is empty."),
        ("mentee_id\n", MENTORS, "mentees.csv: The sheet has no rows."),
        ("name\nx\n", MENTORS, "mentees.csv: The column mentee_id is missing."),
        (
            "mentee_id\nP1\nP1\n",
            MENTORS,
            "mentees.csv: Row 3, mentee_id: “P1” is already in row 2.",
        ),
        (MENTEES, "mentor_id\nM1\n", "mentors.csv: The column capacity is missing."),
        (MENTEES, "mentor_id,capacity\nM1,-1\n", "mentors.csv: Row 2, capacity: -1 can't be right"),
        (MENTEES, "mentor_id,capacity\nM1,many\n", "“many” is not a whole number"),
        ("mentee_id,age\nP1,=1+1\n", MENTORS, "Row 2, age: “=1+1” is not a whole number."),
        ("mentee_id,age\nP1,300\n", MENTORS, "300 can't be right here."),
        ("mentee_id,available\nP1,someday\n", MENTORS, "“someday” is not a day"),
    ],
)
def test_a_fault_is_told_and_nothing_is_written(place, capsys, mentees, mentors, words):
    assert place.match(mentees, mentors) == 2
    assert words in capsys.readouterr().err
    assert place.left_behind() == set()


def test_all_faults_are_told_up_to_fifty(place, capsys):
    rows = "\n".join(f"M{n},-1" for n in range(60))
    assert place.match(mentors=f"mentor_id,capacity\n{rows}\n") == 2
    said = capsys.readouterr().err.splitlines()
    assert sum("can't be right" in line for line in said) == 50
    assert said[-2:] == ["And 10 more.", "Nothing was written. Correct the sheets and try again."]


def test_a_failed_run_leaves_the_files_of_the_last_one(place):
    place.match()
    before = place.out.read_bytes(), place.report.read_bytes()
    assert place.match(mentees="mentee_id\n") == 2
    assert (place.out.read_bytes(), place.report.read_bytes()) == before


def test_files_that_cannot_be_used_are_named(place, capsys, tmp_path):
    place.match()
    assert run([str(tmp_path / "no.csv"), str(place.mentors), "--out", str(place.out)]) == 2
    assert "There is no file" in capsys.readouterr().err
    nowhere = str(tmp_path / "nowhere" / "out.csv")
    assert run([str(place.mentees), str(place.mentors), "--out", nowhere]) == 2
    assert "Could not write" in capsys.readouterr().err
    assert run([str(place.mentees), str(place.mentors), "--out", str(place.mentees)]) == 2
    assert "One file is named twice" in capsys.readouterr().err
    assert place.mentees.read_text("utf-8") == MENTEES


def test_what_argparse_refuses_is_a_2_and_help_is_a_0(capsys):
    assert run(["only-one.csv"]) == 2
    assert run(["--help"]) == 0
    assert "PAIRS.csv" in capsys.readouterr().out


def test_workbooks_are_read_too(place, tmp_path):
    place.match()
    pairs = place.pairs()
    for path in (place.mentees, place.mentors):
        table = read_table(path, path.name)
        write_xlsx(
            path.with_suffix(".xlsx"), table.columns, [[*row.values()] for row in table.rows]
        )
    sheets = [str(path.with_suffix(".xlsx")) for path in (place.mentees, place.mentors)]
    assert run([*sheets, "--out", str(place.out)]) == 0
    assert place.pairs() == pairs


def test_ids_that_look_like_formulas_cannot_run_in_the_pairs(place):
    assert place.match("mentee_id\n=cmd()\n", "mentor_id,capacity\n@M,1\n") == 0
    assert (place.pairs()[0]["mentee_id"], place.pairs()[0]["mentor_id"]) == ("'=cmd()", "'@M")


def test_synthetic_sheets_are_matched_and_proved_against_a_second_solver(place, tmp_path):
    optimize = pytest.importorskip("scipy.optimize")
    mentee_path, mentor_path = synthetic_sheets(tmp_path, 300, 60, seed=3)
    command = [
        str(mentee_path),
        str(mentor_path),
        "--out",
        str(place.out),
        "--json",
        str(place.report),
    ]
    assert run(command) == 0
    told = place.told()
    assert told["optimal"]
    mentees = read_mentees(read_table(mentee_path, "").rows).profiles
    mentors = read_mentors(read_table(mentor_path, "").rows).profiles
    allowed = np.logical_and.reduce(list(allowed_by_limit(mentees, mentors).values()))
    places = free_places(mentors, {})
    # One column per seat; a pair that is not allowed costs more than everyone together.
    gains = allowed * (fit(mentees, mentors) + 10_000_000).astype(float)
    seats = gains.repeat(places, axis=1)
    rows, columns = optimize.linear_sum_assignment(seats, maximize=True)
    matched, total = divmod(int(seats[rows, columns].sum()), 10_000_000)
    assert (told["matched"], round(told["total_fit"] * 100)) == (matched, total)
    assert told["most_possible"] == matched


def test_the_command_needs_no_django():
    probe = (
        "import sys; sys.path[:0] = sys.argv[1:]; import cairn.exchange.cli.match; "
        "raise SystemExit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    source = str(Path(match.__file__).parents[3])
    assert subprocess.run([sys.executable, "-c", probe, source], check=False).returncode == 0
