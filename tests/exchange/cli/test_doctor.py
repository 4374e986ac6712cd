"""The doctor finds each of the ways in which an installation may be set up wrongly (G27)."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from tests.cast import gather
from tests.settings import CAIRN

from cairn.config.environment import Environment
from cairn.config.weaknesses import DEMO_SECRET
from cairn.core.consent.readers import machine
from cairn.core.vault.sealing import VaultKeys
from cairn.exchange.backups.stamp import Made, remember
from cairn.exchange.cli import checkup, doctor
from cairn.records.jobs.models import Job
from cairn.records.jobs.queue import enqueue
from cairn.records.trail.commands import note
from cairn.records.trail.models import Head, Line
from cairn.records.vault.keyring import forget_program_keys

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="looks at files"),
]

SECRET = "a-secret-of-forty-random-characters-0123456789"


@dataclass
class Place:
    """One installation in a folder of the test's own, well until a test spoils it."""

    settings: Any
    monkeypatch: pytest.MonkeyPatch
    keys: VaultKeys
    afterwards: ExitStack = field(default_factory=ExitStack)

    @property
    def here(self) -> Environment:
        found: Environment = self.settings.CAIRN
        return found

    def change(self, **what: Any) -> None:
        """Set some of the environment anew."""
        self.settings.CAIRN = replace(self.here, **what)

    def keep(self, **epochs: bytes) -> None:
        """Write another key file."""
        self.here.keep_vault_keys(VaultKeys({1: epochs["first"]}, self.keys.index))
        forget_program_keys()

    def setenv(self, name: str, value: str | None) -> None:
        """Set or unset one variable of the environment."""
        if value is None:
            self.monkeypatch.delenv(name)
        else:
            self.monkeypatch.setenv(name, value)

    def pragma(self, what: str) -> None:
        """Have the database work in another way."""
        with connections["default"].cursor() as cursor:
            cursor.execute(f"PRAGMA {what}")

    def to_mend(self) -> set[str]:
        """The lines of all that is to be mended."""
        return {line for well, line in doctor.findings() if not well}


