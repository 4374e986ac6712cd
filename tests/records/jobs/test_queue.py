"""The queue: a killed worker's work is leased again, and nothing is done twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import machine
from cairn.records.jobs import queue
from cairn.records.jobs.models import Job
from tests.cast import NOW

pytestmark = pytest.mark.django_db

BY = machine("tests")
AFTER = NOW + queue.LEASE + timedelta(seconds=1)


def put(**more: object) -> object:
    return queue.enqueue(by=BY, name="rounds.run", args={"round": "7"}, at=NOW, **more)  # type: ignore[arg-type]


def test_work_is_leased_once_at_a_time() -> None:
    job = put()
    leased = queue.lease(worker="a", at=NOW)
    assert leased is not None
    assert (leased.id, leased.name, leased.args) == (job, "rounds.run", {"round": "7"})
    assert queue.lease(worker="b", at=NOW) is None


def test_a_killed_workers_job_is_leased_again() -> None:
    put()
    first = queue.lease(worker="a", at=NOW)
    again = queue.lease(worker="b", at=AFTER)
    assert first is not None
    assert again is not None
    assert again.id == first.id
    assert again.attempt == 2


def test_a_worker_that_lost_its_lease_can_neither_complete_nor_beat() -> None:
    put()
    slow = queue.lease(worker="a", at=NOW)
    other = queue.lease(worker="b", at=AFTER)
    assert slow is not None
    assert other is not None
    done: list[str] = []
    assert not queue.complete(slow, lambda: done.append("slow"), at=AFTER)
    assert not queue.beat(slow, progress=50, at=AFTER)
    assert queue.complete(other, lambda: done.append("other"), at=AFTER)
    assert not queue.complete(other, lambda: done.append("twice"), at=AFTER)
    assert done == ["other"]


def test_the_same_worker_come_back_is_fenced_by_its_attempt() -> None:
    put()
    before = queue.lease(worker="a", at=NOW)
    queue.lease(worker="a", at=AFTER)
    assert before is not None
    assert not queue.complete(before, lambda: None, at=AFTER)


def test_a_write_that_fails_leaves_the_work_undone() -> None:
    job = put()
    leased = queue.lease(worker="a", at=NOW)
    assert leased is not None

    def write() -> None:
        put()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        queue.complete(leased, write, at=NOW)
    assert Job.objects.count() == 1
    standing = queue.standing(job)  # type: ignore[arg-type]
    assert standing is not None
    assert not standing.finished


def test_beating_keeps_the_lease_and_says_how_far_it_is() -> None:
    job = put()
    leased = queue.lease(worker="a", at=NOW)
    assert leased is not None
    almost = NOW + queue.LEASE - timedelta(seconds=1)
    assert queue.beat(leased, progress=40, at=almost)
    assert queue.lease(worker="b", at=AFTER) is None
    standing = queue.standing(job)  # type: ignore[arg-type]
    assert standing is not None
    assert standing.progress == 40


def test_failed_work_waits_longer_each_time_and_is_given_up_after_five() -> None:
    job = put()
    at, waits = NOW, []
    for _ in range(queue.ATTEMPTS):
        leased = queue.lease(worker="a", at=at)
        assert leased is not None
        queue.fail(leased, fault="x" * 100, at=at)
        row = Job.objects.get(id=job)
        waits.append(row.run_after - at)
        at = row.run_after
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]
    standing = queue.standing(job)  # type: ignore[arg-type]
    assert standing is not None
    assert standing.gave_up
    assert queue.lease(worker="a", at=at + timedelta(days=1)) is None


def test_work_whose_worker_dies_every_time_is_given_up() -> None:
    job = put()
    at = NOW
    for _ in range(queue.ATTEMPTS):
        assert queue.lease(worker="a", at=at) is not None
        at += queue.LEASE
    assert queue.lease(worker="a", at=at) is None
    standing = queue.standing(job)  # type: ignore[arg-type]
    assert standing is not None
    assert standing.gave_up


def test_the_same_key_is_the_same_work_even_when_it_is_done() -> None:
    first = put(dedupe_key="round-7")
    leased = queue.lease(worker="a", at=NOW)
    assert leased is not None
    assert queue.complete(leased, lambda: None, at=NOW)
    assert put(dedupe_key="round-7") == first
    assert Job.objects.count() == 1
    assert queue.lease(worker="a", at=AFTER) is None


def test_the_urgent_goes_first_and_the_later_waits() -> None:
    put()
    urgent = put(priority=5)
    put(priority=9, run_after=NOW + timedelta(hours=1))
    leased = queue.lease(worker="a", at=NOW)
    assert leased is not None
    assert leased.id == urgent


def test_progress_is_at_most_a_hundred_jobs_progress_in_percent() -> None:
    job = put()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(id=job).update(progress=101)


def test_work_ends_in_one_way_jobs_one_end() -> None:
    job = put()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(id=job).update(finished_at=NOW, gave_up_at=NOW)


def test_nothing_is_known_of_work_that_never_was() -> None:
    assert queue.standing(BY.person) is None
