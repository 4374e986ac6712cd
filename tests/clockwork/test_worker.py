"""The worker does each job once, tries a failing one again, and plans the day once."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cairn.clockwork.table import DAILY
from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.records.jobs import queue
from cairn.records.jobs.queue import Progress, Write

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


class Moment:
    """A clock that stands still until moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Moment:
    return Moment()


def put_in(name: str, **args: object) -> object:
    return queue.enqueue(by=machine("test"), name=name, args=args, at=NOON)


def test_a_job_is_done_once_and_its_write_is_kept(clock: Moment) -> None:
    written: list[object] = []

    def handler(args: Mapping[str, Any], progress: Progress) -> Write:
        progress(50)
        return lambda: written.append(args["stone"])

    job = put_in("lay", stone=7)
    worker = Worker({"lay": handler}, clock)
    assert worker.do_next() is True
    assert worker.do_next() is False
    assert written == [7]
    assert queue.standing(job).finished  # type: ignore[arg-type, union-attr]


def test_a_job_that_fails_is_tried_again_later_and_then_given_up(clock: Moment) -> None:
    tries: list[datetime] = []

    def handler(_args: Mapping[str, Any], _progress: Progress) -> Write:
        tries.append(clock.at)
        raise ValueError("a word that must not reach a log")

    job = put_in("fall")
    worker = Worker({"fall": handler}, clock)
    assert worker.do_next() is True
    assert worker.do_next() is False, "not again at once"
    for _ in range(10):
        clock.at += DAY
        worker.do_next()
    assert len(tries) == queue.ATTEMPTS
    assert queue.standing(job).gave_up  # type: ignore[arg-type, union-attr]


def test_a_job_that_no_one_knows_does_not_stop_the_others(clock: Moment) -> None:
    written: list[int] = []
    put_in("unheard of")
    put_in("known")
    worker = Worker({"known": lambda _args, _progress: lambda: written.append(1)}, clock)
    while worker.do_next():
        pass
    assert written == [1]


def test_the_day_is_planned_once_for_all_workers(clock: Moment) -> None:
    one, other = Worker(clock=clock), Worker(clock=clock)
    one.plan_the_day()
    other.plan_the_day()
    assert one.do_what_is_due() == len(DAILY)
    assert other.do_what_is_due() == 0
    clock.at += DAY
    assert other.do_what_is_due() == len(DAILY)
