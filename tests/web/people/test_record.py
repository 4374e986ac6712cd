"""One's whole record, and leaving for good."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client

from cairn.core.consent.readers import machine
from cairn.records.base import Privacy
from cairn.records.consent.models import Disclosure
from cairn.records.people.commands import credentials, open_account
from cairn.records.people.models import Departure
from cairn.records.people.whole import PARTS, whole_record
from cairn.web.shell.record_words import TABLES
from tests.cast import BEGINNING, NOW, PASSPHRASE, Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

ABOUT_PEOPLE = [
    model
    for model in apps.get_models()
    if isinstance(getattr(model, "privacy", None), Privacy)
    and model.privacy.person
    and not getattr(model, "keys_apart", False)
]


@pytest.mark.parametrize("model", ABOUT_PEOPLE, ids=lambda model: model._meta.label)
def test_every_table_about_people_has_its_part_and_its_name(model: Any) -> None:
    assert model._meta.app_label in PARTS
    assert model._meta.model_name in TABLES


def test_the_record_holds_ones_own_and_nothing_sealed_or_secret(stage: Cast) -> None:
    sheets = whole_record(reader=stage.reader("Ana"))
    told = json.dumps([sheet.rows for sheet in sheets])
    assert "Ana" in told
    assert str(stage.eve) not in told
    names = {name for sheet in sheets for name in sheet.columns}
    assert not names & {"password", "sign_in", "fingerprint", "digest"}


def test_taken_along_it_is_one_file_to_read_and_one_for_programs_and_a_line(
    stage: Cast, as_: As
) -> None:
    ana = as_("Ana")
    assert "Your mentors" in ana.get("/account/record/").content.decode()
    answer = ana.post("/account/record/file/")
    files = zipfile.ZipFile(io.BytesIO(answer.content))
    assert set(files.namelist()) == {"NOTICE.txt", "record.html", "record.json"}
    record = json.loads(files.read("record.json"))
    tables = {table["table"]: table["rows"] for table in record["tables"]}
    assert tables["person"][0]["name"] == "Ana"
    assert tables["mentorship"][0]["mentor"] == str(stage.bo)
    assert "Your account" in files.read("record.html").decode()
    assert Disclosure.objects.get().basis == "own"
    assert "your own copy" in ana.get("/disclosures/").content.decode()


def test_the_file_can_only_be_asked_for_by_its_button(as_: As) -> None:
    assert as_("Ana").get("/account/record/file/").status_code == 405
    assert Client().post("/account/record/file/").status_code == 302


@pytest.fixture
def ana(stage: Cast, as_: As) -> Client:
    way_in = credentials("Ana at the river", PASSPHRASE)
    open_account(by=machine("tests"), person=stage.ana, credentials=way_in, at=BEGINNING)
    client = Client()
    person = get_user_model().objects.get(pk=stage.ana)
    client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
    return client


def test_leaving_shows_what_goes_and_what_stays_with_its_reason(ana: Client) -> None:
    page = ana.get("/account/leaving/").content.decode()
    assert "Your mentors" in page
    assert "the law on records wants it kept" in page


def test_leaving_is_proved_by_the_passphrase_and_can_be_taken_back(ana: Client) -> None:
    assert ana.post("/account/leaving/", {}).status_code == 422
    assert ana.post("/account/leaving/", {"passphrase": "someone else"}).status_code == 422
    assert not Departure.objects.exists()
    assert ana.post("/account/leaving/", {"passphrase": PASSPHRASE}).status_code == 302
    assert "Until then you can change your mind" in ana.get("/account/leaving/").content.decode()
    assert ana.post("/account/leaving/stay/").status_code == 302
    assert Departure.objects.get().withdrawn_at is not None
    assert ana.post("/account/leaving/stay/").status_code == 404


def test_the_record_is_read_in_few_queries(stage: Cast, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(3 * len(ABOUT_PEOPLE)):
        whole_record(reader=stage.reader("Ana", NOW))
