"""An empty installation: one link makes the first program and its coordinator, and is then dead."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cairn.records.programs.commands import open_first_door
from tests.cast import PASSPHRASE
from tests.e2e.conftest import OpenPage, assert_accessible, follow

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_link_makes_the_program_and_works_once(open_page: OpenPage, live_server) -> None:
    token = open_first_door(at=timezone.now())
    page = open_page(width=768)
    page.goto(f"/first/{token}/")
    assert_accessible(page)
    page.get_by_label("Name of the program").fill("Riverside")
    page.get_by_label("What should we call you?").fill("Dee by the oak")
    page.get_by_label("A passphrase").fill("too short")
    follow(page.get_by_role("button", name="Make my account"))
    expect(page.locator(".errors")).to_be_visible()
    assert page.get_by_label("Name of the program").input_value() == "Riverside"
    assert_accessible(page)

    page.get_by_label("A passphrase").fill(PASSPHRASE)
    follow(page.get_by_role("button", name="Make my account"))
    assert page.locator("#codes li").count() == 10
    assert_accessible(page)
    page.get_by_label("I have kept them").check()
    follow(page.get_by_role("button", name="Go on"))
    page.wait_for_url("**/today/")
    expect(page.get_by_role("link", name="Invite the first people")).to_be_visible()
    assert_accessible(page)

    again = open_page()
    answer = again.goto(f"/first/{token}/")
    assert answer is not None
    assert answer.status == 404
    assert open_first_door(at=timezone.now()) is None
