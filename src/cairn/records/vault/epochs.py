"""Rolling the key that wraps everyone's keys: how erasure reaches backups.

A person's key is destroyed, everyone else's is wrapped anew under a fresh program
key, and the old program key is forgotten. From then on no copy of the database,
however old, yields the erased person's words, while everyone else's come back whole.

The steps stand in an order that leaves every living key readable wherever they are
cut: the fresh program key is on the disk before anything is wrapped under it, and an
old one is forgotten only once no key is wrapped under it any more. Whoever changes
the key file holds the latch, so that two rollers never write over each other's key.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Max

from cairn.core.vault import sealing
from cairn.records.vault.keyring import forget_program_keys, latched, program_keys
from cairn.records.vault.models import DataKey, Erased


def destroy_keys(people: Collection[UUID], *, at: datetime) -> None:
    """Forget people's keys here, and remember that; `roll` makes it count for backups too."""
    with latched():
        Erased.objects.bulk_create(
            [Erased(person=person, at=at) for person in people], ignore_conflicts=True
        )
        DataKey.objects.filter(person__in=people).delete()


def erased_people() -> set[UUID]:
    """Everyone whose key was ever destroyed."""
    return set(Erased.objects.values_list("person", flat=True))


def roll() -> int:
    """Wrap every living key under a fresh program key, then forget the old ones; answers how many.

    People read and write meanwhile. Cut short anywhere, it is finished by the next roll.
    """
    with latched():
        # Above every number in use: an older copy of the key file must not use one twice.
        highest = DataKey.objects.aggregate(highest=Max("epoch"))["highest"] or 0
        fresh = secrets.token_bytes(sealing.KEY_BYTES)
        keys = settings.CAIRN.vault_keys().with_epoch(fresh, after=highest)
        settings.CAIRN.keep_vault_keys(keys)
        rewrapped = _wrap_anew(keys)
    forget_unused_epochs()
    return rewrapped


def forget_unused_epochs() -> None:
    """Forget for good every program key but the newest that wraps no key any more."""
    with latched():
        keys = settings.CAIRN.vault_keys()
        used = set(DataKey.objects.values_list("epoch", flat=True))
        settings.CAIRN.keep_vault_keys(keys.only(used | {keys.newest}))
    forget_program_keys()


def epochs_known() -> tuple[int, ...]:
    """The epochs whose program key is still here, oldest first; one, except while rolling."""
    return tuple(sorted(program_keys().epochs))


def _wrap_anew(keys: sealing.VaultKeys) -> int:
    rows = list(DataKey.objects.exclude(epoch=keys.newest))
    readable = [row for row in rows if row.epoch in keys.epochs]
    fresh = keys.epochs[keys.newest]
    for row in readable:
        person = str(row.person)
        key = sealing.unwrap(keys.epochs[row.epoch], person, bytes(row.wrapped))
        row.wrapped = sealing.wrap(fresh, secrets.token_bytes(sealing.NONCE_BYTES), person, key)
        row.epoch = keys.newest
    DataKey.objects.bulk_update(readable, ["wrapped", "epoch"], batch_size=500)
    return len(readable)
