"""G1 at the API: every address, as each of the cast, about Ana, against a table written by hand.

o let in · n not theirs to do · h finds nothing. Nothing here is worked out from the table of
permissions; an address of the document that is not in the table fails.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cast import Cast
from tests.exchange.api.conftest import Caller, Calling
from tests.exchange.api.test_calls import GOAL, today

from cairn.exchange.api.urls import document
from cairn.records.days.models import CheckIn
from cairn.records.goals.models import Goal, Rating
from cairn.records.mentorships.models import Contact

CAST = "Ana Bo Cy Dee Vic Lin Sam Eve".split()  # noqa: SIM905
LETTERS = {200: "o", 201: "o", 403: "n", 404: "h"}
TABLE = """
                                                         ABCDVLSE
GET  me                                                  oooooooo
GET  mentorships                                         oooooooo
GET  days?person={ana}                                   oohhhhhh
GET  check-ins?person={ana}                              oohhhhhh
GET  check-ins/{day}?person={ana}                        oohhhhhh
POST check-ins                                           oooooooo
GET  goals?person={ana}                                  oohhhhhh
GET  goals/{goal}                                        oonnnnnh
POST goals                                               oonnnnnh
POST goals/{goal}/ratings                                oonnnnnh
GET  mentorships/{mentorship}/contacts                   oooonnnh
GET  mentorships/{mentorship}/contacts/{contact}         oooonnnh
POST mentorships/{mentorship}/contacts                   nonnnnnh
"""
WORDS = ("heron over the weir", "paint the blue gate", "we spoke of the orchard")
READERS = {WORDS[0]: {"Ana", "Bo"}, WORDS[1]: {"Ana", "Bo"}, WORDS[2]: {"Ana", "Bo"}}
"""Who may read which words: with leave her days and goals; notes of talks only the two."""


def rows() -> list[tuple[str, str, str]]:
    found = []
    for line in TABLE.splitlines()[2:]:
        method, address, letters = line.split()
        found.append((method, address, letters))
    return found


@pytest.fixture
def callers(calling: Calling) -> dict[str, Caller]:
    return {name: calling(name) for name in CAST}


@pytest.fixture
def about(stage: Cast, callers: dict[str, Caller]) -> dict[str, Any]:
    """Ana's day, goal and talk, each with words that stand nowhere else."""
    ana, bo, day = callers["Ana"], callers["Bo"], str(today() - timedelta(days=1))
    assert ana.post("check-ins", {"day": day, "use": "none", "note": WORDS[0]}).status_code == 201
    goal = ana.post("goals", GOAL | {"title": WORDS[1]}).json()["id"]
    at = f"mentorships/{stage.mentorship}/contacts"
    told = {"day": day, "means": "phone", "minutes": 9, "note": WORDS[2]}
    contact = bo.post(at, told).json()["id"]
    return {
        "ana": stage.ana,
        "day": day,
        "goal": goal,
        "contact": contact,
        "mentorship": stage.mentorship,
    }


def body(address: str, stage: Cast) -> dict[str, Any]:
    if address == "goals":
        return GOAL | {"person": str(stage.ana)}
    if address == "check-ins":
        return {"day": str(timezone.now().date()), "mood": 3}
    if address.endswith("ratings"):
        return {"level": 0}
    return {"day": str(today()), "means": "text", "minutes": 5}


def count() -> int:
    return sum(one.objects.count() for one in (CheckIn, Goal, Rating, Contact))


def test_g1_the_api_gives_each_what_the_table_says(
    stage: Cast, callers: dict[str, Caller], about: dict[str, Any]
) -> None:
    amiss = []
    for method, address, letters in rows():
        for name, wanted in zip(CAST, letters, strict=True):
            at, before, sent = address.format(**about), count(), method == "POST"
            caller = callers[name]
            answer = caller.post(at, body(address, stage)) if sent else caller.get(at)
            got, made = LETTERS.get(answer.status_code), count() - before
            if (got, made) != (wanted, int(sent and wanted == "o")):
                amiss.append(f"{method} {at} as {name}: {got} instead of {wanted}, {made} written")
            for words, readers in READERS.items():
                if words in answer.content.decode() and name not in readers:
                    amiss.append(f"{method} {at} as {name}: read {words}")
    assert amiss == []


def test_g1_no_address_of_the_document_is_missing_in_the_table() -> None:
    written = {
        (way.upper(), address.removeprefix("/api/v1/"))
        for address, ways in document()["paths"].items()
        for way in ways
    }
    tried = {(method, address.split("?")[0]) for method, address, _ in rows()}
    assert written == tried
