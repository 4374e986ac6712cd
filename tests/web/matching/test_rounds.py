"""The coordinator's pages of matching, over HTTP."""

import csv
import io
import re

import openpyxl
import pytest
from django.test import Client

from cairn.clockwork.worker import Worker
from cairn.records.matching.models import Proposal, Round
from cairn.records.trail.models import Line
from tests.cast import BEGINNING, Cast
from tests.records.matching.crowds import crowd
from tests.web.conftest import As
from tests.web.zipped import inside


def a_round(client: Client) -> str:
    address = client.post("/matching/")["Location"]
    Worker().do_what_is_due()
    return str(address)


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def test_the_coordinator_sees_the_pool_in_four_sentences(stage: Cast, dee: Client) -> None:
    crowd(stage, 6, 2, at=BEGINNING)
    page = dee.get("/matching/").content.decode()
    assert "people wait" in page
    assert "6 places in all" in page
    assert "Propose pairs for 6 people" in page


def test_a_round_waits_then_shows_its_pairs_and_sends_nothing(stage: Cast, dee: Client) -> None:
    crowd(stage, 6, 2, at=BEGINNING)
    address = dee.post("/matching/")["Location"]
    waiting = dee.get(address).content.decode()
    assert 'http-equiv="refresh"' in waiting
    assert "Weighing everyone who waits" in waiting
    Worker().do_what_is_due()
    page = dee.get(address).content.decode()
    assert "Best possible" in page
    assert "Nothing is sent until you say so." in page
    assert "Why these two" in page
    assert 'http-equiv="refresh"' not in page
    assert not Proposal.objects.filter(standing="sent").exists()


def test_a_second_round_at_once_is_told_kindly(stage: Cast, dee: Client) -> None:
    crowd(stage, 3, 1, at=BEGINNING)
    dee.post("/matching/")
    again = dee.post("/matching/", follow=True)
    assert "being worked out right now" in again.content.decode()
    assert Round.objects.count() == 1


def test_sending_says_what_it_will_do_and_does_it(stage: Cast, dee: Client) -> None:
    crowd(stage, 4, 2, at=BEGINNING)
    address = a_round(dee)
    count = Proposal.objects.count()
    assert f"Send {count} proposals" in dee.get(address).content.decode()
    page = dee.post(address, {"act": "send"}, follow=True).content.decode()
    assert f"{count} proposals are sent" in page
    assert Proposal.objects.filter(standing="sent").count() == count


def test_a_pair_is_changed_by_plain_links_and_forms(stage: Cast, dee: Client) -> None:
    crowd(stage, 8, 4, at=BEGINNING)
    address = a_round(dee)
    link = re.search(r'href="([^"]+/people/[^"]+)"', dee.get(address).content.decode())
    assert link
    page = dee.get(link[1]).content.decode()
    assert "Who could" in page
    mentor = re.search(r'name="mentor" value="([^"]+)"', page)
    assert mentor
    after = dee.post(link[1], {"mentor": mentor[1]}, follow=True)
    assert after.status_code == 200
    assert Proposal.objects.get(standing="drafted", by_hand=True).mentor_id.hex == mentor[
        1
    ].replace("-", "")


def test_dropping_and_setting_aside_are_undone_by_nobody_being_told(
    stage: Cast, dee: Client
) -> None:
    crowd(stage, 4, 2, at=BEGINNING)
    address = a_round(dee)
    pair = Proposal.objects.first()
    assert pair is not None
    page = dee.post(address, {"act": "drop", "proposal": str(pair.id)}, follow=True)
    assert "That pair is out" in page.content.decode()
    again = dee.post(address, {"act": "drop", "proposal": str(pair.id)}, follow=True)
    assert "has changed since" in again.content.decode()
    dee.post(address, {"act": "aside"})
    assert not Proposal.objects.filter(standing="drafted").exists()


def test_an_unmatched_person_is_shown_with_what_stands_in_the_way(stage: Cast, dee: Client) -> None:
    crowd(stage, 4, 1, capacity=1, at=BEGINNING)
    address = a_round(dee)
    page = dee.get(address).content.decode()
    assert "no mentor yet" in page
    link = re.findall(r'href="([^"]+person=[^"]+)"', page)[-1].replace("&amp;", "&")
    assert "What stands in the way" in dee.get(link).content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_pairs_leave_as_a_file_that_no_spreadsheet_runs_and_the_trail_knows(
    stage: Cast, dee: Client, kind: str
) -> None:
    crowd(stage, 4, 2, at=BEGINNING)
    address = a_round(dee)
    answer = dee.post(f"{address}pairs.{kind}")
    assert "attachment" in answer["Content-Disposition"]
    content = inside(answer, f"pairs.{kind}")
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        book = openpyxl.load_workbook(io.BytesIO(content))
        rows = [list(row) for row in book.active.values]  # type: ignore[union-attr]
    assert rows[0][:4] == ["mentee_id", "mentor_id", "fit", "reasons"]
    assert len(rows) == 1 + Proposal.objects.count()
    assert str(rows[1][0]).startswith("P")
    assert Line.objects.filter(act="round.exported").count() >= 2
    assert dee.post(f"{address}pairs.exe").status_code == 404


@pytest.mark.parametrize("who", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_members_without_the_right_are_told_so(stage: Cast, as_: As, who: str) -> None:
    crowd(stage, 2, 1, at=BEGINNING)
    address = a_round(as_("Dee"))
    client = as_(who)
    person = stage.people["Ana"]
    for path in ("/matching/", address, f"{address}people/{person}/"):
        assert client.get(path).status_code == 403, path
    assert client.post("/matching/").status_code == 403
    assert client.post(f"{address}pairs.csv").status_code == 403


def test_a_stranger_finds_nothing_and_someone_signed_out_signs_in(stage: Cast, as_: As) -> None:
    crowd(stage, 2, 1, at=BEGINNING)
    address = a_round(as_("Dee"))
    eve = as_("Eve")
    person = Proposal.objects.get().mentee_id if Proposal.objects.count() == 1 else stage.ana
    assert eve.get(address).status_code == 404
    assert eve.post(address, {"act": "send"}).status_code == 404
    assert eve.get(f"{address}people/{person}/").status_code == 404
    assert eve.get(f"/matching/profiles/{stage.ana}/").status_code == 404
    for path in ("/matching/", address, "/matching/sheets/", "/profile/"):
        assert "/sign-in/" in Client().get(path)["Location"]


def test_pages_ask_no_more_of_the_database_with_more_people(
    stage: Cast, dee: Client, django_assert_max_num_queries
) -> None:
    crowd(stage, 60, 20, at=BEGINNING)
    address = a_round(dee)
    dee.get(address)
    with django_assert_max_num_queries(32):
        assert dee.get("/matching/").status_code == 200
    with django_assert_max_num_queries(62):
        assert dee.get(address).status_code == 200
