"""What the clock does by itself: each job by its name, and which of them come round daily."""

from collections.abc import Mapping
from typing import Any

from django.contrib.sessions.backends.db import SessionStore

from cairn.clockwork.matching import run_round
from cairn.records.jobs.queue import Handler, Progress, Write


def sweep_sessions(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Forget sign-ins that have run out, so that nothing tells who was here long ago."""
    return SessionStore.clear_expired


HANDLERS: Mapping[str, Handler] = {
    "matching.round": run_round,
    "sessions.swept": sweep_sessions,
}
DAILY = ("sessions.swept",)
