"""What is sent and answered, as the document states it."""

from datetime import date, datetime
from enum import IntEnum
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from ninja import Field, Header, Query, Schema
from pydantic import ConfigDict, StringConstraints

from cairn.core.days import Use
from cairn.core.days.checkin import NOTE_LENGTH
from cairn.core.goals import TEXT_LENGTH
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import MOST_MINUTES, STEP_LENGTH, Means, Support
from cairn.core.people.roles import Role
from cairn.core.people.scopes import Scope

One = TypeVar("One")

Key = Annotated[
    UUID,
    Header(
        alias="Idempotency-Key",
        description="A random UUID that you make for this one thing; it becomes its id. Sent "
        "again with the same body it changes nothing; with another body it is refused (409).",
    ),
]
Person = Annotated[UUID | None, Query(description="Whose; left out, the token's own person.")]
Cursor = Annotated[
    str | None, Query(max_length=200, description="`next` of the page before, as it was.")
]
Count = Annotated[int, Query(ge=1, le=100, description="At most so many in one answer.")]


class Sent(Schema):
    """The base of what is sent: a value that nobody asked for is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Made(Schema):
    """What now has this id."""

    id: UUID


class Page(Schema, Generic[One]):
    """Some of a list."""

    items: list[One]
    next: str | None = Field(description="The cursor of the next page; null on the last.")


class Me(Schema):
    """Who the token acts for, where, and what it was made for."""

    person: UUID
    program: UUID
    roles: list[Role]
    scopes: list[Scope]
    expires_at: datetime


class CheckInSent(Sent):
    """A day as its person tells it; whatever is left out or null stays unknown."""

    day: date
    mood: int | None = Field(None, ge=1, le=5, description="5 is best.")
    use: Use | None = None
    craving: int | None = Field(None, ge=0, le=10, description="10 is strongest.")
    sleep: int | None = Field(None, ge=1, le=5, description="5 is best.")
    substances: dict[str, Use] = Field({}, max_length=20, description="By code, as in the app.")
    wants_call: bool = False
    note: str = Field("", max_length=NOTE_LENGTH)


class CheckIn(Schema):
    """A day as it was told last."""

    day: date
    mood: int | None
    use: Use | None
    craving: int | None
    sleep: int | None
    wants_call: bool
    substances: list[str] | None = Field(
        description="Codes of what was used; null where this is not shown."
    )
    note: str


class Day(Schema):
    """What is known of use on one day, over all sources; unknown days are not in a list."""

    day: date
    use: Use


class Level(IntEnum):
    """One of the five levels of a goal."""

    MUCH_LESS = -2
    LESS = -1
    AS_HOPED = 0
    MORE = 1
    MUCH_MORE = 2


Words = Annotated[str, StringConstraints(min_length=1, max_length=TEXT_LENGTH)]


class Levels(Sent):
    """What each level would look like, from much less than hoped to much more."""

    much_less: Words
    less: Words
    as_hoped: Words
    more: Words
    much_more: Words

    def by_number(self) -> dict[int, str]:
        """As the goal's scale wants them."""
        return {level.value: getattr(self, level.name.lower()) for level in Level}

    @classmethod
    def of(cls, levels: dict[int, str]) -> "dict[str, Any]":
        """As they are answered."""
        return {level.name.lower(): levels.get(level.value, "") for level in Level}


class GoalSent(Sent):
    """A goal with its five described levels."""

    title: Words
    domain: Domain
    levels: Levels
    baseline: int = Field(-1, ge=-2, le=-1)
    importance: int | None = Field(None, ge=0, le=3)
    difficulty: int | None = Field(None, ge=0, le=3)
    person: UUID | None = Field(None, description="Whose; left out, the token's own person.")


class Rating(Schema):
    """Where one of the two saw the goal on a day."""

    rater: UUID
    level: float
    day: date


class Goal(Schema):
    """A goal in a list."""

    id: UUID
    person: UUID
    title: str
    domain: Domain
    baseline: int
    importance: int | None
    difficulty: int | None
    written_at: datetime
    ratings: list[Rating]


class GoalInFull(Goal):
    """A goal with what its levels would look like."""

    levels: dict[str, str]
    may_rate: bool


class RatingSent(Sent):
    """Where the goal stands, in halves; the day is today."""

    level: float = Field(ge=-2, le=2, multiple_of=0.5)


class Mentorship(Schema):
    """A running pair."""

    id: UUID
    mentee: UUID
    mentor: UUID
    mentee_name: str
    mentor_name: str
    began_at: datetime


class ContactSent(Sent):
    """One time that the two were in touch, or that one tried."""

    day: date
    means: Means
    minutes: int = Field(0, ge=0, le=MOST_MINUTES)
    reached: bool = True
    support: list[Support] = Field([], max_length=len(Support))
    note: str = Field("", max_length=NOTE_LENGTH)
    next_step: str = Field("", max_length=STEP_LENGTH)


class Contact(Schema):
    """A contact as read; what was written is null for those who may not read it."""

    id: UUID
    day: date
    means: Means
    minutes: int
    reached: bool
    support: list[Support]
    note: str | None
    next_step: str | None
