"""Layouts and error pages, rendered alone."""

import re

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from cairn.web.shell.context import Place
from cairn.web.shell.gallery import gallery
from cairn.web.templatetags.cairn import drawings

CODES = ("400", "403", "404", "500", "503")
LAYOUTS = ("person", "staff", "public", "narrow")


def shown(query: str = "") -> str:
    return gallery(RequestFactory().get(f"/gallery/{query}")).content.decode()


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_needs_nothing_and_still_offers_help(code: str) -> None:
    markup = render_to_string(f"shell/{code}.html")
    assert markup.count("<h1>") == 1
    assert 'href="tel:988"' in markup
    assert 'href="/sos/"' in markup
    assert "<title>Cairn</title>" in markup


def test_a_refusal_says_why_on_its_page() -> None:
    assert "This sheet is empty." in render_to_string(
        "shell/400.html", {"reason": "This sheet is empty."}
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_has_one_main_part_and_a_way_past_the_rest(layout: str) -> None:
    markup = render_to_string(f"shell/{layout}.html")
    assert markup.count("<main ") == 1
    assert 'href="#main"' in markup
    assert 'lang="en" dir="ltr"' in markup


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_title_in_the_history_says_nothing(layout: str) -> None:
    assert "<title>Cairn</title>" in render_to_string(f"shell/{layout}.html")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_leave_quickly_is_a_plain_form_for_whoever_is_signed_in(layout: str) -> None:
    inside = render_to_string(
        f"shell/{layout}.html", {"signed_in": True, "leave_url": "https://plain.example/"}
    )
    outside = render_to_string(f"shell/{layout}.html", {"leave_url": "https://plain.example/"})
    assert 'action="/leave/" data-leave="https://plain.example/"' in inside
    assert "data-leave" not in outside


def test_the_current_place_is_marked_and_help_stands_out() -> None:
    places = [
        Place("Today", "/today/", "today", True),
        Place("Help now", "/sos/", "help", False, "sos"),
    ]
    markup = render_to_string("shell/person.html", {"places": places})
    assert re.findall(r'href="([^"]+)" aria-current="page"', markup) == ["/today/"]
    assert '<a href="/sos/" class="help">' in markup


def test_a_chosen_theme_is_on_the_page_and_automatic_is_not() -> None:
    assert 'data-theme="dark"' in shown("?theme=dark")
    assert "data-theme" not in shown("?theme=auto")
    assert "data-theme" not in shown("?theme=%22%3E")


@pytest.mark.parametrize("query", ["", "?layout=staff", "?layout=nonsense"])
def test_the_gallery_shows_every_component_without_repeating_an_id(query: str) -> None:
    markup = shown(query)
    ids = re.findall(r'\sid="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    for sign in (
        "facts",
        "reasons",
        "compare",
        "stones",
        "steps",
        "codes",
        "ladder",
        "weeks",
        "pairs",
        "errors",
    ):
        assert f'class="{sign}' in markup, sign
    assert re.findall(r"\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", markup) == []


def test_every_icon_is_drawn_and_an_unknown_one_is_a_mistake() -> None:
    assert all(inside.startswith("<") for inside in drawings().values())
    assert "nonsense" not in drawings()
    assert {
        "today",
        "path",
        "help",
        "talk",
        "groups",
        "matching",
        "people",
        "outcomes",
        "settings",
        "share",
    } <= drawings().keys()
