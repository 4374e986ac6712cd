"""Staff sign in through their organization: the one who was let in, and by a good word only."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cairn.core.people.organizations import Organization
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.tokens import outside
from cairn.web.people import openid
from tests.cast import Cast, with_accounts
from tests.web.conftest import As
from tests.web.tokens import provider as made
from tests.web.tokens.provider import Provider

OUT, BACK = "/sign-in/organization/", "/sign-in/organization/back/"
NO = "opens nothing here"


@pytest.fixture
def provider() -> Iterator[Provider]:
    with made.running() as running:
        yield running


def named(settings: Any, tmp_path: Path, issuer: str) -> None:
    """Set Cairn up for this organization."""
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    settings.CAIRN = replace(settings.CAIRN, organization=Organization(issuer, "cairn", secret))


def let_in(stage: Cast, issuer: str, subject: str = "Cy-17") -> None:
    now = timezone.now()
    outside.let_in(
        by=stage.reader("Dee", now), person=stage.cy, issuer=issuer, subject=subject, at=now
    )


@pytest.fixture
def house(stage: Cast, settings: Any, tmp_path: Path, provider: Provider) -> Cast:
    with_accounts(stage)
    named(settings, tmp_path, provider.issuer)
    let_in(stage, provider.issuer)
    return stage


def go_out(client: Client, provider: Provider) -> HttpResponse:
    answer = client.get(OUT)
    if answer.status_code == 302:
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        provider.asked = {name: values[0] for name, values in query.items()}
    return answer


def come_back(client: Client, provider: Provider) -> HttpResponse:
    return client.get(BACK, {"code": "the-code", "state": provider.asked["state"]})


def who(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def test_the_one_who_was_let_in_comes_in(house: Cast, provider: Provider) -> None:
    client = Client()
    assert go_out(client, provider).status_code == 302
    assert provider.asked["scope"] == "openid"
    assert provider.asked["code_challenge_method"] == "S256"
    assert come_back(client, provider).status_code == 302
    assert who(client) == str(house.cy)


def test_a_way_back_works_once_and_only_in_the_browser_that_went_out(
    house: Cast, provider: Provider
) -> None:
    client, other = Client(), Client()
    go_out(client, provider)
    assert NO in come_back(other, provider).content.decode()
    wrong = client.get(BACK, {"code": "the-code", "state": "guessed"})
    assert NO in wrong.content.decode()
    assert NO in come_back(client, provider).content.decode(), "a wrong state uses the way up"
    assert who(client) == who(other) == ""


STRANGE_CLAIMS: dict[str, dict[str, Any]] = {
    "another issuer": {"iss": "https://elsewhere.example"},
    "made for others": {"aud": "someone-else"},
    "made for several": {"aud": ["cairn", "someone-else"]},
    "handed on": {"azp": "someone-else"},
    "a nonce from before": {"nonce": "used-before"},
    "no nonce": {"nonce": None},
    "over": {"exp": 1},
    "without an end": {"exp": None},
    "stale": {"iat": 1},
    "from the future": {"iat": 9_999_999_999},
    "nobody": {"sub": None},
    "another": {"sub": "Cy-18"},
    "nearly the same": {"sub": "cy-17"},
    "the same e-mail": {"sub": "x", "email": "Cy-17", "email_verified": True},
    "a number": {"sub": 17},
    "endless": {"sub": "C" * 300},
}


@pytest.mark.parametrize("claims", STRANGE_CLAIMS.values(), ids=list(STRANGE_CLAIMS))
def test_a_word_that_does_not_fit_opens_nothing_and_makes_no_one(
    house: Cast, provider: Provider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    is_refused(provider)


@pytest.mark.parametrize("sign", [made.by_nobody, made.by_another, made.by_public_key])
def test_a_word_that_it_did_not_sign_opens_nothing(
    house: Cast, provider: Provider, sign: Any
) -> None:
    provider.sign = sign
    is_refused(provider)


BROKEN = {
    "huge": lambda _p: (200, b'{"a": "' + b"x" * 3_000_000 + b'"}'),
    "no json": lambda _p: (200, b"<html>"),
    "a list": lambda _p: (200, b"[]"),
    "deep": lambda _p: (200, b"[" * 100_000),
    "empty": lambda _p: (200, b"{}"),
    "a fault": lambda _p: (500, b"{}"),
    "a redirect": lambda _p: (302, b""),
    "slow": lambda p: (200, str(p.over.wait(20)).encode()),
}


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize("how", list(BROKEN))
def test_a_strange_answer_is_cut_short_and_opens_nothing(
    house: Cast, provider: Provider, path: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openid, "PATIENCE", 0.3)
    client = Client()
    go_out(client, provider)
    provider.bent[path] = BROKEN[how]
    assert NO in come_back(client, provider).content.decode()
    assert who(client) == ""


@pytest.mark.parametrize(
    "told", [{"issuer": "https://elsewhere.example"}, {"token_endpoint": "file:///etc/passwd"}]
)
def test_an_organization_that_names_another_or_a_strange_place_is_not_believed(
    house: Cast, provider: Provider, told: dict[str, str]
) -> None:
    provider.discovery = told
    client = Client()
    if go_out(client, provider).status_code == 302:
        assert NO in come_back(client, provider).content.decode()
    assert who(client) == ""


def is_refused(provider: Provider) -> None:
    client, before = Client(), get_user_model().objects.count()
    go_out(client, provider)
    answer = come_back(client, provider)
    assert answer.status_code in (200, 422)
    assert NO in answer.content.decode()
    assert who(client) == ""
    assert get_user_model().objects.count() == before


def test_a_coordinator_lets_staff_in_on_their_page_and_shuts_them_out(
    house: Cast, provider: Provider, as_: As
) -> None:
    dee, page = as_("Dee"), f"/people/{house.vic}/organization/"
    assert dee.post(page, {"subject": "Vic-3"}).status_code == 302
    assert "It opens their account now." in dee.get(page).content.decode()
    provider.claims = {"sub": "Vic-3"}
    client = Client()
    go_out(client, provider)
    come_back(client, provider)
    assert who(client) == str(house.vic)
    taken = dee.post(f"/people/{house.cy}/organization/", {"subject": "Vic-3"})
    assert taken.status_code == 422
    assert dee.post(page, {"act": "end"}).status_code == 302
    is_refused(provider)


def test_only_staff_of_ones_own_program_can_be_let_in(house: Cast, provider: Provider) -> None:
    now = timezone.now()
    told = {"issuer": provider.issuer, "subject": "x", "at": now}
    for person in (house.ana, house.bo, house.eve):
        with pytest.raises(NotFound):
            outside.let_in(by=house.reader("Dee", now), person=person, **told)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        outside.let_in(by=house.reader("Bo", now), person=house.cy, **told)  # type: ignore[arg-type]


def test_it_is_off_unless_the_operator_names_an_organization(stage: Cast, as_: As) -> None:
    assert Client().get(OUT).status_code == 404
    assert Client().get(BACK).status_code == 404
    assert as_("Dee").get(f"/people/{stage.cy}/organization/").status_code == 404


@pytest.fixture(scope="module")
def real_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """oidc-provider-mock (Flask and Authlib, a stranger's code) as a process of its own."""
    home = tmp_path_factory.mktemp("provider")
    port = 9400 + os.getpid() % 500
    subprocess.run([sys.executable, "-m", "venv", home], capture_output=True, check=True)
    tools = home / "bin"
    install = [tools / "pip", "install", "-q", "oidc-provider-mock==0.3.4"]
    done = subprocess.run(install, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("the package index does not give oidc-provider-mock 0.3.4")
    command = [tools / "oidc-provider-mock", "--port", str(port), "--require-nonce", "true"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        issuer, until = f"http://127.0.0.1:{port}", time.monotonic() + 30
        while time.monotonic() < until:
            try:
                httpx.get(f"{issuer}/.well-known/openid-configuration")
                break
            except httpx.HTTPError:
                assert server.poll() is None, (home / "log").read_text()
        yield issuer
        server.terminate()
        server.wait(10)


def test_a_strangers_provider_in_a_process_of_its_own_lets_only_the_invited_in(
    stage: Cast, settings: Any, tmp_path: Path, real_provider: str
) -> None:
    with_accounts(stage)
    named(settings, tmp_path, real_provider)
    let_in(stage, real_provider)
    for subject, person in (("Cy-17", str(stage.cy)), ("somebody", "")):
        client = Client()
        page = client.get(OUT).headers["Location"]
        answer = httpx.post(page, data={"sub": subject})
        assert answer.status_code == 302, answer.text
        client.get(BACK, parse_qs(urlsplit(answer.headers["Location"]).query))
        assert who(client) == person
    told = httpx.get(f"{real_provider}/.well-known/openid-configuration").json()
    assert told["issuer"] == real_provider
