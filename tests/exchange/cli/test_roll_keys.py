"""Keys roll from the command line while another process reads (rotation without downtime)."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connections

from cairn.config.environment import Environment
from cairn.core.consent.readers import machine
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.people.queries import names_of
from cairn.records.vault.epochs import epochs_known
from cairn.records.vault.keyring import forget_program_keys

pytestmark = pytest.mark.django_db(transaction=True)

ROLLS = 3


def test_another_process_reads_every_name_while_the_keys_roll(
    own_keys: Environment, now: datetime
) -> None:
    if connections["default"].vendor != "sqlite":
        pytest.skip("one database is enough for the command; the vault's own tests run on both")
    people = [NewPerson(f"Reader {number}") for number in range(300)]
    ids = add_people(by=machine("tests"), people=people, at=now)
    reader = _start(own_keys, "-c", _READER)
    assert reader.stdout is not None
    assert reader.stdout.readline().strip() == "reading"
    for number in range(ROLLS):
        done = _start(own_keys, "-m", "cairn.config.command", "keys", "roll")
        said, complaint = done.communicate()
        assert done.returncode == 0, complaint
        assert f"Wrapped 300 people's keys anew, under key number {number + 2}." in said
        assert str(own_keys.vault_key_file) in said
    said, complaint = reader.communicate("over\n")
    assert reader.returncode == 0, complaint
    rounds, missing = said.split()
    assert int(rounds) > ROLLS
    assert missing == "0"
    forget_program_keys()
    assert len(names_of(ids)) == 300
    assert epochs_known() == (ROLLS + 1,)


_READER = """
import select, sys
import django
django.setup()
from cairn.records.people.models import Person
from cairn.records.people.queries import names_of
ids = list(Person.objects.values_list("id", flat=True))
rounds = missing = 0
names_of(ids)
print("reading", flush=True)
while not select.select([sys.stdin], [], [], 0)[0]:
    rounds += 1
    missing += len(ids) - len(names_of(ids))
print(rounds, missing)
"""


def _start(own_keys: Environment, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src"),
            "DJANGO_SETTINGS_MODULE": "cairn.config.settings",
            "CAIRN_DATA": str(own_keys.data),
            "CAIRN_VAULT_KEY_FILE": str(own_keys.vault_key_file),
            "DATABASE_URL": f"sqlite://{connections['default'].settings_dict['NAME']}",
            "KEYS_DATABASE_URL": f"sqlite://{connections['keys'].settings_dict['NAME']}",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
