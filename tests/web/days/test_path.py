"""One's own path: a month of days with shapes and words, filled in or corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cairn.records.days.models import CheckIn as CheckInRow
from tests.web.conftest import As


def days(back: int) -> str:
    return (timezone.localdate() - timedelta(days=back)).isoformat()


def test_a_past_day_is_filled_in_and_then_corrected(as_: As) -> None:
    browser, address = as_("Ana"), f"/days/{days(3)}/"
    answers = {"mood": "2", "use": "use", "substances": ["alcohol"], "note": "Hard"}
    assert browser.post(address, {"id": str(uuid4()), **answers}).status_code == 302
    page = browser.get(address).content.decode()
    assert "What you said before is below" in page
    assert "Hard" in page
    assert page.count("checked") == 3
    assert browser.post(address, {"id": str(uuid4()), "use": "none"}).status_code == 302
    assert CheckInRow.objects.count() == 2


def test_each_day_says_in_words_what_is_known(as_: As) -> None:
    browser = as_("Ana")
    browser.post(f"/days/{days(0)}/", {"id": str(uuid4()), "use": "declined"})
    page = browser.get("/path/").content.decode()
    assert ": rather not say" in page
    assert "The first day you told" in page
    assert "Only Bo can see this" in page


@pytest.mark.parametrize("day", [days(-1), "2026-02-31", "2026-13-01"])
def test_a_day_that_is_not_there_yet_or_never_was_is_not_found(as_: As, day: str) -> None:
    assert as_("Ana").get(f"/days/{day}/").status_code == 404


def test_an_empty_answer_is_refused_kindly(as_: As) -> None:
    answer = as_("Ana").post(f"/days/{days(1)}/", {"id": str(uuid4())})
    assert answer.status_code == 422
    assert "Any one will do" in answer.content.decode()


@pytest.mark.parametrize("month", ["2026-03", "nonsense", "2099-01", "2026-99"])
def test_any_month_opens(as_: As, month: str) -> None:
    assert as_("Ana").get("/path/", {"month": month}).status_code == 200


@pytest.mark.parametrize("address", ["/path/", "/days/2026-03-04/"])
def test_signed_out_one_is_asked_to_sign_in(client: object, db: None, address: str) -> None:
    assert client.get(address).status_code == 302  # type: ignore[attr-defined]
