"""Writing the trail: in the same transaction as the act, or before a page with someone's data is sent."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.records.trail.chain import head_key, link, seal_of_head
from cairn.records.trail.models import Head, Line

_DETAIL = 120


@dataclass(frozen=True)
class Entry:
    """One thing to be noted: a dotted act, whom it touches, a word of detail (never content)."""

    act: str
    subject: UUID | None = None
    detail: str = ""


def note(
    *, by: Reader, act: str, at: datetime, subject: UUID | None = None, detail: str = ""
) -> None:
    """Note one act; call it inside the transaction that does the act."""
    note_all(by=by, entries=[Entry(act, subject, detail)], at=at)


def note_all(*, by: Reader, entries: Sequence[Entry], at: datetime) -> None:
    """Note several acts at once, in order; a bulk act has one entry per person touched."""
    if not entries:
        return
    key = head_key()
    with transaction.atomic():
        head = Head.objects.select_for_update().get_or_create(id=1)[0]
        lines = []
        seq, last = head.seq, head.hash
        for entry in entries:
            seq += 1
            fields = {
                "at": at,
                "actor": by.person,
                "machine": by.machine,
                "act": entry.act,
                "subject": entry.subject,
                "program": by.program,
                "detail": entry.detail,
            }
            last = link(last, seq=seq, **fields)  # type: ignore[arg-type]
            lines.append(Line(seq=seq, hash=last, **fields))
        Line.objects.bulk_create(lines)
        Head.objects.filter(id=1).update(
            seq=seq, hash=last, seal=seal_of_head(key, seq=seq, last=last)
        )


def write_looks(*, by: Reader, at: datetime) -> None:
    """Note what `by` has been shown of others since the last call: one line per person, rarely two."""
    entries: dict[UUID, list[str]] = {}
    for look in by.looks:
        entries.setdefault(look.subject, []).append(f"{look.data_class}:{look.purpose}")
    note_all(
        by=by,
        entries=[
            Entry("record.read", subject, line)
            for subject, parts in entries.items()
            for line in _lines(sorted(parts))
        ],
        at=at,
    )
    by.looks.clear()


def _lines(words: Sequence[str]) -> list[str]:
    """The words in lines that the trail's column holds."""
    return textwrap.wrap(" ".join(words), _DETAIL, break_long_words=False, break_on_hyphens=False)
