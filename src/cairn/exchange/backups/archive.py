"""Backups: everything in one sealed file, the people's keys apart and latest-only.

The file holds the database; the key store goes to a file of its own that the next
backup overwrites. So an old backup never brings back the words of someone erased
since: their key is in no key file any more, and the program key that wrapped it is gone.
"""

import hashlib
import io
import json
import os
import secrets
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.core.vault import streams
from cairn.exchange.backups import snapshots
from cairn.exchange.backups.stamp import Made, remember
from cairn.records.people.departures import tidy_after_restore
from cairn.records.routing import KEYS

Say = Callable[[str], None]
FORMAT = 1


class CannotRestore(Refusal):
    """This backup can't be put back here; says what to do."""


@dataclass(frozen=True)
class Kept:
    """What a backup made: the file, the key file beside it, and the file's size in bytes."""

    file: Path
    keys: Path
    size: int


def keys_beside(file: Path) -> Path:
    """Where the latest key store is kept: one file per folder, whatever the backup is called."""
    return file.with_name("cairn-keys.latest")


def back_up(file: Path, *, at: datetime, say: Say) -> Kept:
    """Copy everything while people go on writing; either the whole file appears or none."""
    with _room() as room:
        for alias in ("default", KEYS):
            say(f"copying {alias}")
            snapshots.take(alias, Path(room, alias))
            snapshots.check(alias, Path(room, alias))
        # The keys first: cut between the two, an older backup with newer keys still opens whole.
        _pack(Path(room, KEYS), keys_beside(file), "keys", at)
        _pack(Path(room, "default"), file, "data", at)
    remember(settings.CAIRN.data, Made(at, file.resolve()))
    return Kept(file, keys_beside(file), file.stat().st_size)


def restore(file: Path, *, keys: Path | None, replace: bool, at: datetime, say: Say) -> None:
    """Put a backup in place of what is here; with `keys`, the key store too.

    Without `keys` the key store that is here stays, so whoever was erased since
    stays erased. Everyone is signed out.
    """
    if not replace and snapshots.holds_rows("default", "programs_program"):
        raise CannotRestore(
            phrase("There is a program here already. Add --replace to put the backup in its place.")
        )
    with _room() as room:
        opened = [("default", _unpack(file, Path(room, "default"), "data"))]
        if keys is not None:
            opened.append((KEYS, _unpack(keys, Path(room, KEYS), "keys")))
        for alias, copy in opened:
            snapshots.check(alias, copy)
        # From here on a cut leaves old rows in place; the mark makes the next start tidy them.
        _unfinished().touch(mode=0o600)
        _flush(_unfinished().parent)
        for alias, copy in opened:
            say(f"putting back {alias}")
            snapshots.put_back(alias, copy)
    for alias in ("default", KEYS):
        call_command("migrate", database=alias, verbosity=0)
    say("signing everyone out; erased people stay erased")
    finish_restore(at=at)


def finish_restore(*, at: datetime) -> bool:
    """Do what a restore that was cut short left undone: everyone signed out, the erased erased.

    Call with the databases up to date and before anyone is let in; answers whether there was any.
    """
    if not _unfinished().exists():
        return False
    tidy_after_restore(at=at)
    _unfinished().unlink()
    return True


def _pack(copy: Path, target: Path, kind: str, at: datetime) -> None:
    """Seal a copy and its description into `target`, by way of a temporary name."""
    fresh = target.with_name(f".{target.name}.part")
    about = {"format": FORMAT, "kind": kind, "at": at.isoformat(), "sha256": _digest(copy)}
    try:
        with tempfile.TemporaryFile(dir=_workshop()) as bundle:
            with tarfile.open(fileobj=bundle, mode="w:gz", compresslevel=4) as tar:
                text = json.dumps(about).encode()
                entry = tarfile.TarInfo("about.json")
                entry.size = len(text)
                tar.addfile(entry, io.BytesIO(text))
                tar.add(copy, arcname="database")
            bundle.seek(0)
            with os.fdopen(
                os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb"
            ) as out:
                streams.seal_stream(
                    _key(kind), secrets.token_bytes(streams.PREFIX_BYTES), bundle, out
                )
                out.flush()
                os.fsync(out.fileno())
        fresh.replace(target)
        _flush(target.parent)
    except OSError as fault:
        raise Refusal(
            phrase(
                "The backup could not be written: {reason}.", reason=fault.strerror or "disk fault"
            )
        ) from fault
    finally:
        fresh.unlink(missing_ok=True)


def _unpack(file: Path, target: Path, kind: str) -> Path:
    try:
        with file.open("rb") as sealed, tempfile.TemporaryFile(dir=_workshop()) as bundle:
            streams.open_stream(_key(kind), sealed, bundle)
            bundle.seek(0)
            with tarfile.open(fileobj=bundle, mode="r:gz") as tar:
                about = json.load(tar.extractfile("about.json") or io.BytesIO(b"{}"))
                inside = tar.extractfile("database") or io.BytesIO()
                with target.open("wb") as out:
                    while piece := inside.read(streams.PIECE):
                        out.write(piece)
    except FileNotFoundError as fault:
        raise CannotRestore(phrase("There is no file {name}.", name=file.name)) from fault
    except (tarfile.TarError, KeyError, ValueError, EOFError) as fault:
        raise streams.DamagedStream from fault
    except OSError as fault:
        raise CannotRestore(
            phrase(
                "{name} could not be unpacked: {reason}. Nothing was changed.",
                name=file.name,
                reason=fault.strerror or "disk fault",
            )
        ) from fault
    if about.get("format") != FORMAT or about.get("sha256") != _digest(target):
        raise streams.DamagedStream
    return target


def _flush(folder: Path) -> None:
    """Have the folder's names on the disk too."""
    listing = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(listing)
    finally:
        os.close(listing)


def _key(kind: str) -> bytes:
    return streams.derived_key(settings.CAIRN.vault_keys().index, f"backup:{kind}")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unfinished() -> Path:
    data: Path = settings.CAIRN.data
    return data / "restore-unfinished"


@contextmanager
def _room() -> Iterator[str]:
    """A folder for copies; one left by a process that was ended is cleared away first."""
    for left in _workshop().glob("room-*"):
        if not _lives(int(left.name.split("-")[1])):
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=_workshop(), prefix=f"room-{os.getpid()}-") as room:
        yield room


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _workshop() -> Path:
    """A private folder inside the data folder: nothing readable is written elsewhere."""
    room: Path = settings.CAIRN.data / "workshop"
    room.mkdir(mode=0o700, parents=True, exist_ok=True)
    return room
