"""A real Chromium on Cairn's own pages; whatever the page complains of fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

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
_OWN = {"localhost", "127.0.0.1", ""}
_REFUSED_AS_MEANT = "the server responded with a status of 4"

OpenPage = Callable[..., Page]


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
        contexts.append(context)
        page = context.new_page()
        _listen(page, complaints)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A stranger's page at desk width."""
    return open_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Asserts that a page breaks no accessibility rule that a machine can see."""
    return assert_accessible


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA or of axe's good practice on the page as it stands."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _RULES}})
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
