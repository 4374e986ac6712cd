"""What the clock does by itself: each job by its name, and which of them come round daily."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from cairn.clockwork.matching import forget_drafts, keep_clocks, run_round
from cairn.core.consent.readers import machine
from cairn.records.jobs.queue import Handler, Progress, Write
from cairn.records.limits.buckets import forget_old
from cairn.records.milestones.commands import keep_stones
from cairn.records.people.departures import erase_due
from cairn.records.people.sessions import SessionStore
from cairn.records.tokens.commands import forget_sent


def sweep_sessions(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Forget sign-ins that have run out, so that nothing tells who was here long ago."""
    return SessionStore.clear_expired


def erase_the_departed(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Erase everyone whose wait is over; cut short, the next try finishes it."""
    erase_due(by=machine("clock"), at=timezone.now())
    return _nothing_more


def sweep_counts(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Forget how often who asked, and what was sent under which key, a few days ago."""
    at = timezone.now()

    def write() -> None:
        forget_old(at=at)
        forget_sent(by=machine("clock"), at=at)

    return write


def keep_the_stones(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Stones laid lately stay from now on, whatever is corrected later."""
    at = timezone.now()
    keep_stones(by=machine("clock"), today=at.date(), at=at)
    return _nothing_more


def _nothing_more() -> None:
    """Each erasure has been written on its own, in the order that its keys need."""


HANDLERS: Mapping[str, Handler] = {
    "matching.round": run_round,
    "matching.drafts_forgotten": forget_drafts,
    "matching.clocks": keep_clocks,
    "sessions.swept": sweep_sessions,
    "counts.swept": sweep_counts,
    "people.erased": erase_the_departed,
    "milestones.kept": keep_the_stones,
}
DAILY = (
    "sessions.swept",
    "counts.swept",
    "matching.drafts_forgotten",
    "matching.clocks",
    "people.erased",
    "milestones.kept",
)
