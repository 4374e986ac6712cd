"""Public help lines: each can be called, has a source and a day, and opens on a phone."""

import re
from datetime import date

import pytest

from cairn.core.safety.lines import PUBLIC_LINES, PublicLine

BY_NAME = pytest.mark.parametrize("line", PUBLIC_LINES, ids=lambda line: line.name.text())


@BY_NAME
def test_every_line_says_who_checked_it_and_when(line: PublicLine) -> None:
    assert line.source
    assert line.checked_on >= date(2026, 11, 23)
    assert line.language in {"en", "es"}


@BY_NAME
def test_every_way_opens_on_a_phone_and_shows_its_number(line: PublicLine) -> None:
    assert line.ways
    for way in line.ways:
        assert re.fullmatch(r"(tel|sms):\d{3,11}(\?&body=[A-Z]+)?", way.link)
        assert way.number in way.words.text()
        if way.text:
            assert way.text in way.words.text()


def test_988_is_first_and_can_be_reached_in_spanish_by_voice_and_text() -> None:
    assert PUBLIC_LINES[0].ways[0].link == "tel:988"
    spanish = [way.link for line in PUBLIC_LINES if line.language == "es" for way in line.ways]
    assert spanish == ["tel:988", "sms:988?&body=AYUDA"]
