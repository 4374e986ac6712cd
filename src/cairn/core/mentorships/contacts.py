"""One contact between two people of a pair: how, how long, and what kind of support."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

NOTE_LENGTH = 2000
STEP_LENGTH = 300
MOST_MINUTES = 600


class Means(StrEnum):
    """How the two were in touch."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    TEXT = "text"
    GROUP = "group"


class Support(StrEnum):
    """The four kinds of support that peers give (as the field names them)."""

    EMOTIONAL = "emotional"
    INFORMATIONAL = "informational"
    INSTRUMENTAL = "instrumental"
    AFFILIATIONAL = "affiliational"


MEANS_NAMES: Mapping[Means, Phrase] = {
    Means.IN_PERSON: phrase("In person"),
    Means.PHONE: phrase("Phone"),
    Means.VIDEO: phrase("Video"),
    Means.TEXT: phrase("Text"),
    Means.GROUP: phrase("Group"),
}

SUPPORT_NAMES: Mapping[Support, Phrase] = {
    Support.EMOTIONAL: phrase("Listening"),
    Support.INFORMATIONAL: phrase("Knowing how"),
    Support.INSTRUMENTAL: phrase("Getting things done"),
    Support.AFFILIATIONAL: phrase("Belonging"),
}

SUPPORT_MEANINGS: Mapping[Support, Phrase] = {
    Support.EMOTIONAL: phrase("comfort, hope, being heard (emotional)"),
    Support.INFORMATIONAL: phrase("what helps, how things work (informational)"),
    Support.INSTRUMENTAL: phrase("a ride, a form, housing, work (instrumental)"),
    Support.AFFILIATIONAL: phrase("meeting people, a group, a place (affiliational)"),
}


@dataclass(frozen=True)
class Contact:
    """One time that the two were in touch, or that one tried.

    `minutes` from 0 to 600. A try that reached no one has no minutes and no kind
    of support. Raises `Invalid`, with a sentence for the one who writes.
    """

    day: date
    means: Means
    minutes: int = 0
    support: frozenset[Support] = frozenset()
    reached: bool = True
    note: str = ""
    next_step: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "means", _one_of(Means, self.means, "means"))
        kinds = frozenset(_one_of(Support, kind, "support") for kind in self.support)
        object.__setattr__(self, "support", kinds)
        if not 0 <= self.minutes <= MOST_MINUTES:
            raise Invalid(phrase("Minutes go from 0 to {most}.", most=MOST_MINUTES), "minutes")
        if self.reached and self.minutes == 0:
            raise Invalid(phrase("About how many minutes was it? A guess is fine."), "minutes")
        if not self.reached and (self.minutes or self.support):
            reason = phrase("If you did not reach them, leave minutes and support blank.")
            raise Invalid(reason, "reached")
        _short_enough(self.note, NOTE_LENGTH, "note")
        _short_enough(self.next_step, STEP_LENGTH, "next_step")


@dataclass(frozen=True)
class Balance:
    """How often each kind of support was given, over contacts that reached someone."""

    contacts: int
    times: Mapping[Support, int]

    def share(self, kind: Support) -> float:
        """The share of contacts with this kind of support, 0 to 1; 0 without contacts."""
        return self.times[kind] / self.contacts if self.contacts else 0.0


def balance(given: Iterable[frozenset[Support]]) -> Balance:
    """The balance of support over contacts; one contact may hold several kinds."""
    listed = list(given)
    return Balance(len(listed), {kind: sum(kind in one for one in listed) for kind in Support})


def ask_contact_day(day: date, *, today: date, began: date) -> None:
    """Refuse (`Invalid`) a day that has not come, or one from before the two met."""
    if day > today:
        raise Invalid(phrase("That day has not come yet. Choose today or an earlier day."), "day")
    if day < began:
        raise Invalid(phrase("That is before you two began. Choose a later day."), "day")


def _one_of(kinds: type, value: str, field: str):  # type: ignore[no-untyped-def]
    try:
        return kinds(value)
    except ValueError:
        raise Invalid(phrase("Please choose from the list."), field) from None


def _short_enough(text: str, length: int, field: str) -> None:
    if len(text) > length:
        reason = phrase("Please keep this to {length} characters.", length=length)
        raise Invalid(reason, field)
