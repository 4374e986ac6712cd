"""Reads one cell of a sheet into a value of a profile, or says in words what is wrong with it."""

import difflib
import math
import re
import zoneinfo
from collections.abc import Callable
from typing import Any

from cairn.core.matching.distance import coarse
from cairn.core.matching.languages import is_language_code
from cairn.core.matching.template import Column, Kind
from cairn.core.matching.times import NotATime, read_slots
from cairn.core.matching.vocabulary import CONFLICTS, folded
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

LONGEST_ID = 64
_AND = re.compile(r"\s+(?:and|y|e|&|\+)\s+", re.IGNORECASE)
_WITH_KIND = re.compile(r"([^()]+)\(([^()]+)\)")
_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,9})?)\s*[,; ]\s*([+-]?\d{1,3}(?:\.\d{1,9})?)\s*")
_BLANK = {"", "?", "n/a", "unknown", "not known", "desconocido", "no se sabe", "no wish"}
_NO_WISH = {"any", "no preference", "none", "no", "cualquiera", "sin preferencia", "ninguno"}


def is_blank(cell: str) -> bool:
    """Says nothing: empty, a dash, or a word for not knowing."""
    return folded(cell) in _BLANK


def read_cell(column: Column, cell: str) -> Any:
    """The value for `column.field`; `None` where the cell says nothing. Raises `Invalid`."""
    if is_blank(cell) or (column.name == "wished_gender" and folded(cell) in _NO_WISH):
        if column.required:
            raise Invalid(phrase("This can't be empty."))
        return None
    return _READERS[column.kind](column, cell.strip())


def _id(_: Column, cell: str) -> str:
    if len(cell) > LONGEST_ID:
        raise Invalid(phrase("This code is too long. Use at most {most} signs.", most=LONGEST_ID))
    return cell


def _text(_: Column, cell: str) -> str:
    return cell


def _number(column: Column, cell: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,9}([.,]0+)?", cell):
        raise Invalid(
            phrase(
                "“{cell}” is not a whole number. Write one like {example}.",
                cell=_short(cell),
                example=column.example,
            )
        )
    number = int(re.split("[.,]", cell)[0])
    if not column.lowest <= number <= column.highest:
        raise Invalid(
            phrase(
                "{number} can't be right here. Write a number from {lowest} to {highest}.",
                number=number,
                lowest=column.lowest,
                highest=column.highest,
            )
        )
    return number


def _one_word(column: Column, cell: str) -> str:
    return _known_word(column, cell)


def _words(column: Column, cell: str) -> frozenset[str]:
    return frozenset(_known_word(column, part) for part in _parts(column, cell))


def _languages(column: Column, cell: str) -> frozenset[str]:
    return frozenset(
        folded(part) if is_language_code(part) else _known_word(column, part)
        for part in _parts(column, cell)
    )


def _slots(_: Column, cell: str) -> frozenset[str]:
    try:
        return read_slots(cell)
    except NotATime as unread:
        raise Invalid(
            phrase(
                "“{word}” is not a day or a part of the day. Write it like: Mon evening; Sat morning.",
                word=_short(unread.word),
            )
        ) from unread


def _free_words(_: Column, cell: str) -> frozenset[str]:
    return frozenset(" ".join(part.casefold().split()) for part in _split(cell))


def _ids(_: Column, cell: str) -> frozenset[str]:
    """Codes, each with its kind where one stands in brackets: "M01 (family)" is `M01|kin`."""
    found = set()
    for part in _split(cell):
        told = _WITH_KIND.fullmatch(part)
        if told is None:
            found.add(part.replace("|", ""))
        else:
            found.add(f"{told[1].strip()}|{_kind_of_conflict(told[2])}")
    return frozenset(found)


def _kind_of_conflict(text: str) -> str:
    for word in CONFLICTS:
        if folded(text) in word.spellings:
            return word.code
    raise Invalid(
        phrase(
            "“{cell}” is not a kind of conflict we know. Use one of: {words}.",
            cell=_short(text),
            words="; ".join(word.name.text() for word in CONFLICTS),
        )
    )


def _place(_: Column, cell: str) -> str:
    told = _POINT.fullmatch(cell)
    north, east = (float(part) for part in told.groups()) if told else (math.inf, math.inf)
    if abs(north) > 90 or abs(east) > 180:
        raise Invalid(
            phrase(
                "“{cell}” is not a place we can read. Write north and east in degrees, like: 40.70, -74.00.",
                cell=_short(cell),
            )
        )
    return coarse(north, east)


def _zone(_: Column, cell: str) -> str:
    if cell not in zoneinfo.available_timezones():
        raise Invalid(
            phrase(
                "“{cell}” is not a time zone we know. Write one like {example}.",
                cell=_short(cell),
                example="America/New_York",
            )
        )
    return cell


_READERS: dict[Kind, Callable[[Column, str], Any]] = {
    Kind.ID: _id,
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.WORD: _one_word,
    Kind.WORDS: _words,
    Kind.LANGUAGES: _languages,
    Kind.SLOTS: _slots,
    Kind.FREE_WORDS: _free_words,
    Kind.IDS: _ids,
    Kind.PLACE: _place,
    Kind.ZONE: _zone,
}


def _split(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;,/|\n]", cell) if part.strip()]


def _parts(column: Column, cell: str) -> list[str]:
    """The words in a cell; one that we know as a whole stays whole, as "aa/na" does."""
    if folded(cell) in column.spelled:
        return [cell]
    return [
        word
        for part in _split(cell)
        for word in ([part] if folded(part) in column.spelled else _AND.split(part))
    ]


def _known_word(column: Column, text: str) -> str:
    wanted = folded(text)
    if wanted in column.spelled:
        return column.spelled[wanted].code
    near = difflib.get_close_matches(wanted, column.spelled, n=1, cutoff=0.7)
    if near:
        raise Invalid(
            phrase(
                "“{cell}” is not a word we know here. Did you mean “{near}”?",
                cell=_short(text),
                near=column.spelled[near[0]].name,
            )
        )
    raise Invalid(
        phrase(
            "“{cell}” is not a word we know here. Use one of: {words}.",
            cell=_short(text),
            words="; ".join(word.name.text() for word in column.words[:12]),
        )
    )


def _short(cell: str) -> str:
    return cell if len(cell) <= 40 else f"{cell[:39]}…"
