"""Every page, as each of the cast who may open it: accessible, never too wide, nothing from elsewhere.

Each page is looked at in one variant, which its name decides; with --deep in all of them.
"""

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple
from zlib import crc32

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Page

from tests.cast import Cast
from tests.e2e.conftest import OpenPage, assert_accessible, sign_in
from tests.e2e.scene import Scene, set_up

pytestmark = pytest.mark.django_db(transaction=True)

NOBODY = "nobody"
EVERYONE = [NOBODY, "Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam", "Eve"]
PASSERS_BY = {NOBODY, "Ana"}
"""Public pages are the same for all; it is enough to see them signed out and signed in."""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

NOT_WALKED = {
    "organization-in": "shows no page; on only where an operator named an organization",
    "organization-back": "shows no page; on only where an operator named an organization",
    "person-organization": "on only where an operator named an organization",
    "cover": "lies there for those who wish it; test_in_the_hand looks at it in both themes",
    "second-step": "stands between two steps; test_g7_ways_in walks through it",
    "way-back-in": "opens by a link handed over in person; test_g7_ways_in walks through it",
    "calendar": "is a file that calendar apps fetch; shows no page",
    "first": "opens on an empty installation only; test_first_door walks through it",
    "proposal": "opened by its two people alone; test_from_sheets_to_a_pair looks at it as both",
}


class Variant(NamedTuple):
    """How a page is looked at; `text` is the size of the reader's letters in pixels."""

    dark: bool
    width: int
    language: str
    text: int


VARIANTS = [
    Variant(*one) for one in product((False, True), (360, 768, 1280), ("en", "es"), (16, 32))
]


def routes() -> dict[str, URLPattern]:
    """Every page that has a name; the API shows no pages, and opens to no browser's session."""
    return {
        str(pattern.name): pattern
        for pattern in get_resolver().url_patterns
        if isinstance(pattern, URLPattern) and not str(pattern.name).startswith("api-")
    }


def address_of(pattern: URLPattern, scene: Scene) -> str | None:
    """The address with what stands on the stage, or None where something is not there."""
    wanted = set(pattern.pattern.converters)
    if not wanted <= scene.ids.keys():
        return None
    written = str(pattern.pattern)
    for name in wanted:
        spelled = next(part for part in written.split("/") if f"{name}>" in part)
        start = spelled.rindex("<", 0, spelled.index(f"{name}>"))
        gap = spelled[start : spelled.index(">", start) + 1]
        written = written.replace(gap, str(scene.ids[name]))
    return f"/{written}"


def client_of(cast: Cast, name: str) -> Client:
    client = Client(raise_request_exception=False)
    if name != NOBODY:
        person = get_user_model().objects.get(pk=cast.people[name])
        client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
    return client


def walk(scene: Scene, name: str) -> Iterator[tuple[str, str, int, str]]:
    """What each address answers to someone: (route, address, status, content type)."""
    client = client_of(scene.cast, name)
    for route, pattern in sorted(routes().items()):
        address = address_of(pattern, scene)
        for_anyone = hasattr(pattern.callback, "public") and name not in PASSERS_BY
        if address is not None and not for_anyone:
            answer = client.get(address)
            kind = answer.headers.get("Content-Type", "")
            yield route, address, answer.status_code, kind.split(";")[0]


def test_each_address_is_opened_by_someone_or_stands_in_the_list(stage: Cast) -> None:
    scene = set_up(stage)
    opened, found = set(), {route: set() for route in routes()}
    for name in EVERYONE:
        for route, _address, status, _kind in walk(scene, name):
            found[route].add(status)
            if status == 200:
                opened.add(route)
    only_posted = {route for route, answers in found.items() if 405 in answers}
    missing = set(found) - opened - only_posted - set(NOT_WALKED)
    assert not missing, "put what their addresses need into scene.set_up, or say why not"
    stale = {route for route in NOT_WALKED if route not in found or route in opened}
    assert not stale, "these are walked now, or are gone: take them out of NOT_WALKED"


