"""Reading the trail: is the chain whole, and what does it say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cairn.records.trail.chain import START, head_key, link, seal_of_head
from cairn.records.trail.models import Head, Line


@dataclass(frozen=True)
class Verdict:
    """Whether the chain is whole; `broken_at` is the first number that doesn't fit."""

    lines: int
    broken_at: int | None

    @property
    def whole(self) -> bool:
        return self.broken_at is None


@dataclass(frozen=True)
class Noted:
    """One line as read."""

    at: datetime
    actor: UUID
    machine: str
    act: str
    detail: str


def last_line_at() -> datetime | None:
    """When the last line was written; None while the trail is empty."""
    return Line.objects.order_by("-seq").values_list("at", flat=True).first()


def verify() -> Verdict:
    """Walk the chain from its start; finds a removed, altered, added or reordered line.

    The end bears a seal, so that lines cut off there, or a chain made up anew, are found too.
    """
    before, expected = START, 0
    for line in Line.objects.order_by("seq").iterator(chunk_size=2000):
        expected += 1
        fitting = link(
            before,
            seq=line.seq,
            at=line.at,
            actor=line.actor,
            machine=line.machine,
            act=line.act,
            subject=line.subject,
            program=line.program,
            detail=line.detail,
        )
        if line.seq != expected or line.hash != fitting:
            return Verdict(expected, min(line.seq, expected))
        before = line.hash
    head = Head.objects.filter(id=1).first()
    known = (head.seq, head.hash, head.seal) if head else (0, START, "")
    end = (expected, before, seal_of_head(head_key(), seq=expected, last=before) if head else "")
    return Verdict(expected, None if known == end else expected + 1)


def looks_at(subject: UUID, *, limit: int = 20) -> Iterator[Noted]:
    """Who was shown parts of one person's record, newest first."""
    for line in Line.objects.filter(subject=subject, act="record.read").order_by("-seq")[:limit]:
        yield Noted(line.at, line.actor, line.machine, line.act, line.detail)


def about(subject: UUID, *, limit: int = 200) -> Iterator[Noted]:
    """What was done and read about one person, newest first."""
    for line in Line.objects.filter(subject=subject).order_by("-seq")[:limit]:
        yield Noted(line.at, line.actor, line.machine, line.act, line.detail)
