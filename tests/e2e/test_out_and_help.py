"""Leaving at once, help for anyone, and a language that stays."""

import pytest
from playwright.sync_api import Page, Response, Route

from cairn.web.shell.context import LEAVE_TO
from tests.cast import Cast
from tests.e2e.conftest import OpenPage, assert_accessible, follow

pytestmark = pytest.mark.django_db(transaction=True)

HELP_WEIGHS_AT_MOST = 60_000
"""Bytes of the page for help with its styles and scripts, unpacked; a slow line packs them to a third."""


def elsewhere(page: Page) -> None:
    """A dull page stands in for the one on the network."""

    def answer(route: Route) -> None:
        route.fulfill(body="<title>Weather</title><p>Mild.</p>", content_type="text/html")

    page.context.route(f"{LEAVE_TO}**", answer)


@pytest.mark.parametrize("scripts", [True, False], ids=["with script", "without"])
def test_leaving_quickly_takes_one_tap(
    page_as: OpenPage, complaints: list[str], scripts: bool
) -> None:
    page = page_as("Ana", width=360, scripts=scripts)
    elsewhere(page)
    page.goto("/today/")
    page.get_by_role("link", name="Leave quickly").click()
    page.wait_for_url(f"{LEAVE_TO}**")
    assert complaints == [f"asked {LEAVE_TO}"]
    complaints.clear()
    if scripts:
        page.go_back()
        assert "/today/" not in page.url


def test_leaving_says_nothing_of_where_one_was(page_as: OpenPage, complaints: list[str]) -> None:
    page = page_as("Ana")
    elsewhere(page)
    page.goto("/today/")
    with page.expect_request(f"{LEAVE_TO}**") as asked:
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
        page.keyboard.press("Shift")
    assert "referer" not in asked.value.headers
    complaints.clear()


def test_help_comes_signed_out_without_script_and_light(open_page: OpenPage) -> None:
    page = open_page(width=320, scripts=False)
    answers: list[Response] = []

    def heard(answer: Response) -> None:
        answers.append(answer)

    page.on("response", heard)
    page.goto("/sos/")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("link", name="Call 911").get_attribute("href") == "tel:911"
    assert page.locator('a[href="tel:988"]').count() >= 1
    assert len(page.context.cookies()) <= 1
    weights = {answer.url: len(answer.body()) for answer in answers}
    assert sum(weights.values()) <= HELP_WEIGHS_AT_MOST, weights
    with_script = open_page(width=320)
    with_script.goto("/sos/")
    assert_accessible(with_script)


def test_a_language_once_chosen_stays(open_page: OpenPage) -> None:
    page = open_page(width=360)
    page.goto("/about/")
    follow(page.get_by_role("button", name="Español"))
    assert page.locator("html").get_attribute("lang") == "es"
    page.goto("/sos/")
    assert page.locator("html").get_attribute("lang") == "es"
    assert_accessible(page)


def test_a_language_chosen_by_someone_signed_in_follows_them(
    page_as: OpenPage, stage: Cast
) -> None:
    page = page_as("Ana", width=360, scripts=False)
    page.goto("/path/")
    follow(page.get_by_role("button", name="Español"))
    assert page.url.endswith("/path/")
    other = page_as("Ana", width=1280)
    other.goto("/today/")
    assert other.locator("html").get_attribute("lang") == "es"
    assert_accessible(other)
