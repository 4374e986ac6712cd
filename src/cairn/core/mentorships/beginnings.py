"""The first meeting: something to begin with, and what two people agree on before they go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

WORDS_LENGTH = 600


class Boundary(StrEnum):
    """A line that the two draw; the ethics codes of peer work name each of them."""

    NO_MONEY = "no_money"
    NO_ROMANCE = "no_romance"
    NO_ADVICE = "no_advice"
    HOURS = "hours"
    PRIVATE = "private"
    DANGER = "danger"


BOUNDARY_NAMES: Mapping[Boundary, Phrase] = {
    Boundary.NO_MONEY: phrase("We do not lend or give each other money."),
    Boundary.NO_ROMANCE: phrase("We are not a couple, and do not date."),
    Boundary.NO_ADVICE: phrase("We share what helped us. Medical questions go to a clinician."),
    Boundary.HOURS: phrase("We answer in the hours that we name. Nobody has to answer at night."),
    Boundary.PRIVATE: phrase("What is said here stays here."),
    Boundary.DANGER: phrase("If someone is in danger, we get help, and say so to each other."),
}

ICEBREAKERS: tuple[Phrase, ...] = (
    phrase("What do you like people to call you?"),
    phrase("What is a place where you feel at ease?"),
    phrase("What made you smile this week?"),
    phrase("What do you do well that few people know of?"),
    phrase("When things get hard, what helps, and what does not?"),
    phrase("What would make these talks worth your time?"),
)


@dataclass(frozen=True)
class Terms:
    """What two people agree on: when they talk, where the lines are, what goes no further.

    `times` must be said; the rest may stay empty. Raises `Invalid`, naming the field.
    """

    times: str
    boundaries: frozenset[Boundary] = frozenset()
    own_line: str = ""
    shared: str = ""

    def __post_init__(self) -> None:
        if not self.times.strip():
            raise Invalid(phrase("Say roughly when and how you two will talk."), "times")
        for name in ("times", "own_line", "shared"):
            if len(getattr(self, name)) > WORDS_LENGTH:
                reason = phrase("Please keep this to {length} characters.", length=WORDS_LENGTH)
                raise Invalid(reason, name)
        try:
            drawn = frozenset(Boundary(one) for one in self.boundaries)
        except ValueError:
            raise Invalid(phrase("Please choose from the list."), "boundaries") from None
        object.__setattr__(self, "boundaries", drawn)
