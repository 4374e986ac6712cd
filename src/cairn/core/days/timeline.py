"""Sparse answers laid out as days: int8 arrays `[people, days]`.

Rules, each stated in docs/methods/days.md:

- no answer, "unknown" and "rather not say" are all unknown, and unknown is never bridged;
- where two sources disagree about a day, use beats no use, and the day is marked as disputed;
- a longer list of answers never makes a known day unknown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.days.substances import ANY, SUBSTANCES
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

UNKNOWN, NO_USE, USED = -1, 0, 1
SAID_DECLINED = -2

NOT_ASKED, DECLINED, ANSWERED, DISPUTED = 0, 1, 2, 3

Ints = NDArray[np.int64]
Days = NDArray[np.int8]


@dataclass(frozen=True)
class Reports:
    """Answers as equal-length columns, one entry per answer, in any order.

    `person` numbers people from 0; `day` is any day number (dates as ordinals);
    `substance` points into `names`; `status` is 1 use, 0 none, -1 unknown,
    -2 rather not say. Raises `Invalid` on unequal lengths or another status.
    """

    person: Ints
    day: Ints
    substance: Ints
    status: Days
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if len({len(self.person), len(self.day), len(self.substance), len(self.status)}) != 1:
            raise Invalid(phrase("Every answer needs a person, a day, a substance and a status."))
        if self.status.size and not -2 <= int(self.status.min()) <= int(self.status.max()) <= 1:
            raise Invalid(phrase("A status is use, none, unknown or declined."), "status")

    def take(self, chosen: NDArray[np.bool_] | Ints | slice) -> "Reports":
        """The chosen answers only."""
        return Reports(
            self.person[chosen],
            self.day[chosen],
            self.substance[chosen],
            self.status[chosen],
            self.names,
        )


@dataclass(frozen=True)
class Layer:
    """One substance's days: `status` (-1 unknown, 0 none, 1 use) and how each came to be known.

    `coverage`: 0 not asked, 1 rather not say, 2 answered, 3 sources disagree.
    Both are `[people, days]`; column 0 is each person's first day.
    """

    status: Days
    coverage: Days


def lay_out(reports: Reports, substance: str, first_day: Ints, days: int) -> Layer:
    """The days `first_day` … `first_day + days - 1` of each person, for one substance.

    `first_day` has one entry per person. Answers outside a person's days are
    left out. A substance that nobody named gives unknown days.
    """
    status = np.full((len(first_day), days), UNKNOWN, dtype=np.int8)
    coverage = np.full((len(first_day), days), NOT_ASKED, dtype=np.int8)
    if substance not in reports.names:
        return Layer(status, coverage)
    chosen = np.flatnonzero(reports.substance == reports.names.index(substance))
    person = reports.person[chosen]
    column = reports.day[chosen] - first_day[person]
    inside = (column >= 0) & (column < days)
    person, column, said = person[inside], column[inside], reports.status[chosen][inside]

    def cells(code: int) -> tuple[Ints, Ints]:
        return person[said == code], column[said == code]

    coverage[cells(SAID_DECLINED)] = DECLINED
    status[cells(NO_USE)] = NO_USE
    coverage[cells(NO_USE)] = ANSWERED
    used = cells(USED)
    disputed = tuple(part[status[used] == NO_USE] for part in used)
    status[used] = USED
    coverage[used] = ANSWERED
    coverage[disputed] = DISPUTED
    return Layer(status, coverage)


def imply(reports: Reports) -> Reports:
    """Add what check-ins imply: "no use at all" says none of each counted substance in `names`,
    and a counted substance's use makes the day a day of use of `any`.

    Only for answers to the question "any use?"; a file from elsewhere is taken at its word.
    """
    names = reports.names if ANY in reports.names else (*reports.names, ANY)
    any_index = names.index(ANY)
    counted = [i for i, name in enumerate(names) if _counts(name)]
    used = (reports.status == USED) & np.isin(reports.substance, counted)
    clean = (reports.status == NO_USE) & (reports.substance == any_index)
    parts = [(reports.person, reports.day, reports.substance, reports.status)]
    for index, chosen in [(any_index, used)] + [(index, clean) for index in counted]:
        same = np.full(int(chosen.sum()), index, dtype=np.int64)
        parts.append((reports.person[chosen], reports.day[chosen], same, reports.status[chosen]))
    person, day, substance, status = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Reports(person, day, substance, status, names)


def coverage_share(layer: Layer) -> NDArray[np.float64]:
    """The share of each person's days that is known, 0 to 1; NaN when there are no days."""
    days = layer.status.shape[1]
    if days == 0:
        return np.full(len(layer.status), np.nan)
    share: NDArray[np.float64] = np.count_nonzero(layer.status != UNKNOWN, axis=1) / days
    return share


def _counts(name: str) -> bool:
    if name == ANY:
        return False
    return name not in SUBSTANCES or SUBSTANCES[name].counts
