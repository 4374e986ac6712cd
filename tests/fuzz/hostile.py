"""What a careless hand, a broken app or an enemy puts into a form, by the kind of harm it tries."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.canaries.forms import Field, Form

TEXTS: Mapping[str, str] = {
    "long": "x" * 60_000,
    "null": "a\x00b",
    "backward": "\u202eevil\u2066\u200f \u0627\u0644",
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% load x %}<img src=x onerror=alert(1)>",
    "sql": "'; DROP TABLE people_person; -- \" OR 1=1",
    "huge": "9" * 400,
    "negative": "-99999999999999999999",
    "not a number": "NaN",
    "no day": "9999-99-99T25:61",
    "first day": "0001-01-01",
    "a path": "../../../../etc/passwd\r\nSet-Cookie: a=b",
    "empty": "",
    "spaces": " \t\n\u00a0\u2003",
    "a list": '[{"a": null}]',
    "an id": "00000000-0000-0000-0000-000000000000",
    "emoji": "👩\u200d🚀\ufe0f" * 30,
}
FILES: tuple[tuple[str, bytes], ...] = (
    ("a.csv", b"\xff\xfe\x00\x01" * 50),
    ("../../a.xlsx", b"PK\x03\x04 not a workbook"),
    ("a.csv", b"mentee_id,mentee_id\n" + b'"' * 999),
    ("\u202excod.exe", b""),
)
Filled = dict[str, Any]


def _everywhere(text: str) -> Callable[[Form], Filled]:
    return lambda form: {one.name: text for one in form.fields}


def _words_only(text: str) -> Callable[[Form], Filled]:
    """Fitting choices, so that the words get past the form and reach the command."""
    return lambda form: {
        one.name: text if one.kind not in _CHOSEN else _fitting(one) for one in form.fields
    }


def _twice(form: Form) -> Filled:
    return {one.name: [_fitting(one), "x", ""] for one in form.fields}


def _files(form: Form) -> Filled:
    filled: Filled = {one.name: _fitting(one) for one in form.fields}
    for place, one in enumerate(one for one in form.fields if one.kind == "file"):
        name, content = FILES[(place + len(form.action)) % len(FILES)]
        filled[one.name] = SimpleUploadedFile(name, content)
    return filled


def _missing(form: Form) -> Filled:
    return {one.name: _fitting(one) for place, one in enumerate(form.fields) if place % 2}


def _fitting(one: Field) -> str:
    if one.kind == "select":
        return next((option for option in one.options if option), "")
    return one.value or {"number": "5", "date": "2026-11-01", "checkbox": "on"}.get(one.kind, "x")


_CHOSEN = {"hidden", "radio", "checkbox", "select"}
WAYS: Mapping[str, Callable[[Form], Filled]] = {
    **{f"{name} everywhere": _everywhere(text) for name, text in TEXTS.items()},
    **{f"{name} in words": _words_only(text) for name, text in TEXTS.items()},
    "everything twice": _twice,
    "odd files": _files,
    "half of it": _missing,
    "nothing": lambda _form: {},
}
"""Each way to fill in a form badly, by its name."""

QUERIES: tuple[dict[str, str], ...] = tuple(
    dict.fromkeys(("page", "q", "month", "with", "next", "ended", "role", "person"), text)
    for text in TEXTS.values()
)
"""What is put after the question mark of any page."""