def variants_of(route: str, name: str, *, all_of_them: bool) -> list[Variant]:
    if all_of_them:
        return VARIANTS
    return [VARIANTS[crc32(f"{route} as {name}".encode()) % len(VARIANTS)]]


@pytest.mark.parametrize("name", EVERYONE)
def test_each_page_is_whole_in_the_variant_that_its_name_decides(
    open_page: OpenPage, stage: Cast, live_server: object, name: str, request: pytest.FixtureRequest
) -> None:
    look_at_all(open_page, set_up(stage), str(live_server), name, request, every=False)


@pytest.mark.deep
@pytest.mark.parametrize("name", EVERYONE)
def test_each_page_is_whole_in_every_variant(
    open_page: OpenPage, stage: Cast, live_server: object, name: str, request: pytest.FixtureRequest
) -> None:
    look_at_all(open_page, set_up(stage), str(live_server), name, request, every=True)


def look_at_all(
    open_page: OpenPage,
    scene: Scene,
    server: str,
    name: str,
    request: pytest.FixtureRequest,
    *,
    every: bool,
) -> None:
    """Look at each page of someone's; all that is amiss is told at once, page by page."""
    complaints: list[str] = request.getfixturevalue("complaints")
    walked = list(walk(scene, name))
    broken = [address for _route, address, status, _kind in walked if status >= 500]
    assert not broken
    pages = [
        (route, address)
        for route, address, status, kind in walked
        if status == 200 and kind == "text/html"
    ]
    visits = [
        (variant, route, address)
        for route, address in pages
        for variant in variants_of(route, name, all_of_them=every)
    ]
    amiss = []
    for variant, several in grouped(visits):
        page = open_page(width=variant.width, dark=variant.dark, language=variant.language)
        speak(scene.cast, name, variant.language)
        if name != NOBODY:
            sign_in(page, scene.cast.people[name], server)
        letters(page, variant.text)
        for route, address in several:
            before = len(complaints)
            amiss += [f"{route} {variant}: {fault}" for fault in faults(page, address, variant)]
            amiss += [f"{route} {variant}: {said}" for said in complaints[before:]]
        page.context.close()
    complaints.clear()
    assert visits
    assert not amiss, "\n".join(amiss)


def grouped(
    visits: list[tuple[Variant, str, str]],
) -> list[tuple[Variant, list[tuple[str, str]]]]:
    found: dict[Variant, list[tuple[str, str]]] = {}
    for variant, route, address in visits:
        found.setdefault(variant, []).append((route, address))
    return sorted(found.items())


def faults(page: Page, address: str, variant: Variant) -> Iterator[str]:
    """What is wrong with one page as it is seen."""
    page.set_viewport_size({"width": variant.width, "height": 900})
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        yield f"answers {answer and answer.status}"
        return
    spoken = page.locator("html").get_attribute("lang")
    if spoken != variant.language:
        yield f"speaks {spoken}"
    try:
        assert_accessible(page)
    except AssertionError as broken:
        yield str(broken)
    for width in {variant.width, 360, 320}:
        page.set_viewport_size({"width": width, "height": 900})
        beyond = page.evaluate(TOO_WIDE)
        if beyond > ROUNDING:
            yield f"{beyond} pixels too wide at {width}: {widest(page)}"


def widest(page: Page) -> str:
    """What sticks out, to find it by."""
    found = page.evaluate(
        """() => [...document.querySelectorAll('main *, header *, nav *, footer *')]
        .filter(e => !e.closest('svg'))
        .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map(e => e.outerHTML.slice(0, 90))"""
    )
    return str(found[-1]) if found else ""


def speak(cast: Cast, name: str, language: str) -> None:
    if name != NOBODY:
        get_user_model().objects.filter(pk=cast.people[name]).update(language=language)


ROUNDING = 1
"""Pixels by which a browser may round a page up that fits exactly."""


def letters(page: Page, size: int) -> None:
    """The size of letters that the reader set in their browser."""
    if size != 16:
        session = page.context.new_cdp_session(page)
        session.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
