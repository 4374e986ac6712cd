"""A written consent to give parts of a record to someone outside: whole, or it does not exist.

The value will not construct without every element that its law pack asks for, and says
all that is missing at once. What it allows is a set of `Leave`s, so that the one rule
`may_disclose` decides over what goes out as it does over what is seen within.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cairn.core.consent.law import ASKED_FOR, Element, LawPack
from cairn.core.consent.leaves import DataClass, Leave, Purpose
from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import Phrase, phrase


class Kind(StrEnum):
    """What a consent is about; each needs a paper of its own."""

    REQUEST = "request"
    TPO = "tpo"
    RESEARCH = "research"
    COUNSELLING = "counselling"
    PROCEEDINGS = "proceedings"


class RecipientKind(StrEnum):
    """How the recipient is named."""

    NAMED = "named"
    CLASS = "class"
    INTERMEDIARY = "intermediary"


class OpenEnd(StrEnum):
    """What ends a consent that has no last day."""

    NO_END = "none"
    TREATMENT = "end_of_treatment"
    STUDY = "end_of_study"


PURPOSES: dict[Kind, frozenset[Purpose]] = {
    Kind.REQUEST: frozenset({Purpose.REQUEST}),
    Kind.TPO: frozenset({Purpose.CARE, Purpose.PAYMENT, Purpose.OPERATIONS}),
    Kind.RESEARCH: frozenset({Purpose.RESEARCH}),
    Kind.COUNSELLING: frozenset({Purpose.CARE}),
    Kind.PROCEEDINGS: frozenset({Purpose.PROCEEDINGS}),
}
"""What a consent of each kind is leave for."""


class Incomplete(Refusal):
    """A consent that lacks something; `missing` names every element, `faults` says each in words."""

    def __init__(self, missing: Iterable[Element]) -> None:
        self.missing = tuple(missing)
        self.faults: tuple[Phrase, ...] = tuple(ASKED_FOR[one] for one in self.missing)
        super().__init__(
            phrase(
                "This cannot be signed yet. {list}",
                list=" ".join(one.text() for one in self.faults),
            )
        )


class Bundled(Refusal):
    """Something that the law wants a separate consent for was put together with other things."""

    def __init__(self) -> None:
        super().__init__(
            phrase("A counselor's notes need a paper of their own. Choose nothing else with them.")
        )


class BadEnd(Refusal):
    """A last day in the past, or no last day where one is needed."""

    def __init__(self) -> None:
        super().__init__(phrase("Choose a last day that is still to come."))


@dataclass(frozen=True)
class WrittenConsent:
    """One signed consent, with everything that its law asks for.

    `told` are the statements that stood in the text that was signed. `outsider` is the
    recipient as an id (made from the name by who keeps the record), so that leave can
    speak of someone who is not a member. Raises Incomplete, Bundled or BadEnd.
    """

    pack: LawPack
    kind: Kind
    giver: UUID
    outsider: UUID
    patient: str
    discloser: str
    information: frozenset[DataClass]
    recipient_kind: RecipientKind
    recipient: str
    signature: str
    signed_at: datetime | None
    told: frozenset[Element]
    adult: bool
    purpose: str = ""
    participants: str = ""
    until: datetime | None = None
    open_end: OpenEnd | None = None
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        """Refuse whatever is not whole."""
        missing = [one for one in self.asked if not self._holds(one)]
        if missing:
            raise Incomplete(missing)
        notes = DataClass.COUNSELLING in self.information
        if notes != (self.kind is Kind.COUNSELLING) or (notes and len(self.information) > 1):
            raise Bundled
        if self.until is not None and self.signed_at is not None and self.until <= self.signed_at:
            raise BadEnd

    @property
    def asked(self) -> tuple[Element, ...]:
        """The elements that the law asks of this consent."""
        return self.pack.asks(
            tpo=self.kind is Kind.TPO,
            intermediary=self.recipient_kind is RecipientKind.INTERMEDIARY,
        )

    def stands(self, at: datetime) -> bool:
        """Signed, not run out, not taken back."""
        return any(leave.holds(at) for leave in self.leaves())

    def leaves(self) -> tuple[Leave, ...]:
        """What it allows, as leave to the recipient: each part for each purpose."""
        if self.signed_at is None:
            return ()
        return as_leaves(
            kind=self.kind,
            giver=self.giver,
            outsider=self.outsider,
            information=self.information,
            since=self.signed_at,
            until=self.until,
            withdrawn_at=self.withdrawn_at,
        )

    def _holds(self, element: Element) -> bool:
        match element:
            case Element.INFORMATION:
                return bool(self.information)
            case Element.SIGNED_ON:
                return self.signed_at is not None
            case Element.ADULT:
                return self.adult
            case Element.PURPOSE:
                return self.kind is not Kind.RESEARCH or bool(self.purpose.strip())
            case Element.EXPIRY:
                ends = self.pack.open_ends.get(self.kind, ())
                return self.until is not None or (self.open_end or "") in ends
            case Element.REVOCATION | Element.REDISCLOSURE | Element.REFUSAL:
                return element in self.told
            case _:
                return bool(self._words()[element].strip())

    def _words(self) -> dict[Element, str]:
        return {
            Element.PATIENT: self.patient,
            Element.DISCLOSER: self.discloser,
            Element.RECIPIENT: self.recipient,
            Element.PARTICIPANTS: self.participants,
            Element.SIGNATURE: self.signature,
        }


def as_leaves(
    *,
    kind: Kind,
    giver: UUID,
    outsider: UUID,
    information: Iterable[DataClass],
    since: datetime,
    until: datetime | None,
    withdrawn_at: datetime | None,
) -> tuple[Leave, ...]:
    """The scope of a consent that was whole when it was signed, whatever the law says since."""
    return tuple(
        Leave(
            giver=giver,
            recipient=outsider,
            data_class=part,
            purpose=purpose,
            since=since,
            until=until,
            withdrawn_at=withdrawn_at,
        )
        for part in sorted(information)
        for purpose in sorted(PURPOSES[kind])
    )
