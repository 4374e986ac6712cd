"""Sealing and opening people's words: one look-up for any number of people."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cairn.core.vault import sealing
from cairn.records.routing import KEYS
from cairn.records.vault.models import DataKey, Latch

_READS = 3
_loaded: list[sealing.VaultKeys] = []


def program_keys() -> sealing.VaultKeys:
    """The installation's keys, read from their file once per process."""
    for keys in _loaded:
        return keys
    # Another thread may forget them meanwhile, so this one goes by what it read itself.
    keys = settings.CAIRN.vault_keys()
    _loaded[:] = [keys]
    return keys


def forget_program_keys() -> None:
    """Read the key file anew at the next need: another process may have rolled the epoch."""
    _loaded.clear()


@contextmanager
def latched() -> Iterator[None]:
    """Alone with the keys until the block ends; what it does to them is one transaction."""
    with transaction.atomic(using=KEYS):
        Latch.objects.select_for_update().get_or_create(id=1)
        yield


def make_keys(people: Iterable[UUID], *, at: datetime) -> None:
    """A fresh key for each person. Call before the transaction that writes their first row."""
    with latched():
        forget_program_keys()
        keys = program_keys()
        wrapping = keys.epochs[keys.newest]
        DataKey.objects.bulk_create(
            [
                DataKey(
                    person=person,
                    wrapped=sealing.wrap(
                        wrapping,
                        secrets.token_bytes(sealing.NONCE_BYTES),
                        str(person),
                        secrets.token_bytes(sealing.KEY_BYTES),
                    ),
                    epoch=keys.newest,
                    made_at=at,
                )
                for person in people
            ],
            ignore_conflicts=True,
        )


class Keyring:
    """The keys of some people, fetched in one query; seals and opens without another."""

    def __init__(self, people: Iterable[UUID]) -> None:
        rows, keys = _fetched(set(people))
        self._keys = dict(_unwrapped(rows, keys))

    def __contains__(self, person: UUID) -> bool:
        return person in self._keys

    def seal(self, person: UUID, row: UUID, column: str, text: str) -> bytes:
        """Sealed text, bound to this person, row and column; empty text stays empty bytes."""
        if not text:
            return b""
        nonce = secrets.token_bytes(sealing.NONCE_BYTES)
        return sealing.seal(self._key(person), nonce, f"{person}/{row}/{column}", text)

    def open(self, person: UUID, row: UUID, column: str, sealed: bytes | memoryview) -> str:
        """The text; raises CannotOpen when the person's key is gone."""
        kept = bytes(sealed)
        if not kept:
            return ""
        return sealing.open_sealed(self._key(person), f"{person}/{row}/{column}", kept)

    def _key(self, person: UUID) -> bytes:
        try:
            return self._keys[person]
        except KeyError as gone:
            raise sealing.CannotOpen from gone


def unreadable() -> tuple[int, int]:
    """How many people's keys there are, and how many of them this key file doesn't open."""
    rows, keys = _fetched(None)
    return len(rows), len(rows) - len(dict(_unwrapped(rows, keys)))


def _fetched(people: set[UUID] | None) -> tuple[list[DataKey], sealing.VaultKeys]:
    """Wrapped keys (of everyone where no one is named), and the program keys that they are under.

    Another process may roll the epoch between the two reads: then both are read anew.
    """
    wanted = DataKey.objects.all() if people is None else DataKey.objects.filter(person__in=people)
    rows, keys = list(wanted.all()), program_keys()
    for _ in range(_READS):
        if all(row.epoch in keys.epochs for row in rows):
            break
        forget_program_keys()
        rows, keys = list(wanted.all()), program_keys()
    return rows, keys


def _unwrapped(rows: Iterable[DataKey], keys: sealing.VaultKeys) -> Iterator[tuple[UUID, bytes]]:
    """People with their keys; a key that doesn't open is as good as gone, and harms no one else's."""
    for row in rows:
        if row.epoch in keys.epochs:
            with suppress(sealing.CannotOpen):
                wrapped = bytes(row.wrapped)
                yield (
                    row.person,
                    sealing.unwrap(keys.epochs[row.epoch], str(row.person), wrapped),
                )


def index_of(kind: str, text: str) -> str:
    """The blind index of a value, for looking up what is sealed."""
    return sealing.blind_index(program_keys().index, kind, text)
