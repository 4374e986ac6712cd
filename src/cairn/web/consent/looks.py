"""Who looked: everyone who was shown a part of one's record, when, which part, and why."""

from dataclasses import dataclass
from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cairn.core.consent.leaves import DATA_CLASS_NAMES, PURPOSE_NAMES, DataClass, Purpose
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission
from cairn.records.people.queries import names_of
from cairn.records.trail.queries import Noted, looks_at
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.words import said

SHOWN = 30


@dataclass(frozen=True)
class Look:
    """One look, finished: when, who, and each part with its reason."""

    when: str
    who: str
    parts: tuple[tuple[str, str], ...]


@asks(Permission.LOOKERS_READ)
@require_safe
def lookers(request: SignedIn) -> HttpResponse:
    """Newest first, thirty to a page."""
    first = _first(request.GET.get("from", ""))
    found, more = looks(request.reader, first)
    here = reverse("lookers")
    context = {
        "looks": found,
        "told": _("{first} to {last}").format(first=first + 1, last=first + len(found)),
        "before_url": f"{here}?from={max(0, first - SHOWN)}" if first else "",
        "after_url": f"{here}?from={first + SHOWN}" if more else "",
    }
    return render(request, "consent/lookers.html", context)


def looks(reader: Reader, first: int) -> tuple[list[Look], bool]:
    """Some looks at the reader's record from this place on, and whether there are more."""
    lines = list(islice(looks_at(reader.person, limit=first + SHOWN + 1), first, None))
    names = names_of(line.actor for line in lines)
    told = [_look(line, names.get(line.actor, "")) for line in lines[:SHOWN]]
    return told, len(lines) > SHOWN


def _look(line: Noted, name: str) -> Look:
    return Look(
        formats.date_format(timezone.localtime(line.at), "DATETIME_FORMAT"),
        name or _("Someone who is gone"),
        tuple(_part(word) for word in line.detail.split()),
    )


def _part(word: str) -> tuple[str, str]:
    part, _colon, purpose = word.partition(":")
    return said_part(part), said_purpose(purpose)


def said_part(part: str) -> str:
    """A part of a record in words; one that no longer exists keeps its code."""
    return said(DATA_CLASS_NAMES[DataClass(part)]) if part in set(DataClass) else part


def said_purpose(purpose: str) -> str:
    """A purpose in words."""
    return said(PURPOSE_NAMES[Purpose(purpose)]) if purpose in set(Purpose) else purpose


def _first(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 0
