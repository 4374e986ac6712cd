"""Reads when someone is free: "Mon evening; Sat", "lunes tarde", "weekdays evenings", "Mon-Fri am"."""

import re

from cairn.core.matching.vocabulary import DAYS, PARTS, SLOTS, folded

_DAY = {spelling: day.code for day in DAYS for spelling in day.spellings}
_PART = {spelling: part.code for part in PARTS for spelling in part.spellings}
_WEEK = [day.code for day in DAYS]
_WAKING = ["morning", "afternoon", "evening"]
_SEVERAL_DAYS = {
    "weekdays": _WEEK[:5],
    "weekday": _WEEK[:5],
    "weekends": _WEEK[5:],
    "weekend": _WEEK[5:],
    "daily": _WEEK,
    "everyday": _WEEK,
    "laborables": _WEEK[:5],
}
_ANY_TIME = {"any time", "anytime", "always", "siempre", "cualquier hora", "any", "flexible"}
_PHRASES = {
    "every day": "daily",
    "any day": "daily",
    "todos los dias": "daily",
    "cada dia": "daily",
    "cualquier dia": "daily",
    "entre semana": "weekdays",
    "dias laborables": "laborables",
    "fin de semana": "weekend",
    "fines de semana": "weekend",
    "late night": "night",
    "por la": "",
    "de la": "",
    "en la": "",
    "a la": "",
}
_FILLERS = {"and", "y", "e", "or", "o", "the", "on", "in", "at", "el", "los", "las", "la", "de"}
_RANGE = re.compile(r"\b([^\W\d_]+)\s*(?:-|–|—|\bto\b|\bthrough\b|\ba\b|\bal\b)\s*([^\W\d_]+)")


class NotATime(ValueError):
    """A word in the cell says nothing about days or parts of a day; `word` is that word."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


def read_slots(cell: str) -> frozenset[str]:
    """The slots that a cell names; a day alone means its waking parts, a part alone every day.

    Raises `NotATime` for a word that it can't read.
    """
    slots: set[str] = set()
    days_before: list[str] = []
    for separator, chunk in re.findall(r"(^|[;,/|\n&])([^;,/|\n&]*)", cell):
        if folded(chunk) in _ANY_TIME:
            return frozenset(SLOTS)
        days, parts = _days_and_parts(chunk)
        if separator in (";", "\n"):
            slots |= _crossed(days_before, _WAKING)
            days_before = []
        if days and not parts:
            days_before += days
        elif parts:
            both = days_before + days
            slots |= _crossed(both or _days_named(slots) or _WEEK, parts)
            days_before = []
    return frozenset(slots | _crossed(days_before, _WAKING))


def _crossed(days: list[str], parts: list[str]) -> set[str]:
    return {f"{day}_{part}" for day in days for part in parts}


def _days_named(slots: set[str]) -> list[str]:
    """In "Mon morning, evening" the evening belongs to the day named before it."""
    return sorted({slot.split("_")[0] for slot in slots})


def _days_and_parts(chunk: str) -> tuple[list[str], list[str]]:
    days: list[str] = []
    parts: list[str] = []
    for word in _words(chunk):
        if word in _DAY:
            days.append(_DAY[word])
        elif word in _SEVERAL_DAYS:
            days += _SEVERAL_DAYS[word]
        elif word in _PART:
            parts.append(_PART[word])
        elif word not in _FILLERS:
            raise NotATime(word)
    return days, parts


def _words(chunk: str) -> list[str]:
    text = _RANGE.sub(_spelled_out, chunk.replace("_", " "))
    text = folded(text)
    for several, one in _PHRASES.items():
        text = re.sub(rf"\b{several}\b", one, text)
    return text.split()


def _spelled_out(found: re.Match[str]) -> str:
    """ "Mon-Wed" as "mon tue wed"; anything that isn't two days stays as it is."""
    first, last = (_DAY.get(folded(word)) for word in found.groups())
    if first is None or last is None:
        return found.group(0)
    start, end = _WEEK.index(first), _WEEK.index(last)
    return " ".join(_WEEK[start : end + 1] if start <= end else _WEEK[start:] + _WEEK[: end + 1])
