"""Works out a matching round: asked for on a page, solved here, outside any transaction."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cairn.core.consent.readers import machine
from cairn.records.jobs.queue import Progress, Write
from cairn.records.matching.rounds import work_out


def run_round(args: Mapping[str, Any], progress: Progress) -> Write:
    """The round named in `args`; its pairs are drafts until a coordinator sends them."""
    return work_out(
        by=machine("clockwork"),
        round_id=UUID(args["round"]),
        at=datetime.now(UTC),
        progress=progress,
    )
