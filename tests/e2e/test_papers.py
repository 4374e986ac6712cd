"""A paper in a real browser: made, read, signed, taken back in two taps; and every page around it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cairn.core.consent.leaves import DataClass
from cairn.records.consent.disclosures import break_glass
from tests.cast import Cast
from tests.e2e.conftest import OpenPage, assert_accessible, follow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True)])
def test_ana_signs_a_paper_and_takes_it_back_in_two_taps(
    page_as: OpenPage, width: int, dark: bool
) -> None:
    page = page_as("Ana", width=width, dark=dark)
    page.goto("/consents/")
    follow(page.get_by_role("link", name="Make a paper"))
    assert_accessible(page)
    page.get_by_text("I want someone to have it").click()
    page.get_by_text("your check-ins and days").click()
    page.get_by_text("A person or place that I name").click()
    page.get_by_label("Their name").fill("Valley Clinic")
    page.get_by_text("Until a day that I choose").click()
    last = timezone.localdate() + timedelta(days=30)
    page.get_by_label("The last day").fill(last.isoformat())
    follow(page.get_by_role("button", name="Go on and read it"))
    assert_accessible(page)
    follow(page.get_by_role("button", name="I sign this"))
    assert page.get_by_text("Sign with your name.").count() >= 1
    assert_accessible(page)
    page.get_by_label("I am 18 or older").check()
    page.get_by_label("Sign with your name").fill("Ana")
    follow(page.get_by_role("button", name="I sign this"))
    assert page.get_by_text("Signed by Ana").count() == 1
    assert_accessible(page)
    follow(page.get_by_role("link", name="Take it back"))
    assert_accessible(page)
    follow(page.get_by_role("button", name="Yes, take it back"))
    assert page.get_by_text("Taken back on").count() == 1
    assert_accessible(page)


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_the_pages_around_it_are_fit_for_everyone(
    stage: Cast, page_as: OpenPage, width: int, dark: bool
) -> None:
    now = timezone.now()
    break_glass(
        by=stage.reader("Dee", now),
        subject=stage.ana,
        recipient="Dr. Park",
        affiliation="County hospital",
        nature="Found unconscious at the bus stop",
        data_classes=[DataClass.IDENTITY],
        at=now,
    )
    pages = {
        "Dee": [
            "/program/law/",
            "/program/",
            "/incidents/",
            f"/people/{stage.ana}/",
            f"/people/{stage.ana}/emergency/",
            f"/people/{stage.ana}/disclosures/",
        ],
        "Ana": [
            "/lookers/",
            "/disclosures/",
            "/account/",
            "/account/record/",
            "/account/leaving/",
            "/sharings/",
        ],
    }
    for name, addresses in pages.items():
        page = page_as(name, width=width, dark=dark)
        for address in addresses:
            page.goto(address)
            assert_accessible(page)
