"""Every threat row points to a test that exists, or to a sentence that says what isn't stopped (G30)."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
MODEL = (HOUSE / "docs" / "threat-model.md").read_text()
LIMITS = (HOUSE / "docs" / "what-we-cannot-protect-you-from.md").read_text()
ROWS = re.findall(r"^\| (T\d+) (.+?) \| (.+?) \| `(.+?)` \|$", MODEL, re.MULTILINE)
MUST = {f"T{number}" for number in range(1, 17)}
POINTS_OF_VIEW = ["partner", "colleague", "subpoena", "predatory mentor", "outsider", "backup"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_g30_every_threat_points_to_a_test_or_a_sentence(row: tuple[str, str, str, str]) -> None:
    held_by = row[3]
    if held_by.startswith("limits#"):
        assert re.search(rf"^## {held_by.removeprefix('limits#')}$", LIMITS, re.MULTILINE)
        return
    file, name = held_by.split("::")
    assert re.search(rf"^def {name}\(", (HOUSE / file).read_text(), re.MULTILINE), held_by


def test_g30_every_threat_of_the_list_is_answered() -> None:
    assert {row[0] for row in ROWS} >= MUST
    assert len(ROWS) == MODEL.count("\n| T"), "each row ends in what holds it"


def test_every_point_of_view_is_taken() -> None:
    headings = " ".join(re.findall(r"^## (.+)$", MODEL, re.MULTILINE)).lower()
    assert [one for one in POINTS_OF_VIEW if one not in headings] == []
