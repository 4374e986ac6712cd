"""Day-by-day records and people, read from CSV into arrays."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from cairn.core.days import Reports
from cairn.core.shared.words import Phrase, phrase
from cairn.exchange.cli.columns import (
    SHOWN,
    Index,
    Ints,
    Sheet,
    Unreadable,
    ask_filled,
    read_sheet,
    row_fault,
    unreadable,
)

STATUSES = {"use": 1, "none": 0, "unknown": -1, "": -1, "declined": -2}
_FAR = 40_000
_NUMBER = re.compile(r"[+-]?\d{1,6}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class DaySheet:
    """All answers of a file; days are numbers, dates as ordinals when `dated`."""

    people: list[str]
    reports: Reports
    dated: bool
    others: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """Each person's first day and, where every row has one, last day."""

    first: dict[str, int]
    last: dict[str, int] | None


def read_days(path: Path) -> DaySheet:
    """The answers in `person_id, day, substance, status[, amount, source]`.

    Raises `Unreadable` on a file or row that can't be understood, dates mixed
    with day numbers, and use and none of one day from one source.
    """
    sheet = read_sheet(path, ("person_id", "day", "substance", "status"), ("source", "amount"))
    days, dated = _days(sheet, "day")
    status = sheet.read("status", lambda text: _lookup(STATUSES, text.casefold()), _bad_status)
    named = Index()
    named.numbers([text.casefold() for text in sheet.texts["substance"]])
    substance = sheet.read("substance", lambda t: _lookup(named, t.casefold()), _blank)
    ask_filled(sheet, ("person_id", "substance"))
    reports = Reports(
        sheet.columns["person_id"], days, substance, status.astype(np.int8), tuple(named)
    )
    _ask_agreement(sheet, reports)
    return DaySheet(sheet.texts["person_id"], reports, dated, sheet.others)


def read_people(path: Path, *, dated: bool) -> People:
    """`person_id, first_day[, last_day]`; days as in the day records. Raises `Unreadable`."""
    sheet = read_sheet(path, ("person_id", "first_day"), ("last_day",))
    ask_filled(sheet, ("person_id", "first_day"))
    ids = [sheet.texts["person_id"][number] for number in sheet.columns["person_id"]]
    first_row = {person: place for place, person in reversed(list(enumerate(ids)))}
    twice = [place for place, person in enumerate(ids) if first_row[person] != place]
    if twice:
        faults = [row_fault(sheet, place, _TWICE) for place in twice[:SHOWN]]
        raise unreadable(sheet.name, faults, len(twice))
    first, first_dated = _days(sheet, "first_day")
    if len(ids) and first_dated != dated:
        reason = phrase(
            "{file} and the day records need the same kind of days: dates in both, or numbers in both.",
            file=sheet.name,
        )
        raise Unreadable(reason)
    last = None
    if sheet.texts["last_day"] not in ([], [""]):
        ask_filled(sheet, ("last_day",))
        last, _ = _days(sheet, "last_day")
        wrong = np.flatnonzero(last < first)
        if len(wrong):
            faults = [row_fault(sheet, i, _BACKWARD) for i in wrong[:SHOWN]]
            raise unreadable(sheet.name, faults, len(wrong))
    return People(
        dict(zip(ids, first.tolist(), strict=True)),
        None if last is None else dict(zip(ids, last.tolist(), strict=True)),
    )


_TWICE = phrase("this person has a row already. Keep one of them.")
_BACKWARD = phrase("the last day comes before the first day.")


def _days(sheet: Sheet, column: str) -> tuple[Ints, bool]:
    dated = [bool(_DATE.fullmatch(text)) for text in sheet.texts[column]]
    if any(dated) and not all(dated):
        odd = min(dated.count(True), dated.count(False)) == dated.count(True)
        wrong = [number for number, is_date in enumerate(dated) if is_date == odd]
        at = np.flatnonzero(np.isin(sheet.columns[column], wrong))
        faults = [
            row_fault(sheet, i, _bad_day(sheet.texts[column][int(sheet.columns[column][i])]))
            for i in at[:SHOWN]
        ]
        raise unreadable(sheet.name, faults, len(at))
    return sheet.read(column, _date if any(dated) else _number, _bad_day), any(dated)


def _date(text: str) -> int:
    day = date.fromisoformat(text)
    if not 1900 <= day.year < 2200:
        raise ValueError(text)
    return day.toordinal()


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _lookup(places: dict[str, int], text: str) -> int:
    if text not in places:
        raise ValueError(text)
    return places[text]


def _bad_day(text: str) -> Phrase:
    return phrase(
        "“{text}” is not a day. Use dates like 2026-03-04 or whole numbers, one kind per file.",
        text=text[:40],
    )


def _bad_status(text: str) -> Phrase:
    return phrase("“{text}” is not a status. Use use, none, unknown or declined.", text=text[:40])


def _blank(_: str) -> Phrase:
    return phrase("a cell is empty that is needed.")


def _ask_agreement(sheet: Sheet, reports: Reports) -> None:
    """One source may not say use and none of the same day and substance."""
    if not len(reports.day):
        return
    key = reports.person
    for part in (reports.day - reports.day.min(), reports.substance, sheet.columns["source"]):
        key = key * (int(part.max()) + 1) + part
    used = np.unique(key[reports.status == 1])
    clean = np.flatnonzero(reports.status == 0)
    clean = clean[np.isin(key[clean], used)]
    if len(clean):
        known = np.flatnonzero(np.isin(key, key[clean]) & (reports.status >= 0))
        known = known[np.argsort(key[known], kind="stable")]
        why = phrase("one source says use and none of the same day. Keep the one that is true.")
        faults = [row_fault(sheet, i, why) for i in known[:SHOWN]]
        raise unreadable(sheet.name, faults, len(known))


def spans(sheet: DaySheet, people: People | None) -> tuple[list[str], Ints, Ints, Reports]:
    """Everyone's id, first day and number of days, and the answers numbered to match.

    Without `people` a person's days run from their first to their last answer.
    Raises `Unreadable` for a person who is not among `people`, and for days
    more than a lifetime apart.
    """
    reports = sheet.reports
    if people is None:
        ids = sheet.people
        first = np.full(len(ids), np.iinfo(np.int64).max)
        last = np.full(len(ids), np.iinfo(np.int64).min)
        np.minimum.at(first, reports.person, reports.day)
        np.maximum.at(last, reports.person, reports.day)
    else:
        ids = list(people.first)
        strange = [person for person in sheet.people if person not in people.first]
        if strange:
            reason = phrase(
                "These people have days but no row of their own: {people}.",
                people=", ".join(strange[:SHOWN]),
            )
            raise Unreadable(reason)
        place = {person: number for number, person in enumerate(ids)}
        renumber = np.array([place[person] for person in sheet.people], dtype=np.int64)
        person = renumber[reports.person] if len(renumber) else reports.person
        reports = Reports(person, reports.day, reports.substance, reports.status, reports.names)
        first = np.array(list(people.first.values()), dtype=np.int64)
        if people.last is None:
            last = first - 1
            np.maximum.at(last, reports.person, reports.day)
        else:
            last = np.array(list(people.last.values()), dtype=np.int64)
    days = last - first + 1
    if len(days) and int(days.max()) > _FAR:
        reason = phrase(
            "The days of {person} lie more than a lifetime apart. Please check their dates.",
            person=ids[int(days.argmax())],
        )
        raise Unreadable(reason)
    return ids, first, days, reports
