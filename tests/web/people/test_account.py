"""One's own account over HTTP."""

import pytest
from django.test import Client

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.records.people.queries import account_of
from cairn.records.programs.commands import give_roles
from tests import cast
from tests.cast import NOW, PASSPHRASE, Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

OTHER = "seven boats on one lake"


@pytest.fixture
def ana(stage: Cast, as_: As) -> Client:
    cast.with_accounts(stage)
    return as_("Ana")


def test_preferences_are_kept_and_count_at_once(ana: Client, stage: Cast) -> None:
    kept = {"language": "es", "theme": "dark", "time_zone": "America/Denver"}
    assert ana.post("/account/", kept)["Location"] == "/account/"
    account = account_of(stage.ana)
    assert (account.language, account.theme, account.time_zone) == ("es", "dark", "America/Denver")
    page = ana.get("/account/").content.decode()
    assert 'lang="es"' in page
    assert 'data-theme="dark"' in page


def test_preferences_that_make_no_sense_are_refused(ana: Client) -> None:
    wrong = {"language": "xx", "theme": "pink", "time_zone": "Mars/North"}
    assert ana.post("/account/", wrong).status_code == 422


def test_a_new_passphrase_keeps_this_browser_in_and_puts_others_out(ana: Client, as_: As) -> None:
    other = as_("Ana")
    assert other.get("/account/").status_code == 200
    wrong = ana.post("/account/passphrase/", {"old": OTHER, "new": OTHER})
    assert wrong.status_code == 422
    assert "That is not your passphrase now." in wrong.content.decode()
    assert ana.post("/account/passphrase/", {"old": PASSPHRASE, "new": OTHER}).status_code == 302
    assert ana.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_new_codes_need_the_passphrase_and_are_shown_once(ana: Client) -> None:
    assert ana.post("/account/codes/", {"passphrase": OTHER}).status_code == 422
    answer = ana.post("/account/codes/", {"passphrase": PASSPHRASE})
    assert answer.status_code == 200
    assert len(answer.context["codes"]) == 10


def test_one_goes_over_only_to_a_program_that_is_ones_own(ana: Client, stage: Cast) -> None:
    away = {"program": str(stage.elsewhere)}
    assert ana.post("/account/program/", away).status_code == 404
    give_roles(
        by=machine("tests"),
        program=stage.elsewhere,
        people=[stage.ana],
        role=Role.COORDINATOR,
        at=NOW,
    )
    assert ana.get("/people/").status_code == 403
    assert ana.post("/account/program/", away).status_code == 302
    page = ana.get("/people/").content.decode()
    assert "Eve" in page
    assert "Dee" not in page


def test_someone_without_any_role_keeps_the_account(stage: Cast, as_: As) -> None:
    from_outside = as_("Sam")
    cast.programs.end_role(by=stage.reader("Dee"), person=stage.sam, role=Role.SUPPORTER, at=NOW)
    assert from_outside.get("/account/").status_code == 200
    assert from_outside.get("/sharings/").status_code == 200
    assert from_outside.get("/")["Location"] == "/account/"
    assert from_outside.get("/people/").status_code == 403


def test_the_account_takes_few_queries(ana: Client, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(10):
        ana.get("/account/")
