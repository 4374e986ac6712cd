"""Who must prove themselves twice, and how long one proof lasts on which device."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from cairn.core.people.roles import Role

MUST = frozenset({Role.SUPERVISOR, Role.COORDINATOR, Role.EVALUATOR, Role.CLINICIAN})
"""Who opens other people's records by duty: for them a passphrase alone is too little."""

SHOULD = frozenset({Role.MENTOR})
"""Whom Cairn asks to, and does not make."""


@dataclass(frozen=True)
class Lasting:
    """How long a sign-in lasts unused, and how long in all."""

    idle: timedelta
    whole: timedelta


ON_OWN_DEVICE = Lasting(timedelta(days=14), timedelta(days=60))
ON_SHARED_PHONE = Lasting(timedelta(minutes=10), timedelta(hours=2))
AT_WORK = Lasting(timedelta(hours=1), timedelta(hours=24))
"""NIST SP 800-63B-4, AAL2: at most an hour unused and a day in all."""


def must_prove_twice(roles: Iterable[Role]) -> bool:
    """Whether someone with these roles needs a second step before they reach anything."""
    return bool(MUST & set(roles))


def lasting(roles: Iterable[Role], *, shared: bool) -> Lasting:
    """How long a sign-in with these roles may last; on a shared phone it is always short."""
    if shared:
        return ON_SHARED_PHONE
    return AT_WORK if must_prove_twice(roles) else ON_OWN_DEVICE
