"""An old backup no longer yields the words of someone erased since; everyone else's come back (G10)."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from cairn.config.environment import Environment
from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn as Told
from cairn.exchange.backups.archive import back_up, keys_beside, restore
from cairn.records.days.commands import BroughtCheckIn, bring_in_check_ins
from cairn.records.days.models import CheckIn
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.people.departures import WAIT, ask_to_leave, erase_due
from cairn.records.people.models import Person
from cairn.records.people.queries import names_of
from cairn.records.trail.queries import verify
from cairn.records.vault.keyring import Keyring, unreadable
from tests.cast import TODAY, Cast, gather
from tests.erasure.attacker import data_keys, holds, letters, opened, readable

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_keys")]

Held = dict[tuple[UUID, UUID, str], bytes]

BACKUPS = 30
BY = machine("tests")


def silent(_line: str) -> None:
    """Nobody listens."""


def sealed_now() -> Held:
    names = {(row.id, row.id, "name"): bytes(row.name) for row in Person.objects.exclude(name=b"")}
    notes = {(row.person_id, row.id, "note"): bytes(row.note) for row in CheckIn.objects.all()}
    return {**names, **notes}


def another_day(number: int, at: datetime) -> None:
    """Someone joins, and everyone tells of a day."""
    add_people(by=BY, people=[NewPerson(f"Newcomer {number}")], at=at)
    people = Person.objects.exclude(name=b"").values_list("id", flat=True)
    told = Told(TODAY + timedelta(days=number), note=f"day {number}, and the river ran high")
    bring_in_check_ins(by=BY, told=[BroughtCheckIn(one, told, at) for one in people], at=at)


@pytest.fixture
def years(tmp_path: Path, now: datetime) -> tuple[Cast, list[Path], list[Held]]:
    """A program's backups over time, and the sealed values that each of them holds."""
    cast = gather()
    count = BACKUPS if connection.vendor == "sqlite" else 6
    files, held = [], []
    for number in range(count):
        another_day(number, now + timedelta(days=number))
        held.append(sealed_now())
        files.append(back_up(tmp_path / f"backup-{number}", at=now, say=silent).file)
    return cast, files, held


def test_g10_no_key_that_is_left_opens_the_erased_and_every_other_opens_in_every_old_backup(
    years: tuple[Cast, list[Path], list[Held]], own_keys: Environment, now: datetime
) -> None:
    cast, files, held = years
    before = own_keys.vault_keys()
    ask_to_leave(by=cast.reader("Ana"), at=now)
    assert erase_due(by=BY, at=now + WAIT) == 1
    keys = data_keys([opened(keys_beside(files[0]), "keys")])
    for file, sealed in zip(files, held, strict=True):
        copy = opened(file, "data")
        assert all(holds(copy, "default", kept) for kept in sealed.values())
        hers = {place for place in sealed if place[0] == cast.ana}
        assert len(hers) >= 2
        assert readable(sealed, keys) == set(sealed) - hers
    forgotten = set(before.epochs.values()) - set(own_keys.vault_keys().epochs.values())
    assert len(forgotten) == 1
    left = [path for path in own_keys.data.rglob("*") if path.is_file()]
    for path in left:
        content = path.read_bytes()
        assert not any(form in content for key in forgotten for form in letters(key)), path


def test_g10_an_older_backup_restored_gives_back_everyone_but_the_erased(
    years: tuple[Cast, list[Path], list[Held]], now: datetime
) -> None:
    cast, files, held = years
    ask_to_leave(by=cast.reader("Ana"), at=now)
    erase_due(by=BY, at=now + WAIT)
    restore(files[3], keys=None, replace=True, at=now + 2 * WAIT, say=silent)
    living = [place for place in held[3] if place[0] != cast.ana]
    ring = Keyring({owner for owner, _, _ in living})
    assert all(ring.open(*place, held[3][place]) for place in living)
    everyone = set(Person.objects.values_list("id", flat=True))
    assert set(names_of(everyone)) == everyone - {cast.ana}
    assert not CheckIn.objects.filter(person=cast.ana).exists()
    assert bytes(Person.objects.get(id=cast.ana).name) == b""
    assert CheckIn.objects.exclude(person=cast.ana).count() == len(
        [place for place in living if place[2] == "note"]
    )
    assert unreadable()[1] == 0
    assert verify().whole


@pytest.mark.deep
def test_g10_erasing_one_of_ten_thousand_takes_less_than_a_minute(now: datetime) -> None:
    cast = gather()
    people = [NewPerson(f"Newcomer {number}") for number in range(10_000)]
    ids = add_people(by=BY, people=people, at=now)
    ask_to_leave(by=cast.reader("Ana"), at=now)
    began = time.perf_counter()
    assert erase_due(by=BY, at=now + WAIT) == 1
    seconds = time.perf_counter() - began
    print(f"erased one of {len(ids)} in {seconds:.2f} s")  # noqa: T201
    assert len(names_of(ids)) == 10_000
    assert seconds < 60
