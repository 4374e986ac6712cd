"""What leave stands, and what it answers."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import (
    DataClass,
    Decision,
    Leave,
    Purpose,
    Recipient,
    may_disclose,
)
from cairn.core.consent.readers import Reader
from cairn.records.consent.models import Sharing
from cairn.records.people.queries import names_of
from cairn.records.trail.queries import looks_at


@dataclass(frozen=True)
class Shared:
    """One leave as its giver sees it."""

    id: UUID
    recipient: UUID
    recipient_name: str
    data_class: DataClass
    purpose: Purpose
    since: datetime


def decisions(
    *,
    recipient: Recipient,
    program: UUID | None,
    givers: Iterable[UUID],
    data_class: DataClass,
    purpose: Purpose,
    at: datetime,
) -> dict[UUID, Decision]:
    """What `core.consent` answers for each giver, in one query; others get a refusal."""
    wanted = list(givers)
    leaves: dict[UUID, list[Leave]] = defaultdict(list)
    rows = Sharing.objects.filter(
        recipient_id=recipient.person,
        giver_id__in=wanted,
        data_class=data_class,
        purpose=purpose,
    ).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    for row in rows.filter(program_id=program) if program else ():
        leaves[row.giver_id].append(
            Leave(
                giver=row.giver_id,
                recipient=row.recipient_id,
                data_class=DataClass(row.data_class),
                purpose=Purpose(row.purpose),
                since=row.since,
                until=row.until,
                withdrawn_at=row.withdrawn_at,
                first_day=row.first_day,
            )
        )
    return {
        giver: may_disclose(data_class, recipient, purpose, at, giver=giver, leaves=leaves[giver])
        for giver in wanted
    }


def shared_by(*, reader: Reader, at: datetime) -> list[Shared]:
    """The leave that the reader has given in their program and that stands now."""
    rows = list(
        Sharing.objects.filter(giver_id=reader.person, program_id=reader.here, withdrawn_at=None)
        .filter(Q(until=None) | Q(until__gt=at))
        .order_by("since", "data_class")
    )
    names = names_of(row.recipient_id for row in rows)
    return [
        Shared(
            row.id,
            row.recipient_id,
            names.get(row.recipient_id, ""),
            DataClass(row.data_class),
            Purpose(row.purpose),
            row.since,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class Seen:
    """One time that someone was shown parts of the reader's record."""

    at: datetime
    who: str
    parts: tuple[DataClass, ...]


def who_looked(*, reader: Reader, limit: int = 10) -> list[Seen]:
    """Who was lately shown parts of the reader's record, newest first."""
    lines = list(looks_at(reader.person, limit=limit))
    names = names_of(line.actor for line in lines)
    return [
        Seen(
            line.at,
            names.get(line.actor, ""),
            tuple(dict.fromkeys(DataClass(word.split(":")[0]) for word in line.detail.split())),
        )
        for line in lines
    ]
