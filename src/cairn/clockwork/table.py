"""What the clock does by itself: each job by its name, and which of them come round daily."""

from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from cairn.clockwork.matching import forget_drafts, run_round
from cairn.core.consent.readers import machine
from cairn.records.jobs.queue import Handler, Progress, Write
from cairn.records.people.departures import erase_due


def sweep_sessions(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Forget sign-ins that have run out, so that nothing tells who was here long ago."""
    return SessionStore.clear_expired


def erase_the_departed(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Erase everyone whose wait is over; cut short, the next try finishes it."""
    erase_due(by=machine("clock"), at=timezone.now())
    return _nothing_more


def _nothing_more() -> None:
    """Each erasure has been written on its own, in the order that its keys need."""


HANDLERS: Mapping[str, Handler] = {
    "matching.round": run_round,
    "matching.drafts_forgotten": forget_drafts,
    "sessions.swept": sweep_sessions,
    "people.erased": erase_the_departed,
}
DAILY = ("sessions.swept", "matching.drafts_forgotten", "people.erased")
