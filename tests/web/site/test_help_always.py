"""Help opens even when the database does not answer, for whoever asks (T14)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.db import OperationalError, connections
from django.test import Client

from tests.cast import Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db


def _away(run: Callable[..., Any], sql: str, *told: Any) -> Any:
    raise OperationalError("the database is away")


@pytest.fixture
def visitors(as_: As, stage: Cast) -> Iterator[dict[str, Client]]:
    """Someone signed out and someone with a session, as the databases go away."""
    found = {"nobody": Client(raise_request_exception=False), "Ana": as_("Ana")}
    found["Ana"].raise_request_exception = False
    with ExitStack() as both:
        for alias in ("default", "keys"):
            both.enter_context(connections[alias].execute_wrapper(_away))
        yield found


@pytest.mark.parametrize("name", ["nobody", "Ana"])
def test_t14_help_opens_while_the_database_is_away(visitors: dict[str, Client], name: str) -> None:
    answer = visitors[name].get("/sos/")
    assert answer.status_code == 200
    assert "tel:911" in answer.content.decode()
    assert "tel:988" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_t14_the_way_out_opens_too_and_other_pages_say_where_help_is(
    visitors: dict[str, Client],
) -> None:
    ana = visitors["Ana"]
    assert ana.post("/leave/")["Refresh"].startswith("0; url=https://")
    broken = ana.get("/today/")
    assert broken.status_code >= 500
    assert "988" in broken.content.decode()
