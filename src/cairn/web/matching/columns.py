"""A round laid out by mentor: each with their people and the places that stay free."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.records.matching import board
from cairn.web.matching.addresses import with_person

MOST_SHOWN = 300


@dataclass(frozen=True)
class Placed:
    """One person under their mentor."""

    url: str
    name: str
    told: str


@dataclass(frozen=True)
class Column:
    """One mentor of the round."""

    mentor: str
    room: str
    pairs: tuple[Placed, ...]


def by_mentor(*, reader: Reader, round_id: UUID, url: str, at: datetime) -> tuple[Column, ...]:
    """Every mentor with someone in the round, by name; a very large round shows its first pairs."""
    lines, _total = board.pairs_of(reader=reader, round_id=round_id, at=at, count=MOST_SHOWN)
    free = board.room_left(reader=reader, at=at)
    grouped: dict[UUID, list[board.PairLine]] = defaultdict(list)
    for line in lines:
        grouped[line.mentor].append(line)
    columns = [
        Column(
            mentor=pairs[0].mentor_name,
            room=_room(free.get(mentor, 0)),
            pairs=tuple(
                Placed(
                    with_person(url, 0, one.mentee),
                    one.mentee_name,
                    _("kept") if one.locked else f"{one.fit:.0f}",
                )
                for one in pairs
            ),
        )
        for mentor, pairs in grouped.items()
    ]
    return tuple(sorted(columns, key=lambda one: one.mentor))


def _room(count: int) -> str:
    return ngettext("{count} place free", "{count} places free", count).format(count=count)
