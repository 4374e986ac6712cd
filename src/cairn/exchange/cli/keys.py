"""`cairn keys FILE`: the vault's key file, made once and kept away from the data it opens."""

import argparse
import base64
import json
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase

_KEY_BYTES = 32


class KeysStand(Refusal):
    """There are keys already; writing over them would lose every sealed word for good."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            phrase("{file} is there already. Keep it: without it nothing can be read.", file=file)
        )


def run(argv: Sequence[str]) -> int:
    """Make a key file and say how to keep it."""
    parser = argparse.ArgumentParser(prog="cairn keys", description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args(argv).file.expanduser().resolve()
    make_key_file(file)
    print(f"Made {file}. Keep a copy somewhere safe, apart from the backups of the data.")
    print("Tell Cairn where it is, and give it a secret of its own, in its environment:")
    print(f"  CAIRN_VAULT_KEY_FILE={file}")
    print(f"  CAIRN_SECRET_KEY={secrets.token_urlsafe(48)}")
    return 0


def make_key_file(file: Path) -> None:
    """Write fresh wrapping and index keys that only the owner can read; raises KeysStand."""
    keys = {"epochs": {"1": _fresh_key()}, "index": _fresh_key()}
    write_secret(file, json.dumps(keys, indent=1) + "\n")


def write_secret(file: Path, content: str) -> None:
    """Write a file that only its owner can read, whole or not at all; raises KeysStand."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(fresh, file)
    except FileExistsError as stands:
        raise KeysStand(file) from stands
    finally:
        fresh.unlink()


def _fresh_key() -> str:
    return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
