"""When the last backup was made and where it was put, so that a missing one is noticed."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cairn.exchange.whole_files import whole_file

_NAME = "last-backup.json"


@dataclass(frozen=True)
class Made:
    """The last backup made from this data folder."""

    at: datetime
    file: Path


def remember(folder: Path, made: Made) -> None:
    """Write down that a backup was made."""
    with whole_file(folder / _NAME) as out:
        json.dump({"at": made.at.isoformat(), "file": str(made.file)}, out)


def last_made(folder: Path) -> Made | None:
    """The last backup; None if there is none, or its note can't be read."""
    try:
        kept = json.loads((folder / _NAME).read_text())
        return Made(datetime.fromisoformat(kept["at"]), Path(kept["file"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
