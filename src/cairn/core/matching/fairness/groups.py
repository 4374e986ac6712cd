"""Into which groups people are told apart when a round is looked at. Race is never kept."""

from collections import Counter
from collections.abc import Sequence

from cairn.core.matching.profiles import MenteeProfile
from cairn.core.shared.words import Phrase, phrase

KINDS: dict[str, Phrase] = {
    "gender": phrase("Gender"),
    "age": phrase("Age"),
    "language": phrase("Language"),
    "medication": phrase("Medication"),
    "prison": phrase("Prison or jail"),
}

NOT_SAID = "not_said"

NAMES: dict[tuple[str, str], Phrase] = {
    ("gender", "woman"): phrase("women"),
    ("gender", "man"): phrase("men"),
    ("gender", "other"): phrase("another gender"),
    ("age", "young"): phrase("under 30"),
    ("age", "middle"): phrase("30 to 49"),
    ("age", "old"): phrase("50 and over"),
    ("language", "main"): phrase("speaks the main language"),
    ("language", "other"): phrase("does not speak it"),
    ("medication", "yes"): phrase("takes it, or would"),
    ("medication", "no"): phrase("does not take it"),
    ("prison", "yes"): phrase("has been there"),
    ("prison", "no"): phrase("does not say so"),
}


def name_of(kind: str, group: str) -> Phrase:
    """A group's name, as it stands under its kind."""
    return NAMES.get((kind, group), phrase("did not say"))


def groups_of(mentees: Sequence[MenteeProfile]) -> list[dict[str, str]]:
    """For each person, the group of each kind. The main language is the one most of them speak."""
    spoken = Counter(word for one in mentees for word in one.languages)
    main = min(spoken, key=lambda word: (-spoken[word], word), default="")
    return [
        {
            "gender": _gender(one),
            "age": _age(one.age),
            "language": _yes(one.languages, main, "main", "other"),
            "medication": _medication(one.medication),
            "prison": _yes(one.experiences, "prison", "yes", "no"),
        }
        for one in mentees
    ]


def _gender(one: MenteeProfile) -> str:
    if not one.gender:
        return NOT_SAID
    return one.gender if one.gender in ("woman", "man") else "other"


def _age(years: int | None) -> str:
    if years is None:
        return NOT_SAID
    return "young" if years < 30 else "middle" if years < 50 else "old"


def _yes(held: frozenset[str], word: str, there: str, away: str) -> str:
    if not held:
        return NOT_SAID
    return there if word in held else away


def _medication(said: str) -> str:
    return {"on": "yes", "open": "yes", "none": "no"}.get(said, NOT_SAID)
