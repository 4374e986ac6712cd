"""The page of the two, and a calendar that gives nothing away."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from cairn.records.tokens.models import Token
from tests.cast import Cast
from tests.web.conftest import As

TIMES = "Tuesdays by the river"


def hidden(page: str, name: str) -> str:
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def offered(as_: As, at: str) -> None:
    form = as_("Bo").get(f"{at}terms/").content.decode()
    sent = {"id": hidden(form, "id"), "times": TIMES, "boundaries": ["no_money", "private"]}
    assert as_("Bo").post(f"{at}terms/", sent).status_code == 302


def planned(as_: As, stage: Cast, clock: str = "15:30") -> None:
    address = f"/mentorships/{stage.mentorship}/talks/new/"
    form = as_("Ana").get(address).content.decode()
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    sent = {"id": hidden(form, "id"), "day": day, "time": clock, "minutes": 30, "means": "phone"}
    assert as_("Ana").post(address, sent).status_code == 302


def test_one_offers_the_other_agrees_and_either_changes_it_later(as_: As, stage: Cast) -> None:
    at = f"/mentorships/{stage.mentorship}/together/"
    assert "What would make these talks worth your time?" in as_("Ana").get(at).content.decode()
    offered(as_, at)
    page = as_("Ana").get(at).content.decode()
    assert TIMES in page
    assert "I agree" in page
    assert "I agree" not in as_("Bo").get(at).content.decode()
    as_("Ana").post(at, {"act": "accept", "which": hidden(page, "which")})
    page = as_("Bo").get(at).content.decode()
    assert "It counts once" not in page
    assert "We do not lend or give each other money." in page
    assert TIMES in as_("Ana").get(f"{at}terms/").content.decode()


def test_what_cannot_be_taken_stays_on_the_form(as_: As, stage: Cast) -> None:
    at = f"/mentorships/{stage.mentorship}/together/terms/"
    own_id = hidden(as_("Bo").get(at).content.decode(), "id")
    answer = as_("Bo").post(at, {"id": own_id, "own_line": "No calls at work"})
    assert answer.status_code == 422
    assert "No calls at work" in answer.content.decode()
    assert "Say roughly when and how you two will talk." in answer.content.decode()
    at = f"/mentorships/{stage.mentorship}/talks/new/"
    past = {"id": own_id, "day": "2020-01-01", "time": "10:00", "minutes": 30, "means": "phone"}
    assert "That time has passed" in as_("Bo").post(at, past).content.decode()


@pytest.mark.parametrize("which", ["", "nothing", "7f1d3c52-5c0b-4f59-9d2e-0d7c1c1a0001"])
def test_what_is_not_there_is_not_found(as_: As, stage: Cast, which: str) -> None:
    at = f"/mentorships/{stage.mentorship}/together/"
    for act in ("accept", "call_off"):
        assert as_("Ana").post(at, {"act": act, "which": which}).status_code == 404


def test_a_talk_is_planned_shown_to_both_and_called_off(as_: As, stage: Cast) -> None:
    planned(as_, stage)
    at = f"/mentorships/{stage.mentorship}/together/"
    page = as_("Bo").get(at).content.decode()
    assert "Phone, 30 minutes" in page
    as_("Bo").post(at, {"act": "call_off", "which": hidden(page, "which")})
    assert "No talk is planned" in as_("Ana").get(at).content.decode()


def test_the_two_rest_and_go_on(as_: As, stage: Cast) -> None:
    at = f"/mentorships/{stage.mentorship}/together/"
    as_("Ana").post(at, {"act": "rest"})
    assert "You two rest since" in as_("Bo").get(at).content.decode()
    as_("Bo").post(at, {"act": "go_on"})
    assert "You two rest since" not in as_("Bo").get(at).content.decode()


def address_of(as_: As, name: str) -> str:
    page = as_(name).post("/account/calendar/").content.decode()
    return page.split("<code>http://testserver", 1)[1].split("<", 1)[0]


def test_a_calendar_says_when_and_nothing_else(as_: As, stage: Cast, client: Client) -> None:
    planned(as_, stage)
    address = address_of(as_, "Bo")
    answer = client.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    told = answer.content.decode()
    for word in ("Ana", "Bo", "mentor", "Riverside", "cairn", "recover", "phone"):
        assert word.casefold() not in told.casefold()
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["SUMMARY"]) == "Time set aside"
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=30)
    assert event["STATUS"] == "CONFIRMED"


def test_an_address_ends_with_the_next_one_and_opens_no_api(
    as_: As, stage: Cast, client: Client
) -> None:
    planned(as_, stage)
    first, second = address_of(as_, "Ana"), address_of(as_, "Ana")
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    key = second.removeprefix("/calendars/").removesuffix(".ics")
    asking = {"authorization": f"Bearer {key}"}
    assert client.get("/api/v1/me", headers=asking).status_code in {401, 404}
    assert client.get("/api/v1/days", headers=asking).status_code == 401
    Token.objects.update(scopes="days:read mentorship:times")
    assert client.get(second).status_code == 404
