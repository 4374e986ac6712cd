"""`./cairn keys roll`: wraps everyone's key under a fresh one and forgets the old, while Cairn runs."""

import argparse
from collections.abc import Sequence

from django.conf import settings

from cairn.records.vault import epochs


def run(argv: Sequence[str]) -> int:
    """Roll once, and say what has to be copied anew."""
    argparse.ArgumentParser(prog="./cairn keys roll", description=__doc__).parse_args(argv)
    people = epochs.roll()
    [epoch] = epochs.epochs_known()
    print(f"Wrapped {people} people's keys anew, under key number {epoch}.")
    print("Copies made before this no longer open them. Make both anew now:")
    print(f"  the key file  {settings.CAIRN.vault_key_file}")
    print("  a backup      ./cairn backup FILE")
    return 0
