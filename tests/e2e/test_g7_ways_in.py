"""G7 in a real Chromium: a passkey on its own authenticator, an app's codes, a device struck from afar."""

import time
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cairn.records.mentorships import vouching
from cairn.records.people.models import Recovery
from tests.cast import PASSPHRASE, Cast
from tests.e2e.conftest import follow

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def at_localhost(live_server: Any) -> str:
    """Passkeys belong to a name, never to a bare number."""
    return str(live_server).replace("127.0.0.1", "localhost")


def sign_in(page: Page, house: str, name: str) -> None:
    page.goto(f"{house}/sign-in/")
    page.fill("[name=alias]", f"{name} at the river")
    page.fill("[name=passphrase]", PASSPHRASE)
    follow(page.get_by_role("button", name="Sign in", exact=True))


def authenticator(page: Page) -> tuple[Any, str]:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    made = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
    return devtools, made["authenticatorId"]


def test_g7_a_passkey_is_made_named_and_lets_in_with_one_tap(
    open_page: Any, stage: Cast, at_localhost: str, settings: Any, axe: Any
) -> None:
    settings.STAFF_MAY_SKIP_SECOND_STEP = False
    page = open_page(width=360)
    devtools, phone = authenticator(page)
    sign_in(page, at_localhost, "Dee")
    expect(page.get_by_role("heading", name="First, one step more")).to_be_visible()
    axe(page)
    making = page.locator("form[data-passkey=make]")
    making.locator("[name=name]").fill("My phone")
    making.locator("[name=passphrase]").fill("these are not the words")
    making.get_by_role("button", name="Make a passkey").click()
    expect(making.locator("[data-said]")).to_have_text("That is not your passphrase now.")
    making.locator("[name=passphrase]").fill(PASSPHRASE)
    follow(making.get_by_role("button", name="Make a passkey"))
    expect(page.get_by_role("heading", name="My phone")).to_be_visible()
    [kept] = devtools.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]
    assert kept["isResidentCredential"]
    assert kept["rpId"] == "localhost"
    axe(page)

    page.context.clear_cookies()
    page.goto(f"{at_localhost}/sign-in/?next=/people/")
    follow(page.get_by_role("button", name="Sign in with a passkey"))
    expect(page).to_have_url(f"{at_localhost}/people/")

    page.context.clear_cookies()
    sign_in(page, at_localhost, "Dee")
    expect(page.get_by_role("heading", name="One step more")).to_be_visible()
    axe(page)
    follow(page.get_by_role("button", name="Sign in with a passkey"))
    page.goto(f"{at_localhost}/people/")
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()


def test_g7_an_unproved_finger_makes_no_passkey_and_the_page_says_what_else(
    open_page: Any, stage: Cast, at_localhost: str
) -> None:
    page = open_page(width=360)
    devtools, phone = authenticator(page)
    told = {"authenticatorId": phone, "isUserVerified": False}
    devtools.send("WebAuthn.setUserVerified", told)
    sign_in(page, at_localhost, "Ana")
    page.goto(f"{at_localhost}/account/ways-in/")
    making = page.locator("form[data-passkey=make]")
    making.locator("[name=name]").fill("My phone")
    making.locator("[name=passphrase]").fill(PASSPHRASE)
    making.get_by_role("button", name="Make a passkey").click()
    expect(making.locator("[data-said]")).to_contain_text("did not make one")


@pytest.mark.parametrize("scripts", [True, False])
def test_g7_an_app_for_codes_is_set_up_and_asked_for(
    open_page: Any, stage: Cast, at_localhost: str, axe: Any, scripts: bool
) -> None:
    page = open_page(width=360, scripts=scripts)
    sign_in(page, at_localhost, "Bo")
    page.goto(f"{at_localhost}/account/ways-in/")
    follow(page.get_by_role("link", name="Set it up"))
    expect(page.locator(".qr-frame svg")).to_be_visible()
    if scripts:
        axe(page)
    app = pyotp.TOTP("".join(page.locator("p.codes").inner_text().split()))
    page.fill("[name=code]", app.now())
    page.fill("[name=passphrase]", PASSPHRASE)
    follow(page.get_by_role("button", name="Use it from now on"))
    expect(page.get_by_text("In use since")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, at_localhost, "Bo")
    page.fill("[name=code]", app.at(time.time() + 30))  # the next one: the last was used
    follow(page.get_by_role("button", name="Go on", exact=True))
    page.goto(f"{at_localhost}/account/")
    expect(page.get_by_role("heading", name="Bo at the river")).to_be_visible()


def test_g7_a_device_struck_from_afar_is_out_with_its_next_page(
    open_page: Any, stage: Cast, at_localhost: str
) -> None:
    lost, own = open_page(width=360), open_page(width=360)
    sign_in(lost, at_localhost, "Ana")
    sign_in(own, at_localhost, "Ana")
    own.goto(f"{at_localhost}/account/ways-in/")
    follow(own.locator("#devices").get_by_role("button", name="Sign it out"))
    lost.goto(f"{at_localhost}/today/")
    expect(lost).to_have_url(f"{at_localhost}/sign-in/?next=%2Ftoday%2F")
    own.goto(f"{at_localhost}/today/")
    expect(own).to_have_url(f"{at_localhost}/today/")


def test_g7_a_way_back_from_vouching_to_ten_new_codes(
    open_page: Any, page_as: Any, stage: Cast, at_localhost: str, axe: Any
) -> None:
    bo = page_as("Bo", width=360)
    bo.goto(f"/people/{stage.ana}/way-back/")
    axe(bo)
    follow(bo.get_by_role("button", name="I met them, and I vouch for them"))
    expect(bo.get_by_role("heading", name="Waiting")).to_be_visible()
    assert vouching.way_back(reader=stage.reader("Bo"), person=stage.ana, at=timezone.now())
    a_day = timedelta(hours=24, minutes=1)
    row = Recovery.objects.get()
    Recovery.objects.update(vouched_at=row.vouched_at - a_day, ready_at=row.ready_at - a_day)
    cy = page_as("Cy")
    cy.goto(f"/people/{stage.ana}/way-back/")
    follow(cy.get_by_role("button", name="Make the link"))
    axe(cy)
    address = cy.locator("#way-back").inner_text()
    ana = open_page(width=360, scripts=False)
    ana.goto(address)
    ana.fill("[name=passphrase]", "nine owls on a barn roof")
    follow(ana.get_by_role("button", name="Let me back in"))
    expect(ana.locator("#codes li")).to_have_count(10)