@pytest.fixture
def place(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    data, keys = tmp_path / "data", tmp_path / "keys"
    for folder in (data, keys):
        folder.mkdir(mode=0o700)
    settings.CAIRN = replace(
        CAIRN,
        data=data,
        secret_key=SECRET,
        vault_key_file=keys / "vault.json",
        hosts=("cairn.example.org",),
        https=True,
        database={**CAIRN.database, "NAME": str(data / "cairn.sqlite3")},
        keys_database={**CAIRN.keys_database, "NAME": str(data / "keys.sqlite3")},
    )
    monkeypatch.setenv("CAIRN_VAULT_KEY_FILE", str(keys / "vault.json"))
    monkeypatch.delenv("CAIRN_HTTPS", raising=False)
    # Tests write without waiting for the disk; here it is looked at, so it is as in real use.
    for alias in ("default", "keys"):
        options = connections[alias].settings_dict["OPTIONS"]
        quick = options["init_command"]
        monkeypatch.setitem(
            options, "init_command", quick.replace("synchronous=OFF", "synchronous=FULL")
        )
        connections[alias].close()
    made = Place(settings, monkeypatch, VaultKeys({1: os.urandom(32)}, os.urandom(32)))
    made.here.keep_vault_keys(made.keys)
    forget_program_keys()
    gather()
    remember(data, Made(timezone.now(), tmp_path / "elsewhere" / "backup"))
    with made.afterwards:
        yield made
    connections["default"].close()
    connections["keys"].close()
    forget_program_keys()


def _demo_beside(place: Place) -> None:
    (place.here.data / "secrets").mkdir()
    (place.here.data / "secrets" / "demo").touch()


def _key_in_data(place: Place) -> None:
    place.change(vault_key_file=place.here.data / "vault.json")
    place.here.keep_vault_keys(place.keys)


def _trail_changed(_place: Place) -> None:
    Line.objects.filter(seq=3).update(detail="nothing to see")


def _trail_gone(_place: Place) -> None:
    Line.objects.all().delete()
    Head.objects.all().delete()


def _clock_behind(_place: Place) -> None:
    note(by=machine("tests"), act="tests.later", at=timezone.now() + timedelta(days=1))


def _job_waits(_place: Place) -> None:
    enqueue(by=machine("tests"), name="x", args={}, at=timezone.now() - timedelta(hours=3))


def _job_given_up(place: Place) -> None:
    _job_waits(place)
    Job.objects.update(gave_up_at=timezone.now())


def _migration_lacking(place: Place) -> None:
    applied = MigrationRecorder(connections["default"])
    newest = max(name for app, name in applied.applied_migrations() if app == "days")
    applied.record_unapplied("days", newest)
    # Emptying the tables after a test leaves this one alone, and later tests ask it.
    place.afterwards.callback(applied.record_applied, "days", newest)


def _server(host: str = "127.0.0.1", name: str = "cairn") -> dict[str, Any]:
    return {"ENGINE": "cairn.records.postgres", "HOST": host, "PORT": "5432", "NAME": name}


def _away(place: Place) -> None:
    place.monkeypatch.setitem(connections["default"].settings_dict, "NAME", "/nowhere/cairn")
    connections["default"].close()


def _rotten(place: Place) -> None:
    place.here.vault_key_file.write_text(json.dumps({"epochs": {}}))


def _no_room(place: Place) -> None:
    place.monkeypatch.setattr(checkup, "ROOM_BYTES", sys.maxsize)


def _old_python(place: Place) -> None:
    place.monkeypatch.setattr(checkup.python, "__defaults__", ((3, 9, 2),))


def _old_sqlite(place: Place) -> None:
    place.monkeypatch.setattr(checkup.sqlite, "__defaults__", ((3, 40, 1),))


def _old_backup(place: Place) -> None:
    remember(place.here.data, Made(timezone.now() - timedelta(days=9), Path("/elsewhere/backup")))


def _backup_beside(place: Place) -> None:
    remember(place.here.data, Made(timezone.now(), place.here.data / "backup"))


SEEDED: dict[str, tuple[Callable[[Place], object], str]] = {
    "no secret": (lambda it: it.change(secret_key=""), "CAIRN_SECRET_KEY is not set"),
    "the demo's secret": (lambda it: it.change(secret_key=DEMO_SECRET), "is the demo's"),
    "a short secret": (lambda it: it.change(secret_key="too-short-0123456789"), "too short"),
    "a secret of one letter": (lambda it: it.change(secret_key="ab" * 30), "repeats itself"),
    "debugging": (lambda it: it.change(debug=True), "CAIRN_DEBUG is on"),
    "no key file named": (lambda it: it.setenv("CAIRN_VAULT_KEY_FILE", None), "is not set"),
    "no key file there": (lambda it: it.here.vault_key_file.unlink(), "can't be read"),
    "a rotten key file": (_rotten, "can't be read"),
    "a key that is no key": (lambda it: it.keep(first=bytes(32)), "are not random"),
    "the key in the backup's path": (_key_in_data, "lies in the data folder"),
    "a key that others read": (lambda it: it.here.vault_key_file.chmod(0o644), "chmod 600"),
    "a key folder that others write": (
        lambda it: it.here.vault_key_file.parent.chmod(0o777),
        "others can put a file",
    ),
    "a key folder that Cairn can't write": (
        lambda it: it.here.vault_key_file.parent.chmod(0o500),
        "can't renew the key",
    ),
    "the demo's key": (
        lambda it: (it.here.vault_key_file.parent / "demo").touch(),
        "CAIRN_VAULT_KEY_FILE is the demo's",
    ),
    "an older key file": (lambda it: it.keep(first=os.urandom(32)), "people's keys don't open"),
    "demo data": (_demo_beside, "holds the demo"),
    "no address": (lambda it: it.change(hosts=()), "CAIRN_HOSTS is not set"),
    "any address": (lambda it: it.change(hosts=("*",)), "lets in any address"),
    "an address with a scheme": (
        lambda it: it.change(hosts=("https://cairn.example.org",)),
        "with a slash",
    ),
    "no TLS": (lambda it: it.setenv("CAIRN_HTTPS", "no"), "anyone on the way can read along"),
    "keys beside the data": (
        lambda it: it.change(keys_database=it.here.database),
        "in one database",
    ),
    "half on a server": (lambda it: it.change(database=_server()), "only one of DATABASE_URL"),
    "an open way to the server": (
        lambda it: it.change(
            database=_server("db.example.org"), keys_database=_server("db.example.org", "keys")
        ),
        "open to read",
    ),
    "an old Python": (_old_python, "Python 3.9.2"),
    "an old SQLite": (_old_sqlite, "SQLite 3.40.1"),
    "no data folder": (lambda it: it.change(data=Path("/nowhere/at/all")), "no data folder"),
    "a data folder open to all": (lambda it: it.here.data.chmod(0o755), "chmod 700"),
    "a full disk": (_no_room, "make room"),
    "a database that is away": (_away, "can't be reached"),
    "a migration not applied": (_migration_lacking, "lacks 1 migrations"),
    "a log not flushed": (lambda it: it.pragma("synchronous=NORMAL"), "must be FULL"),
    "no write-ahead log": (lambda it: it.pragma("journal_mode=DELETE"), "no write-ahead log"),
    "erased bytes left": (lambda it: it.pragma("secure_delete=OFF"), "secure_delete must be on"),
    "a changed trail": (_trail_changed, "changed at line 3"),
    "a trail that is gone": (_trail_gone, "The trail is gone"),
    "a clock that is behind": (_clock_behind, "clock is behind"),
    "no worker": (_job_waits, "is the worker running"),
    "work given up": (_job_given_up, "given up this week (x)"),
    "no backup": (lambda it: (it.here.data / "last-backup.json").unlink(), "No backup was made"),
    "an old backup": (_old_backup, "every night"),
    "a backup on the same disk": (_backup_beside, "lies with the data"),
}


def test_a_well_kept_installation_has_nothing_to_mend_and_there_are_thirty_ways_to_spoil_it(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert place.to_mend() == set()
    assert doctor.run([]) == 0
    assert "The settings are fit for real people" in capsys.readouterr().out
    assert len(SEEDED) >= 30


@pytest.mark.parametrize("fault", SEEDED)
def test_the_doctor_finds_it_and_says_what_to_do(
    fault: str, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, said = SEEDED[fault]
    seed(place)
    assert doctor.run([]) == 1
    mend = [line for line in capsys.readouterr().out.splitlines() if line.startswith("mend")]
    assert any(said in line for line in mend), mend
    assert "Traceback" not in "".join(mend)
    assert SECRET not in "".join(mend)
