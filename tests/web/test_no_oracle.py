"""Whether someone or something exists can't be told from the answer, nor from how long it takes (G8)."""

import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from scipy.stats import mannwhitneyu

from cairn.records.limits.models import Bucket
from tests.cast import Cast, with_accounts
from tests.web.conftest import As

PAIRS = 1000
ARGON = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

Ask = Callable[[], HttpResponse]


def bearing(answer: HttpResponse) -> tuple[object, ...]:
    """What of an answer could tell: status, headers, length, cookies (values apart)."""
    headers = {name: value for name, value in answer.headers.items() if name != "Date"}
    return answer.status_code, headers, len(answer.content), sorted(answer.cookies)


def sign_in(alias: str) -> HttpResponse:
    Bucket.objects.all().delete()  # as if nobody had tried for a while, so that it is hashed
    told = {"alias": alias, "passphrase": "not the right one at all"}
    return Client().post("/sign-in/", told)


def recover(alias: str) -> HttpResponse:
    Bucket.objects.all().delete()
    told = {"alias": alias, "code": "aaaa-bbbb-cccc", "passphrase": "quiet stones beside water"}
    return Client().post("/recovery/", told)


@pytest.fixture
def argon(settings: Any) -> None:
    """Passphrases are hashed as in real use."""
    settings.PASSWORD_HASHERS = ARGON


@pytest.fixture
def questions(stage: Cast, as_: As) -> dict[str, tuple[Ask, Ask]]:
    """Asked of what is there and of what is not, in words of one length."""
    with_accounts(stage)
    eve = as_("Eve")
    addresses = {
        "someone else's pair": ("/mentorships/{}/", stage.mentorship),
        "a person next door": ("/people/{}/", stage.ana),
        "needs of a person next door": ("/matching/profiles/{}/", stage.ana),
        "what went out of a person next door": ("/people/{}/disclosures/", stage.ana),
    }
    asked: dict[str, tuple[Ask, Ask]] = {
        "signing in": (
            lambda: sign_in("Ana at the river"),
            lambda: sign_in("Una at the river"),
        ),
        "a recovery code": (
            lambda: recover("Ana at the river"),
            lambda: recover("Una at the river"),
        ),
    }
    for name, (address, there) in addresses.items():
        asked[name] = (
            lambda address=address, there=there: eve.get(address.format(there)),
            lambda address=address: eve.get(address.format(uuid4())),
        )
    return asked


def test_g8_what_exists_and_what_does_not_are_answered_alike(
    questions: dict[str, tuple[Ask, Ask]],
) -> None:
    for name, (there, absent) in questions.items():
        assert bearing(there()) == bearing(absent()), name


@pytest.mark.deep
@pytest.mark.usefixtures("argon")
@pytest.mark.parametrize("name", ["signing in", "a recovery code", "someone else's pair"])
def test_g8_the_two_take_equally_long(name: str, questions: dict[str, tuple[Ask, Ask]]) -> None:
    there, absent = questions[name]
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(PAIRS):
        for which in (0, 1) if number % 2 else (1, 0):
            began = time.perf_counter()
            (there, absent)[which]()
            taken[which].append(time.perf_counter() - began)
    apart = 1000 * abs(statistics.median(taken[0]) - statistics.median(taken[1]))
    chance = float(mannwhitneyu(*taken).pvalue)
    print(f"{name}: medians {apart:.3f} ms apart, p = {chance:.3f}")  # noqa: T201
    assert apart < 1 or chance > 0.01
