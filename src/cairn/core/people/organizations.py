"""Signing in through one's organization: what its word must hold before anyone believes it.

OpenID Connect Core 1.0 §3.1.3.7, without its leniencies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeGuard

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase

ALGORITHMS = ("RS256", "PS256", "ES256")
"""Signatures that are believed: never none, and never one made with a shared secret."""
CLOCKS_APART = 60
"""Seconds by which the two clocks may differ."""
OLDEST = 600
"""Seconds after which a word given is no longer fresh."""
LONGEST_SUBJECT = 255


@dataclass(frozen=True)
class Organization:
    """The one organization whose staff may sign in through it, as the operator named it."""

    issuer: str
    client: str
    secret_file: Path


class NotLetIn(Refusal):
    """The organization's word opens nothing here; never says why."""

    def __init__(self) -> None:
        super().__init__(
            phrase("Your organization's sign-in opens nothing here. Ask your coordinator about it.")
        )


def subject_of(
    claims: Mapping[str, Any], *, organization: Organization, nonce: str, at: datetime
) -> str:
    """Whom the organization speaks of; raises `NotLetIn` unless every claim fits."""
    now = at.timestamp()
    heard = claims.get("aud")
    audience = [heard] if isinstance(heard, str) else heard
    ends, made, subject = claims.get("exp"), claims.get("iat"), claims.get("sub")
    fits = (
        claims.get("iss") == organization.issuer
        and isinstance(audience, list)
        and organization.client in audience
        and claims.get("azp", None if len(audience) > 1 else organization.client)
        == organization.client
        and bool(nonce)
        and claims.get("nonce") == nonce
        and _is_time(ends)
        and _is_time(made)
        and now < ends + CLOCKS_APART
        and now - OLDEST < made < now + CLOCKS_APART
    )
    if not fits or not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise NotLetIn
    return subject


def _is_time(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
