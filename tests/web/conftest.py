"""Pages are asked for as someone of the cast: `as_("Ana").get("/")`."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests import cast
from tests.cast import Cast

As = Callable[[str], Client]


@pytest.fixture
def stage(db: None) -> Cast:
    """The whole cast, without accounts."""
    return cast.gather()


@pytest.fixture
def as_(stage: Cast) -> As:
    """A browser in which someone of the cast is signed in."""

    def browser(name: str) -> Client:
        client = Client()
        person = get_user_model().objects.get(pk=stage.people[name])
        client.force_login(person, backend="cairn.records.people.sign_in.ByAlias")
        return client

    return browser
