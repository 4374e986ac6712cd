"""Backups are whole or not there, and come back whole or change nothing."""

import io
import os
import resource
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pysqlite3
import pytest
from django.core.management import call_command
from django.db import connection, connections
from tests.cast import Cast, gather

from cairn.config.environment import Environment
from cairn.core.consent.readers import machine
from cairn.core.shared.refusals import Refusal
from cairn.core.vault.sealing import VaultKeys
from cairn.core.vault.streams import PIECE, DamagedStream, seal_stream
from cairn.exchange.backups import archive, snapshots
from cairn.exchange.backups.archive import CannotRestore, back_up, keys_beside, restore
from cairn.exchange.backups.snapshots import CannotCopy
from cairn.exchange.cli import backup as backup_command
from cairn.exchange.cli import restore as restore_command
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.people.models import Person, SignIn
from cairn.records.people.queries import names_of
from cairn.records.people.sessions import SessionStore
from cairn.records.scope import Wide, wide
from cairn.records.trail.models import Line
from cairn.records.trail.queries import verify
from cairn.records.vault.keyring import forget_program_keys, unreadable

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_keys")]

BY = machine("tests")
ON_SQLITE = connection.vendor == "sqlite"


def silent(_line: str) -> None:
    """Nobody listens."""


@pytest.fixture
def stage() -> Cast:
    return gather()


@pytest.fixture
def kept(stage: Cast, tmp_path: Path, now: datetime) -> Path:
    return back_up(tmp_path / "backup", at=now, say=silent).file


def everyone() -> dict[object, str]:
    return dict(names_of(Person.objects.values_list("id", flat=True)))


def put_back(file: Path, at: datetime, keys: Path | None = None) -> None:
    restore(file, keys=keys, replace=True, at=at, say=silent)


def test_a_backup_comes_back_as_it_was(stage: Cast, kept: Path, now: datetime) -> None:
    before = everyone()
    add_people(by=BY, people=[NewPerson("Later")], at=now)
    put_back(kept, now)
    assert everyone() == before
    assert verify().whole
    assert Line.objects.filter(act="backup.restored").count() == 1


def test_it_comes_back_on_an_empty_machine_with_the_key_store_beside_it(
    stage: Cast, kept: Path, now: datetime
) -> None:
    before = everyone()
    for alias in ("default", "keys"):
        call_command("flush", database=alias, interactive=False, verbosity=0)
    assert everyone() == {}
    restore(kept, keys=keys_beside(kept), replace=False, at=now, say=silent)
    assert everyone() == before
    assert unreadable() == (len(before), 0)


def test_without_the_key_store_an_empty_machine_has_the_rows_but_not_the_words(
    stage: Cast, kept: Path, now: datetime
) -> None:
    for alias in ("default", "keys"):
        call_command("flush", database=alias, interactive=False, verbosity=0)
    restore(kept, keys=None, replace=False, at=now, say=silent)
    assert Person.objects.count() == 8
    assert everyone() == {}


def test_a_living_program_is_not_written_over_unless_told(kept: Path, now: datetime) -> None:
    with pytest.raises(CannotRestore):
        restore(kept, keys=None, replace=False, at=now, say=silent)


def test_everyone_signs_in_again_after_a_restore(kept: Path, now: datetime) -> None:
    SessionStore().create()
    put_back(kept, now)
    assert not SignIn.objects.exists()


def test_people_go_on_writing_while_it_is_made(stage: Cast, tmp_path: Path, now: datetime) -> None:
    over = threading.Event()
    faults: list[Exception] = []

    def write() -> None:
        number = 0
        try:
            with wide(Wide.TESTS):
                while not over.is_set():
                    number += 1
                    add_people(by=BY, people=[NewPerson(f"Writer {number}")], at=now)
        except Exception as fault:  # noqa: BLE001 - handed to the test
            faults.append(fault)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        files = [back_up(tmp_path / f"b{n}", at=now, say=silent).file for n in range(3)]
    finally:
        over.set()
        writer.join()
    assert faults == []
    total = Person.objects.count()
    put_back(files[0], now)
    assert 8 <= Person.objects.count() <= total
    assert len(everyone()) == Person.objects.count(), "each row has the key that opens it"
    assert verify().whole


