"""What `doctor` looks at beyond the settings: the machine, the files, the engines, what has piled up."""

import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.db import Error, connections

from cairn.core.shared.refusals import Refusal
from cairn.exchange.backups.stamp import last_made
from cairn.exchange.cli.house import unapplied
from cairn.records.consent.lawbook import missing_texts
from cairn.records.jobs.queue import piled_up
from cairn.records.postgres.policies import lacking, unbound
from cairn.records.programs.queries import any_program
from cairn.records.trail.queries import last_line_at, verify
from cairn.records.vault.keyring import unreadable

OLDEST_PYTHON = (3, 11)
OLDEST_SQLITE = (3, 51, 3)
OLDEST_POSTGRESQL = 15
ROOM_BYTES = 500_000_000
BACKUP_AFTER = timedelta(days=2)
SKEW = timedelta(minutes=5)
_WAL, _FULL, _ON = "wal", 2, 1

Finding = tuple[bool, str]


def python(found: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Finding]:
    """The interpreter is one that Cairn is tested on."""
    version = ".".join(map(str, found))
    yield found >= OLDEST_PYTHON, f"Python {version} (3.11 or newer is needed)"


def sqlite(found: tuple[int, ...] | None = None) -> Iterator[Finding]:
    """The SQLite in use is free of the bug that could lose a write."""
    version = found or sqlite3.sqlite_version_info
    said = ".".join(map(str, version))
    yield version >= OLDEST_SQLITE, f"SQLite {said} (before 3.51.3 its log could lose a write)"


def data_folder(folder: Path) -> Iterator[Finding]:
    """The data folder is there, its owner's alone, with room to write in."""
    if not folder.is_dir():
        yield False, f"There is no data folder {folder}: ./cairn up makes one"
        return
    open_to_others = stat.S_IMODE(folder.stat().st_mode) & 0o077
    yield (
        not open_to_others,
        f"Others can look into {folder}: chmod 700 it"
        if open_to_others
        else f"The data folder {folder} is yours alone",
    )
    free = shutil.disk_usage(folder).free
    yield (
        free >= ROOM_BYTES,
        f"The disk has {free / 1e9:.1f} GB left"
        + ("" if free >= ROOM_BYTES else ": make room, or nothing more can be kept soon"),
    )


def key_folder(file: Path) -> Iterator[Finding]:
    """The key file's folder can be written to; erasing someone rolls the key."""
    if file.exists() and not (file.parent.stat().st_mode & stat.S_IWUSR):
        yield (
            False,
            f"Cairn can't renew the key in {file.parent} when someone is erased: chmod 700 it",
        )


def databases() -> Iterator[Finding]:
    """Both databases answer, are up to date and flush what they keep."""
    for alias in ("default", "keys"):
        try:
            waiting = unapplied(alias)
            yield from _engine(alias)
        except Error as fault:
            yield False, f"The database “{alias}” can't be reached ({type(fault).__name__})"
            continue
        finally:
            connections[alias].close()
        yield (
            waiting == 0,
            f"The database “{alias}” lacks {waiting} migrations: start Cairn once"
            if waiting
            else f"The database “{alias}” answers and is up to date",
        )


def _engine(alias: str) -> Iterator[Finding]:
    with connections[alias].cursor() as cursor:

        def ask(question: str) -> object:
            cursor.execute(question)
            return cursor.fetchone()[0]

        if connections[alias].vendor != "sqlite":
            release = int(str(ask("SHOW server_version_num"))) // 10000
            if release < OLDEST_POSTGRESQL:
                yield False, f"PostgreSQL {release} is too old for “{alias}”: 15 or newer is needed"
            loose = [name for name in ("fsync", "full_page_writes") if ask(f"SHOW {name}") != "on"]
            loose += ["synchronous_commit"] if ask("SHOW synchronous_commit") == "off" else []
            for name in loose:
                yield False, f"A power cut could lose writes in “{alias}”: turn {name} on"
            return
        if ask("PRAGMA journal_mode") != _WAL:
            yield False, f"“{alias}” keeps no write-ahead log: is its disk a network share?"
        if int(str(ask("PRAGMA synchronous"))) < _FULL:
            yield False, f"A power cut could lose writes in “{alias}”: synchronous must be FULL"
        if ask("PRAGMA secure_delete") != _ON:
            yield False, f"“{alias}” leaves erased bytes lying about: secure_delete must be on"


