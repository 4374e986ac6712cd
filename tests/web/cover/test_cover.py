"""The cover on the server's side: what it hides, what takes it away, and leaving."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from tests.cast import PASSPHRASE, Cast, with_accounts
from tests.web.conftest import As

pytestmark = pytest.mark.django_db
PIN = "2749"
WISH = {"look": "list", "pin": PIN, "passphrase": PASSPHRASE}


@pytest.fixture
def ana(as_: As, stage: Cast) -> Client:
    """Ana's browser, with a cover that does not lie there yet."""
    with_accounts(stage)
    client = as_("Ana")
    assert client.post("/account/phone/", WISH)["Location"] == "/account/phone/"
    return client


def test_while_the_cover_is_off_pages_open_and_know_where_it_is(ana: Client) -> None:
    page = ana.get("/today/").content.decode()
    assert 'data-cover="/cover/"' in page
    assert "data-way-back" in page


def test_once_laid_nothing_opens_but_the_dull_page(ana: Client) -> None:
    assert ana.post("/cover/lay/").content == b""
    assert ana.get("/path/")["Location"] == "/cover/?next=%2Fpath%2F"
    assert ana.post("/account/phone/", WISH)["Location"] == "/cover/"
    page = ana.get("/cover/").content.decode()
    assert "Milk" in page
    for word in ("Cairn", "Ana", "Today", "Leave", "Riverside", "manifest"):
        assert word not in page.replace('"/static/cairn', "")
    assert "Your account" not in ana.get("/about/").content.decode()


@pytest.mark.parametrize("secret", [PIN, PASSPHRASE])
def test_the_number_or_the_passphrase_leads_back_to_where_one_was(ana: Client, secret: str) -> None:
    ana.post("/cover/lay/")
    assert ana.post("/cover/?next=/path/", {"secret": secret})["Location"] == "/path/"
    assert ana.get("/path/").status_code == 200


def test_it_leads_nowhere_else(ana: Client) -> None:
    ana.post("/cover/lay/")
    asked = ana.post("/cover/?next=https://elsewhere.example/", {"secret": PIN})
    assert asked["Location"] == "/"


def test_five_misses_end_the_session_and_the_passphrase_signs_in_again(ana: Client) -> None:
    ana.post("/cover/lay/")
    for _try in range(4):
        wrong = ana.post("/cover/", {"secret": "0000"})
        assert wrong.status_code == 422
        assert "Try again." in wrong.content.decode()
    out = ana.post("/cover/", {"secret": "0000"})
    assert "cookies" in out["Clear-Site-Data"]
    assert "_auth_user_id" not in ana.session
    way_in = {"alias": "Ana at the river", "passphrase": PASSPHRASE}
    assert ana.post("/sign-in/", way_in).status_code == 302
    assert ana.get("/today/").status_code == 200
    ana.post("/cover/lay/")
    assert ana.post("/cover/", {"secret": PIN})["Location"] == "/"


def test_it_comes_by_itself_after_ten_minutes_without_a_request(ana: Client) -> None:
    assert ana.get("/today/").status_code == 200
    session = ana.session
    kept = session["open-until"]
    session["open-until"] = (_moment(kept) - timedelta(minutes=10)).isoformat()
    session.save()
    assert ana.get("/today/")["Location"].startswith("/cover/")


def test_whoever_goes_on_reading_goes_on_being_shown(ana: Client) -> None:
    session = ana.session
    early = _moment(session["open-until"]) - timedelta(minutes=5)
    session["open-until"] = early.isoformat()
    session.save()
    ana.get("/today/")
    assert _moment(ana.session["open-until"]) > early


def test_without_a_cover_nothing_is_laid(as_: As) -> None:
    bo = as_("Bo")
    bo.post("/cover/lay/")
    assert bo.get("/today/").status_code == 200
    assert bo.get("/cover/")["Location"] == "/"


def test_leaving_needs_no_token_and_ends_the_session(ana: Client) -> None:
    hurried = Client(enforce_csrf_checks=True)
    hurried.cookies = ana.cookies
    answer = hurried.post("/leave/")
    assert answer["Refresh"].startswith("0; url=https://www.weather.gov")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert ana.get("/today/")["Location"].startswith("/sign-in/")
    page = answer.content.decode().replace('"/static/cairn', "")
    assert "Cairn" not in page


def test_script_is_told_where_to_go_instead_of_being_sent(ana: Client) -> None:
    answer = ana.post("/account/phone/", WISH, headers={"x-one-entry": "yes"})
    assert (answer.status_code, answer["X-Go"]) == (204, "/account/phone/")
    assert "Location" not in answer


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