def _flip(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "one bit": _flip,
    "cut by a byte": lambda content: content[:-1],
    "cut in half": lambda content: content[: len(content) // 2],
    "empty": lambda _content: b"",
    "something after it": lambda content: content + b"x",
    "another file": lambda _content: b"PK\x03\x04" + bytes(2000),
    "the first line alone": lambda content: content[:20],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_changes_nothing(damage: str, kept: Path, now: datetime) -> None:
    before, lines = everyone(), Line.objects.count()
    kept.write_bytes(DAMAGES[damage](kept.read_bytes()))
    with pytest.raises(DamagedStream):
        put_back(kept, now)
    assert (everyone(), Line.objects.count()) == (before, lines)


def test_a_backup_of_another_installation_opens_nothing(
    kept: Path, own_keys: Environment, now: datetime
) -> None:
    own_keys.keep_vault_keys(VaultKeys({1: b"e" * 32}, b"x" * 32))
    forget_program_keys()
    with pytest.raises(DamagedStream):
        put_back(kept, now)


def test_a_key_store_is_no_backup_and_a_backup_no_key_store(kept: Path, now: datetime) -> None:
    with pytest.raises(DamagedStream):
        put_back(keys_beside(kept), now)
    with pytest.raises(DamagedStream):
        put_back(kept, now, keys=kept)


@pytest.mark.parametrize("inside", [b"", b"no archive at all", bytes(PIECE + 5)])
def test_a_sealed_file_with_something_else_in_it_changes_nothing(
    inside: bytes, kept: Path, now: datetime
) -> None:
    with kept.open("wb") as out:
        seal_stream(archive._key("data"), bytes(7), io.BytesIO(inside), out)
    with pytest.raises(DamagedStream):
        put_back(kept, now)


def test_the_files_are_for_their_owner_alone_and_nothing_is_left_lying_about(
    kept: Path, own_keys: Environment
) -> None:
    assert {path.stat().st_mode & 0o777 for path in (kept, keys_beside(kept))} == {0o600}
    assert list((own_keys.data / "workshop").iterdir()) == []
    assert sorted(path.name for path in kept.parent.iterdir() if path.is_file()) == [
        "backup",
        "cairn-keys.latest",
        "last-backup.json",
    ]


def test_the_newest_key_store_takes_the_place_of_the_one_before(kept: Path, now: datetime) -> None:
    first = keys_beside(kept).read_bytes()
    back_up(kept.with_name("another"), at=now + timedelta(days=1), say=silent)
    assert keys_beside(kept).read_bytes() != first
    assert len(list(kept.parent.glob("cairn-keys*"))) == 1


def test_a_folder_that_is_not_there_is_said_kindly(
    stage: Cast, tmp_path: Path, now: datetime
) -> None:
    with pytest.raises(Refusal, match="could not be written"):
        back_up(tmp_path / "nowhere" / "backup", at=now, say=silent)


def test_the_commands_answer_with_what_happened(
    stage: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "by-hand"
    assert backup_command.run([str(file)]) == 0
    assert "Kept" in capsys.readouterr().out
    assert restore_command.run([str(file)]) == 2
    assert "--replace" in capsys.readouterr().err
    assert restore_command.run([str(tmp_path / "no-such"), "--replace"]) == 2
    assert "There is no file no-such" in capsys.readouterr().err
    assert restore_command.run([str(file), "--replace"]) == 0
    assert "sign in again" in capsys.readouterr().out


@pytest.mark.skipif(not ON_SQLITE, reason="PostgreSQL keeps its own files")
def test_nothing_is_put_back_under_a_running_cairn(kept: Path, now: datetime) -> None:
    running = pysqlite3.connect(connections["default"].settings_dict["NAME"])
    running.execute("SELECT count(*) FROM people_person").fetchone()
    before = everyone()
    try:
        with pytest.raises(CannotCopy, match="Stop it first"):
            put_back(kept, now)
    finally:
        running.close()
    assert everyone() == before


@pytest.mark.skipif(not ON_SQLITE, reason="PostgreSQL keeps its own files")
def test_what_was_here_stays_beside_with_its_last_writes(kept: Path, now: datetime) -> None:
    add_people(by=BY, people=[NewPerson("Last")], at=now)
    count = Person.objects.count()
    place = Path(connections["default"].settings_dict["NAME"])
    put_back(kept, now)
    beside = pysqlite3.connect(place.with_suffix(".before-restore"))
    assert beside.execute("SELECT count(*) FROM people_person").fetchone() == (count,)
    beside.close()
    place.with_suffix(".before-restore").unlink()


@pytest.mark.skipif(not ON_SQLITE, reason="limits the size of a file that this process writes")
@pytest.mark.parametrize("room", [20_000, 200_000])
def test_on_a_full_disk_there_is_no_backup_and_a_kind_word(
    room: int, stage: Cast, tmp_path: Path, own_keys: Environment
) -> None:
    file = tmp_path / "no-room"
    done = subprocess.run(
        # -B: whatever this child writes is cut short, so it must write nothing but the backup.
        [sys.executable, "-B", "-m", "cairn.config.command", "backup", str(file)],
        env={
            **{name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ},
            "PYTHONPATH": os.pathsep.join(["src", os.environ.get("PYTHONPATH", "")]),
            "CAIRN_DATA": str(own_keys.data),
            "CAIRN_VAULT_KEY_FILE": str(own_keys.vault_key_file),
            **_where_the_databases_are(),
        },
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "could not be" in done.stderr
    assert not file.exists()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def _where_the_databases_are() -> dict[str, str]:
    """The test's own databases, as an installation names them."""
    return {
        variable: f"sqlite://{connections[alias].settings_dict['NAME']}"
        for variable, alias in (("DATABASE_URL", "default"), ("KEYS_DATABASE_URL", "keys"))
    }


def test_a_copy_that_is_not_whole_is_refused(tmp_path: Path, stage: Cast) -> None:
    if not ON_SQLITE:
        pytest.skip("PostgreSQL's own format has no check of its own; the seal and digest do it")
    copy = tmp_path / "copy"
    snapshots.take("default", copy)
    snapshots.check("default", copy)
    content = copy.read_bytes()
    copy.write_bytes(content[:4096] + bytes(8192) + content[12288:])
    with pytest.raises(CannotCopy):
        snapshots.check("default", copy)
