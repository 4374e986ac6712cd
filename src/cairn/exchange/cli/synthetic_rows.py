"""The rows of each file of a synthetic program."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.simulation import DAYS_BEFORE, SyntheticProgram
from cairn.core.evaluation.simulation.contacts import MEANS, supports
from cairn.core.evaluation.simulation.words import (
    CHECK_IN_NOTES,
    CONTACT_NOTES,
    GOAL_AREAS,
    GOALS,
)
from cairn.core.matching.profiles import Profile
from cairn.core.matching.template import Kind, Side, columns_of

Row = Iterable[Any]
Ints = NDArray[np.int64]

HEADINGS: Mapping[str, Sequence[str]] = {
    "MENTEES.csv": [column.name for column in columns_of("mentee")],
    "MENTORS.csv": [column.name for column in columns_of("mentor")],
    "PEOPLE.csv": ["person_id", "first_day", "last_day", "arm", "mentor_id", "left"],
    "DAYS.csv": ["person_id", "day", "substance", "status", "source"],
    "CHECKINS.csv": [
        "person_id", "day", "mood", "use", "craving", "sleep", "wants_call", "note",
    ],
    "CONTACTS.csv": [
        "mentee_id", "mentor_id", "day", "means", "minutes", "support", "kept", "note",
    ],
    "GOALS.csv": [
        "goal_id", "person_id", "area", "goal", "day", "level",
        "much_less", "less", "as_hoped", "more", "much_more",
    ],
}  # fmt: skip

_STATUS = {1: "use", 0: "none", -2: "declined"}
_SOURCES = ("", "interview", "check-in")


def rows(name: str, program: SyntheticProgram, start: date | None) -> Iterable[Row]:
    """The rows of file `name` without its heading; days as dates where `start` is given."""
    return _TABLES[name](program, _day_names(program, start))


class _Days:
    """The written form of each program day, made once."""

    def __init__(self, first: int, last: int, start: date | None) -> None:
        self._first = first
        numbers = range(first, last + 1)
        self._names = (
            [str(day) for day in numbers]
            if start is None
            else [(start + timedelta(days=day)).isoformat() for day in numbers]
        )

    def of(self, days: Ints) -> list[str]:
        return [self._names[place] for place in (days - self._first).tolist()]


def _day_names(program: SyntheticProgram, start: date | None) -> _Days:
    return _Days(
        int(program.entry.min()) - DAYS_BEFORE,
        int(program.entry.max()) + program.days_after,
        start,
    )


def _sheet(side: Side, profiles: Sequence[Profile]) -> list[Row]:
    columns = columns_of(side)
    return [
        [_cell(getattr(one, column.field), column.kind) for column in columns] for one in profiles
    ]


def _cell(value: Any, kind: Kind) -> str:
    if isinstance(value, frozenset):
        said = sorted(value)
        return "; ".join(one.replace("_", " ") if kind is Kind.SLOTS else one for one in said)
    return "" if value is None else str(value)


def _people(program: SyntheticProgram, days: _Days) -> Iterable[Row]:
    mentor_ids = [*(mentor.id for mentor in program.mentors), ""]
    return zip(
        (mentee.id for mentee in program.mentees),
        days.of(program.entry),
        days.of(program.entry + np.maximum(program.stayed, 1) - 1),
        (program.arms[arm].name for arm in program.arm.tolist()),
        (mentor_ids[mentor] for mentor in program.mentor_of.tolist()),
        ("yes" if left else "no" for left in program.left.tolist()),
        strict=True,
    )


def _days_rows(program: SyntheticProgram, days: _Days) -> Iterable[Row]:
    """One row per told day for any use, and one for each substance named on a day of use."""
    said = program.answers
    told = [said.status != -1]
    told += [(said.status == 1) & (program.which >> place & 1 == 1) for place in range(3)]
    person, column, place = np.nonzero(np.stack(told, axis=-1))
    names = [("any", *named, "", "")[:4] for named in program.substances]
    people = person.tolist()
    return zip(
        (program.mentees[row].id for row in people),
        days.of(program.entry[person] + column - DAYS_BEFORE),
        (names[row][at] for row, at in zip(people, place.tolist(), strict=True)),
        (_STATUS[code] for code in said.status[person, column].tolist()),
        (_SOURCES[code] for code in said.source[person, column].tolist()),
        strict=True,
    )


def _check_ins(program: SyntheticProgram, days: _Days) -> Iterable[Row]:
    said = program.answers
    person, column = np.nonzero(said.mood > 0)
    at = (person, column)
    bank = [
        CHECK_IN_NOTES["es" if program.speaks_spanish(row) else "en"]
        for row in range(len(program.mentees))
    ]
    people = person.tolist()
    return zip(
        (program.mentees[row].id for row in people),
        days.of(program.entry[person] + column - DAYS_BEFORE),
        said.mood[at].tolist(),
        (_STATUS.get(code, "") for code in said.status[at].tolist()),
        ("" if value < 0 else value for value in said.craving[at].tolist()),
        ("" if value < 0 else value for value in said.sleep[at].tolist()),
        ("yes" if asked else "" for asked in said.wants_call[at].tolist()),
        (
            "" if note < 0 else bank[row][note]
            for row, note in zip(people, program.note[at].tolist(), strict=True)
        ),
        strict=True,
    )


def _contacts(program: SyntheticProgram, days: _Days) -> Iterable[Row]:
    met = program.contacts
    when = days.of(program.entry[met.mentee] + met.day)
    for place, day in enumerate(when):
        row = int(met.mentee[place])
        language = "es" if program.speaks_spanish(row) else "en"
        note = int(met.note[place])
        yield (
            program.mentees[row].id,
            program.mentors[program.mentor_of[row]].id,
            day,
            MEANS[met.means[place]],
            int(met.minutes[place]),
            "; ".join(supports(int(met.support[place]))),
            "yes" if met.kept[place] else "missed",
            "" if note < 0 else CONTACT_NOTES[language][note],
        )


def _goals(program: SyntheticProgram, days: _Days) -> Iterable[Row]:
    rated = program.goals
    when = days.of(program.entry[rated.mentee] + rated.day)
    for place, day in enumerate(when):
        row, area = int(rated.mentee[place]), int(rated.area[place])
        title, *levels = GOALS["es" if program.speaks_spanish(row) else "en"][area]
        code = program.mentees[row].id
        goal = f"{code}-g{int(rated.goal[place]) + 1}"
        yield (goal, code, GOAL_AREAS[area], title, day, int(rated.level[place]), *levels)


_TABLES: Mapping[str, Callable[[SyntheticProgram, _Days], Iterable[Row]]] = {
    "MENTEES.csv": lambda program, _: _sheet("mentee", program.mentees),
    "MENTORS.csv": lambda program, _: _sheet("mentor", program.mentors),
    "PEOPLE.csv": _people,
    "DAYS.csv": _days_rows,
    "CHECKINS.csv": _check_ins,
    "CONTACTS.csv": _contacts,
    "GOALS.csv": _goals,
}
