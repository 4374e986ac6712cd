"""One goal and the five levels that two people described for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

LEVELS = (-2, -1, 0, 1, 2)
TEXT_LENGTH = 300


@dataclass(frozen=True)
class Scale:
    """A goal whose levels run from -2 (much less than hoped) over 0 (as hoped) to 2 (much more).

    `baseline` is where the person stands when the goal is written: -1, or -2
    where nothing could be worse. Raises `Invalid`, naming `goal`, `baseline`
    or `level_N`, when something is missing, too long, or said twice.
    """

    goal: str
    levels: Mapping[int, str] = field(hash=False)
    baseline: int = -1

    def __post_init__(self) -> None:
        object.__setattr__(self, "goal", _written(self.goal, "goal"))
        if set(self.levels) - set(LEVELS):
            raise Invalid(phrase("A goal has five levels, from -2 to 2."), "levels")
        described: dict[int, str] = {}
        for level in LEVELS:
            text = _written(self.levels.get(level, ""), f"level_{level}")
            if text.casefold() in {other.casefold() for other in described.values()}:
                reason = phrase("Two levels say the same. Say what would be different.")
                raise Invalid(reason, f"level_{level}")
            described[level] = text
        object.__setattr__(self, "levels", MappingProxyType(described))
        if self.baseline not in (-1, -2):
            reason = phrase("Where you start is -1, or -2 if it could not be worse.")
            raise Invalid(reason, "baseline")


def _written(text: str, name: str) -> str:
    text = " ".join(text.split())
    if not text:
        if name == "goal":
            raise Invalid(phrase("Say in a few words what you hope for."), name)
        raise Invalid(phrase("Describe this level in a few words."), name)
    if len(text) > TEXT_LENGTH:
        reason = phrase("Please keep this to {length} characters.", length=TEXT_LENGTH)
        raise Invalid(reason, name)
    return text
