"""Ended in the middle, with no room left, or fed with rot: the state before stays whole."""

import os
import random
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection, connections
from tests.cast import gather

from cairn.config.environment import Environment
from cairn.core.consent.readers import machine
from cairn.core.vault.streams import DamagedStream
from cairn.exchange.backups import archive
from cairn.exchange.backups.archive import back_up, finish_restore, keys_beside, restore
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.people.models import Person, SignIn
from cairn.records.people.queries import names_of
from cairn.records.people.sessions import SessionStore
from cairn.records.trail.queries import verify
from cairn.records.vault import epochs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_keys")]

BY = machine("tests")
ON_SQLITE = connection.vendor == "sqlite"
HOUSE = Path(__file__).resolve().parents[3]
TRACER = shutil.which("strace")
# The calls at which a process is ended, and at which of them: early, in the middle, late.
BACKUP_ENDS = ["openat:when=900", "fsync:when=1", "fsync:when=2", "rename:when=1", "rename:when=2"]
RESTORE_ENDS = ["openat:when=900", "unlink:when=2"]
RESTORE_ENDS += (
    ["rename:when=1", "fsync:when=2", "linkat,link:when=1", "rename:when=2"]
    if ON_SQLITE
    else ["sendto:when=20", "sendto:when=60"]
)


def silent(_line: str) -> None:
    """Nobody listens."""


def everyone() -> dict[object, str]:
    return dict(names_of(Person.objects.values_list("id", flat=True)))


def surroundings(here: Environment) -> dict[str, str]:
    """The test's own databases, as an installation names them."""
    named = {}
    for variable, alias in (("DATABASE_URL", "default"), ("KEYS_DATABASE_URL", "keys")):
        it = connections[alias].settings_dict
        named[variable] = (
            f"sqlite://{it['NAME']}"
            if ON_SQLITE
            else f"postgresql://{it['USER']}@{it['HOST']}:{it['PORT']}/{it['NAME']}"
        )
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(HOUSE / "src"), os.environ.get("PYTHONPATH", "")]),
        "CAIRN_DATA": str(here.data),
        "CAIRN_VAULT_KEY_FILE": str(here.vault_key_file),
        **named,
    }


def cairn(
    here: Environment, *words: str, ended_at: str = "", room: int = 0
) -> "subprocess.CompletedProcess[str]":
    """Run a command about the test's databases: ended at a system call, or with so much room."""
    for each in connections.all():
        each.close()
    calls = ended_at.split(":")[0]
    tracer = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={calls}"] if ended_at else []
    tracer += ["-e", f"inject={calls}:signal=SIGKILL:{ended_at.split(':')[1]}"] if ended_at else []
    limit: Callable[[], None] | None = (
        (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))) if room else None
    )
    return subprocess.run(
        [*tracer, sys.executable, "-B", "-m", "cairn.config.command", *words],
        env=surroundings(here),
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def kept(tmp_path: Path, now: datetime) -> Path:
    """A backup of the cast; since then one more person has come."""
    gather()
    file = back_up(tmp_path / "backup", at=now, say=silent).file
    add_people(by=BY, people=[NewPerson("Later")], at=now)
    return file


@pytest.mark.skipif(TRACER is None, reason="needs strace: apt install strace")
@pytest.mark.parametrize("moment", BACKUP_ENDS)
def test_a_backup_that_is_ended_leaves_the_one_before_and_no_half(
    moment: str, kept: Path, own_keys: Environment, now: datetime
) -> None:
    ended = cairn(own_keys, "backup", str(kept), ended_at=moment)
    assert ended.returncode != 0, "it was ended in the middle"
    assert len(everyone()) == 9
    # Older or newer, it opens whole, and with the key store that lies beside it.
    restore(kept, keys=keys_beside(kept), replace=True, at=now, say=silent)
    assert len(everyone()) in {8, 9}
    assert verify().whole
    assert back_up(kept, at=now, say=silent).file == kept
    assert list((own_keys.data / "workshop").iterdir()) == [], "nothing is left lying about"


@pytest.mark.skipif(TRACER is None, reason="needs strace: apt install strace")
@pytest.mark.parametrize("moment", RESTORE_ENDS)
def test_a_restore_that_is_ended_leaves_the_old_or_the_new_whole_and_the_next_start_ends_it(
    moment: str, kept: Path, own_keys: Environment, now: datetime
) -> None:
    SessionStore().create()
    ended = cairn(own_keys, "restore", str(kept), "--replace", ended_at=moment)
    assert ended.returncode != 0, "it was ended in the middle"
    assert len(everyone()) == Person.objects.count()
    assert Person.objects.count() in {8, 9}
    assert verify().whole
    finish_restore(at=now)
    if Person.objects.count() == 8:
        assert not SignIn.objects.exists(), "an old session opens nothing"
    restore(kept, keys=None, replace=True, at=now, say=silent)
    assert len(everyone()) == 8


def test_who_was_erased_stays_erased_though_the_restore_was_cut_short(
    kept: Path, own_keys: Environment, now: datetime
) -> None:
    ana = next(person for person, name in everyone().items() if name == "Ana")
    epochs.destroy_keys([ana], at=now)  # type: ignore[list-item]
    epochs.roll()
    restore(kept, keys=None, replace=True, at=now, say=silent)
    assert ana not in everyone()
    # As if the process had been ended just before it tidied.
    Person.objects.filter(id=ana).update(name=b"back again")
    (own_keys.data / "restore-unfinished").touch()
    assert finish_restore(at=now)
    assert not Person.objects.filter(id=ana).exclude(name=b"").exists()
    assert not finish_restore(at=now), "once is enough"


@pytest.mark.skipif(not ON_SQLITE, reason="limits the size of a file that this process writes")
@pytest.mark.parametrize("room", [4_000, 100_000])
def test_without_room_to_unpack_nothing_is_changed(
    room: int, kept: Path, own_keys: Environment
) -> None:
    said = cairn(own_keys, "restore", str(kept), "--replace", room=room)
    assert said.returncode == 2, said.stderr
    assert "Nothing was changed" in said.stderr
    assert "Traceback" not in said.stderr
    assert len(everyone()) == 9


def test_no_flipped_bit_and_no_cut_anywhere_goes_unnoticed(
    kept: Path, tmp_path: Path, own_keys: Environment
) -> None:
    whole, chance = kept.read_bytes(), random.Random(7)
    bits = [chance.randrange(len(whole) * 8) for _ in range(200)]
    rotten = [_with_bit(whole, bit) for bit in bits]
    rotten += [whole[: chance.randrange(len(whole))] for _ in range(50)]
    for content in rotten:
        kept.write_bytes(content)
        with pytest.raises(DamagedStream):
            archive._unpack(kept, tmp_path / "out", "data")


def _with_bit(content: bytes, bit: int) -> bytes:
    flipped = bytearray(content)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)
