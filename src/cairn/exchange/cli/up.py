"""`cairn up`: shows Cairn on this machine with a demo program whose people are all made up."""

import argparse
import importlib
import importlib.util
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import django

from cairn.exchange.cli import house, keys
from cairn.exchange.cli.progress import Progress

_HOST = "127.0.0.1"


def run(argv: Sequence[str]) -> int:
    """Prepare what is missing, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="cairn up", description=__doc__)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--empty", action="store_true", help="start without the demo program")
    wish = parser.parse_args(argv)
    house.claim_port("up", _HOST, wish.port)

    progress = Progress()
    os.environ["CAIRN_MODE"] = "demo"
    _demo_secrets(house.data_folder() / "secrets")
    house.compile_words()
    django.setup()
    house.migrate(progress)
    if not wish.empty:
        _load_demo(progress)
    return house.keep_running(
        _HOST,
        wish.port,
        progress,
        lambda: print(f"Cairn is ready at http://{_HOST}:{wish.port}", flush=True),
    )


def _demo_secrets(folder: Path) -> None:
    """Secrets of this demo alone, made once; the file `demo` makes `serve` refuse them."""
    folder.mkdir(exist_ok=True, mode=0o700)
    (folder / "demo").touch(mode=0o600)
    if not (folder / "secret_key").exists():
        keys.write_secret(folder / "secret_key", f"demo-{secrets.token_urlsafe(48)}\n")
    if not (folder / "vault.json").exists():
        keys.make_key_file(folder / "vault.json")
    os.environ["CAIRN_SECRET_KEY"] = (folder / "secret_key").read_text().strip()
    os.environ["CAIRN_VAULT_KEY_FILE"] = str(folder / "vault.json")


def _load_demo(progress: Progress) -> None:
    """Load the demo program, once; it says itself whether it is there."""
    if importlib.util.find_spec("cairn.exchange.demo") is not None:
        importlib.import_module("cairn.exchange.demo").load(progress)
