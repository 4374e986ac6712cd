"""A consistent copy of one database while it is in use, and putting such a copy in its place."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pysqlite3
from django.db import connections

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.records.scope import Wide

_PAGES_A_STEP = 256


class CannotCopy(Refusal):
    """The database can't be copied or put back here; says why."""


def take(alias: str, target: Path) -> None:
    """Copy the database `alias` to `target` online; writers go on writing."""
    if connections[alias].vendor == "sqlite":
        _take_sqlite(alias, target)
    else:
        _run_postgres_tool(
            "pg_dump", alias, "--format=custom", "--enable-row-security", f"--file={target}"
        )


def check(alias: str, copy: Path) -> None:
    """Refuse a copy that isn't whole."""
    if connections[alias].vendor != "sqlite":
        return
    try:
        found = pysqlite3.connect(copy)
        verdict = found.execute("PRAGMA integrity_check").fetchone()[0]
        found.close()
    except pysqlite3.DatabaseError as fault:
        raise CannotCopy(phrase("The copy is damaged. Nothing was changed.")) from fault
    if verdict != "ok":
        raise CannotCopy(phrase("The copy is damaged. Nothing was changed."))


def put_back(alias: str, copy: Path) -> None:
    """Put a checked copy in the database's place; what was there stays beside it."""
    if connections[alias].vendor == "sqlite":
        _put_back_sqlite(alias, copy)
    else:
        # One transaction: what can't be put back whole changes nothing.
        wish = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]
        _run_postgres_tool("pg_restore", alias, *wish, str(copy))


def holds_rows(alias: str, table: str) -> bool:
    """Whether the database already has this table with a row in it."""
    connection = connections[alias]
    if table not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def _take_sqlite(alias: str, target: Path) -> None:
    connections[alias].ensure_connection()
    copy = pysqlite3.connect(target)
    try:
        connections[alias].connection.backup(copy, pages=_PAGES_A_STEP, sleep=0.001)
    except pysqlite3.Error as fault:
        raise CannotCopy(
            phrase("The database could not be copied. Is there room on the disk?")
        ) from fault
    finally:
        copy.close()


def _put_back_sqlite(alias: str, copy: Path) -> None:
    place = Path(str(connections[alias].settings_dict["NAME"]))
    connections[alias].close()
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy.chmod(0o600)
    if place.exists():
        _close_log(place)
        before = place.with_suffix(".before-restore")
        before.unlink(missing_ok=True)
        before.hardlink_to(place)
    # By way of the same folder, so that the name changes hands in one step.
    fresh = place.with_suffix(".restoring")
    shutil.move(copy, fresh)
    _onto_disk(fresh)
    fresh.replace(place)
    _onto_disk(place.parent)


def _onto_disk(path: Path) -> None:
    """Have a file, or a folder's names, on the disk itself."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _close_log(place: Path) -> None:
    """Bring the write-ahead log into the file itself; refuses while anyone else has it open."""
    found = pysqlite3.connect(place, timeout=1)
    try:
        alone = found.execute("PRAGMA journal_mode=DELETE").fetchone()[0] == "delete"
    except pysqlite3.OperationalError:
        alone = False
    except pysqlite3.DatabaseError:
        # Not a database any more: the very reason for putting a backup back.
        for tail in ("-wal", "-shm"):
            Path(f"{place}{tail}").unlink(missing_ok=True)
        alone = True
    finally:
        found.close()
    if not alone:
        raise CannotCopy(phrase("Cairn is running here. Stop it first. Nothing was changed."))


def _run_postgres_tool(tool: str, alias: str, *arguments: str) -> None:
    settings: dict[str, Any] = connections[alias].settings_dict
    program = shutil.which(tool)
    if program is None:
        raise CannotCopy(
            phrase("This needs {tool}: install PostgreSQL's client programs.", tool=tool)
        )
    environment = {**os.environ, "PGOPTIONS": f"-c cairn.wide={Wide.BACKUP}"}
    address = [f"--dbname={settings['NAME']}"]
    for option, name in (("host", "HOST"), ("port", "PORT"), ("username", "USER")):
        if settings.get(name):
            address.append(f"--{option}={settings[name]}")
    # The password goes by a file of ours alone: never where others list commands or surroundings.
    with tempfile.NamedTemporaryFile("w", prefix="cairn-") as passwords:
        password = str(settings.get("PASSWORD") or "").replace("\\", r"\\").replace(":", r"\:")
        passwords.write(f"*:*:*:*:{password}\n")
        passwords.flush()
        environment["PGPASSFILE"] = passwords.name
        for name, value in (settings.get("OPTIONS") or {}).items():
            if name in {"sslmode", "sslrootcert"}:
                environment[f"PG{name.upper()}"] = str(value)
        done = subprocess.run(  # noqa: S603
            [program, *address, *arguments], env=environment, capture_output=True, check=False
        )
    if done.returncode:
        raise CannotCopy(phrase("{tool} could not finish. Nothing was changed.", tool=tool))
