"""From the rows of a sheet to profiles, with every fault named and nothing guessed in silence."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from cairn.core.matching.cells import is_blank, read_cell
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.template import Column, Side, columns_of
from cairn.core.matching.vocabulary import folded
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

FIRST_ROW = 2  # as a spreadsheet counts: the headings are row 1

P = TypeVar("P", bound=Profile)


@dataclass(frozen=True)
class Remark:
    """Something to tell about a sheet: where it is, and what to do about it."""

    phrase: Phrase
    row: int | None = None
    column: str | None = None

    def sentence(self) -> Phrase:
        """The remark with its place in front."""
        if self.row and self.column:
            return phrase(
                "Row {row}, {column}: {what}", row=self.row, column=self.column, what=self.phrase
            )
        if self.row:
            return phrase("Row {row}: {what}", row=self.row, what=self.phrase)
        return self.phrase


@dataclass(frozen=True)
class Sheet(Generic[P]):
    """What a sheet says.

    `profiles`: every row without a fault; `faults`: all of them, not only the first;
    `warnings`: what was left out or is worth a look; `mapping`: our column to their heading.
    """

    profiles: tuple[P, ...]
    faults: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    mapping: Mapping[str, str]


def read_mentees(
    rows: Sequence[Mapping[str, str]],
    mapping: Mapping[str, str] | None = None,
    *,
    first_row: int = FIRST_ROW,
) -> Sheet[MenteeProfile]:
    """Reads mentee rows (heading to text); `mapping` is our column name to their heading.

    `first_row` is the number that the person sees beside the first of the rows.

    Headings that mean one of our columns are found without a mapping, in English or Spanish.
    """
    return _read("mentee", MenteeProfile, rows, mapping, first_row)


def read_mentors(
    rows: Sequence[Mapping[str, str]],
    mapping: Mapping[str, str] | None = None,
    *,
    first_row: int = FIRST_ROW,
) -> Sheet[MentorProfile]:
    """Reads mentor rows, as `read_mentees` does. A capacity of 0 is kept, with a warning."""
    return _read("mentor", MentorProfile, rows, mapping, first_row)


def suggest_mapping(headings: Iterable[str], side: Side) -> dict[str, str]:
    """Our column name to the heading that most likely means it, for people to check by hand."""
    left = list(headings)
    suggested = _recognized(left, side)
    left = [heading for heading in left if heading not in suggested.values()]
    for column in columns_of(side):
        if column.name in suggested:
            continue
        near = {folded(heading): heading for heading in left}
        scored = [
            (difflib.SequenceMatcher(None, theirs, ours).ratio(), heading)
            for theirs, heading in near.items()
            for ours in column.headings
        ]
        best = max(scored, default=(0.0, ""))
        if best[0] >= 0.75:
            suggested[column.name] = best[1]
            left.remove(best[1])
    return suggested


def unknown_conflicts(
    mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]
) -> list[Remark]:
    """A warning for each conflict that names nobody: a slip here would pair people who must not meet."""
    sides = ((mentees, {m.id for m in mentors}), (mentors, {m.id for m in mentees}))
    return [
        Remark(
            phrase(
                "{person} must not be paired with “{other}”, but no one has that code. Check it.",
                person=profile.id,
                other=other,
            )
        )
        for profiles, others in sides
        for profile in profiles
        for other in sorted(profile.barred.keys() - others)
    ]


def _recognized(headings: Sequence[str], side: Side) -> dict[str, str]:
    """Our own name wins over another heading that means the same."""
    found: dict[str, str] = {}
    for column in columns_of(side):
        same = [heading for heading in headings if folded(heading) in column.headings]
        exact = [heading for heading in same if folded(heading) == folded(column.name)]
        if same:
            found[column.name] = (exact or same)[0]
    return found


def _read(
    side: Side,
    profile: type[P],
    rows: Sequence[Mapping[str, str]],
    mapping: Mapping[str, str] | None,
    first_row: int,
) -> Sheet[P]:
    headings = list(dict.fromkeys(heading for row in rows[:1] for heading in row))
    by_hand = {name: heading for name, heading in (mapping or {}).items() if heading}
    free = [heading for heading in headings if heading not in by_hand.values()]
    used = {**_recognized(free, side), **by_hand}
    faults = _missing(side, used, headings, rows)
    if faults:
        return Sheet((), tuple(faults), (), used)
    columns = [(column, used[column.name]) for column in columns_of(side) if column.name in used]
    read = _Reading(columns)
    kept = [
        (row, made) for row, cells in enumerate(rows, first_row) if (made := read.row(row, cells))
    ]
    profiles = [profile(**values) for _, values in kept]
    if not profiles and not read.faults:
        read.faults.append(
            Remark(phrase("The sheet has headings but no rows. Add one row per person."))
        )
    warnings = [*_left_out(headings, used), *_taking_nobody(kept, side)]
    return Sheet(tuple(profiles), tuple(read.faults), tuple(warnings), used)


class _Reading:
    """Goes through the rows, keeping the faults and the codes seen so far."""

    def __init__(self, columns: Sequence[tuple[Column, str]]) -> None:
        self.columns = columns
        self.faults: list[Remark] = []
        self.seen: dict[str, int] = {}

    def row(self, row: int, cells: Mapping[str, str]) -> dict[str, Any] | None:
        if all(not text.strip() for text in cells.values()):
            return None
        before = len(self.faults)
        values: dict[str, Any] = {}
        for column, heading in self.columns:
            cell = cells.get(heading, "")
            try:
                value = read_cell(column, cell)
            except Invalid as refused:
                self.faults.append(Remark(refused.phrase, row, heading))
                continue
            if value is not None:
                values[column.field] = value
            if column.field == "id" and isinstance(value, str):
                self._once(value, row, heading)
        return values if len(self.faults) == before else None

    def _once(self, code: str, row: int, heading: str) -> None:
        first = self.seen.setdefault(code, row)
        if first != row:
            told = phrase(
                "“{code}” is already in row {first}. Give each person one row.",
                code=code,
                first=first,
            )
            self.faults.append(Remark(told, row, heading))


def _missing(
    side: Side, used: Mapping[str, str], headings: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> list[Remark]:
    if not rows:
        return [Remark(phrase("The sheet has no rows. Add one row per person below the headings."))]
    faults = [
        Remark(
            phrase(
                "There is no column “{heading}”. Choose another for {name}.",
                heading=heading,
                name=name,
            )
        )
        for name, heading in used.items()
        if heading not in headings
    ]
    known = {column.name for column in columns_of(side)}
    faults += [
        Remark(phrase("There is no field named “{name}” to fill.", name=name))
        for name in used
        if name not in known
    ]
    near = suggest_mapping(headings, side)
    for column in columns_of(side):
        if not column.required or column.name in used:
            continue
        told = phrase(
            "The column {name} is missing. Add it, or take the template.", name=column.name
        )
        if column.name in near:
            told = phrase(
                "The column {name} is missing. Is it the one headed “{near}”? Then rename it.",
                name=column.name,
                near=near[column.name],
            )
        faults.append(Remark(told))
    return faults


def _left_out(headings: Sequence[str], used: Mapping[str, str]) -> list[Remark]:
    """Names the columns that matching doesn't read, unless they are empty of meaning."""
    extra = [h for h in headings if h not in used.values() and not is_blank(h)]
    if not extra:
        return []
    told = phrase("Not used in matching: {columns}.", columns=", ".join(extra))
    return [Remark(told)]


def _taking_nobody(kept: Sequence[tuple[int, Mapping[str, Any]]], side: Side) -> list[Remark]:
    if side != "mentor":
        return []
    told = phrase("This mentor takes nobody now, because the capacity is 0.")
    return [Remark(told, row, "capacity") for row, values in kept if values["capacity"] == 0]
