"""How often someone may try at a door, so that guessing is slow and nobody is locked out by it.

A stranger's tries for one name are few, whether there is such a name or not. A device that
the person has signed in on before has tries of its own, which no stranger can use up; so has
each network, and a network's run out before the name's do. Passkeys can't be guessed, and
are never slowed. Of a network only a keyed fingerprint is kept, for a day.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase
from cairn.records.limits.buckets import Limit, take
from cairn.records.people.models import Person
from cairn.records.vault.keyring import index_of

STRANGERS = Limit(burst=5, seconds=180)
"""For one name, from anywhere: ten in any quarter of an hour."""

NEARBY = Limit(burst=4, seconds=240)
"""For one name from one network: fewer, so that one network alone can't use up the name's."""

KNOWN = Limit(burst=8, seconds=120)
"""For one name on a device that it was used on before."""

SPREAD = Limit(burst=100, seconds=30)
"""For all names together from one network: one passphrase tried on many names soon waits.

Devices known to a name never wait for it. Where all come from the loopback, the network is
not known, and no one waits for anyone.
"""

_GAP = "."


_UNKNOWN = {"", "127.0.0.0/24", "::/56"}


@dataclass(frozen=True)
class Place:
    """Where a try comes from: the address as it came, and the device's token if it brought one."""

    address: str = ""
    token: str = ""


class TooManyTries(Invalid):
    """Wait a while; said alike of every name, whether it is in use or not."""

    def __init__(self, seconds: float) -> None:
        super().__init__(
            phrase(
                "That was tried a few times just now. Wait {count} minutes, then try once more.",
                count=max(1, round(seconds / 60 + 0.5)),
            )
        )
        self.seconds = seconds


def try_door(*, door: str, name: str, place: Place, at: datetime) -> None:
    """Count one try at a door under a name; raises TooManyTries when none is left for now."""
    whose = index_of("sign-in", name)
    if knows(place.token, whose):
        _take(f"known:{place.token}", door, whose, KNOWN, at)
        return
    network = _network(place.address)
    _take(f"network:{network}", door, whose, NEARBY, at)
    if network not in _UNKNOWN:
        _take("spread", door, network, SPREAD, at)
    _take("anywhere", door, whose, STRANGERS, at)


def try_step(*, door: str, person: UUID, at: datetime) -> None:
    """Count one try of someone who has proved something already, and is asked for more."""
    _take("person", door, str(person), KNOWN, at)


def token_for(person: UUID) -> str:
    """What a device keeps to be known again for this person; it opens nothing."""
    nonce = secrets.token_urlsafe(18)
    whose = Person.objects.values_list("sign_in", flat=True).get(id=person)
    return nonce + _GAP + _stamp(nonce, whose or "")


def knows(token: str, whose: str) -> bool:
    """Whether a device's token was made for this fingerprint of a name."""
    nonce, _, stamp = token.partition(_GAP)
    return bool(nonce) and secrets.compare_digest(stamp.encode(), _stamp(nonce, whose).encode())


def known_to(person: UUID, token: str) -> bool:
    """Whether a device's token was made for this person."""
    whose = Person.objects.values_list("sign_in", flat=True).get(id=person)
    return bool(token) and knows(token, whose or "")


def _stamp(nonce: str, whose: str) -> str:
    return index_of(f"device:{whose}", nonce)


def _take(kind: str, door: str, whose: str, limit: Limit, at: datetime) -> None:
    wait = take(index_of(f"tries:{door}:{kind}", whose), limit=limit, at=at)
    if wait:
        raise TooManyTries(wait)


def _network(address: str) -> str:
    """The network that an address belongs to: a street for IPv4, a household for IPv6."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    wide = 24 if found.version == 4 else 56
    return str(ipaddress.ip_network((found, wide), strict=False))
