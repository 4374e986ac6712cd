"""Pairs as each of the cast may see them; a contact in a few taps; an end without blame."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.days import CheckIn
from cairn.core.mentorships.contacts import Contact, Means, Support
from cairn.records.consent import commands as consent
from cairn.records.consent.queries import shared_by
from cairn.records.days.commands import tell_day
from cairn.records.mentorships.commands import log_contact
from cairn.records.mentorships.models import Contact as ContactRow
from cairn.records.programs.queries import reader_for
from cairn.web.mentorships.sheets import safe
from tests.cast import Cast
from tests.web.conftest import As
from tests.web.zipped import inside

NOTE = "We sat by the river"


@pytest.fixture
def pair(stage: Cast) -> str:
    now = timezone.now()
    log_contact(
        by=reader_for(stage.bo, at=now),
        mentorship=stage.mentorship,
        contact=Contact(
            timezone.localdate(now), Means.PHONE, 30, frozenset({Support.EMOTIONAL}), note=NOTE
        ),
        contact_id=uuid4(),
        today=timezone.localdate(now),
        at=now,
    )
    return f"/mentorships/{stage.mentorship}/"


def body(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return str(answer.content.decode())


def test_signed_out_one_is_asked_to_sign_in(client: Client, pair: str) -> None:
    assert "/sign-in/" in client.get(pair).headers["Location"]


@pytest.mark.parametrize("name", ["Ana", "Bo"])
def test_the_two_read_what_was_written(as_: As, pair: str, name: str) -> None:
    assert NOTE in body(as_(name), pair)


@pytest.mark.parametrize("name", ["Cy", "Dee"])
def test_staff_see_when_and_how_but_not_what_was_written(as_: As, pair: str, name: str) -> None:
    page = body(as_(name), pair)
    assert "Phone, 30 minutes" in page
    assert NOTE not in page
    assert "between the two" in page


def test_cy_reads_notes_once_ana_says_so_and_not_after(as_: As, pair: str, stage: Cast) -> None:
    ana = reader_for(stage.ana, at=timezone.now())
    consent.share(
        by=ana,
        recipient=stage.cy,
        data_class=DataClass.NOTES,
        purpose=Purpose.SUPERVISION,
        at=timezone.now(),
    )
    assert NOTE in body(as_("Cy"), pair)
    for leave in shared_by(reader=ana, at=timezone.now()):
        consent.withdraw(by=ana, sharing=leave.id, at=timezone.now())
    assert NOTE not in body(as_("Cy"), pair)


@pytest.mark.parametrize(
    ("name", "status"), [("Vic", 403), ("Lin", 403), ("Sam", 403), ("Eve", 404)]
)
def test_others_do_not_get_in(as_: As, pair: str, name: str, status: int) -> None:
    assert NOTE not in body(as_(name), pair, status)


def test_leave_withdrawn_hides_days_and_goals_at_the_next_read(
    as_: As, pair: str, stage: Cast
) -> None:
    now = timezone.now()
    ana = reader_for(stage.ana, at=now)
    today = timezone.localdate(now)
    told = CheckIn(today, mood=2, note="A grey morning")
    tell_day(by=ana, check_in=told, check_in_id=uuid4(), today=today, at=now)
    assert "A grey morning" in body(as_("Bo"), pair)
    assert "A grey morning" not in body(as_("Dee"), pair)
    for leave in shared_by(reader=ana, at=timezone.now()):
        consent.withdraw(by=ana, sharing=leave.id, at=timezone.now())
    page = body(as_("Bo"), pair)
    assert "A grey morning" not in page
    assert "keeps days private" in page
    assert "Goals" not in page


def send(browser: Client, stage: Cast, **answers: object) -> int:
    usual = {
        "id": str(uuid4()),
        "means": "phone",
        "reached": "yes",
        "minutes": "20",
        "support": ["emotional", "instrumental"],
        "day": timezone.localdate().isoformat(),
    }
    address = f"/mentorships/{stage.mentorship}/contacts/new/"
    return browser.post(address, {**usual, **answers}).status_code


def test_a_contact_takes_six_taps_and_the_same_form_twice_is_one_row(as_: As, stage: Cast) -> None:
    browser, own_id = as_("Bo"), str(uuid4())
    assert send(browser, stage, id=own_id) == 302
    assert send(browser, stage, id=own_id) == 302
    row = ContactRow.objects.get()
    assert (row.minutes, row.emotional, row.informational) == (20, True, False)


def test_a_try_and_other_minutes_are_kept(as_: As, stage: Cast) -> None:
    browser = as_("Bo")
    assert send(browser, stage, minutes="other", other_minutes="25") == 302
    assert send(browser, stage, reached="no", minutes="", support=[]) == 302
    assert sorted(ContactRow.objects.values_list("minutes", "reached")) == [(0, False), (25, True)]


@pytest.mark.parametrize(
    "answers",
    [
        {"means": ""},
        {"minutes": ""},
        {"day": "2099-01-01"},
        {"day": "2020-01-01"},
        {"reached": "no"},
        {"other_minutes": "601", "minutes": "other"},
    ],
)
def test_a_contact_that_cannot_be_is_refused_in_words(
    as_: As, stage: Cast, answers: dict[str, object]
) -> None:
    assert send(as_("Bo"), stage, **answers) == 422
    assert not ContactRow.objects.exists()


@pytest.mark.parametrize(("name", "status"), [("Ana", 403), ("Dee", 403), ("Eve", 404)])
def test_only_the_mentor_logs(as_: As, stage: Cast, name: str, status: int) -> None:
    assert send(as_(name), stage) == status


def test_an_end_asks_no_reason_and_stops_what_was_shared(as_: As, stage: Cast) -> None:
    browser = as_("Ana")
    address = f"/mentorships/{stage.mentorship}/closure/"
    assert "Nobody has to say why" in body(browser, address)
    assert browser.post(address).status_code == 302
    assert shared_by(reader=reader_for(stage.ana, at=timezone.now()), at=timezone.now()) == []
    assert send(as_("Bo"), stage) == 403
    assert as_("Cy").get(address).status_code in {403, 404}


def test_a_participant_goes_straight_to_her_mentor(as_: As, stage: Cast) -> None:
    answer = as_("Ana").get("/mentorships/")
    assert answer.headers["Location"] == f"/mentorships/{stage.mentorship}/"


def test_staff_find_pairs_by_name(as_: As) -> None:
    assert "Ana and Bo" in body(as_("Dee"), "/mentorships/?q=an")
    assert "Ana and Bo" not in body(as_("Dee"), "/mentorships/?q=zz")
    assert "Ana and Bo" not in body(as_("Dee"), "/mentorships/?ended=1")
    assert "Ana" not in body(as_("Eve"), "/mentorships/")


def test_the_sheet_is_for_staff_and_runs_no_formula(as_: As) -> None:
    for name in ("Dee", "Cy"):
        answer = as_(name).post("/mentorships/list/")
        assert b"Ana,Bo,2026-03-02" in inside(answer, "mentorships.csv")
    assert as_("Bo").post("/mentorships/list/").status_code == 403
    assert as_("Dee").get("/mentorships/list/").status_code == 405
    assert [safe(cell) for cell in ("=1+1", "+1", "-1", "@a", "Ana", 3)] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@a",
        "Ana",
        "3",
    ]


def test_many_contacts_come_in_pages(as_: As, pair: str, stage: Cast) -> None:
    now = timezone.now()
    for back in range(12):
        day = timezone.localdate(now) - timedelta(days=back)
        log_contact(
            by=reader_for(stage.bo, at=now),
            mentorship=stage.mentorship,
            contact=Contact(day, Means.TEXT, 5),
            contact_id=uuid4(),
            today=timezone.localdate(now),
            at=now,
        )
    assert "1 to 10 of 13" in body(as_("Bo"), pair)
    assert "11 to 13 of 13" in body(as_("Bo"), f"{pair}?from=10")
    assert "1 to 10 of 13" in body(as_("Bo"), f"{pair}?from=nonsense")
