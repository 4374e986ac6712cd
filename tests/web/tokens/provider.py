"""An organization's sign-in server that speaks OpenID Connect, rightly or strangely."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

KEY, OTHER_KEY = (RSAKey.generate_key(2048, parameters={"kid": "one"}) for _ in range(2))
Answer = tuple[int, bytes]


@dataclass
class Provider:
    """What it says; a test bends one thing, and everything else stays right."""

    issuer: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    bent: dict[str, Callable[["Provider"], Answer]] = field(default_factory=dict)
    sign: Callable[[dict[str, Any]], str] = lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "one"}, claims, KEY
    )
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, path: str, form: dict[str, str]) -> Answer:
        if path in self.bent:
            return self.bent[path](self)
        if path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "in", "token_endpoint": "token", "jwks_uri": "keys"}
            at = {name: f"{self.issuer}/{end}" for name, end in names.items()}
            return _told({"issuer": self.issuer, **at, **self.discovery})
        if path == "/keys":
            return _told({"keys": [KEY.as_dict(private=False)]})
        return _told({"id_token": self.sign(self._word())}) if self._fits(form) else (400, b"{}")

    def _fits(self, form: dict[str, str]) -> bool:
        """PKCE: only whoever asked can take the answer (RFC 7636)."""
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
        same = form.get("redirect_uri") == self.asked["redirect_uri"]
        return same and challenge == self.asked["code_challenge"] and form.get("code") == "the-code"

    def _word(self) -> dict[str, Any]:
        now = int(time.time())
        whole = {
            "iss": self.issuer,
            "aud": self.asked["client_id"],
            "sub": "Cy-17",
            "nonce": self.asked["nonce"],
            "iat": now,
            "exp": now + 300,
        }
        return {name: told for name, told in (whole | self.claims).items() if told is not None}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a port of its own, until the block ends."""
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._say(provider.answer(urlsplit(self.path).path, {}))

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(sent).items()}
            self._say(provider.answer(urlsplit(self.path).path, form))

        def _say(self, answer: Answer) -> None:
            status, body = answer
            self.send_response(status)
            self.send_header("Location", f"{provider.issuer}/keys")
            self.end_headers()
            for piece in range(0, len(body), 65536):
                try:
                    self.wfile.write(body[piece : piece + 65536])
                except OSError:
                    return

        def log_message(self, *_said: object) -> None:
            """Nothing of this belongs in the tests' output."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        provider.over.set()
        server.shutdown()
        server.server_close()


def by_nobody(claims: dict[str, Any]) -> str:
    """A word that nobody signed."""
    parts = [{"alg": "none", "typ": "JWT"}, claims]
    return ".".join(_squeezed(json.dumps(part).encode()) for part in parts) + "."


def by_another(claims: dict[str, Any]) -> str:
    """A word signed by somebody else's key under the right name."""
    return jwt.encode({"alg": "RS256", "kid": "one"}, claims, OTHER_KEY)


def by_public_key(claims: dict[str, Any]) -> str:
    """A word "signed" with what everyone knows: the public key taken for a shared secret."""
    secret = OctKey.import_key(KEY.as_pem(private=False))
    return jwt.encode({"alg": "HS256", "kid": "one"}, claims, secret, algorithms=["HS256"])


def _told(told: dict[str, Any]) -> Answer:
    return 200, json.dumps(told).encode()


def _squeezed(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()
