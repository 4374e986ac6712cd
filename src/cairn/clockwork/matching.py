"""What matching leaves to the clock: working out a round, and forgetting old uploads."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

from cairn.core.consent.readers import machine
from cairn.records.jobs.queue import Progress, Write
from cairn.records.matching import clocks
from cairn.records.matching.importing import forget_old_drafts
from cairn.records.matching.rounds import work_out


def run_round(args: Mapping[str, Any], progress: Progress) -> Write:
    """The round named in `args`; its pairs are drafts until a coordinator sends them."""
    return work_out(
        by=machine("clock"),
        round_id=UUID(args["round"]),
        at=datetime.now(UTC),
        progress=progress,
    )


def keep_clocks(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Remind, end what ran out, look on for who is left: each pair a short write of its own."""
    clocks.keep_clocks(by=machine("clock"), at=datetime.now(UTC))
    return _nothing_more


def _nothing_more() -> None:
    """Each pair has been written on its own."""


def forget_drafts(_args: Mapping[str, Any], _progress: Progress) -> Write:
    """Sheets that nobody brought in within a day are gone."""
    return partial(forget_old_drafts, by=machine("clock"), at=datetime.now(UTC))
