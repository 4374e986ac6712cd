"""Does the waiting jobs one by one, each under its lease."""

import os
import secrets
import threading
from collections.abc import Callable, Mapping
from contextvars import copy_context
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import structlog
from django.db import Error, close_old_connections, connections

from cairn.clockwork.table import DAILY, HANDLERS
from cairn.core.consent.readers import machine
from cairn.records.jobs import queue

_POLL_SECONDS = 0.5
_BEAT_SECONDS = 60.0
_log = structlog.get_logger()

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


class Worker:
    """One worker with a name that no other has, on this machine or another."""

    def __init__(
        self, handlers: Mapping[str, queue.Handler] = HANDLERS, clock: Clock = _now
    ) -> None:
        self.name = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._handlers = handlers
        self._clock = clock
        self._planned = ""

    def work(self, over: threading.Event) -> None:
        """Do jobs as they fall due until `over`; waits for a database that is away for a while."""
        while not over.is_set():
            try:
                self.plan_the_day()
                did = self.do_next()
            except Error as fault:
                _log.warning("worker waits for the database", kind=type(fault).__name__)
                did = False
            close_old_connections()
            if not did:
                over.wait(_POLL_SECONDS)

    def do_what_is_due(self) -> int:
        """Do all jobs that are due now; returns how many."""
        self.plan_the_day()
        count = 0
        while self.do_next():
            count += 1
        return count

    def plan_the_day(self) -> None:
        """Put in the daily jobs: once a day, however many workers there are."""
        at = self._clock()
        today = at.date().isoformat()
        if today == self._planned:
            return
        for name in DAILY:
            queue.enqueue(
                by=machine("clock"), name=name, args={}, at=at, dedupe_key=f"{name}:{today}"
            )
        self._planned = today

    def do_next(self) -> bool:
        """Do the next due job; False if there was none. One that fails is tried again later."""
        leased = queue.lease(worker=self.name, at=self._clock(), names=tuple(self._handlers))
        if leased is None:
            return False
        told = {"job": leased.name, "attempt": leased.attempt}
        try:
            with _Heart(leased, self._clock) as heart:
                write = self._handlers[leased.name](leased.args, heart.reached)
            if not queue.complete(leased, write, at=self._clock()):
                _log.warning("job was taken over by another worker", **told)
        except Error:
            raise
        except Exception as fault:  # noqa: BLE001 - whatever a handler raises, the queue must hear
            _log.warning("job failed", kind=type(fault).__name__, **told)
            queue.fail(leased, fault=type(fault).__name__, at=self._clock())
        return True


class _Heart:
    """Keeps a lease while a long job computes, and passes on how far it is."""

    def __init__(self, leased: queue.Leased, clock: Clock) -> None:
        self._leased = leased
        self._clock = clock
        self._percent = 0
        self._over = threading.Event()
        # A thread starts without what was said of whose rows are in reach, so it is handed on.
        beat = copy_context().run
        self._thread = threading.Thread(target=beat, args=(self._beat,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def reached(self, percent: int) -> None:
        """So much of the job is done, in percent."""
        self._percent = percent
        queue.beat(self._leased, progress=percent, at=self._clock())

    def _beat(self) -> None:
        try:
            while not self._over.wait(_BEAT_SECONDS):
                queue.beat(self._leased, progress=self._percent, at=self._clock())
        except Error as fault:
            _log.warning("lease not renewed", kind=type(fault).__name__)
        finally:
            connections.close_all()
