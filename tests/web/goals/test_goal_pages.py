"""Writing a goal and saying where it stands, on screen."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cairn.records.consent import commands as consent
from cairn.records.consent.queries import shared_by
from cairn.records.programs.queries import reader_for
from tests.cast import Cast
from tests.web.conftest import As

WORDS = {
    "goal": "A room of my own",
    "domain": "housing",
    "level_m2": "no plan",
    "level_m1": "a form",
    "level_0": "two rooms seen",
    "level_1": "a date",
    "level_2": "a month in my room",
    "baseline": "-1",
}


def write(browser: Client, address: str = "/goals/new/", **changes: str) -> tuple[int, str]:
    answer = browser.post(address, {"id": str(uuid4()), **WORDS, **changes})
    return answer.status_code, answer.headers.get("Location", answer.content.decode())


def test_ana_writes_rates_and_reads_what_the_score_means(as_: As) -> None:
    browser = as_("Ana")
    status, goal = write(browser)
    assert status == 302
    sent = browser.post(f"{goal}ratings/new/", {"id": str(uuid4()), "level": "1"})
    assert sent.status_code == 302
    page = browser.get(goal).content.decode()
    assert "60" in page
    assert "50 means: as hoped." in page
    assert "Where it is now" in page


def test_words_worth_a_second_look_are_pointed_out_and_nothing_is_refused(as_: As) -> None:
    browser = as_("Ana")
    _, goal = write(browser, level_1="I feel better")
    page = browser.get(goal).content.decode()
    assert "Could someone else see or count this?" in page
    _, goal = write(browser)
    assert "Worth a second look" not in browser.get(goal).content.decode()


def test_bo_writes_with_ana_while_he_has_leave_and_not_after(as_: As, stage: Cast) -> None:
    address = f"/goals/new/?with={stage.ana}"
    browser = as_("Bo")
    assert "A goal with Ana" in browser.get(address).content.decode()
    status, goal = write(browser, address)
    assert status == 302
    assert "A room of my own" in browser.get(goal).content.decode()
    ana = reader_for(stage.ana, at=timezone.now())
    for leave in shared_by(reader=ana, at=timezone.now()):
        consent.withdraw(by=ana, sharing=leave.id, at=timezone.now())
    assert browser.get(goal).status_code == 403
    assert browser.get(address).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"goal": ""}, "what you hope for"),
        ({"level_2": ""}, "Describe this level"),
        ({"level_1": "a form"}, "Two levels say the same"),
        ({"domain": ""}, "required"),
    ],
)
def test_a_goal_with_a_gap_keeps_what_was_typed(
    as_: As, changes: dict[str, str], words: str
) -> None:
    status, page = write(as_("Ana"), **changes)
    assert status == 422
    assert words in page
    assert "two rooms seen" in page


@pytest.mark.parametrize(("name", "status"), [("Dee", 403), ("Cy", 403), ("Eve", 404)])
def test_others_do_not_get_in(as_: As, name: str, status: int) -> None:
    _, goal = write(as_("Ana"))
    assert as_(name).get(goal).status_code == status
    assert as_(name).get(f"{goal}ratings/new/").status_code == status


@pytest.mark.parametrize("whom", ["nonsense", "88588b05-b1fe-4926-a27f-7e4c20536840"])
def test_a_goal_for_no_one_is_not_found(as_: As, whom: str) -> None:
    assert as_("Bo").get("/goals/new/", {"with": whom}).status_code == 404


def test_a_rating_needs_a_level(as_: As) -> None:
    browser = as_("Ana")
    _, goal = write(browser)
    assert browser.post(f"{goal}ratings/new/", {"id": str(uuid4())}).status_code == 422
