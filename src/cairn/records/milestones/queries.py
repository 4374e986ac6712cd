"""One's own cairn: how days count, the kind numbers, the stones; and stones shared with others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import Reader
from cairn.core.milestones import (
    Aim,
    Choice,
    Counting,
    Effort,
    Stone,
    count,
    counting_days,
    lay_stones,
    long_stretch_before,
)
from cairn.records.days.quantities import drinks_of
from cairn.records.days.queries import OwnDays, own_days, sharers, told_days
from cairn.records.goals.queries import GoalLine, own_goals
from cairn.records.mentorships.caseloads import own_contact_days
from cairn.records.milestones.models import CountingChoice, LaidStone


@dataclass(frozen=True)
class OwnPath:
    """All that one's path shows: days, talks and goals, the numbers, and the stones, lowest first.

    `care` is the length of a long stretch that ended within the last week, else 0.
    """

    days: OwnDays
    contacts: list[date]
    goals: list[GoalLine]
    choice: Choice
    counting: Counting
    stones: tuple[Stone, ...]
    care: int


def own_choice(*, reader: Reader) -> Choice:
    """How the reader wants their days counted; days without use until they choose."""
    return choice_of(reader.person)


def own_path(*, reader: Reader, today: date, with_ratings: bool = True) -> OwnPath:
    """The reader's own path up to today."""
    days = own_days(reader=reader, today=today)
    contacts = own_contact_days(reader=reader)
    goals = own_goals(reader=reader, with_ratings=with_ratings)
    choice = choice_of(reader.person)
    counts = _counts(reader.person, choice, days.counts)
    efforts = [(Effort.CONTACT, day) for day in contacts]
    efforts += [(Effort.GOAL, goal.written_at.date()) for goal in goals]
    efforts += [(Effort.ASKED_FOR_HELP, day) for day in days.asked]
    return OwnPath(
        days,
        contacts,
        goals,
        choice,
        count(counts, today),
        stones_of(reader.person, days.counts, counts, today, efforts),
        long_stretch_before(days.counts, today),
    )


@dataclass(frozen=True)
class SharedStones:
    """The stones of someone's counted days, lowest first: no day, no use, nothing that can fall."""

    person: UUID
    name: str
    stones: tuple[Stone, ...]


def stones_shared(*, reader: Reader, today: date, at: datetime) -> list[SharedStones]:
    """The stones of those who let the reader see them, by name."""
    listed = sharers(reader=reader, at=at, part=DataClass.MILESTONES)
    told = told_days([one.person for one in listed], today) if listed else {}
    return [
        SharedStones(one.person, one.name, _day_stones(one.person, told.get(one.person, {}), today))
        for one in listed
    ]


def choice_of(person: UUID) -> Choice:
    """How someone's days are counted; for this room, which has asked whose they are."""
    row = CountingChoice.objects.filter(person_id=person, replaced_at=None).first()
    return Choice(Aim(row.aim), row.limit, row.hidden) if row else Choice()


def stones_of(
    person: UUID,
    told: Mapping[date, bool | None],
    counts: Mapping[date, bool | None],
    today: date,
    efforts: Iterable[tuple[Effort, date]] = (),
) -> tuple[Stone, ...]:
    """The stones that were kept, and those laid since."""
    hard = [(Effort.HARD_DAY_TOLD, day) for day, said in told.items() if said is False]
    here = {(one.kind, one.mark): one for one in lay_stones(counts, today, [*efforts, *hard])}
    kept = LaidStone.objects.filter(person_id=person, laid__lte=today)
    here |= {
        (kind, mark): Stone(laid, kind, mark)
        for kind, mark, laid in kept.values_list("kind", "mark", "laid")
    }
    return tuple(sorted(here.values()))


def counts_of(person: UUID, told: Mapping[date, bool | None]) -> dict[date, bool | None]:
    """Which of someone's days count for their own aim; for this room."""
    return _counts(person, choice_of(person), told)


def _counts(
    person: UUID, choice: Choice, told: Mapping[date, bool | None]
) -> dict[date, bool | None]:
    drinks: Mapping[date, Decimal] = drinks_of(person) if choice.aim is Aim.LIMIT else {}
    return counting_days(choice, told, drinks)


def _day_stones(person: UUID, told: Mapping[date, bool | None], today: date) -> tuple[Stone, ...]:
    stones = stones_of(person, told, counts_of(person, told), today)
    return tuple(stone for stone in stones if stone.kind == "days")
