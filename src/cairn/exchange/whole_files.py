"""Files on disk that are whole or not there."""

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from cairn.core.tables import Cell
from cairn.core.tables import write_csv as to_open_file


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """A text file that takes its place at `path` only when the block ends well.

    UTF-8, readable by its owner only. Raises `OSError` where the folder can't be written.
    """
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as opened:
            yield opened
            opened.flush()
            os.fsync(opened.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def write_csv(target: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A CSV file at `target`, whole or not at all; see `cairn.core.tables.write_csv`."""
    with whole_file(target) as opened:
        to_open_file(opened, columns, rows)
