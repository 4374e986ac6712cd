"""Finished words for a supporter or clinician: what was shared with them, and no more."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.readers import Reader
from cairn.records.days.queries import days_shared, sharers
from cairn.records.milestones.queries import stones_shared
from cairn.web.mentorships.pictures import days_span, weeks_of
from cairn.web.shell.charts import Figure
from cairn.web.shell.words import said


def shared_with(*, reader: Reader, today: date, at: datetime) -> tuple[Figure, ...]:
    """Four weeks of days of each person who shares them with a clinician or supporter."""
    listed = sharers(reader=reader, at=at)
    if not listed:
        return ()
    first, last = days_span(today)
    days = days_shared(
        reader=reader, people=[one.person for one in listed], first_day=first, last_day=last, at=at
    )
    return tuple(
        weeks_of(one.name, days[one.person], today) for one in listed if one.person in days
    )


@dataclass(frozen=True)
class Cheered:
    """The cairn of someone who shares their stones: how many, and what stands on them."""

    person: UUID
    name: str
    stones: int
    words: tuple[str, ...]


def cheered(*, reader: Reader, today: date, at: datetime) -> tuple[Cheered, ...]:
    """The cairns of those who share their stones with a supporter."""
    return tuple(
        Cheered(
            one.person,
            one.name,
            len(one.stones),
            tuple(said(stone.words) for stone in reversed(one.stones)),
        )
        for one in stones_shared(reader=reader, today=today, at=at)
    )
