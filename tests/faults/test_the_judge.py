"""The judge itself: it sees what is missing, half or twice, and never takes "down" for "missing"."""

from pathlib import Path
from uuid import uuid4

import psycopg
import pysqlite3
import pytest

from tests.faults.house import end
from tests.faults.judge import Down, Judge
from tests.postgres import cluster, programs

_TABLES = """
CREATE TABLE days_checkin (id varchar(40), person_id varchar(40));
CREATE TABLE days_daystatus (check_in varchar(40));
CREATE TABLE trail_line (subject varchar(40), act varchar(60));
CREATE TABLE fault_effects (job varchar(40));
"""


@pytest.fixture
def books(tmp_path: Path) -> Path:
    for name in ("cairn.sqlite3", "keys.sqlite3"):
        made = pysqlite3.connect(tmp_path / name)
        made.executescript(_TABLES)
        made.close()
    return tmp_path


def write(books: Path, *rows: tuple[str, ...]) -> None:
    opened = pysqlite3.connect(books / "cairn.sqlite3")
    for table, *values in rows:
        marks = ", ".join("?" * len(values))
        opened.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608
    opened.commit()
    opened.close()


def told(check_in: object, person: object) -> list[tuple[str, ...]]:
    return [
        ("days_checkin", str(check_in), str(person)),
        ("days_daystatus", str(check_in)),
        ("trail_line", str(person), "day.told"),
    ]


def test_what_is_there_once_is_well(books: Path) -> None:
    one, person = uuid4(), uuid4()
    write(books, *told(one, person), ("fault_effects", "a"))
    assert Judge(books).look([one], ["a"], ended=True)


def test_what_is_missing_half_or_twice_is_named(books: Path) -> None:
    here, half, gone, person = uuid4(), uuid4(), uuid4(), uuid4()
    write(
        books,
        *told(here, person),
        ("days_checkin", str(half), str(person)),
        ("fault_effects", "a"),
        ("fault_effects", "a"),
    )
    found = Judge(books).look([here, half, gone], ["a", "b"], ended=True)
    assert not found
    assert found.missing == [f"check-in {gone}", "job b"]
    assert len(found.half) == 2, "no status of its own, and no line on the trail"
    assert found.twice == ["job a"]
    assert not Judge(books).look([here], ["b"], ended=False).missing, "a job may still wait"


def test_a_damaged_file_is_named(books: Path) -> None:
    file = books / "keys.sqlite3"
    content = bytearray(file.read_bytes())
    content[4096:4300] = b"\xff" * 204
    file.write_bytes(content)
    assert Judge(books).damage()


def test_a_server_that_is_away_is_down_and_loses_nothing() -> None:
    if programs() is None:
        pytest.skip("needs PostgreSQL")
    with cluster(durable=True) as server:
        with psycopg.connect(server.environment["DATABASE_URL"], autocommit=True) as opened:
            opened.execute(_TABLES)
        judge = Judge(server)
        assert judge.look([], [], ended=True)
        end(server.server_process())
        with pytest.raises(Down):
            judge.look([uuid4()], [], ended=True)
        server.start()
        assert judge.look([], [], ended=True)
