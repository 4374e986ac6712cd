"""`./cairn backup FILE`: everything in one sealed file, the keys in another beside it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from cairn.core.shared.refusals import Refusal
from cairn.exchange.backups.archive import back_up


def run(argv: Sequence[str]) -> int:
    """Make a backup; 0 when it is whole on the disk, 2 when nothing was written."""
    parser = argparse.ArgumentParser(prog="./cairn backup", description=__doc__)
    parser.add_argument("file", type=Path, help="where to write the backup")
    chosen = parser.parse_args(argv)
    try:
        kept = back_up(chosen.file.resolve(), at=timezone.now(), say=print)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print(f"Kept {kept.file} ({kept.size:,} bytes).")
    print(f"People's keys: {kept.keys}. Store it apart; each backup replaces it.")
    return 0
