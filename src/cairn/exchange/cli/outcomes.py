"""`./cairn outcomes DAYS.csv --out ENDPOINTS.csv`: figures from day-by-day records.

Every figure is defined in docs/methods/outcomes.md. No database is needed.
"""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cairn.core.days import DISPUTED, Reports, imply, lay_out
from cairn.core.evaluation import DAY_ENDPOINTS, day_endpoints
from cairn.core.shared.refusals import Refusal
from cairn.core.shared.words import phrase
from cairn.exchange.cli.columns import Unreadable
from cairn.exchange.cli.day_sheets import DaySheet, read_days, read_people, spans

ALWAYS = ("window_days", "known_days", "coverage")
ENDPOINTS = (*DAY_ENDPOINTS, "disputed_days")
_DAY_NUMBERS = ("days_to_first_use", "relapse_day")
_TWELVE_WEEKS = 84
_WEEK = 7
_BLOCK_CELLS = 1 << 25

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Window:
    """A name and the first and last day, counted from 0 on each person's first day."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Course:
    """Everyone's answers, sorted by person, with each person's first day and number of days."""

    people: list[str]
    first: Ints
    days: Ints
    reports: Reports
    dated: bool

    def label(self, person: int, day: int) -> str:
        """A day of this person, as the file writes days."""
        number = int(self.first[person]) + day
        return date.fromordinal(number).isoformat() if self.dated else str(number)


def run(argv: Sequence[str]) -> int:
    """Compute and write; 0 when the whole file is there, 2 when nothing was written."""
    chosen = _parser().parse_args(argv)
    try:
        names = _names(chosen.endpoints)
        sheet = read_days(chosen.days)
        people = read_people(chosen.people, dated=sheet.dated) if chosen.people else None
        ids, first, days, reports = spans(sheet, people)
        course = _course(ids, first, days, imply(reports) if chosen.imply else reports, sheet)
        windows = _windows(chosen, int(days.max(initial=0)))
        rows = _write(chosen.out, course, windows, names)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if sheet.others:
        print(f"Not used: the columns {', '.join(sheet.others)}.", file=sys.stderr)
    _say_outside(course)
    print(f"Wrote {rows:,} rows for {len(ids):,} people to {chosen.out}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./cairn outcomes", description=__doc__)
    parser.add_argument("days", type=Path, help="person_id, day, substance, status[, source]")
    parser.add_argument("--out", type=Path, required=True, help="where to write the figures")
    parser.add_argument("--people", type=Path, help="person_id, first_day[, last_day]")
    parser.add_argument("--endpoints", help=f"only these, of {', '.join(ENDPOINTS)}")
    parser.add_argument(
        "--window",
        action="append",
        metavar="FIRST-LAST",
        help="days counted from 1 on each person's first day; may be repeated "
        "(without it: 12 weeks after 12 weeks, and all days)",
    )
    parser.add_argument("--week", action="store_true", help="add a window for every week")
    parser.add_argument(
        "--imply",
        action="store_true",
        help="the answers are check-ins: 'any: none' says none of each substance, "
        "and use of a substance is use of 'any'",
    )
    return parser


def _names(asked: str | None) -> list[str]:
    if asked is None:
        return list(ENDPOINTS)
    names = [name.strip() for name in asked.split(",") if name.strip()]
    for name in names:
        if name not in ENDPOINTS:
            reason = phrase(
                "There is no endpoint called {name}. Choose from {names}.",
                name=name,
                names=", ".join(ENDPOINTS),
            )
            raise Unreadable(reason)
    return [*ALWAYS, *(name for name in dict.fromkeys(names) if name not in ALWAYS)]


def _windows(chosen: argparse.Namespace, longest: int) -> list[Window]:
    windows = [_window(text) for text in chosen.window or []]
    if not windows and longest:
        starts = range(0, longest, _TWELVE_WEEKS)
        windows = [
            Window(f"{start + 1}-{start + _TWELVE_WEEKS}", start, start + _TWELVE_WEEKS - 1)
            for start in starts
        ]
        windows.append(Window("all", 0, longest - 1))
    if chosen.week:
        windows += [
            Window(f"week {start // _WEEK + 1}", start, start + _WEEK - 1)
            for start in range(0, longest, _WEEK)
        ]
    return windows


def _window(text: str) -> Window:
    first, _, last = text.partition("-")
    if not (first.isdecimal() and last.isdecimal() and 1 <= int(first) <= int(last) <= 99_999):
        reason = phrase("“{text}” is not a window. Write it like 1-84.", text=text[:40])
        raise Unreadable(reason)
    return Window(f"{int(first)}-{int(last)}", int(first) - 1, int(last) - 1)


def _course(ids: list[str], first: Ints, days: Ints, reports: Reports, sheet: DaySheet) -> Course:
    by_person = np.argsort(reports.person, kind="stable")
    return Course(ids, first, days, reports.take(by_person), sheet.dated)


def _write(out: Path, course: Course, windows: list[Window], names: list[str]) -> int:
    """Beside the wished place first and then in one move, so that no half file is ever seen."""
    partial = out.with_name(f".{out.name}.partial")
    rows = 0
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["person_id", "substance", "window", "first_day", "last_day", *names])
            for block in _blocks(course):
                lines = list(_lines(course, block, windows, names))
                writer.writerows(lines)
                rows += len(lines)
        partial.replace(out)
    except OSError as error:
        reason = phrase(
            "{file} can't be written here ({why}). Choose another place.",
            file=str(out),
            why=error.strerror or type(error).__name__,
        )
        raise Unreadable(reason) from None
    finally:
        partial.unlink(missing_ok=True)
    return rows


def _blocks(course: Course) -> Iterator[slice]:
    size = max(1, _BLOCK_CELLS // max(1, int(course.days.max(initial=1))))
    for start in range(0, len(course.people), size):
        yield slice(start, min(start + size, len(course.people)))


def _lines(
    course: Course, block: slice, windows: list[Window], names: list[str]
) -> Iterator[list[object]]:
    low, high = np.searchsorted(course.reports.person, [block.start, block.stop])
    part = course.reports.take(slice(int(low), int(high)))
    part = Reports(part.person - block.start, part.day, part.substance, part.status, part.names)
    days = course.days[block]
    tables = {}
    for substance in sorted(part.names):
        layer = lay_out(part, substance, course.first[block], int(days.max(initial=0)))
        layer.status[np.arange(layer.status.shape[1]) >= days[:, None]] = -1
        cut = [(window.first, window.last) for window in windows]
        table = day_endpoints(layer.status, cut, days)
        disputed = [
            np.count_nonzero(layer.coverage[:, first : last + 1] == DISPUTED, axis=1)
            for first, last in cut
        ]
        table["disputed_days"] = np.stack(disputed, axis=1) if disputed else days[:, None]
        tables[substance] = {name: _texts(table, name) for name in names}
    for person in range(block.start, block.stop):
        for substance, texts in tables.items():
            for number, window in enumerate(windows):
                at = person - block.start
                yield [
                    course.people[person],
                    substance,
                    window.name,
                    course.label(person, window.first),
                    course.label(person, window.last),
                    *(texts[name][at][number] for name in names),
                ]


def _texts(table: dict[str, NDArray[np.generic]], name: str) -> list[list[object]]:
    """A column's cells; empty where nothing is known, apart from the counts of days."""
    column = table[name]
    cells = column.astype(object)
    if name in _DAY_NUMBERS:
        cells = np.nan_to_num(column.astype(float)).astype(np.int64).astype(object)
    if column.dtype.kind == "f":
        cells[np.isnan(column.astype(float))] = ""
    if name not in (*ALWAYS, "disputed_days"):
        cells[table["known_days"] == 0] = ""
    lines: list[list[object]] = cells.tolist()
    return lines


def _say_outside(course: Course) -> None:
    reports = course.reports
    column = reports.day - course.first[reports.person]
    outside = int(np.count_nonzero((column < 0) | (column >= course.days[reports.person])))
    if outside:
        print(
            f"Left out: {outside:,} answers before a person's first or after their last day.",
            file=sys.stderr,
        )
