"""Filling in past days: ticks and stretches, interviews beside the person, anchors."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from cairn.records.days.models import DayStatus
from tests.cast import Cast
from tests.web.conftest import As


def back(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def page_of(day: str) -> str:
    return f"?month={day[:7]}"


def test_ticked_days_are_filled_in_one_go_and_shown(as_: As) -> None:
    browser = as_("Ana")
    address = "/path/fill/" + page_of(back(2))
    answer = browser.post(address, {"days": [back(2)], "status": "none"}, follow=True)
    page = answer.content.decode()
    assert "1 day is filled in." in page
    assert f'value="{back(2)}"' in page
    assert "Your day calendar" in browser.get(f"/days/{back(2)}/").content.decode()


def test_a_stretch_keeps_what_was_told_before(as_: As) -> None:
    browser = as_("Ana")
    browser.post(f"/days/{back(3)}/", {"id": str(uuid4()), "use": "use"})
    told = {"first_day": back(4), "last_day": back(2), "status": "none"}
    page = browser.post("/path/fill/", told, follow=True).content.decode()
    assert "2 days are filled in. 1 day was told before and stays as it was." in page


def test_an_amount_needs_what_it_was_and_what_was_typed_stays(as_: As) -> None:
    told = {"first_day": back(2), "status": "use", "amount": "4", "unit": "drinks"}
    answer = as_("Ana").post("/path/fill/", told)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Say what it was" in page
    assert f'value="{back(2)}"' in page
    assert DayStatus.objects.count() == 0


def test_no_day_and_today_are_refused_kindly(as_: As) -> None:
    browser = as_("Ana")
    assert browser.post("/path/fill/", {"status": "none"}).status_code == 422
    told = {"first_day": back(0), "status": "none"}
    assert "Choose up to yesterday" in browser.post("/path/fill/", told).content.decode()


def test_a_mentor_fills_in_together_and_ana_reads_who_wrote_it(as_: As, stage: Cast) -> None:
    address = f"/days/with/{stage.ana}/" + page_of(back(2))
    mentor = as_("Bo")
    assert "Ana&#x27;s days, together" in mentor.get(address).content.decode()
    told = {"days": [back(2)], "status": "use", "substance": "alcohol"}
    assert mentor.post(address, told).status_code == 422
    assert mentor.post(address, {**told, "present": "on"}).status_code == 302
    browser = as_("Ana")
    browser.post(f"/days/{back(2)}/", {"id": str(uuid4()), "use": "none"})
    page = browser.get(f"/days/{back(2)}/").content.decode()
    assert "Together with Bo" in page
    assert "These answers differ" in page
    assert "Answers differ about" in browser.get("/path/fill/" + page_of(back(2))).content.decode()


def test_an_anchor_stands_in_the_calendar_until_it_is_taken_away(as_: As) -> None:
    browser = as_("Ana")
    told = {"id": str(uuid4()), "kind": "court", "first_day": back(2), "words": "Hearing"}
    assert browser.post("/path/anchors/", told).status_code == 302
    assert "Court: Hearing" in browser.get("/path/fill/" + page_of(back(2))).content.decode()
    browser.post(f"/path/anchors/{told['id']}/remove/")
    assert "Hearing" not in browser.get("/path/fill/" + page_of(back(2))).content.decode()
    assert browser.post("/path/anchors/", {"id": str(uuid4())}).status_code == 422