def second_lock() -> Iterator[Finding]:
    """In PostgreSQL every table about people is behind its policy, and no one walks past it."""
    for alias in ("default", "keys"):
        try:
            open_tables, walks_past = lacking(alias), unbound(alias)
        except Error:
            continue  # `databases` has said that it can't be reached
        for table in open_tables:
            yield False, f"“{table}” in “{alias}” is not behind its policy: start Cairn once"
        if walks_past:
            yield (
                False,
                f"The role that opens “{alias}” walks past policies: give Cairn one without BYPASSRLS",
            )


def keys() -> Iterator[Finding]:
    """The key file opens everyone's key."""
    try:
        people, shut = unreadable()
    except Refusal as fault:
        yield False, fault.phrase.text()
        return
    except Error as fault:
        yield False, f"People's keys can't be read ({type(fault).__name__})"
        return
    yield (
        not shut,
        f"{shut} of {people} people's keys don't open: is the key file an older copy?"
        if shut
        else f"The vault's key file opens all {people} people's keys",
    )


def trail(now: datetime) -> Iterator[Finding]:
    """The trail is whole, and no line of it was written tomorrow."""
    try:
        verdict = verify()
        lost = not verdict.lines and any_program()
        last = last_line_at()
    except Refusal:
        return  # The keys' own look has said it.
    except Error as fault:
        yield False, f"The trail can't be read ({type(fault).__name__})"
        return
    if last and last > now + SKEW:
        yield False, f"This machine's clock is behind the trail's last line ({last:%F %R}): set it"
    if lost:
        yield False, "The trail is gone, though there is a program: find out who could write to it"
        return
    yield (
        verdict.whole,
        f"The trail is whole ({verdict.lines} lines)"
        if verdict.whole
        else f"The trail was changed at line {verdict.broken_at}: find out who could write to it",
    )


def jobs(now: datetime) -> Iterator[Finding]:
    """What was left for later gets done."""
    try:
        pile = piled_up(at=now)
    except Error as fault:
        yield False, f"The waiting jobs can't be read ({type(fault).__name__})"
        return
    if pile.overdue:
        yield False, f"{pile.overdue} jobs have waited for over an hour: is the worker running?"
    if pile.given_up:
        yield False, f"{pile.given_up} jobs were given up this week ({pile.names}): see the log"
    if not pile.overdue and not pile.given_up:
        yield True, "No job is overdue"


def backups(folder: Path, now: datetime) -> Iterator[Finding]:
    """There is a backup of late, somewhere else."""
    made = last_made(folder)
    if made is None:
        yield False, "No backup was made from here yet: ./cairn backup FILE, every night"
        return
    yield (
        now - made.at <= BACKUP_AFTER,
        f"The last backup is from {made.at:%F %R}"
        + ("" if now - made.at <= BACKUP_AFTER else ": let ./cairn backup FILE run every night"),
    )
    if made.file.is_relative_to(folder):
        yield False, f"The backup {made.file} lies with the data: keep it on another disk"


def law() -> Iterator[Finding]:
    """Which texts of the law are still to be loaded."""
    try:
        missing = missing_texts()
    except Error as fault:
        yield False, f"The laws in use can't be read ({type(fault).__name__})"
        return
    except Refusal as fault:
        yield False, fault.phrase.text()
        return
    # Not a fault of the machine: what is here is whole, what is lacking is said by name.
    for code, text in missing:
        yield True, f"Not shipped, load it yourself: {text.cite} ({text.language}, law {code})"
