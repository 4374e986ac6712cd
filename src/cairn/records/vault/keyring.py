"""Sealing and opening people's words: one look-up for any number of people."""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from cairn.core.vault import sealing
from cairn.records.routing import KEYS
from cairn.records.vault.models import DataKey, Latch

_loaded: list[sealing.VaultKeys] = []


def program_keys() -> sealing.VaultKeys:
    """The installation's keys, read from their file once per process."""
    if not _loaded:
        _loaded.append(settings.CAIRN.vault_keys())
    return _loaded[0]


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
        rows = list(DataKey.objects.filter(person__in=set(people)))
        if any(row.epoch not in program_keys().epochs for row in rows):
            forget_program_keys()
        epochs = program_keys().epochs
        self._keys = {
            row.person: sealing.unwrap(epochs[row.epoch], str(row.person), bytes(row.wrapped))
            for row in rows
            if row.epoch in epochs
        }

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


def index_of(kind: str, text: str) -> str:
    """The blind index of a value, for looking up what is sealed."""
    return sealing.blind_index(program_keys().index, kind, text)
