"""What one column of a sheet is: its name, how its cells are read, and how it is told to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Literal

from cairn.core.matching import vocabulary as v
from cairn.core.shared.words import Phrase

Side = Literal["mentee", "mentor"]


class Kind(Enum):
    """How a cell is read."""

    ID = "id"
    TEXT = "text"
    NUMBER = "number"
    WORD = "word"
    WORDS = "words"
    LANGUAGES = "languages"
    SLOTS = "slots"
    FREE_WORDS = "free words"
    IDS = "ids"
    PLACE = "place"
    ZONE = "time zone"


@dataclass(frozen=True)
class Column:
    """One column: its name in a file, how it is read, and how it is told to people.

    `field` is the profile's field; `also` are other headings that mean the same;
    `lowest` and `highest` belong to numbers; several words in a cell stand between semicolons.
    """

    name: str
    field: str
    kind: Kind
    explanation: Phrase
    example: str
    side: Side | None = None
    words: tuple[v.Word, ...] = ()
    also: tuple[str, ...] = ()
    required: bool = False
    lowest: int = 0
    highest: int = 0

    @cached_property
    def headings(self) -> frozenset[str]:
        """Every heading that means this column, folded for comparing."""
        return frozenset(v.folded(heading) for heading in (self.name, *self.also))

    @cached_property
    def spelled(self) -> Mapping[str, v.Word]:
        """The word that each accepted spelling, folded, stands for."""
        return {spelling: word for word in self.words for spelling in word.spellings}


def column(name: str, kind: Kind, explanation: Phrase, example: str, **more: object) -> Column:
    """A column; `field` is its name where it is not said otherwise."""
    field = more.pop("field", name)
    return Column(name, field, kind, explanation, example, **more)  # type: ignore[arg-type]
