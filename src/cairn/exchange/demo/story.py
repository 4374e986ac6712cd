"""What the synthetic people told and did, as the values that the commands take."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

import numpy as np
from django.utils import timezone

from cairn.core.days import CheckIn, Use
from cairn.core.evaluation.simulation import SyntheticProgram
from cairn.core.evaluation.simulation.answers import FROM_INTERVIEW
from cairn.core.evaluation.simulation.assumptions import DAYS_BEFORE
from cairn.core.evaluation.simulation.contacts import MEANS, supports
from cairn.core.evaluation.simulation.words import (
    CHECK_IN_NOTES,
    CONTACT_NOTES,
    GOAL_AREAS,
    GOALS,
)
from cairn.core.goals import Scale
from cairn.core.goals.domains import Domain
from cairn.core.mentorships.contacts import Contact, Means, Support
from cairn.records.days.commands import BroughtCheckIn, DayRow
from cairn.records.goals.commands import BroughtGoal, BroughtRating, GoalWritten
from cairn.records.mentorships.commands import BroughtContact

_USE = {1: Use.USE, 0: Use.NONE, -2: Use.DECLINED}
_STATUS = {1: "use", 0: "none", -2: "declined"}
_DOMAINS = {
    "housing": Domain.HOUSING,
    "work": Domain.WORK,
    "family": Domain.RELATIONSHIPS,
    "health": Domain.HEALTH,
    "company": Domain.RELATIONSHIPS,
    "use": Domain.RECOVERY,
}


@dataclass(frozen=True)
class Days:
    """A drawn program laid on the calendar: its day `last` is `today`."""

    program: SyntheticProgram
    people: Sequence[UUID]
    last: int
    today: date

    def day(self, row: int, after_entry: int) -> date:
        """The calendar day that lies so many days after someone's entry."""
        return self.today + timedelta(days=int(self.program.entry[row]) + after_entry - self.last)

    def interviews(self) -> Iterator[DayRow]:
        """Days told in an interview, one row each."""
        said = self.program.answers
        for row, column in np.argwhere(said.source == FROM_INTERVIEW):
            status = _STATUS.get(int(said.status[row, column]))
            if status:
                day = self.day(int(row), int(column) - DAYS_BEFORE)
                yield DayRow(self.people[row], day, "any", status, "interview")

    def check_ins(self) -> Iterator[BroughtCheckIn]:
        """Days told by the people themselves, in the evening of that day."""
        said = self.program.answers
        for row, column in np.argwhere(said.mood > 0):
            day = self.day(int(row), int(column) - DAYS_BEFORE)
            yield BroughtCheckIn(
                self.people[row],
                CheckIn(
                    day=day,
                    mood=int(said.mood[row, column]),
                    use=_USE.get(int(said.status[row, column])),
                    craving=_told(said.craving[row, column]),
                    sleep=_told(said.sleep[row, column]),
                    substances=self._substances(int(row), int(column)),
                    wants_call=bool(said.wants_call[row, column]),
                    note=self._note(int(row), int(column)),
                ),
                _at(day, time(20, 30)),
            )

    def contacts(self, pair_of: Mapping[int, UUID]) -> Iterator[BroughtContact]:
        """Times in touch, for those who have a pair."""
        met = self.program.contacts
        for place, row in enumerate(met.mentee.tolist()):
            if row not in pair_of:
                continue
            day = self.day(row, int(met.day[place]))
            reached = bool(met.kept[place])
            note = int(met.note[place])
            yield BroughtContact(
                pair_of[row],
                uuid5(pair_of[row], f"contact {met.day[place]}"),
                Contact(
                    day=day,
                    means=Means(MEANS[int(met.means[place])]),
                    minutes=int(met.minutes[place]),
                    support=frozenset(Support(kind) for kind in supports(int(met.support[place]))),
                    reached=reached,
                    note=CONTACT_NOTES[self._language(row)][note] if note >= 0 else "",
                ),
                _at(day, time(19)),
            )

    def goals(self, program: UUID) -> Iterator[BroughtGoal]:
        """Goals with their ratings: the start is the baseline, later ones are the person's own."""
        drawn = self.program.goals
        keys = list(zip(drawn.mentee.tolist(), drawn.goal.tolist(), strict=True))
        for row, number in dict.fromkeys(keys):
            mine = np.flatnonzero((drawn.mentee == row) & (drawn.goal == number))
            area = int(drawn.area[mine[0]])
            title, *levels = GOALS[self._language(row)][area]
            scale = Scale(
                title, dict(zip(range(-2, 3), levels, strict=True)), _start(drawn.level[mine[0]])
            )
            yield BroughtGoal(
                id=uuid5(program, f"goal {row} {number}"),
                person=self.people[row],
                written_by=self.people[row],
                goal=GoalWritten(scale, _DOMAINS[GOAL_AREAS[area]]),
                written_at=_at(self.day(row, int(drawn.day[mine[0]])), time(15)),
                ratings=tuple(
                    BroughtRating(
                        self.people[row],
                        float(drawn.level[place]),
                        self.day(row, int(drawn.day[place])),
                    )
                    for place in mine[1:]
                ),
            )

    def _substances(self, row: int, column: int) -> dict[str, Use]:
        if int(self.program.answers.status[row, column]) != 1:
            return {}
        bits = int(self.program.which[row, column])
        named = self.program.substances[row]
        return {code: Use.USE for place, code in enumerate(named) if bits >> place & 1}

    def _note(self, row: int, column: int) -> str:
        place = int(self.program.note[row, column])
        return CHECK_IN_NOTES[self._language(row)][place] if place >= 0 else ""

    def _language(self, row: int) -> str:
        return "es" if self.program.speaks_spanish(row) else "en"


def _told(value: np.int8) -> int | None:
    return int(value) if value >= 0 else None


def _start(level: np.int64) -> int:
    return -2 if level <= -2 else -1


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
