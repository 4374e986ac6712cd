"""Where the commands of those who build Cairn find its files; only a checkout has them."""

from pathlib import Path

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase


def root() -> Path:
    """The checkout that this code runs from; refuses where Cairn was installed instead."""
    folder = Path(__file__).resolve().parents[4]
    if not (folder / "pyproject.toml").exists():
        raise Refusal(phrase("This command works in a checkout of Cairn's source only."))
    return folder
