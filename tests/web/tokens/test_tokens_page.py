"""The page on which people make and take back tokens."""

import re

import pytest
from django.test import Client

from cairn.records.tokens.models import Token
from tests.cast import PASSPHRASE, Cast, with_accounts
from tests.web.conftest import As

WISH = {"label": "my watch", "scopes": ["days:read"], "days": "30", "passphrase": PASSPHRASE}


@pytest.fixture(autouse=True)
def accounts(stage: Cast) -> None:
    with_accounts(stage)


def test_a_token_is_shown_once_listed_used_and_taken_back(as_: As) -> None:
    ana = as_("Ana")
    page = ana.post("/account/tokens/", WISH).content.decode()
    [token] = re.findall(r"cairn_[0-9a-f]{48}", page)
    listed = ana.get("/account/tokens/").content.decode()
    assert token not in listed
    assert "my watch" in listed
    assert "Not used yet." in listed
    bearing = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/days", headers=bearing).status_code == 200
    assert "Last used on" in ana.get("/account/tokens/").content.decode()
    gone = ana.post(f"/account/tokens/{Token.objects.get().id}/end/", follow=True)
    assert "It opens nothing any more." in gone.content.decode()
    assert Client().get("/api/v1/days", headers=bearing).status_code == 401


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"label": ""}, "Give it a name"),
        ({"scopes": []}, "Choose at least one thing"),
        ({"scopes": ["all:everything"]}, "all:everything"),
        ({"days": "99999"}, "99999"),
        ({"passphrase": "something else here"}, "That is not your passphrase now."),
    ],
)
def test_what_is_amiss_stands_beside_its_field(
    as_: As, other: dict[str, object], told: str
) -> None:
    answer = as_("Ana").post("/account/tokens/", WISH | other)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Token.objects.exists()


def test_nobody_takes_back_anothers_token(as_: As) -> None:
    as_("Ana").post("/account/tokens/", WISH)
    assert as_("Bo").post(f"/account/tokens/{Token.objects.get().id}/end/").status_code == 404
    assert Token.objects.get().revoked_at is None
