"""`cairn doctor`: looks at this installation and says, line by line, what is well and what to mend."""

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cairn.exchange.cli import checkup
from cairn.exchange.cli.checkup import Finding


def run(argv: Sequence[str]) -> int:
    """Look at everything, even after a fault; 0 if all is well, 1 if anything is to mend."""
    argparse.ArgumentParser(prog="cairn doctor", description=__doc__).parse_args(argv)
    found = list(findings())
    for well, line in found:
        print(f"{'ok  ' if well else 'mend'}  {line}")
    return 0 if all(well for well, _line in found) else 1


def findings() -> Iterator[Finding]:
    """Each thing looked at: whether it is well, and a line that says what to do if not."""
    here, now = settings.CAIRN, timezone.now()
    folder = Path(here.data)
    yield from checkup.python()
    yield from checkup.sqlite()
    yield from checkup.data_folder(folder)
    yield from checkup.databases()
    yield from checkup.second_lock()
    yield from checkup.keys()
    yield from checkup.trail(now)
    yield from checkup.jobs(now)
    yield from checkup.law()
    if _shows_itself(folder):
        yield not here.debug, f"CAIRN_DEBUG is {'on: take it away' if here.debug else 'off'}"
        yield True, "Runs as a demo: for made-up people only (./cairn serve runs it for real)"
        return
    yield from checkup.key_folder(here.vault_key_file)
    yield from checkup.backups(folder, now)
    weak = here.weaknesses(os.environ)
    for line in weak:
        yield False, line
    if not weak:
        yield True, "The settings are fit for real people"


def _shows_itself(folder: Path) -> bool:
    """Whether this is the demo: its mark is in the folder, and no one named keys of their own."""
    return (folder / "secrets" / "demo").exists() and not os.environ.get("CAIRN_VAULT_KEY_FILE")
