"""Asking an organization who someone is: OpenID Connect, code flow with PKCE, on a short leash.

Every answer is bounded in time and size, no redirect is followed, and an address that the
organization names must be as safe as the one that the operator named.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Self
from urllib.parse import quote, urlencode, urlsplit

import httpx
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from cairn.core.people.organizations import ALGORITHMS, NotLetIn, Organization, subject_of

PATIENCE = 4.0
"""Seconds for a connection or a piece of an answer."""
WHOLE = 8.0
"""Seconds for all that one step asks."""
MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class Asked:
    """What was asked, kept in the session until the answer comes back, once."""

    state: str
    nonce: str
    verifier: str

    def kept(self) -> dict[str, str]:
        """As the session holds it."""
        return asdict(self)


def where_to(organization: Organization, *, back: str) -> tuple[str, Asked]:
    """The organization's own sign-in page, and what to keep until someone comes back from it."""
    asked = Asked(*(secrets.token_urlsafe(32) for _ in range(3)))
    with _Line(organization) as line:
        page = line.address("authorization_endpoint")
    question = {
        "response_type": "code",
        "scope": "openid",
        "client_id": organization.client,
        "redirect_uri": back,
        "state": asked.state,
        "nonce": asked.nonce,
        "code_challenge": create_s256_code_challenge(asked.verifier),
        "code_challenge_method": "S256",
    }
    return f"{page}{'&' if urlsplit(page).query else '?'}{urlencode(question)}", asked


def who_came(
    organization: Organization, *, back: str, code: str, asked: Asked, at: datetime
) -> str:
    """The organization's word on who it was, checked; raises `NotLetIn` for anything strange."""
    try:
        with _Line(organization) as line:
            given = line.ask(
                "POST",
                line.address("token_endpoint"),
                data={
                    "grant_type": "authorization_code",
                    "code": code,
                    "redirect_uri": back,
                    "code_verifier": asked.verifier,
                },
                auth=_client(organization),
            )
            keys = KeySet.import_key_set(line.ask("GET", line.address("jwks_uri")))  # type: ignore[arg-type]
        claims = jwt.decode(given["id_token"], keys, algorithms=list(ALGORITHMS)).claims
    except (JoseError, KeyError, TypeError, ValueError) as strange:
        raise NotLetIn from strange
    return subject_of(claims, organization=organization, nonce=asked.nonce, at=at)


class _Line:
    """A line to the organization, for one step; whatever goes wrong on it is `NotLetIn`."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._until = time.monotonic() + WHOLE
        self._http = httpx.Client(timeout=PATIENCE, follow_redirects=False, trust_env=False)

    def __enter__(self) -> Self:
        issuer = self._organization.issuer
        self._told = self.ask("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if self._told.get("issuer") != issuer:
            self._http.close()
            raise NotLetIn
        return self

    def __exit__(self, *_gone: object) -> None:
        self._http.close()

    def address(self, name: str) -> str:
        """One of the organization's addresses; it may not be less safe than the issuer's own."""
        found = self._told.get(name)
        scheme = urlsplit(self._organization.issuer).scheme
        if not isinstance(found, str) or urlsplit(found).scheme not in {"https", scheme}:
            raise NotLetIn
        return found

    def ask(self, method: str, url: str, **more: Any) -> Mapping[str, Any]:
        """What it answers, as an object."""
        body = b""
        try:
            with self._http.stream(
                method, url, headers={"Accept": "application/json"}, **more
            ) as answer:
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > MOST_BYTES or time.monotonic() > self._until:
                        raise NotLetIn
                told = json.loads(body) if answer.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, RecursionError) as broken:
            raise NotLetIn from broken
        if not isinstance(told, dict):
            raise NotLetIn
        return told


def _client(organization: Organization) -> tuple[str, str]:
    """How we show who asks: RFC 6749 §2.3.1, both halves quoted."""
    secret = organization.secret_file.read_text().strip()
    return quote(organization.client, safe=""), quote(secret, safe="")
