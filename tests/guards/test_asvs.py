"""The checklist's sections are all there, and each test that it names exists."""

import re
from collections import Counter
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
WRITTEN = (HOUSE / "docs" / "asvs.md").read_text()
ROWS = re.findall(r"^\| (V\d+\.\d.*?) \| (.+?) \| (.+?) \| (.+?) \|$", WRITTEN, re.MULTILINE)
STANDS = {"met", "not applicable", "not yet"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_section_is_held_by_a_test_that_exists_or_says_why_not(
    row: tuple[str, str, str, str],
) -> None:
    _section, _asked, stands, held = row
    assert stands in STANDS
    named = re.findall(r"`(tests/[^`]+?)::(\w+)`", held)
    for file, name in named:
        assert re.search(rf"^def {name}\(", (HOUSE / file).read_text(), re.MULTILINE), name
    if stands == "met":
        assert named
    else:
        assert len(held.split()) >= 3, "say why"


def test_every_chapter_is_there_and_the_counts_are_told() -> None:
    chapters = {int(section[1:].split(".")[0]) for section, *_ in ROWS}
    assert chapters == set(range(1, 18))
    assert len(ROWS) == WRITTEN.count("\n| V")
    counts = Counter(stands for _, _, stands, _ in ROWS)
    print(f"\nASVS: {dict(counts)}")  # noqa: T201
    assert set(counts) == STANDS
