"""Papers on screen: made in two steps, signed whole, taken back in two taps, given out as a file."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cairn.records.consent.models import Agreement, Disclosure
from tests.cast import Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."


def filled(**other: Any) -> dict[str, Any]:
    last = timezone.localdate() + timedelta(days=30)
    told = {
        "kind": "request",
        "parts": ["days", "identity"],
        "recipient_kind": "named",
        "recipient": "Valley Clinic",
        "end": "day",
        "until": last.isoformat(),
    }
    return {**told, **other}


SIGNED = {
    "sign": "1",
    "id": "6f1d3c52-5c0b-4f59-9d2e-0d7c1c1a0009",
    "adult": "on",
    "signature": "Ana",
}


@pytest.fixture
def ana(as_: As) -> Client:
    return as_("Ana")


def signed(ana: Client, **other: Any) -> str:
    answer = ana.post("/consents/new/", filled(**SIGNED, **other))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer.url)  # type: ignore[attr-defined]


def test_the_first_step_shows_the_whole_text_and_signs_nothing(ana: Client) -> None:
    page = ana.post("/consents/new/", filled()).content.decode()
    for words in ("Valley Clinic", "Riverside", "your check-ins and days", "You can take this"):
        assert words in page
    assert not Agreement.objects.exists()


def test_signed_it_stands_on_the_list_with_what_was_read(ana: Client) -> None:
    address = signed(ana)
    page = ana.get(address).content.decode()
    assert "Signed by Ana" in page
    assert "you asked for it" in page
    assert "Counts now" in ana.get("/consents/").content.decode()
    assert Agreement.objects.get().device == "unknown"


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ({"parts": []}, "Choose what may be given."),
        ({"recipient": ""}, "Say who may get it."),
        ({"kind": ""}, "Say what it is for."),
        ({"until": ""}, "Choose the last day."),
        ({"until": "2020-01-01"}, "still to come"),
        ({"end": "none"}, "needs a last day"),
        ({"recipient_kind": "intermediary"}, "go-between may pass it on"),
        ({"kind": "research"}, "Say what it is for."),
        ({"kind": "counselling"}, "a paper of their own"),
    ],
)
def test_what_the_law_misses_is_said_beside_its_field(
    ana: Client, gone: dict[str, Any], words: str
) -> None:
    answer = ana.post("/consents/new/", filled(**gone, **SIGNED))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Agreement.objects.exists()


def test_without_a_name_or_an_age_nothing_is_signed_and_both_are_said(ana: Client) -> None:
    answer = ana.post("/consents/new/", filled(sign="1", id=SIGNED["id"]))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Sign with your name." in page
    assert "18 or older can sign" in page
    assert not Agreement.objects.exists()


def test_taken_back_in_two_taps_nothing_goes_out_any_more(ana: Client) -> None:
    address = signed(ana)
    assert ana.get(f"{address}end/").status_code == 200
    assert ana.post(f"{address}end/").status_code == 302
    assert "Taken back on" in ana.get("/consents/").content.decode()
    ana.post(f"{address}packet/")
    assert not Disclosure.objects.exists()
    assert ana.get(f"{address}end/").status_code == 404


def test_the_file_holds_what_the_paper_covers_the_notice_and_a_line_in_the_ledger(
    ana: Client,
) -> None:
    answer = ana.post(f"{signed(ana)}packet/")
    files = zipfile.ZipFile(io.BytesIO(answer.content))
    assert set(files.namelist()) == {"NOTICE.txt", "CONSENT.txt", "record.html", "record.json"}
    notice = files.read("NOTICE.txt").decode()
    assert notice.startswith(NOTICE)
    assert "Valley Clinic" in notice
    record = json.loads(files.read("record.json"))
    parts = {table["part"] for table in record["tables"]}
    assert parts <= {"days", "identity"}
    assert "Bo" not in files.read("record.json").decode().split('"')
    page = ana.get("/disclosures/").content.decode()
    assert "Valley Clinic" in page
    assert Disclosure.objects.get().basis == "consent"


@pytest.mark.parametrize("name", ["Bo", "Dee", "Eve"])
def test_nobody_else_finds_a_paper(ana: Client, as_: As, name: str) -> None:
    address = signed(ana)
    other = as_(name)
    assert other.get(address).status_code == 404
    assert other.get(f"{address}end/").status_code == 404
    assert other.post(f"{address}end/").status_code == 404
    assert other.post(f"{address}packet/").status_code == 404
    assert "Valley Clinic" not in other.get("/consents/").content.decode()


@pytest.mark.parametrize(
    "address", ["/consents/", "/consents/new/", "/lookers/", "/disclosures/", "/program/law/"]
)
def test_signed_out_one_is_sent_to_sign_in(db: None, address: str) -> None:
    assert Client().get(address).status_code == 302


def test_who_looked_says_who_which_part_and_why(stage: Cast, as_: As) -> None:
    assert "Nobody has looked yet" in as_("Ana").get("/lookers/").content.decode()
    as_("Dee").get(f"/people/{stage.ana}/")
    page = as_("Ana").get("/lookers/").content.decode()
    assert "Dee" in page
    assert "the name you chose" in page
    assert "to run the program" in page


def test_who_looked_comes_in_pages_with_few_queries(
    stage: Cast, as_: As, django_assert_max_num_queries: Any
) -> None:
    dee = as_("Dee")
    for _ in range(31):
        dee.get(f"/people/{stage.ana}/")
    ana = as_("Ana")
    with django_assert_max_num_queries(8):
        first = ana.get("/lookers/").content.decode()
    assert "?from=30" in first
    assert ana.get("/lookers/?from=30").content.decode().count("Dee") == 1
    assert ana.get("/lookers/?from=x").status_code == 200


def test_the_accounting_is_open_to_the_person_and_the_coordinator(stage: Cast, as_: As) -> None:
    signed(as_("Ana"))
    as_("Ana").post(f"/consents/{SIGNED['id']}/packet/")
    address = f"/people/{stage.ana}/disclosures/"
    assert "Valley Clinic" in as_("Dee").get(address).content.decode()
    assert as_("Bo").get(address).status_code == 403
    assert as_("Eve").get(address).status_code == 404


def test_the_law_is_answered_by_the_coordinator(stage: Cast, as_: As) -> None:
    dee = as_("Dee")
    assert "42 CFR part 2" in dee.get("/program/law/").content.decode()
    assert dee.post("/program/law/", {}).status_code == 422
    names = ("offers_treatment", "federal_help", "receives_records", "bills_electronically")
    assert dee.post("/program/law/", dict.fromkeys(names, "no")).status_code == 302
    assert "state law alone" in dee.get("/program/law/").content.decode()
    assert as_("Bo").get("/program/law/").status_code == 403


def test_an_emergency_is_written_down_whole(stage: Cast, as_: As) -> None:
    address = f"/people/{stage.ana}/emergency/"
    told = {
        "recipient": "Dr. Park",
        "affiliation": "County hospital",
        "nature": "Unconscious",
        "parts": ["identity"],
        "given_at": (timezone.now() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    }
    cy = as_("Cy")
    assert address in cy.get(f"/mentorships/{stage.mentorship}/").content.decode()
    assert address not in as_("Bo").get(f"/mentorships/{stage.mentorship}/").content.decode()
    assert cy.post(address, {**told, "nature": ""}).status_code == 422
    ahead = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    assert cy.post(address, {**told, "given_at": ahead}).status_code == 422
    assert cy.post(address, told).status_code == 302
    assert "County hospital" in as_("Ana").get("/disclosures/").content.decode()
    assert as_("Bo").get(address).status_code == 403
    assert as_("Eve").get(address).status_code == 404


def test_an_incident_is_kept_judged_and_told(stage: Cast, as_: As) -> None:
    dee = as_("Dee")
    today = timezone.localdate().isoformat()
    assert dee.post("/incidents/", {"what": "x"}).status_code == 422
    told = {"what": "A list lay open.", "happened_on": today, "found_on": today}
    address = dee.post("/incidents/", told).url  # type: ignore[attr-defined]
    assert dee.post(f"{address}people/", {"name": "Nobody"}).status_code == 422
    assert dee.post(f"{address}people/", {"name": "ana"}).status_code == 302
    judged = dict.fromkeys(("sensitive", "wrong_person", "really_seen", "undone"), "low")
    assert dee.post(address, judged).status_code == 422
    assert dee.post(address, {**judged, "likely": "yes", "reasons": "Names."}).status_code == 302
    assert "1 person to tell" in dee.get("/incidents/").content.decode()
    assert dee.post(f"{address}people/{stage.ana}/told/").status_code == 302
    assert "person to tell" not in dee.get("/incidents/").content.decode()
    assert as_("Eve").get(address).status_code == 404
    assert as_("Cy").get(address).status_code == 403
