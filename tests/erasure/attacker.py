"""Someone who has every file that is left: each backup, both databases, the newest key store, the key file."""

import base64
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from uuid import UUID

import pysqlite3
from django.conf import settings
from django.db import connections

from cairn.core.vault.sealing import CannotOpen, open_sealed, unwrap
from cairn.exchange.backups import archive
from cairn.records.routing import KEYS

Sealed = Mapping[tuple[UUID, UUID, str], bytes]


def opened(file: Path, kind: str) -> Path:
    """A backup's copy of a database, opened with the key that backups are sealed with."""
    return archive._unpack(file, file.with_suffix(f".{kind}"), kind)


def holds(copy: Path, alias: str, kept: bytes) -> bool:
    """Whether a copy of a database has these bytes in it."""
    if connections[alias].vendor == "sqlite":
        return kept in copy.read_bytes()
    return kept.hex() in _as_text(copy)


def wrapped_keys(copies: list[Path]) -> Iterator[tuple[UUID, bytes]]:
    """Every person's wrapped key in the live key store and in copies of it."""
    with connections[KEYS].cursor() as cursor:
        cursor.execute("SELECT person, wrapped FROM vault_datakey")
        for person, wrapped in cursor.fetchall():
            yield UUID(str(person)), bytes(wrapped)
    for copy in copies:
        yield from _wrapped_in(copy)


def _wrapped_in(copy: Path) -> Iterator[tuple[UUID, bytes]]:
    if connections[KEYS].vendor == "sqlite":
        found = pysqlite3.connect(copy)
        yield from (
            (UUID(person), bytes(wrapped))
            for person, wrapped in found.execute("SELECT person, wrapped FROM vault_datakey")
        )
        found.close()
        return
    listed = re.search(r"^COPY public\.vault_datakey .*?\n(.*?)^\\\.$", _as_text(copy), re.M | re.S)
    for line in (listed.group(1) if listed else "").splitlines():
        cells = line.split("\t")
        wrapped = next(cell for cell in cells if cell.startswith("\\\\x"))
        yield UUID(cells[0]), bytes.fromhex(wrapped[3:])


def data_keys(copies: list[Path]) -> dict[UUID, set[bytes]]:
    """Each person's keys that can still be had: any wrapped key under any program key left."""
    found: dict[UUID, set[bytes]] = {}
    program_keys = settings.CAIRN.vault_keys().epochs.values()
    for person, wrapped in wrapped_keys(copies):
        for program_key in program_keys:
            try:
                found.setdefault(person, set()).add(unwrap(program_key, str(person), wrapped))
            except CannotOpen:
                continue
    return found


def readable(sealed: Sealed, keys: Mapping[UUID, set[bytes]]) -> set[tuple[UUID, UUID, str]]:
    """Which sealed values any of the keys opens, tried as its own person's."""
    return {
        (owner, row, column)
        for (owner, row, column), kept in sealed.items()
        for person, held in keys.items()
        for key in held
        if _opens(key, f"{person}/{row}/{column}", kept)
    }


def _opens(key: bytes, bound_to: str, kept: bytes) -> bool:
    try:
        open_sealed(key, bound_to, kept)
    except CannotOpen:
        return False
    return True


def _as_text(copy: Path) -> str:
    done = subprocess.run(
        ["pg_restore", "--file=-", str(copy)], capture_output=True, text=True, check=True
    )
    return done.stdout


def letters(key: bytes) -> list[bytes]:
    """How a key may lie in a file: bare, in hexadecimal, in base 64."""
    return [key, key.hex().encode(), base64.b64encode(key)]
