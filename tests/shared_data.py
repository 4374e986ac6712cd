"""Real and generated data that lies beside the checkout; tests skip where it is absent."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(*parts: str) -> Path:
    """The path below the data folder; skips the calling test where it isn't there."""
    path = Path(os.environ.get("CAIRN_SHARED_DATA", _BESIDE)).joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs the shared data {'/'.join(parts)}, which is not beside this checkout")
    return path
