"""A setback in two taps: warm words, nothing that falls, an undo; counting as one chooses."""

import re
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from cairn.records.days.models import CheckIn as CheckInRow
from tests.web.conftest import As


def day(back: int = 0) -> str:
    return (timezone.localdate() - timedelta(days=back)).isoformat()


def told(as_: As, *, back: int = 0) -> str:
    answer = as_("Ana").post("/setback/", {"id": str(uuid4()), "day": day(back)})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_two_taps_and_warm_words(as_: As) -> None:
    browser = as_("Ana")
    assert "I had a setback" in browser.get("/today/").content.decode()
    page = browser.get("/setback/").content.decode()
    assert "Nobody gets a message about this." in page
    assert "Only Bo can see this" in page
    page = browser.get(told(as_)).content.decode()
    assert "Nothing you built is gone" in page
    assert "naloxone" in page
    assert "Talk to someone now" in page
    assert "Look at it later" in page


def test_no_zero_and_nothing_red_follows_it(as_: As) -> None:
    browser = as_("Ana")
    for back in (3, 2, 1):
        browser.post(f"/days/{day(back)}/", {"id": str(uuid4()), "use": "none"})
    page = browser.get(told(as_)).content.decode()
    figures = re.findall(r"<dd>(.*?)</dd>", page)
    assert "3" in figures
    assert not [one for one in figures if one.startswith("0")]
    assert 'class="wrong' not in page


def test_after_a_long_stretch_there_is_more_care_for_a_week(as_: As) -> None:
    browser = as_("Ana")
    first, last = day(32), day(2)
    browser.post("/path/fill/", {"first_day": first, "last_day": last, "status": "none"})
    assert "You had 31 days before" in browser.get(told(as_, back=1)).content.decode()
    assert "Be gentle with yourself this week" in browser.get("/today/").content.decode()


def test_it_is_undone_by_its_own_person_only(as_: As) -> None:
    address = told(as_)
    assert as_("Bo").post(f"{address}undo/").status_code == 404
    assert as_("Ana").get(f"{address}undo/").status_code == 405
    page = as_("Ana").post(f"{address}undo/", follow=True).content.decode()
    assert "Undone" in page
    assert not CheckInRow.objects.filter(replaced_at=None).exists()
    assert as_("Ana").get(address).status_code == 404


def test_no_other_day_can_be_chosen(as_: As) -> None:
    answer = as_("Ana").post("/setback/", {"id": str(uuid4()), "day": day(2)})
    assert answer.status_code == 422


def test_numbers_are_hidden_and_shown_as_one_likes(as_: As) -> None:
    browser = as_("Ana")
    browser.post(f"/days/{day()}/", {"id": str(uuid4()), "use": "none"})
    assert "All your days" in browser.get("/path/").content.decode()
    browser.post("/path/counting/", {"aim": "no_use", "hidden": "on"})
    for address in ("/path/", "/today/"):
        page = browser.get(address).content.decode()
        assert "All your days" not in page
        assert "Show the numbers" in page
    assert "day in all" not in browser.get("/path/").content.decode()


def test_a_limit_without_a_number_is_sent_back(as_: As) -> None:
    answer = as_("Ana").post("/path/counting/", {"aim": "limit"})
    assert answer.status_code == 422
    assert "how many drinks" in answer.content.decode()


def test_a_stone_has_a_page_to_keep_and_others_find_none(as_: As) -> None:
    browser = as_("Ana")
    browser.post(f"/days/{day()}/", {"id": str(uuid4()), "use": "none"})
    page = browser.get("/path/stones/days/1/").content.decode()
    assert "1 day in all" in page
    assert "Ana" not in re.sub(r"<title>.*?</title>", "", page)
    assert browser.get("/path/stones/days/3/").status_code == 404
    assert as_("Bo").get("/path/stones/days/1/").status_code == 404
