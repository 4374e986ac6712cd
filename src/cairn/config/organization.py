"""The organization whose staff may sign in through it, read from the environment; by default none."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from cairn.core.people.organizations import Organization
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def organization_of(env: Mapping[str, str]) -> Organization | None:
    """What CAIRN_OPENID_ISSUER, _CLIENT and _SECRET_FILE say; all three, or none of them."""
    names = ("CAIRN_OPENID_ISSUER", "CAIRN_OPENID_CLIENT", "CAIRN_OPENID_SECRET_FILE")
    issuer, client, secret = (env.get(name, "").strip() for name in names)
    if not (issuer or client or secret):
        return None
    if not (issuer and client and secret):
        raise Invalid(phrase("Set all of {names}, or none of them.", names=", ".join(names)))
    parts = urlsplit(issuer)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise Invalid(phrase("CAIRN_OPENID_ISSUER must begin with https://"))
    return Organization(issuer, client, Path(secret))
