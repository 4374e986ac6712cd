"""`./cairn restore FILE`: put a backup back; people erased since stay erased."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from cairn.core.shared.refusals import Refusal
from cairn.exchange.backups.archive import restore


def run(argv: Sequence[str]) -> int:
    """Restore a backup; 0 when done, 2 when nothing was changed."""
    parser = argparse.ArgumentParser(prog="./cairn restore", description=__doc__)
    parser.add_argument("file", type=Path, help="the backup")
    parser.add_argument("--keys", type=Path, help="the key file, on a machine that has no keys yet")
    parser.add_argument("--replace", action="store_true", help="put it in place of what is here")
    chosen = parser.parse_args(argv)
    try:
        restore(chosen.file, keys=chosen.keys, replace=chosen.replace, at=timezone.now(), say=print)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    print("Restored. Everyone needs to sign in again.")
    return 0
