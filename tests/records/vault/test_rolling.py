"""Keys roll while people read and write; cut anywhere, no living key is lost (G10)."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from cairn.config.environment import Environment
from cairn.core.vault.sealing import CannotOpen, VaultKeys
from cairn.records.vault import epochs, keyring
from cairn.records.vault.keyring import Keyring, forget_program_keys, make_keys, unreadable
from tests.settings import CAIRN

pytestmark = pytest.mark.usefixtures("own_keys")

ROW = uuid4()


class Cut(Exception):
    """The process ends here."""


def seal_words(people: list[UUID]) -> dict[UUID, bytes]:
    ring = Keyring(people)
    return {person: ring.seal(person, ROW, "note", f"words of {person}") for person in people}


def all_open(words: dict[UUID, bytes]) -> bool:
    forget_program_keys()
    ring = Keyring(words)
    return all(
        person in ring and ring.open(person, ROW, "note", kept) == f"words of {person}"
        for person, kept in words.items()
    )


@pytest.mark.django_db
def test_after_a_roll_everyone_reads_and_one_program_key_is_left(now: datetime) -> None:
    people = [uuid4() for _ in range(7)]
    make_keys(people, at=now)
    words = seal_words(people)
    assert epochs.roll() == 7
    assert epochs.epochs_known() == (2,)
    assert all_open(words)
    assert unreadable() == (7, 0)


@pytest.mark.django_db
def test_g10_a_destroyed_key_opens_nothing_while_the_others_do(now: datetime) -> None:
    ana, bo = uuid4(), uuid4()
    make_keys([ana, bo], at=now)
    words = seal_words([ana, bo])
    epochs.destroy_keys([ana], at=now)
    epochs.roll()
    ring = Keyring([ana, bo])
    assert ana not in ring
    with pytest.raises(CannotOpen):
        ring.open(ana, ROW, "note", words[ana])
    assert ring.open(bo, ROW, "note", words[bo]) == f"words of {bo}"
    assert epochs.erased_people() == {ana}


@pytest.mark.django_db
def test_destroying_twice_remembers_the_first_time(now: datetime) -> None:
    ana = uuid4()
    make_keys([ana], at=now)
    epochs.destroy_keys([ana], at=now)
    epochs.destroy_keys([ana], at=now)
    assert epochs.erased_people() == {ana}
    assert unreadable() == (0, 0)


@pytest.mark.django_db
def test_a_second_key_for_someone_never_replaces_the_first(now: datetime) -> None:
    ana = uuid4()
    make_keys([ana], at=now)
    words = seal_words([ana])
    make_keys([ana], at=now)
    assert all_open(words)


def _cutting(settings: Any, cut_at: int) -> Callable[[VaultKeys], None]:
    """Writes the key file like the real one, and ends the process before the n-th time."""
    real = settings.CAIRN.keep_vault_keys
    count = 0

    def keep(keys: VaultKeys) -> None:
        nonlocal count
        count += 1
        if count == cut_at:
            raise Cut
        real(keys)

    return keep


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["fresh key not kept", "not wrapped", "old key not forgotten"])
def test_g10_cut_after_any_step_every_living_key_is_readable_and_a_rerun_finishes(
    step: str, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [uuid4() for _ in range(5)]
    make_keys(people, at=now)
    words = seal_words(people)
    with monkeypatch.context() as cut:
        if step == "not wrapped":
            cut.setattr(epochs, "_wrap_anew", _raise_after(epochs._wrap_anew))
        else:
            keep = _cutting(settings, 1 if step == "fresh key not kept" else 2)
            cut.setattr(type(settings.CAIRN), "keep_vault_keys", lambda _self, keys: keep(keys))
        with pytest.raises(Cut):
            epochs.roll()
    assert all_open(words)
    make_keys([newcomer := uuid4()], at=now)
    words |= seal_words([newcomer])
    assert epochs.roll() == 6
    assert all_open(words)
    assert len(epochs.epochs_known()) == 1


def _raise_after(done: Callable[[VaultKeys], int]) -> Callable[[VaultKeys], int]:
    def wrap(keys: VaultKeys) -> int:
        done(keys)
        raise Cut

    return wrap


@pytest.mark.django_db
def test_a_reader_between_the_roll_and_the_forgetting_reads_anew(now: datetime) -> None:
    people = [uuid4() for _ in range(3)]
    make_keys(people, at=now)
    words = seal_words(people)
    stale = keyring.program_keys()
    epochs.roll()
    keyring._loaded[:] = [stale]
    assert all(Keyring(people).open(one, ROW, "note", words[one]) for one in people)


@pytest.mark.django_db
def test_a_key_read_before_the_roll_and_opened_after_it_is_fetched_again(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [uuid4() for _ in range(3)]
    make_keys(people, at=now)
    words = seal_words(people)
    forget_program_keys()
    real, rolled = keyring.program_keys, []

    def rolls_first() -> VaultKeys:
        if not rolled:
            rolled.append(True)
            epochs.roll()
        return real()

    monkeypatch.setattr(keyring, "program_keys", rolls_first)
    ring = Keyring(people)
    assert all(ring.open(one, ROW, "note", words[one]) for one in people)


@pytest.mark.django_db
def test_a_key_file_that_is_older_than_the_keys_harms_nothing_and_is_counted(
    now: datetime, own_keys: Environment
) -> None:
    people = [uuid4() for _ in range(3)]
    make_keys(people, at=now)
    words = seal_words(people)
    newest = own_keys.vault_keys
    old = newest()
    epochs.roll()
    current = newest()
    own_keys.keep_vault_keys(old)
    forget_program_keys()
    assert unreadable() == (3, 3)
    assert all(one not in Keyring(people) for one in people)
    make_keys([newcomer := uuid4()], at=now)
    newer = seal_words([newcomer])
    assert epochs.roll() == 1, "what can't be opened can't be wrapped anew, and is left alone"
    assert all_open(newer)
    both = newest()
    assert not set(both.epochs) & set(current.epochs), "no number is used twice"
    own_keys.keep_vault_keys(VaultKeys({**current.epochs, **both.epochs}, current.index))
    assert all_open(words | newer)


@pytest.mark.django_db
def test_a_key_that_is_in_use_is_not_forgotten_for_a_newer_one_that_is_not(
    now: datetime, own_keys: Environment
) -> None:
    """As after a roll that ended between writing the key file and wrapping."""
    people = [uuid4(), uuid4()]
    make_keys(people, at=now)
    words = seal_words(people)
    own_keys.keep_vault_keys(own_keys.vault_keys().with_epoch(b"f" * 32))
    epochs.forget_unused_epochs()
    assert all_open(words)


@pytest.mark.django_db
def test_a_key_made_where_the_old_program_key_is_still_in_mind_is_under_the_newest(
    now: datetime,
) -> None:
    make_keys([uuid4()], at=now)
    stale = keyring.program_keys()
    epochs.roll()
    keyring._loaded[:] = [stale]
    make_keys([ana := uuid4()], at=now)
    assert all_open(seal_words([ana]))
    assert unreadable() == (2, 0)


@pytest.mark.django_db
def test_keys_of_two_epochs_are_read_together_however_old_the_ones_in_mind_are(
    now: datetime, own_keys: Environment
) -> None:
    make_keys([ana := uuid4()], at=now)
    stale = keyring.program_keys()
    own_keys.keep_vault_keys(stale.with_epoch(b"f" * 32))
    make_keys([bo := uuid4()], at=now)
    keyring._loaded[:] = [stale]
    ring = Keyring([ana, bo])
    assert (ana in ring, bo in ring) == (True, True)


def _together(works: list[Callable[[], None]]) -> list[BaseException]:
    """Does all works at once, each with connections of its own; what any of them raised."""
    faults: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - handed to the test
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=copy_context().run, args=[run, work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


@pytest.mark.django_db(transaction=True)
def test_rolling_making_and_reading_at_the_same_time_loses_no_key(now: datetime) -> None:
    people = [uuid4() for _ in range(20)]
    newcomers = [uuid4() for _ in range(16)]
    make_keys(people, at=now)
    words = seal_words(people)

    def roll() -> None:
        for _ in range(4):
            epochs.roll()

    def make(fresh: list[UUID]) -> None:
        for one in fresh:
            make_keys([one], at=now)

    def read() -> None:
        for _ in range(40):
            ring = Keyring(people)
            assert [person for person in people if person not in ring] == []

    makers = [partial(make, newcomers[:8]), partial(make, newcomers[8:])]
    assert _together([roll, roll, *makers, read, read]) == []
    assert all_open(words)
    ring = Keyring(newcomers)
    assert all(one in ring for one in newcomers)
    assert unreadable() == (36, 0)


def test_the_key_file_is_whole_private_and_on_the_disk_under_its_name(tmp_path: Path) -> None:
    mine = replace(CAIRN, vault_key_file=tmp_path / "deep" / "vault.json")
    keys = VaultKeys({3: b"a" * 32, 4: b"b" * 32}, b"i" * 32)
    mine.keep_vault_keys(keys)
    assert mine.vault_keys() == keys
    assert mine.vault_key_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in mine.vault_key_file.parent.iterdir()] == ["vault.json"]
