"""`./cairn outcomes`: what it writes, and what it kindly refuses."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.core.evaluation import DAY_ENDPOINTS
from cairn.exchange.cli.outcomes import run

HEADER = "person_id,day,substance,status\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path


def compute(
    place: Path, days: str | bytes, *options: str, people: str | None = None
) -> list[dict[str, str]]:
    assert attempt(place, days, *options, people=people) == 0
    with (place / "out.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def attempt(place: Path, days: str | bytes, *options: str, people: str | None = None) -> int:
    (place / "days.csv").write_bytes(days if isinstance(days, bytes) else days.encode())
    argv = [str(place / "days.csv"), "--out", str(place / "out.csv"), *options]
    if people is not None:
        (place / "people.csv").write_text(people)
        argv += ["--people", str(place / "people.csv")]
    return run(argv)


def test_one_row_for_each_person_substance_and_window(place: Path) -> None:
    days = HEADER + "ana,2026-01-01,any,none\nana,2026-01-03,any,use\nbo,2026-01-02,any,declined\n"
    rows = compute(place, days)
    assert [(row["person_id"], row["substance"], row["window"]) for row in rows] == [
        ("ana", "any", "1-84"),
        ("ana", "any", "all"),
        ("bo", "any", "1-84"),
        ("bo", "any", "all"),
    ]
    ana = rows[1]
    assert (ana["window_days"], ana["known_days"], ana["days_used"]) == ("3", "2", "1")
    assert float(ana["percent_days_abstinent"]) == 50
    assert (ana["first_day"], ana["last_day"]) == ("2026-01-01", "2026-01-03")
    assert (ana["days_to_first_use"], ana["first_use_event"]) == ("1", "0")


def test_where_nothing_is_known_figures_are_empty_and_declined_is_not_none(place: Path) -> None:
    row = compute(place, HEADER + "bo,1,any,declined\n")[-1]
    assert (row["known_days"], row["coverage"]) == ("0", "0.0")
    blank = set(DAY_ENDPOINTS) - {"window_days", "known_days", "coverage"}
    assert {row[name] for name in blank} == {""}


def test_people_say_where_days_begin_and_end(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = HEADER + "ana,5,any,use\nana,12,any,none\n"
    people = "person_id,first_day,last_day\nana,10,19\ncy,10,19\n"
    rows = compute(place, days, people=people)
    assert [row["person_id"] for row in rows if row["window"] == "all"] == ["ana", "cy"]
    ana = rows[1]
    assert (ana["window_days"], ana["known_days"], ana["days_used"]) == ("10", "1", "0")
    assert "Left out: 1 answers" in capsys.readouterr().err


def test_windows_and_weeks_may_be_chosen(place: Path) -> None:
    days = HEADER + "".join(f"ana,{day},any,{'use' if day == 9 else 'none'}\n" for day in range(10))
    rows = compute(place, days, "--window", "1-3", "--window", "4-10", "--week")
    assert [row["window"] for row in rows] == ["1-3", "4-10", "week 1", "week 2"]
    assert [row["any_use"] for row in rows] == ["0", "1", "0", "1"]


def test_only_the_endpoints_asked_for_are_written_with_their_denominators(place: Path) -> None:
    rows = compute(place, HEADER + "ana,1,any,use\n", "--endpoints", "days_used,disputed_days")
    assert list(rows[0])[5:] == [
        "window_days",
        "known_days",
        "coverage",
        "days_used",
        "disputed_days",
    ]


def test_two_sources_that_disagree_count_as_use_and_are_shown_as_disputed(place: Path) -> None:
    days = (
        "person_id,day,substance,status,source\n"
        "ana,1,any,none,check-in\nana,1,any,use,interview\nana,2,any,none,check-in\n"
    )
    row = compute(place, days)[-1]
    assert (row["days_used"], row["disputed_days"], row["known_days"]) == ("1", "1", "2")


def test_files_are_taken_at_their_word_unless_told_that_they_are_check_ins(place: Path) -> None:
    days = HEADER + "ana,1,any,none\nana,2,heroin,use\n"
    plain = {row["substance"]: row["known_days"] for row in compute(place, days)}
    assert plain == {"any": "1", "heroin": "1"}
    implied = {row["substance"]: row["known_days"] for row in compute(place, days, "--imply")}
    assert implied == {"any": "2", "heroin": "2"}


@pytest.mark.parametrize(
    "days",
    [
        "person_id;day;substance;status\nana;1;any;use\n",
        "status\tsubstance\tday\tperson_id\r\nuse\tany\t1\tana\r\n",
        "\ufeff" + HEADER + "\n ana , 1 , Any ,USE\n\n",
        (HEADER + "ana,1,any,use\n").encode("utf-16"),
        HEADER + '"ana","1","any","use"\nana,1,any,use\n',
    ],
)
def test_sheets_from_any_program_are_read(place: Path, days: str | bytes) -> None:
    row = compute(place, days)[0]
    assert (row["person_id"], row["substance"], row["days_used"]) == ("ana", "any", "1")


def test_columns_that_are_not_used_are_named(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compute(place, "person_id,day,substance,status,mood\nana,1,any,use,4\n")
    assert "Not used: the columns mood." in capsys.readouterr().err


def test_a_header_alone_gives_a_header_alone(place: Path) -> None:
    assert compute(place, HEADER) == []


REFUSED = {
    "empty": ("", "is empty"),
    "no status column": ("person_id,day,substance\nana,1,any\n", "no column status"),
    "column twice": ("person_id,day,day,substance,status\n", "two columns called day"),
    "impossible date": (HEADER + "ana,2026-02-30,any,use\n", "Row 2: “2026-02-30” is not a day"),
    "year typed wrong": (HEADER + "ana,0026-02-03,any,use\n", "Row 2:"),
    "dates and numbers": (HEADER + "a,2026-02-03,any,use\na,5,any,use\n", "one kind per file"),
    "unknown status": (HEADER + "a,1,any,use\na,2,any,maybe\n", "Row 3: “maybe” is not a status"),
    "no person": (HEADER + ",1,any,use\n", "Row 2: person_id is empty"),
    "no substance": (HEADER + "a,1,,use\n", "Row 2: substance is empty"),
    "no day": (HEADER + "a,,any,use\n", "Row 2: “” is not a day"),
    "odd row": (HEADER + "\na,1,any,use,more\n", "Row 3: it has more or fewer cells"),
    "contradiction": (HEADER + "a,1,any,use\nb,1,any,use\na,1,any,none\n", "Row 4: one source"),
    "a lifetime apart": (HEADER + "a,1,any,use\na,90000,any,use\n", "lifetime"),
    "latin letters": (HEADER.encode() + b"Jos\xe9,1,any,use\n", "UTF-8"),
    "workbook": (b"PK\x03\x04" + bytes(100), "is a workbook"),
    "binary": (b"\x00\x01\x02\x03", "no column"),
    "nul": (HEADER + "a\x00,1,any\n", ""),
    "formula day": (HEADER + "a,=TODAY(),any,use\n", "“=TODAY()” is not a day"),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_rows_and_nothing_is_written(
    place: Path, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    days, said = REFUSED[fault]
    (place / "out.csv").write_text("kept")
    assert attempt(place, days) == 2
    assert said in capsys.readouterr().err
    assert (place / "out.csv").read_text() == "kept"
    assert {file.name for file in place.iterdir()} == {"days.csv", "out.csv"}


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ("person_id,first_day\nbo,1\n", "no row of their own: ana"),
        ("person_id,first_day\nana,1\nana,2\n", "Row 3: this person has a row already"),
        ("person_id,first_day\nana,2026-01-01\n", "same kind of days"),
        ("person_id,first_day\nana,\n", "Row 2: first_day is empty"),
        ("person_id,first_day,last_day\nana,5,4\n", "Row 2: the last day comes before"),
        ("person_id,first_day,last_day\nana,5,\nbo,5,6\n", "Row 2: last_day is empty"),
    ],
)
def test_people_that_cannot_be_are_refused(
    place: Path, people: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert attempt(place, HEADER + "ana,1,any,use\n", people=people) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "options",
    [["--window", "0-4"], ["--window", "5-4"], ["--window", "x"], ["--endpoints", "happiness"]],
)
def test_impossible_wishes_are_refused(place: Path, options: list[str]) -> None:
    assert attempt(place, HEADER + "ana,1,any,use\n", *options) == 2


def test_only_the_first_faults_are_listed_and_the_rest_are_counted(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert attempt(place, HEADER + "a,soon,any,use\n" * 25) == 2
    said = capsys.readouterr().err
    assert said.count("is not a day") == 10
    assert "and 15 more rows" in said


def test_missing_files_and_places_are_said_plainly(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([str(place / "none.csv"), "--out", str(place / "out.csv")]) == 2
    assert "There is no file none.csv" in capsys.readouterr().err
    (place / "days.csv").write_text(HEADER + "ana,1,any,use\n")
    assert run([str(place / "days.csv"), "--out", str(place / "nowhere" / "out.csv")]) == 2
    assert "can't be written here" in capsys.readouterr().err


def test_people_in_many_blocks_come_out_as_in_one(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = HEADER + "".join(
        f"p{person},{day},{'any' if day % 2 else 'heroin'},{'use' if day % 5 else 'none'}\n"
        for day in range(40)
        for person in range(23)
        if (day * person) % 3
    )
    whole = compute(place, days)
    monkeypatch.setattr("cairn.exchange.cli.outcomes._BLOCK_CELLS", 100)
    assert compute(place, days) == whole


cells = st.one_of(
    st.sampled_from(["ana", "1", "2026-02-28", "any", "use", "none", "", "=1+1", '"', "\x00", "é"]),
    st.text(max_size=4),
)
sheets = st.lists(st.lists(cells, max_size=5).map(",".join)).map("\n".join)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=60), sheets.map(lambda rows: (HEADER + rows).encode())))
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, days: bytes) -> None:
    out = tmp_path / "out.csv"
    out.unlink(missing_ok=True)
    assert attempt(tmp_path, days) == (0 if out.exists() else 2)
