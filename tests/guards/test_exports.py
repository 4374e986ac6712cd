"""Whatever leaves the house as a file goes through the ledger, with its notice beside it."""

from pathlib import Path

import cairn.web

WEB = Path(cairn.web.__path__[0])
THE_ONE_WAY = "shell/packets.py"
ABOUT_NO_ONE = {
    "matching/tables.py": "an empty template for a sheet, and counts that are safe to leave",
    "evaluation/cohorts.py": "figures of all cohorts that are safe to leave: no row is about a person",
    "evaluation/views.py": "figures that are safe to leave: no row is about a person",
}


def test_no_file_about_a_person_is_sent_but_in_a_packet() -> None:
    senders = {
        str(path.relative_to(WEB)) for path in WEB.rglob("*.py") if "attachment" in path.read_text()
    }
    assert senders == {THE_ONE_WAY, *ABOUT_NO_ONE}


def test_every_packet_stands_in_the_ledger() -> None:
    for path in WEB.rglob("*.py"):
        text = path.read_text()
        if "as_zip(" in text and not str(path).endswith(THE_ONE_WAY):
            assert "take_out(" in text or "disclose(" in text, path
