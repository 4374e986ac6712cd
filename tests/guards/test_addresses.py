"""Every address asks a permission or stands in the list of public pages with a reason."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.staticfiles.views import serve
from django.urls import URLPattern, URLResolver, get_resolver

from cairn.core.people.permissions import Permission

STRANGERS = {serve}
"""Views of packages that ask nothing: static files of development."""


def addresses() -> list[tuple[str, Any]]:
    return list(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield here, pattern.callback


@pytest.mark.parametrize(("address", "view"), [pytest.param(a, v, id=a) for a, v in addresses()])
def test_every_address_asks_a_permission_or_says_why_not(address: str, view: Any) -> None:
    if view in STRANGERS:
        return
    asked, reason = getattr(view, "asks", None), getattr(view, "public", None)
    assert (asked is None) != (reason is None), f"{address} must ask a permission or be public"
    if reason is not None:
        assert len(reason.split()) >= 3, f"{address} needs a reason for being public"
    else:
        assert isinstance(asked, Permission)


def test_the_walk_finds_the_addresses_that_must_keep_their_names() -> None:
    found = {address for address, _ in addresses()}
    assert {"", "sos/", "healthz", "readyz", "demo/"} <= found
