"""What goes with everything that leaves the house: the law's notice, and what the leave covers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cairn.core.consent.leaves import DATA_CLASS_NAMES, PURPOSE_NAMES, DataClass, Purpose
from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import Phrase, phrase


class Basis(StrEnum):
    """On what ground something went out."""

    OWN = "own"
    DUTY = "duty"
    CONSENT = "consent"
    EMERGENCY = "emergency"


BASIS_NAMES: dict[Basis, Phrase] = {
    Basis.OWN: phrase("your own copy"),
    Basis.DUTY: phrase("part of running the program"),
    Basis.CONSENT: phrase("with your written consent"),
    Basis.EMERGENCY: phrase("a medical emergency"),
}


class NoConsent(Refusal):
    """No standing consent covers this; `parts` are those that may not go."""

    def __init__(self, parts: Iterable[DataClass]) -> None:
        self.parts = tuple(parts)
        super().__init__(
            phrase("No signed consent that stands now covers this. Nothing has been given out.")
        )


@dataclass(frozen=True)
class Packet:
    """One thing that leaves: its number in the ledger, the notice, and its scope in sentences."""

    id: UUID
    at: datetime
    basis: Basis
    notice: str
    notice_version: str
    scope: tuple[Phrase, ...]


def scope_of(
    *, basis: Basis, parts: Iterable[DataClass], purpose: Purpose, recipient: str, until: str = ""
) -> tuple[Phrase, ...]:
    """What this packet may be used for, in plain sentences."""
    told = [
        phrase("What it holds:"),
        *(DATA_CLASS_NAMES[part] for part in sorted(set(parts))),
        phrase("What it is for: {purpose}.", purpose=PURPOSE_NAMES[purpose]),
        phrase("On what ground: {basis}.", basis=BASIS_NAMES[basis]),
    ]
    if recipient:
        told.append(phrase("For whom: {recipient}.", recipient=recipient))
    if until:
        told.append(phrase("The consent counts until {until}.", until=until))
    return tuple(told)
