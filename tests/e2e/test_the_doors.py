"""In a real browser: coming in by a link, keeping the codes, and taking leave back; with and without script."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from cairn.core.people.roles import Role
from cairn.records.consent.queries import shared_by
from cairn.records.programs import doors
from tests import cast
from tests.cast import PASSPHRASE, Cast
from tests.e2e.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage() -> Cast:
    return cast.with_accounts(cast.gather())


def send(page: Page) -> None:
    follow(page.locator("main .form button[type=submit]").first)


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in/?next=/account/")
    page.fill("[name=alias]", f"{name} at the river")
    page.fill("[name=passphrase]", PASSPHRASE)
    send(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_link_on_paper_to_the_front_page(open_page, stage: Cast, scripts: bool, axe) -> None:
    token = doors.invite(by=stage.reader("Dee"), role=Role.PARTICIPANT, at=timezone.now())
    page = open_page(width=360, scripts=scripts)
    page.goto(f"/invitations/{token}/")
    page.fill("[name=alias]", "Warm Owl")
    page.fill("[name=passphrase]", "short")
    send(page)
    assert page.locator("[name=alias]").input_value() == "Warm Owl"
    page.fill("[name=passphrase]", PASSPHRASE)
    send(page)
    assert page.locator("#codes li").count() == 10
    if scripts:
        axe(page)
    page.get_by_text("I have kept them").click()
    send(page)
    page.goto("/account/")
    assert page.locator("h1").inner_text() == "Warm Owl"


def test_leave_is_taken_back_in_two_taps_without_script(open_page, stage: Cast) -> None:
    page = open_page(width=360, scripts=False)
    sign_in(page, "Ana")
    page.goto("/sharings/")
    before = page.get_by_role("button", name="Take it back").count()
    follow(page.get_by_role("button", name="Take it back").first)
    assert page.get_by_role("button", name="Take it back").count() == before - 1
    now = timezone.now()
    assert len(shared_by(reader=stage.reader("Ana", at=now), at=now)) == before - 1


@pytest.mark.parametrize(("width", "dark"), [(360, False), (768, True), (1280, False)])
def test_the_pages_are_accessible_and_never_wider_than_the_screen(
    open_page, stage: Cast, axe, width: int, dark: bool
) -> None:
    visits = {
        "": ["/", "/sos/", "/about/", "/sign-in/", "/recovery/", "/demo/"],
        "Ana": ["/account/", "/sharings/"],
        "Dee": ["/people/", "/people/invite/", f"/people/{stage.bo}/", "/program/"],
    }
    for name, addresses in visits.items():
        page = open_page(width=width, dark=dark)
        # As tall as any page, so that the bar under the thumb covers nothing of it.
        page.set_viewport_size({"width": width, "height": 3000})
        if name:
            sign_in(page, name)
        for address in addresses:
            page.goto(address)
            axe(page)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, address
