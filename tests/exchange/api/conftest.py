"""Programs of the cast's own: `calling("Ana").get("days")` calls the API by a token of Ana's."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.cast import PASSPHRASE, Cast, gather, with_accounts

from cairn.core.people.scopes import FOR_PROGRAMS, Scope
from cairn.records.programs.queries import reader_for
from cairn.records.tokens.commands import make_token

JSON = "application/json"


@dataclass
class Caller:
    """Another program, with its token."""

    token: str
    client: Client = field(default_factory=Client)

    def get(self, address: str, **asked: Any) -> HttpResponse:
        """Read something under /api/v1/."""
        return self.client.get(f"/api/v1/{address}", asked, headers=self._headers())

    def post(self, address: str, told: Any, key: object = None, **more: str) -> HttpResponse:
        """Send something under a key of its own, unless one is given."""
        headers = self._headers() | {"Idempotency-Key": str(key or uuid4())} | more
        at = f"/api/v1/{address}"
        return self.client.post(at, told, content_type=JSON, headers=headers)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


Calling = Callable[..., Caller]


@pytest.fixture
def stage(db: None) -> Cast:
    """The cast, with accounts."""
    return with_accounts(gather())


def token_of(stage: Cast, name: str, scopes: Iterable[Scope] = FOR_PROGRAMS) -> str:
    """A token that someone of the cast makes now."""
    now = timezone.now()
    return make_token(
        by=reader_for(stage.people[name], at=now),
        label="a watch",
        scopes=tuple(scopes),
        life=timedelta(days=30),
        passphrase=PASSPHRASE,
        at=now,
    )


@pytest.fixture
def calling(stage: Cast) -> Calling:
    """A program that acts for someone of the cast, for everything or only within some scopes."""

    def made(name: str, *scopes: Scope) -> Caller:
        return Caller(token_of(stage, name, scopes or FOR_PROGRAMS))

    return made
