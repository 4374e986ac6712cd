"""Everywhere that a byte may end up, and every shape in which a word may lie there."""

import base64
import os
import re
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connections

from cairn.exchange.backups import archive
from cairn.records.people.models import SignIn
from cairn.records.people.sessions import SessionStore
from cairn.records.scope import Wide
from tests.erasure.attacker import opened

ALIASES = ("default", "keys")


def shapes(word: str) -> Iterator[bytes]:
    """A word as UTF-8, UTF-16, hexadecimal, and base 64 at each of its three alignments."""
    plain = word.encode()
    yield plain
    yield word.encode("utf-16-le")
    yield word.encode("utf-16-be")
    yield plain.hex().encode()
    for shift in range(3):
        # Without the letters at either end that are made of neighbors' bits too.
        whole = base64.b64encode(b"\0" * shift + plain).rstrip(b"=")
        yield whole[2 * shift and 4 : len(whole) - (1 if (shift + len(plain)) % 3 else 0)]


def databases() -> Iterator[tuple[str, bytes]]:
    """Each file of the databases with its log, or on PostgreSQL all rows as text."""
    for alias in ALIASES:
        told = connections[alias].settings_dict
        if connections[alias].vendor == "sqlite":
            main = Path(told["NAME"])
            for path in main.parent.glob(f"{main.name}*"):
                yield f"database {path.name}", path.read_bytes()
            continue
        where = [f"--{name.lower()}={told[name]}" for name in ("HOST", "PORT") if told[name]]
        command = ["pg_dump", "--enable-row-security", f"--username={told['USER']}", *where]
        surroundings = {**os.environ, "PGOPTIONS": f"-c cairn.wide={Wide.TESTS}"}
        done = subprocess.run(
            [*command, str(told["NAME"])], env=surroundings, capture_output=True, check=True
        )
        yield f"database {alias} as rows", done.stdout


def sessions() -> Iterator[tuple[str, bytes]]:
    """What browsers' sessions hold, unpacked: they are signed, not sealed."""
    for row in SignIn.objects.all():
        yield f"session {row.id}", str(SessionStore().decode(row.session_data)).encode()


def backups(file: Path) -> Iterator[tuple[str, bytes]]:
    """A backup and its key store, as they lie there and opened."""
    for path, kind in ((file, "data"), (archive.keys_beside(file), "keys")):
        yield f"backup {path.name}", path.read_bytes()
        yield f"backup {path.name}, opened", opened(path, kind).read_bytes()


def folder() -> Iterator[tuple[str, bytes]]:
    """Every file in the data folder."""
    for path in Path(settings.CAIRN.data).rglob("*"):
        if path.is_file():
            yield f"folder {path.relative_to(settings.CAIRN.data)}", path.read_bytes()


_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x9c\xda]")


def unfolded(content: bytes) -> Iterator[bytes]:
    """The bytes, and whatever in them is packed by gzip or zlib."""
    yield content
    for found in _PACKED.finditer(content):
        kind = 31 if found.group().startswith(b"\x1f") else 15
        with suppress(zlib.error):
            yield zlib.decompressobj(wbits=kind).decompress(content[found.start() :][:1_000_000])
