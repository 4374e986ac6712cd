"""Every component in a real browser: no rule of accessibility broken, nothing wider than the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import OpenPage

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
]

TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("layout", ["person", "staff"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_gallery_breaks_no_rule(
    open_page: OpenPage, axe: Callable[[Page], None], layout: str, dark: bool, width: int
) -> None:
    page = open_page(width=width, dark=dark)
    page.goto(f"/gallery/?layout={layout}")
    axe(page)


@pytest.mark.parametrize("layout", ["person", "staff"])
def test_nothing_is_wider_than_a_narrow_page_even_in_double_size(
    open_page: OpenPage, layout: str
) -> None:
    page = open_page(width=320)
    page.goto(f"/gallery/?layout={layout}")
    assert page.evaluate(TOO_WIDE) == 0
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert page.evaluate(TOO_WIDE) == 0
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.reload()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 32
    assert page.evaluate(TOO_WIDE) == 0


def test_a_finger_finds_everything(open_page: OpenPage) -> None:
    page = open_page(width=360)
    page.goto("/gallery/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('.btn, .places a, .choice, .tabs a, summary, select, .errors a, .languages button')]
        .filter(e => e.offsetHeight && !e.matches('.errors a') && e.getBoundingClientRect().height < 44)
        .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_a_choice_is_made_and_taken_back(open_page: OpenPage) -> None:
    page = open_page(width=360)
    page.goto("/gallery/")
    good = page.get_by_label("good", exact=True).first
    good.click()
    assert good.is_checked()
    good.click()
    assert not good.is_checked()
    good.focus()
    page.keyboard.press("Space")
    assert good.is_checked()
    page.keyboard.press("ArrowRight")
    assert page.get_by_label("very good").first.is_checked()


@pytest.mark.parametrize("way", ["tap", "keys"])
def test_leaving_quickly_takes_the_page_away(open_page: OpenPage, way: str) -> None:
    page = open_page(width=360)
    page.goto("/gallery/")
    page.evaluate(
        "document.querySelector('[data-leave]').dataset.leave = '/healthz'; sessionStorage.setItem('a', 'b')"
    )
    entries = page.evaluate("history.length")
    if way == "tap":
        page.get_by_role("button", name="Leave quickly").click()
    else:
        for _press in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/healthz")
    assert page.evaluate("history.length") == entries
    assert page.evaluate("sessionStorage.length") == 0


def test_capitals_do_not_throw_anyone_out(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/gallery/")
    page.get_by_label("What should we call you?").first.focus()
    for letter in "ANA":
        page.keyboard.press(f"Shift+{letter}")
    assert "/gallery/" in page.url


def test_without_scripts_every_control_is_still_there(open_page: OpenPage) -> None:
    page = open_page(width=360, scripts=False)
    page.goto("/gallery/")
    page.get_by_label("so-so", exact=True).first.check()
    assert page.get_by_label("so-so", exact=True).first.is_checked()
    assert not page.get_by_text("Print them").is_visible()
    expect(page.get_by_role("button", name="Leave quickly")).to_be_visible()
