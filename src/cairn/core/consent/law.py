"""What the law asks of a written consent: dated packs of data, one per law, and which one applies.

A pack names for each element where it stands in the law and where its wording was
seen; what was only recalled says so. Legal sentences are shipped word for word or not
at all: what is missing is listed, and an operator can load a pack of their own.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import Phrase, phrase

STRICTEST = "us-part2"


class Element(StrEnum):
    """One thing that a written consent has to hold."""

    PATIENT = "patient"
    DISCLOSER = "discloser"
    INFORMATION = "information"
    RECIPIENT = "recipient"
    PARTICIPANTS = "participants"
    PURPOSE = "purpose"
    REVOCATION = "revocation"
    EXPIRY = "expiry"
    SIGNATURE = "signature"
    SIGNED_ON = "signed_on"
    REDISCLOSURE = "redisclosure"
    REFUSAL = "refusal"
    ADULT = "adult"


class When(StrEnum):
    """In which consents an element is asked for."""

    ALWAYS = "always"
    TPO = "tpo"
    INTERMEDIARY = "intermediary"


ASKED_FOR: dict[Element, Phrase] = {
    Element.PATIENT: phrase("Say whose record it is."),
    Element.DISCLOSER: phrase("Say who may give it out."),
    Element.INFORMATION: phrase("Choose what may be given."),
    Element.RECIPIENT: phrase("Say who may get it."),
    Element.PARTICIPANTS: phrase("Say whom the go-between may pass it on to."),
    Element.PURPOSE: phrase("Say what it is for."),
    Element.REVOCATION: phrase("The paper must say that you can take it back, and how."),
    Element.EXPIRY: phrase("Say until when it counts."),
    Element.SIGNATURE: phrase("Sign with your name."),
    Element.SIGNED_ON: phrase("The paper must carry the day you sign."),
    Element.REDISCLOSURE: phrase("The paper must say that it may be passed on."),
    Element.REFUSAL: phrase("The paper must say what happens if you do not sign."),
    Element.ADULT: phrase("Only someone who is 18 or older can sign here. Ask your program."),
}
"""What is said to the person when an element is missing."""


@dataclass(frozen=True)
class Required:
    """One element of a pack: when it is asked for, where it stands, where we saw it."""

    element: Element
    when: When
    cite: str
    seen_in: tuple[str, ...]
    recalled: bool


@dataclass(frozen=True)
class LegalText:
    """One legal sentence, word for word, with the places where it was seen."""

    code: str
    language: str
    cite: str
    text: str
    seen_in: tuple[str, ...]


@dataclass(frozen=True)
class WantedText:
    """A legal text that a program under this law needs."""

    code: str
    language: str
    cite: str


@dataclass(frozen=True)
class LawPack:
    """One law as we read it on one day; `version` is kept with everything signed under it."""

    code: str
    version: str
    jurisdiction: str
    in_force_from: date
    comply_by: date
    checked_on: date
    carries_notice: bool
    accounting_years: int
    answer_within_days: int
    breach_notice_days: int
    breach_public_from: int
    elements: tuple[Required, ...]
    open_ends: dict[str, tuple[str, ...]]
    separate: frozenset[str]
    texts: tuple[LegalText, ...]
    texts_wanted: tuple[WantedText, ...]

    def asks(self, *, tpo: bool, intermediary: bool) -> tuple[Element, ...]:
        """The elements that such a consent must hold, in the law's order."""
        in_play = {When.ALWAYS}
        in_play |= {When.TPO} if tpo else set()
        in_play |= {When.INTERMEDIARY} if intermediary else set()
        return tuple(one.element for one in self.elements if one.when in in_play)

    def notice(self, code: str = "notice-short", language: str = "en") -> LegalText | None:
        """The statement that goes with every disclosure; in English where no translation is published."""
        held = [one for one in self.texts if one.code == code]
        spoken = [one for one in held if one.language == language]
        return next(iter(spoken or held), None)

    def missing(self) -> tuple[WantedText, ...]:
        """The legal texts that a program under this law still has to load."""
        held = {(one.code, one.language) for one in self.texts}
        return tuple(one for one in self.texts_wanted if (one.code, one.language) not in held)


class NotAPack(Refusal):
    """A law pack that can't be read; nothing of it counts."""

    def __init__(self, name: str) -> None:
        super().__init__(phrase("The law pack {name} can't be read.", name=name))


def read_pack(text: str, name: str = "") -> LawPack:
    """A pack from its JSON text; raises NotAPack where anything is missing or odd."""
    try:
        told = json.loads(text)
        return LawPack(
            code=str(told["code"]),
            version=str(told["version"]),
            jurisdiction=str(told["jurisdiction"]),
            in_force_from=date.fromisoformat(told["in_force_from"]),
            comply_by=date.fromisoformat(told["comply_by"]),
            checked_on=date.fromisoformat(told["checked_on"]),
            carries_notice=told["carries_notice"] is True,
            accounting_years=int(told["accounting_years"]),
            answer_within_days=int(told["answer_within_days"]),
            breach_notice_days=int(told["breach_notice_days"]),
            breach_public_from=int(told["breach_public_from"]),
            elements=tuple(_required(one) for one in told["elements"]),
            open_ends={kind: tuple(ends) for kind, ends in told["open_ends"].items()},
            separate=frozenset(told["separate"]),
            texts=tuple(_text(one) for one in told["texts"]),
            texts_wanted=tuple(WantedText(**one) for one in told["texts_wanted"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotAPack(name) from fault


def _required(one: dict[str, Any]) -> Required:
    return Required(
        Element(one["element"]),
        When(one.get("when", "always")),
        one["cite"],
        tuple(one.get("seen_in", ())),
        one.get("recalled", False) is True,
    )


def _text(one: dict[str, Any]) -> LegalText:
    return LegalText(one["code"], one["language"], one["cite"], one["text"], tuple(one["seen_in"]))


@cache
def shipped_packs() -> dict[str, LawPack]:
    """The packs that come with Cairn, by code; newest where two have the same."""
    found = {}
    folder = files("cairn.core.consent") / "packs"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".json"):
            pack = read_pack(file.read_text(encoding="utf-8"), file.name)
            found[pack.code] = pack
    return found


@dataclass(frozen=True)
class Answers:
    """What a program says of itself; None is "I do not know"."""

    offers_treatment: bool | None
    federal_help: bool | None
    receives_records: bool | None
    bills_electronically: bool | None


def which_law(answers: Answers) -> str:
    """The code of the pack for a program; whoever isn't sure is under the strictest.

    Part 2 binds whoever is federally assisted and holds itself out as offering
    diagnosis, treatment or referral (42 CFR 2.11, 2.12), and whoever receives such records.
    """
    outside = answers.offers_treatment is False or answers.federal_help is False
    if not outside or answers.receives_records is not False:
        return STRICTEST
    return "us-state" if answers.bills_electronically is False else "us-hipaa"


def pack_by_code(code: str, packs: Collection[LawPack]) -> LawPack:
    """The pack of this code; the strictest where it isn't known."""
    by_code = {pack.code: pack for pack in packs}
    return by_code.get(code, by_code[STRICTEST])
