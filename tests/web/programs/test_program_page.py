"""The program's settings over HTTP."""

import pytest
from django.test import Client

from cairn.records.programs.queries import program_facts
from cairn.records.safety.queries import program_lines
from tests.cast import Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

LINE = {
    "name": "Riverside on call",
    "number": "(555) 010-2030",
    "hours": "",
    "checked_on": "2026-11-20",
}


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def text(answer) -> str:
    return answer.content.decode()


def test_name_language_and_time_are_kept(dee: Client, stage: Cast) -> None:
    kept = {"name": "Riverbend", "language": "es", "time_zone": "America/Denver"}
    assert dee.post("/program/", kept)["Location"] == "/program/"
    facts = program_facts(stage.program)
    assert (facts.name, facts.language, facts.time_zone) == ("Riverbend", "es", "America/Denver")
    wrong = dee.post("/program/", {**kept, "name": ""})
    assert wrong.status_code == 422
    assert "America/Denver" in text(wrong)


def test_the_door_is_opened_and_closed_with_its_address(dee: Client, stage: Cast) -> None:
    door = program_facts(stage.program).door
    assert f"/join/{door}/" not in text(dee.get("/program/"))
    dee.post("/program/door/", {"door": "open"})
    assert f"http://testserver/join/{door}/" in text(dee.get("/program/"))
    dee.post("/program/door/", {"door": "closed"})
    assert not program_facts(stage.program).open_to_self_referral
    assert dee.post("/program/door/", {"door": "ajar"}).status_code == 404


def test_a_help_line_is_added_shown_and_ended(dee: Client, stage: Cast) -> None:
    assert dee.post("/program/lines/", LINE).status_code == 302
    page = text(dee.get("/program/"))
    assert "Riverside on call" in page
    assert "checked on 20 November 2026" in page
    [line] = program_lines(stage.program)
    assert dee.post(f"/program/lines/{line.id}/end/").status_code == 302
    assert program_lines(stage.program) == []
    assert dee.post(f"/program/lines/{line.id}/end/").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"number": "call us"}, "as you would dial it"),
        ({"checked_on": "2999-01-01"}, "still to come"),
        ({"checked_on": ""}, ""),
        ({"name": ""}, ""),
    ],
)
def test_a_line_that_is_not_right_stays_filled_in(
    dee: Client, stage: Cast, wrong: dict[str, str], words: str
) -> None:
    answer = dee.post("/program/lines/", {**LINE, "hours": "every evening", **wrong})
    assert answer.status_code == 422
    assert words in text(answer)
    assert "every evening" in text(answer)
    assert program_lines(stage.program) == []


@pytest.mark.parametrize("address", ["/program/", "/program/door/", "/program/lines/"])
@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_others_change_nothing(as_: As, stage: Cast, name: str, address: str) -> None:
    assert as_(name).post(address, {"door": "open", **LINE}).status_code == 403
    assert not program_facts(stage.program).open_to_self_referral


def test_eve_ends_no_line_of_another_program(dee: Client, as_: As, stage: Cast) -> None:
    dee.post("/program/lines/", LINE)
    [line] = program_lines(stage.program)
    assert as_("Eve").post(f"/program/lines/{line.id}/end/").status_code == 404
    assert len(program_lines(stage.program)) == 1


def test_it_says_who_stands_behind_the_mentors(dee: Client, stage: Cast) -> None:
    page = text(dee.get("/program/"))
    assert "Cy" in page
    assert "mentors: 1" in page
    assert "nobody behind them" not in page


def test_the_page_takes_few_queries(dee: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(12):
        dee.get("/program/")
