"""Looks into the databases themselves, and tells what is missing from what can't be asked just now."""

import subprocess
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pysqlite3

from tests.faults.desk import EFFECTS
from tests.postgres import SUPERUSER, Cluster, programs


class Down(Exception):
    """The database does not answer: nothing can be said about what it holds."""


@dataclass(frozen=True)
class Verdict:
    """What one look found; each list is empty where all is well."""

    missing: Sequence[str] = ()
    half: Sequence[str] = ()
    twice: Sequence[str] = ()
    damage: str = ""

    def __bool__(self) -> bool:
        return not (self.missing or self.half or self.twice or self.damage)


class Judge:
    """Reads what was kept, in one snapshot, past the house's own code."""

    def __init__(self, place: Path | Cluster) -> None:
        self._place = place

    def look(self, kept: Collection[UUID], jobs: Collection[str], *, ended: bool) -> Verdict:
        """Whether every acknowledged check-in is there once, whole, and every job done once.

        While the load goes on (`ended` false), jobs may still wait. Raises Down.
        """
        with self._snapshot() as ask:
            rows = {
                UUID(str(row[0])): UUID(str(row[1])) for row in ask("id, person_id", "days_checkin")
            }
            statuses = Counter(UUID(str(row[0])) for row in ask("check_in", "days_daystatus"))
            told = Counter(
                UUID(str(row[0])) for row in ask("subject", "trail_line WHERE act='day.told'")
            )
            done = Counter(str(row[0]) for row in ask("job", EFFECTS))
        missing = [f"check-in {one}" for one in kept if one not in rows]
        half = [f"check-in {one}: {statuses[one]} statuses" for one in rows if statuses[one] != 1]
        half += [
            f"person {person}: {count} check-ins, {told[person]} lines on the trail"
            for person, count in Counter(rows.values()).items()
            if told[person] != count
        ]
        if ended:
            missing += [f"job {one}" for one in jobs if not done[one]]
        return Verdict(
            missing, half, [f"job {one}" for one, times in done.items() if times > 1], self.damage()
        )

    def jobs_done(self) -> int:
        """How many effects there are. Raises Down."""
        with self._snapshot() as ask:
            return len(list(ask("job", EFFECTS)))

    def damage(self) -> str:
        """What the engine finds wrong with its own files; empty if nothing."""
        if isinstance(self._place, Path):
            found = [_integrity(self._place / name) for name in ("cairn.sqlite3", "keys.sqlite3")]
            return "; ".join(said for said in found if said != "ok")
        tools = programs()
        assert tools is not None
        address = ["-h", "127.0.0.1", "-p", str(self._place.port), "-U", SUPERUSER]
        wish = ["--install-missing", "--heapallindexed", "-d", "cairn", "-d", "cairn_keys"]
        done = subprocess.run(
            [tools / "pg_amcheck", *address, *wish],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and "could not connect" in done.stderr:
            raise Down
        return (done.stdout + done.stderr) if done.returncode else ""

    @contextmanager
    def _snapshot(self) -> Iterator[Any]:
        try:
            with closing(self._connected()) as connection:

                def ask(columns: str, table: str) -> Any:
                    return connection.execute(f"SELECT {columns} FROM {table}").fetchall()  # noqa: S608

                connection.execute(
                    "BEGIN"
                    if isinstance(self._place, Path)
                    else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                )
                yield ask
        except (psycopg.OperationalError, pysqlite3.OperationalError) as away:
            raise Down from away

    def _connected(self) -> Any:
        if isinstance(self._place, Path):
            return pysqlite3.connect(
                self._place / "cairn.sqlite3", timeout=20, isolation_level=None
            )
        # As one whom no policy binds: what is missing must not merely be out of sight.
        where = f"postgresql://{SUPERUSER}@127.0.0.1:{self._place.port}/cairn"
        return psycopg.connect(where, autocommit=True)


def _integrity(file: Path) -> str:
    with closing(pysqlite3.connect(file, timeout=20)) as found:
        try:
            return "; ".join(row[0] for row in found.execute("PRAGMA integrity_check"))
        except pysqlite3.OperationalError:
            raise
        except pysqlite3.DatabaseError as fault:
            return str(fault)
