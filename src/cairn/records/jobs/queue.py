"""The queue: put work in, lease it, say how far it is, end it.

A handler computes first, outside any transaction, and returns the one short write
that ends its work. That write and "done" are committed together, and only while
this worker still holds the lease; so a killed worker neither loses nor repeats work.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F, Q

from cairn.core.consent.readers import Reader
from cairn.records.jobs.models import Job

LEASE = timedelta(minutes=5)
ATTEMPTS = 5
LATE = timedelta(hours=1)
WEEK = timedelta(days=7)

Progress = Callable[[int], None]
Write = Callable[[], None]
Handler = Callable[[Mapping[str, Any], Progress], Write]


@dataclass(frozen=True)
class Leased:
    """A piece of work that this worker holds until its lease runs out."""

    id: UUID
    name: str
    args: Mapping[str, Any]
    worker: str
    attempt: int


@dataclass(frozen=True)
class Standing:
    """How a piece of work stands, for a page that waits for it."""

    progress: int
    finished: bool
    gave_up: bool


@dataclass(frozen=True)
class Pile:
    """Work that should have been done by now, and work that was given up, with its names."""

    overdue: int
    given_up: int
    names: str


def enqueue(
    *,
    by: Reader,
    name: str,
    args: Mapping[str, Any],
    at: datetime,
    run_after: datetime | None = None,
    priority: int = 0,
    dedupe_key: str | None = None,
) -> UUID:
    """Put work in, inside the caller's transaction; the same `dedupe_key` is the same work."""
    fresh = Job(
        name=name,
        args=dict(args),
        priority=priority,
        run_after=run_after or at,
        enqueued_at=at,
        enqueued_by=by.person,
        dedupe_key=dedupe_key,
    )
    if dedupe_key is None:
        fresh.save(force_insert=True)
        return fresh.id
    Job.objects.bulk_create([fresh], ignore_conflicts=True)
    return Job.objects.values_list("id", flat=True).get(dedupe_key=dedupe_key)


def lease(*, worker: str, at: datetime, names: Collection[str] | None = None) -> Leased | None:
    """The next due piece of work, now this worker's for five minutes; None if there is none.

    Of `names` alone where given: an older worker must not wear out work that only a newer one knows.
    """
    with transaction.atomic():
        waiting = (
            Job.objects.filter(finished_at=None, gave_up_at=None, run_after__lte=at)
            .filter(Q(lease_until=None) | Q(lease_until__lte=at))
            .order_by("-priority", "run_after", "id")
        )
        if names is not None:
            waiting = waiting.filter(name__in=names)
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        job = waiting.first()
        if job is None:
            return None
        if job.attempts >= ATTEMPTS:
            Job.objects.filter(id=job.id).update(gave_up_at=at, fault=job.fault or "lease ran out")
            return None
        Job.objects.filter(id=job.id).update(
            worker=worker, lease_until=at + LEASE, attempts=F("attempts") + 1
        )
    return Leased(job.id, job.name, job.args, worker, job.attempts + 1)


def beat(leased: Leased, *, progress: int, at: datetime) -> bool:
    """Say how far it is and keep the lease; False if it is no longer this worker's."""
    return bool(_held(leased).update(progress=progress, lease_until=at + LEASE))


def complete(leased: Leased, write: Write, *, at: datetime) -> bool:
    """Do the write and mark the work done, together; does neither if the lease has been lost."""
    with transaction.atomic():
        if not _held(leased).update(finished_at=at, lease_until=None, progress=100, fault=""):
            return False
        write()
    return True


def fail(leased: Leased, *, fault: str, at: datetime) -> None:
    """Give the work back to be tried later, more slowly each time; after five tries, no more."""
    gone = leased.attempt >= ATTEMPTS
    _held(leased).update(
        lease_until=None,
        worker="",
        fault=fault[:60],
        run_after=at + timedelta(seconds=2**leased.attempt),
        gave_up_at=at if gone else None,
    )


def standing(job: UUID) -> Standing | None:
    """How far a piece of work is; None if there is no such work."""
    found = Job.objects.filter(id=job).first()
    if found is None:
        return None
    return Standing(found.progress, found.finished_at is not None, found.gave_up_at is not None)


def piled_up(*, at: datetime) -> Pile:
    """What an operator should know of: work an hour late, work given up in the last week."""
    waiting = Job.objects.filter(finished_at=None, gave_up_at=None)
    late = waiting.filter(Q(lease_until=None) | Q(lease_until__lte=at), run_after__lte=at - LATE)
    names = Job.objects.filter(gave_up_at__gt=at - WEEK).values_list("name", flat=True)
    return Pile(late.count(), len(names), ", ".join(sorted(set(names))))


def _held(leased: Leased) -> Any:
    return Job.objects.filter(
        id=leased.id, worker=leased.worker, attempts=leased.attempt, finished_at=None
    )
