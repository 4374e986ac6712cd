"""Taking from a bucket that fills by itself: how often something may be done.

One short transaction each, which holds for every process and server. What is limited
(requests by a token, tries at a door) is the caller's to say.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from cairn.records.limits.models import Bucket

KEPT = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `burst` at once; one more every `seconds`."""

    burst: int
    seconds: float


def take(key: str, *, limit: Limit, at: datetime) -> float:
    """Take one from the bucket: 0 if there was one, else the seconds until there will be.

    `key` is a keyed fingerprint of at most 64 characters (`vault.keyring.index_of`).
    """
    with transaction.atomic():
        full = {"left": float(limit.burst), "at": at}
        row, _ = Bucket.objects.select_for_update().get_or_create(key=key, defaults=full)
        passed = max(0.0, (at - row.at).total_seconds())
        left = min(float(limit.burst), row.left + passed / limit.seconds)
        if left < 1:
            return (1 - left) * limit.seconds
        Bucket.objects.filter(key=key).update(left=left - 1, at=max(at, row.at))
    return 0.0


def forget_old(*, at: datetime) -> None:
    """Forget the buckets that nobody has taken from for a day: they are full."""
    Bucket.objects.filter(at__lt=at - KEPT).delete()
