"""Opening what leaves the house: one file with its notice beside it."""

import io
import zipfile
from typing import Any

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


def inside(answer: Any, name: str) -> bytes:
    """One file of the packet; the notice must lie beside it."""
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/zip"
    packet = zipfile.ZipFile(io.BytesIO(answer.content))
    assert packet.read("NOTICE.txt").decode().startswith(NOTICE)
    return packet.read(name)
