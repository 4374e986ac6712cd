"""A real Chromium on Cairn's own pages; whatever the page complains of fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests import cast
from tests.cast import Cast

# Playwright's loop runs in the thread of the test, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_TALL = 4000
_PATIENCE = 30_000
"""Milliseconds that anything may take: a busy machine is slow, and that is no fault of the page."""
_MARGIN = 400
_PAUSE = 100
_OWN = {"localhost", "127.0.0.1", ""}
_REFUSED_AS_MEANT = "the server responded with a status of 4"

_BACKEND = "cairn.records.people.sign_in.ByAlias"

OpenPage = Callable[..., Page]

expect.set_options(timeout=_PATIENCE)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium from the system or from CAIRN_CHROMIUM; skips where there is none."""
    path = os.environ.get("CAIRN_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if path is None:
        pytest.skip("needs Chromium: install it or name it in CAIRN_CHROMIUM")
    launched = playwright.chromium.launch(executable_path=path, headless=True, args=_FLAGS)
    yield launched
    launched.close()


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Errors, broken policy and requests to others that any page made; there must be none."""
    heard: list[str] = []
    yield heard
    assert not heard


@pytest.fixture
def open_page(browser: Browser, complaints: list[str], live_server: object) -> Iterator[OpenPage]:
    """Opens a fresh visitor's page: `open_page(width=360, dark=True, language="es", scripts=False)`."""
    address = str(live_server)
    contexts: list[BrowserContext] = []

    def opened(
        *, width: int = 1280, dark: bool = False, language: str = "en", scripts: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale=language,
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        context.set_default_timeout(_PATIENCE)
        context.set_default_navigation_timeout(_PATIENCE)
        contexts.append(context)
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def stage(live_server: object) -> Cast:
    """The whole cast; everyone can sign in with the cast's passphrase."""
    return cast.with_accounts(cast.gather())


@pytest.fixture
def page_as(open_page: OpenPage, live_server: object, stage: Cast) -> OpenPage:
    """A page in which someone of the cast is signed in: `page_as("Ana", width=360)`."""

    def opened(name: str, **how: Any) -> Page:
        page = open_page(**how)
        sign_in(page, stage.people[name], str(live_server))
        return page

    return opened


def sign_in(page: Page, person: UUID, address: str) -> None:
    """Give the page's browser a session of this person's, without the sign-in form."""
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person), backend=_BACKEND)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": kept, "url": address}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A stranger's page at desk width."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page breaks no accessibility rule that a machine can see."""
    return assert_accessible


def follow(leads: Locator) -> None:
    """Press what leads to another page, and wait until that page stands."""
    with leads.page.expect_navigation(wait_until="load"):
        leads.click()


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Ask again until it holds, for what the browser does after the page has answered."""
    for _again in range(_PATIENCE // _PAUSE):
        if holds():
            return
        page.wait_for_timeout(_PAUSE)
    assert holds()


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA or of axe's good practice on the page as it stands.

    The window grows for it, so that the bar under the thumb covers nothing that is looked at.
    """
    page.wait_for_load_state("load")
    window = page.viewport_size
    if window:
        content = int(page.evaluate("document.documentElement.scrollHeight")) + _MARGIN
        page.set_viewport_size({"width": window["width"], "height": max(_TALL, content)})
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _RULES}})
    if window:
        page.set_viewport_size(window)
    broken = [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    assert not broken, "\n".join(broken)


def _listen(page: Page, complaints: list[str]) -> None:
    def console(message: object) -> None:
        text = str(getattr(message, "text", ""))
        if getattr(message, "type", "") == "error" and _REFUSED_AS_MEANT not in text:
            complaints.append(text)

    def request(asked: object) -> None:
        address = str(getattr(asked, "url", ""))
        if urlsplit(address).scheme in {"http", "https"} and urlsplit(address).hostname not in _OWN:
            complaints.append(f"asked {address}")

    page.on("console", console)
    page.on("pageerror", lambda fault: complaints.append(str(fault)))
    page.on("request", request)
