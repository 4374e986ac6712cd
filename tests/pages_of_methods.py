"""Reads the tables of a page in docs/methods, so that tests compute what the page publishes."""

from pathlib import Path

_FOLDER = Path(__file__).resolve().parents[1] / "docs" / "methods"


def table(page: str, *header: str) -> list[list[str]]:
    """The rows of the one table on that page whose header is exactly this."""
    found = []
    lines = (_FOLDER / page).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if _cells(line) == list(header):
            found.append(number)
    assert len(found) == 1, f"{page} has {len(found)} tables headed {header}"
    rows = []
    for line in lines[found[0] + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(_cells(line))
    assert rows, f"{page}: the table headed {header} is empty"
    return rows


def numbers(cell: str) -> list[float] | None:
    """The numbers of a cell, separated by commas; None when it is blank."""
    return [float(part) for part in cell.split(",")] if cell else None


def _cells(line: str) -> list[str]:
    if not line.startswith("|"):
        return []
    return [cell.strip() for cell in line.strip().strip("|").split("|")]
