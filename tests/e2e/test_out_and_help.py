"""Help for anyone, and a language that stays."""

import pytest
from playwright.sync_api import Response

from tests.cast import Cast
from tests.e2e.conftest import OpenPage, assert_accessible, follow

pytestmark = pytest.mark.django_db(transaction=True)

HELP_WEIGHS_AT_MOST = 60_000
"""Bytes of the page for help with its styles and scripts, unpacked; a slow line packs them to a third."""


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
