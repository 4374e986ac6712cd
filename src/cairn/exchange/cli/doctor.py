"""`cairn doctor`: looks at this installation and says, line by line, what is well and what to mend."""

import argparse
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connections

from cairn.core.shared.refusals import Refusal
from cairn.exchange.cli.house import unapplied
from cairn.records.consent.lawbook import missing_texts
from cairn.records.programs.queries import any_program
from cairn.records.trail.queries import verify
from cairn.records.vault.keyring import unreadable

_OLDEST_PYTHON = (3, 11)
_OLDEST_SQLITE = (3, 51, 3)

Finding = tuple[bool, str]


def run(argv: Sequence[str]) -> int:
    """Look at everything, even after a fault; 0 if all is well, 1 if anything is to mend."""
    argparse.ArgumentParser(prog="cairn doctor", description=__doc__).parse_args(argv)
    looks: list[Callable[[], Iterator[Finding]]] = [
        _python,
        _sqlite,
        _data_folder,
        _databases,
        _keys,
        _trail,
        _law,
        _settings,
    ]
    findings = [finding for look in looks for finding in look()]
    for well, line in findings:
        print(f"{'ok  ' if well else 'mend'}  {line}")
    return 0 if all(well for well, _line in findings) else 1


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield sys.version_info >= _OLDEST_PYTHON, f"Python {version} (3.11 or newer is needed)"


def _sqlite() -> Iterator[Finding]:
    yield (
        sqlite3.sqlite_version_info >= _OLDEST_SQLITE,
        f"SQLite {sqlite3.sqlite_version} (before 3.51.3 its log could lose a write)",
    )


def _data_folder() -> Iterator[Finding]:
    folder = Path(settings.CAIRN.data)
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


def _databases() -> Iterator[Finding]:
    for alias in ("default", "keys"):
        try:
            lacking = unapplied(alias)
        except DatabaseError as fault:
            yield False, f"The database “{alias}” can't be reached ({type(fault).__name__})"
            continue
        finally:
            connections[alias].close()
        yield (
            lacking == 0,
            f"The database “{alias}” lacks {lacking} migrations: start Cairn once"
            if lacking
            else f"The database “{alias}” answers and is up to date",
        )


def _keys() -> Iterator[Finding]:
    try:
        people, shut = unreadable()
    except Refusal as fault:
        yield False, fault.phrase.text()
        return
    except DatabaseError as fault:
        yield False, f"People's keys can't be read ({type(fault).__name__})"
        return
    yield (
        not shut,
        f"{shut} of {people} people's keys don't open: is the key file an older copy?"
        if shut
        else f"The vault's key file opens all {people} people's keys",
    )


def _trail() -> Iterator[Finding]:
    try:
        verdict = verify()
        lost = not verdict.lines and any_program()
    except DatabaseError as fault:
        yield False, f"The trail can't be read ({type(fault).__name__})"
        return
    if lost:
        yield False, "The trail is gone, though there is a program: find out who could write to it"
        return
    yield (
        verdict.whole,
        f"The trail is whole ({verdict.lines} lines)"
        if verdict.whole
        else f"The trail was changed at line {verdict.broken_at}: find out who could write to it",
    )


def _law() -> Iterator[Finding]:
    try:
        missing = missing_texts()
    except DatabaseError as fault:
        yield False, f"The laws in use can't be read ({type(fault).__name__})"
        return
    except Refusal as fault:
        yield False, fault.phrase.text()
        return
    # Not a fault of the machine: what is here is whole, what is lacking is said by name.
    for code, text in missing:
        yield True, f"Not shipped, load it yourself: {text.cite} ({text.language}, law {code})"


def _settings() -> Iterator[Finding]:
    mode = str(settings.CAIRN.mode)
    yield not settings.DEBUG, f"CAIRN_DEBUG is {'on: take it away' if settings.DEBUG else 'off'}"
    if mode == "demo":
        yield True, "Runs as a demo: for made-up people only (./cairn serve runs it for real)"
