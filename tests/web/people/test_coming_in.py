"""Signing in and out, and coming in by a link, over HTTP."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cairn.core.people.roles import Role
from cairn.records.people.queries import account_of
from cairn.records.programs import commands as programs
from cairn.records.programs import doors
from cairn.records.programs.queries import program_facts, reader_for
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import PASSPHRASE, Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

NEWCOMER = {"alias": "Quiet Heron", "passphrase": PASSPHRASE, "language": "en"}


@pytest.fixture
def house(stage: Cast) -> Cast:
    """The cast, with accounts."""
    return cast.with_accounts(stage)


def sign_in(client: Client, alias: str = "Ana at the river", words: str = PASSPHRASE, to: str = ""):
    address = "/sign-in/" + (f"?next={to}" if to else "")
    return client.post(address, {"alias": alias, "passphrase": words})


def invitation(stage: Cast, role: Role = Role.MENTOR) -> str:
    return doors.invite(by=stage.reader("Dee"), role=role, at=timezone.now())


def text(answer) -> str:
    return answer.content.decode()


def test_name_and_passphrase_open_the_front_page(client: Client, house: Cast) -> None:
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200
    assert next(about(house.ana)).act == "account.signed_in"


def test_signing_in_rotates_the_session(client: Client, house: Cast) -> None:
    token = invitation(house)
    client.get(f"/invitations/{token}/")
    before = client.session.session_key
    sign_in(client)
    assert before
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("alias", "words"),
    [("Ana at the river", "wrong words altogether"), ("Nobody at all", PASSPHRASE)],
)
def test_whatever_is_wrong_is_answered_alike(
    client: Client, house: Cast, alias: str, words: str
) -> None:
    answer = sign_in(client, alias, words)
    assert answer.status_code == 422
    assert "That name and passphrase do not open anything." in text(answer)
    assert alias in text(answer), "what was typed stays"
    assert words not in text(answer), "but never a passphrase"
    assert "_auth_user_id" not in client.session


def test_a_blank_form_says_what_is_missing(client: Client, db: None) -> None:
    assert sign_in(client, "", "").status_code == 422


@pytest.mark.parametrize(
    ("asked", "reached"),
    [
        ("/account/", "/account/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_signing_in_leads_on_only_within_this_site(
    client: Client, house: Cast, asked: str, reached: str
) -> None:
    assert sign_in(client, to=asked)["Location"] == reached


def test_signing_out_forgets_everything_and_needs_a_post(as_: As) -> None:
    ana = as_("Ana")
    assert ana.get("/sign-out/").status_code == 405
    answer = ana.post("/sign-out/")
    assert answer.status_code == 302
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert ana.get("/account/").status_code == 302


def test_a_form_without_its_token_is_refused_kindly(stage: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/sign-in/", {"alias": "Ana", "passphrase": PASSPHRASE})
    assert answer.status_code == 403
    assert "load it again" in text(answer)


def test_an_invitation_shows_program_and_part_and_makes_the_account(
    client: Client, stage: Cast
) -> None:
    token = invitation(stage)
    page = text(client.get(f"/invitations/{token}/"))
    assert "You are invited to Riverside" in page
    assert "mentor" in page
    assert "For example" in page
    answer = client.post(f"/invitations/{token}/", NEWCOMER)
    assert answer.status_code == 200
    assert text(answer).count("<li>") >= 10
    assert answer["Cache-Control"] == "no-store"
    kept = client.post("/codes-kept/", {"kept": "on"})
    assert kept["Location"] == "/"
    assert "Quiet Heron" in text(client.get("/account/"))
    assert client.get(f"/invitations/{token}/").status_code == 404


def test_codes_must_be_kept_and_are_shown_only_once(client: Client, stage: Cast) -> None:
    answer = client.post(f"/invitations/{invitation(stage)}/", NEWCOMER)
    codes = answer.context["codes"]
    missed = client.post("/codes-kept/", {})
    assert missed.status_code == 422
    for code in codes:
        assert code in text(answer)
        assert code not in text(missed)
        assert code not in str(dict(client.session))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"passphrase": "short"}, "at least 15"),
        ({"alias": "ana@example.org"}, "leave out e-mail"),
        ({"language": "xx"}, ""),
        ({"alias": ""}, ""),
    ],
)
def test_an_invalid_form_stays_filled_in_and_uses_nothing_up(
    client: Client, stage: Cast, wrong: dict[str, str], words: str
) -> None:
    token = invitation(stage)
    answer = client.post(f"/invitations/{token}/", {**NEWCOMER, **wrong})
    assert answer.status_code == 422
    assert words in text(answer)
    if "alias" not in wrong:
        assert "Quiet Heron" in text(answer)
    assert client.post(f"/invitations/{token}/", NEWCOMER).status_code == 200


def test_a_taken_name_is_said_beside_its_field(client: Client, house: Cast) -> None:
    answer = client.post(
        f"/invitations/{invitation(house)}/", {**NEWCOMER, "alias": "ANA at the river"}
    )
    assert answer.status_code == 422
    assert "That name is taken" in text(answer)


@pytest.mark.parametrize("address", ["/invitations/nothing/", "/first/nothing/", "/join/nowhere/"])
def test_a_link_that_opens_nothing_is_not_found(client: Client, stage: Cast, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "988" in text(answer)


def test_signed_in_one_joins_with_the_account_one_has(as_: As, stage: Cast) -> None:
    token = doors.invite(by=stage.reader("Eve"), role=Role.MENTOR, at=timezone.now())
    bo = as_("Bo")
    assert "Join with my account" in text(bo.get(f"/invitations/{token}/"))
    bo.post(f"/invitations/{token}/join/")
    page = text(bo.get("/account/"))
    assert "Hillside" in page
    assert "Riverside" in page
    now = timezone.now() + timedelta(seconds=1)
    assert reader_for(stage.bo, at=now, program=stage.elsewhere).roles == {Role.MENTOR}


def test_by_an_open_door_one_comes_in_and_by_a_closed_one_not(client: Client, stage: Cast) -> None:
    door = program_facts(stage.program).door
    assert client.get(f"/join/{door}/").status_code == 404
    programs.set_door(by=stage.reader("Dee"), open_to_self_referral=True, at=cast.NOW)
    assert "Riverside" in text(client.get("/"))
    assert client.post(f"/join/{door}/", NEWCOMER).status_code == 200
    assert "Riverside" in text(client.get("/account/"))


def test_the_first_link_makes_program_and_coordinator(client: Client, db: None) -> None:
    token = programs.open_first_door(at=cast.NOW)
    first = {**NEWCOMER, "name": "Shoreline", "time_zone": "America/Chicago"}
    assert client.get(f"/first/{token}/").status_code == 200
    assert client.post(f"/first/{token}/", {**first, "name": ""}).status_code == 422
    assert client.post(f"/first/{token}/", first).status_code == 200
    assert "Shoreline" in text(client.get("/program/"))
    assert client.get(f"/first/{token}/").status_code == 404


def test_a_code_lets_back_in(client: Client, stage: Cast) -> None:
    answer = client.post(f"/invitations/{invitation(stage)}/", NEWCOMER)
    code = answer.context["codes"][3]
    client.post("/sign-out/")
    back = {"alias": "Quiet Heron", "code": code, "passphrase": "nine owls on a barn roof"}
    wrong = client.post("/recovery/", {**back, "code": "aaaa-bbbb-cccc"})
    assert wrong.status_code == 422
    assert client.post("/recovery/", {**back, "passphrase": "short"}).status_code == 422
    assert client.post("/recovery/", back)["Location"] == "/account/"
    assert "You have 9 of your recovery codes left." in text(client.get("/account/"))


def test_a_page_offers_other_names_and_words_each_time(client: Client, stage: Cast) -> None:
    address = f"/invitations/{invitation(stage)}/"
    assert len({client.get(address).context["form"]["alias"].help_text for _ in range(5)}) > 1


def test_language_of_the_new_account_is_the_one_chosen(client: Client, stage: Cast) -> None:
    client.post(f"/invitations/{invitation(stage)}/", {**NEWCOMER, "language": "es"})
    person = client.session["_auth_user_id"]
    assert account_of(person).language == "es"
