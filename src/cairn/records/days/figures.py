"""Days without names: a program's timelines for whoever evaluates it."""

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from cairn.core.consent.readers import Reader
from cairn.core.days import ANY, Layer, Reports, imply, lay_out
from cairn.records.days.models import DayStatus
from cairn.records.mentorships.figures import ask_for_figures, codes, participants

Days = NDArray[np.int8]
_Row = tuple[int, int, str, int]
_STATUS = {"use": 1, "none": 0, "unknown": -1, "declined": -2}


@dataclass(frozen=True)
class Timelines:
    """Days of everyone enrolled between two days, one row per person in `codes`.

    `status` has one int8 array `[people, days]` per substance, `any` among them: -1
    unknown, 0 none, 1 use. `coverage` says how each day came to be known (as in
    `core.days.Layer`), and `by_source` has the status from each source alone.
    """

    codes: tuple[str, ...]
    first_day: date
    status: dict[str, Days]
    coverage: dict[str, Days]
    by_source: dict[str, dict[str, Days]]


def timelines(*, reader: Reader, first_day: date, last_day: date, at: datetime) -> Timelines:
    """All known days in the reader's program between two days (both included), under codes."""
    program = ask_for_figures(reader=reader, at=at)
    people = participants(program, first_day=first_day, last_day=last_day)
    place = {person: row for row, person in enumerate(people)}
    kept: dict[str, list[_Row]] = {}
    rows = DayStatus.objects.filter(
        person_id__in=people, replaced_at=None, day__range=(first_day, last_day)
    ).values_list("person_id", "day", "substance", "status", "source")
    for person, day, substance, status, source in rows.iterator(chunk_size=20_000):
        told = (place[person], day.toordinal(), substance, _STATUS[status])
        kept.setdefault(source, []).append(told)
    names = tuple(sorted({ANY} | {one[2] for told in kept.values() for one in told}))
    sources = {source: _reports(told, names, source) for source, told in kept.items()}
    firsts = np.full(len(people), first_day.toordinal(), dtype=np.int64)
    days = (last_day - first_day).days + 1

    def laid(reports: Reports) -> dict[str, Layer]:
        return {name: lay_out(reports, name, firsts, days) for name in names}

    whole = laid(_together(list(sources.values()), names))
    code = codes(program, people)
    return Timelines(
        tuple(code[person] for person in people),
        first_day,
        {name: layer.status for name, layer in whole.items()},
        {name: layer.coverage for name, layer in whole.items()},
        {
            source: {name: layer.status for name, layer in laid(reports).items()}
            for source, reports in sources.items()
        },
    )


def _reports(told: list[_Row], names: tuple[str, ...], source: str) -> Reports:
    number = {name: place for place, name in enumerate(names)}
    reports = Reports(
        _ints([one[0] for one in told]),
        _ints([one[1] for one in told]),
        _ints([number[one[2]] for one in told]),
        np.array([one[3] for one in told], dtype=np.int8),
        names,
    )
    return imply(reports) if source in {"check-in", "calendar"} else reports


def _together(parts: list[Reports], names: tuple[str, ...]) -> Reports:
    if not parts:
        return Reports(_ints([]), _ints([]), _ints([]), np.zeros(0, dtype=np.int8), names)
    return Reports(
        np.concatenate([part.person for part in parts]),
        np.concatenate([part.day for part in parts]),
        np.concatenate([part.substance for part in parts]),
        np.concatenate([part.status for part in parts]),
        names,
    )


def _ints(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)
