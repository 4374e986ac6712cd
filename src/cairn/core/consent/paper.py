"""The text of a written consent as the person reads it before signing: our own plain sentences.

The law says what must stand in it, not in which words. `VERSION` is kept with every
signature, so that it can be shown which words were signed.
"""

from dataclasses import dataclass

from cairn.core.consent.law import Element, LawPack
from cairn.core.consent.leaves import DATA_CLASS_NAMES, DataClass
from cairn.core.consent.written import Kind, OpenEnd, RecipientKind
from cairn.core.shared.words import Phrase, phrase

VERSION = "2026-11"

STATEMENTS = frozenset({Element.REVOCATION, Element.REDISCLOSURE, Element.REFUSAL})

KIND_NAMES: dict[Kind, Phrase] = {
    Kind.REQUEST: phrase("I want someone to have it"),
    Kind.TPO: phrase("My treatment, paying for it, and running it"),
    Kind.RESEARCH: phrase("A research study"),
    Kind.PROCEEDINGS: phrase("A legal proceeding"),
    Kind.COUNSELLING: phrase("A counselor's own notes"),
}

_PURPOSES: dict[Kind, Phrase] = {
    Kind.REQUEST: phrase("It is for this: you asked for it."),
    Kind.TPO: phrase("It is for this: your treatment, paying for it, and running health care."),
    Kind.RESEARCH: phrase("It is for this: research."),
    Kind.PROCEEDINGS: phrase(
        "It is for this: use in a civil, criminal, administrative or legislative proceeding."
    ),
    Kind.COUNSELLING: phrase("It is for this: your treatment."),
}

_ENDS: dict[OpenEnd, Phrase] = {
    OpenEnd.NO_END: phrase("It has no last day. It counts until you take it back."),
    OpenEnd.TREATMENT: phrase("It counts until your time in this program ends."),
    OpenEnd.STUDY: phrase("It counts until the study ends."),
}

_STATED: dict[Element, Phrase] = {
    Element.REVOCATION: phrase(
        "You can take this back whenever you like: in writing, or here in two taps. "
        "It counts at once. What was given out before that cannot be called back."
    ),
    Element.REDISCLOSURE: phrase(
        "Whoever gets it may pass it on where the health privacy rules (HIPAA) allow, and then "
        "these rules may no longer protect it. Even so, it may not be used against you in a "
        "legal proceeding, unless you agree or a court orders it."
    ),
    Element.REFUSAL: phrase(
        "You do not have to sign. If you do not, those named here do not get it from this "
        "program, and your place here stays as it is."
    ),
}


@dataclass(frozen=True)
class Draft:
    """What the paper is to say; `until` is a day in words, empty where it has no last day."""

    kind: Kind
    patient: str
    discloser: str
    parts: tuple[DataClass, ...]
    recipient_kind: RecipientKind
    recipient: str
    participants: str
    purpose: str
    until: str
    open_end: OpenEnd | None


def told_in(pack: LawPack, draft: Draft) -> frozenset[Element]:
    """The statements that stand in the text of this draft under this law."""
    asked = pack.asks(
        tpo=draft.kind is Kind.TPO,
        intermediary=draft.recipient_kind is RecipientKind.INTERMEDIARY,
    )
    return STATEMENTS & set(asked)


def sentences(pack: LawPack, draft: Draft) -> tuple[Phrase, ...]:
    """The whole text, sentence by sentence, in the order of the law."""
    told = told_in(pack, draft)
    return (
        phrase("This is about the record of {patient}.", patient=draft.patient),
        phrase("{program} may give out:", program=draft.discloser),
        *(phrase("- {part}", part=DATA_CLASS_NAMES[part]) for part in draft.parts),
        _recipient(draft),
        _PURPOSES[draft.kind],
        *((phrase("More exactly: {purpose}", purpose=draft.purpose),) if draft.purpose else ()),
        _end(draft),
        *(_STATED[one] for one in _STATED if one in told),
    )


def _recipient(draft: Draft) -> Phrase:
    if draft.recipient_kind is RecipientKind.INTERMEDIARY:
        return phrase(
            "It goes to {recipient}, who may pass it on to: {participants}.",
            recipient=draft.recipient,
            participants=draft.participants,
        )
    return phrase("It goes to: {recipient}.", recipient=draft.recipient)


def _end(draft: Draft) -> Phrase:
    if draft.until or draft.open_end is None:
        return phrase("It counts until the end of {day}.", day=draft.until)
    return _ENDS[draft.open_end]
