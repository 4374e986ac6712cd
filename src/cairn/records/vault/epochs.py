"""Rolling the key that wraps everyone's keys: how erasure reaches backups.

A person's key is destroyed, everyone else's is wrapped anew under a fresh program
key, and the old program key is forgotten. From then on no copy of the database,
however old, yields the erased person's words, while everyone else's come back whole.
The steps are in an order that leaves every key readable if they are cut short.
"""

import secrets
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings

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
    """Wrap every living key under a fresh program key, then forget the old ones; answers how many."""
    with_fresh = settings.CAIRN.vault_keys().with_epoch(secrets.token_bytes(sealing.KEY_BYTES))
    settings.CAIRN.keep_vault_keys(with_fresh)
    forget_program_keys()
    with latched():
        rows = list(DataKey.objects.exclude(epoch=with_fresh.newest))
        fresh = with_fresh.epochs[with_fresh.newest]
        for row in rows:
            person = str(row.person)
            key = sealing.unwrap(with_fresh.epochs[row.epoch], person, bytes(row.wrapped))
            row.wrapped = sealing.wrap(fresh, secrets.token_bytes(sealing.NONCE_BYTES), person, key)
            row.epoch = with_fresh.newest
        DataKey.objects.bulk_update(rows, ["wrapped", "epoch"], batch_size=500)
    settings.CAIRN.keep_vault_keys(with_fresh.only_newest())
    forget_program_keys()
    return len(rows)


def epochs_known() -> tuple[int, ...]:
    """The epochs whose program key is still here, oldest first; one, except while rolling."""
    return tuple(sorted(program_keys().epochs))
