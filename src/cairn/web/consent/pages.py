"""Finished words for "Who sees what"."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cairn.core.consent.leaves import DATA_CLASS_NAMES, DUTIES, DataClass, Relation
from cairn.core.consent.presets import PRESET_MEANINGS, PRESET_NAMES, Preset, preset_of
from cairn.core.consent.readers import Reader
from cairn.core.people.roles import ROLE_NAMES, Role
from cairn.records.consent.queries import Seen, Shared, who_looked
from cairn.records.mentorships.circles import Companion, circle
from cairn.web.shell.words import said

BY_LEAVE = (DataClass.DAYS, DataClass.GOALS)
PARTS: dict[Relation, tuple[DataClass, ...]] = {
    Relation.MENTOR: BY_LEAVE,
    Relation.SUPERVISOR: (*BY_LEAVE, DataClass.NOTES),
    Relation.MEMBER: BY_LEAVE,
    Relation.MENTEE: (),
}
"""What can be shared with whom: as the permission table grants it with leave."""

TONES = {Role.MENTOR: "", Role.SUPERVISOR: "sky", Role.CLINICIAN: "clay", Role.SUPPORTER: "dawn"}
RUNNERS = (Role.COORDINATOR, Role.EVALUATOR)


@dataclass(frozen=True)
class Part:
    """One part of the record beside one person: seen by leave since a day, or not."""

    value: str
    words: str
    sharing: UUID | None
    since: str


@dataclass(frozen=True)
class Near:
    """One way to let a supporter be near; `chosen` if it is how it stands."""

    value: str
    name: str
    meaning: str
    chosen: bool


@dataclass(frozen=True)
class Card:
    """One person of the circle: what they see by duty, and each part that leave covers."""

    person: UUID
    name: str
    role: str
    tone: str
    duties: tuple[str, ...]
    parts: tuple[Part, ...]
    near: tuple[Near, ...] = ()
    paused: bool = False


@dataclass(frozen=True)
class Office:
    """Those who run or evaluate the program, and what their office shows them."""

    role: str
    sees: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Looked:
    """One time that someone looked."""

    when: str
    told: str


@dataclass(frozen=True)
class SharingsPage:
    """Who sees what of one's record."""

    cards: tuple[Card, ...]
    offices: tuple[Office, ...]
    looks: tuple[Looked, ...]
    participant: bool


def sharings_page(*, reader: Reader, at: datetime) -> SharingsPage:
    """The whole page, in a handful of queries."""
    return SharingsPage(
        tuple(_card(one) for one in circle(reader=reader, at=at)),
        tuple(_office(role) for role in RUNNERS),
        tuple(_looked(seen) for seen in who_looked(reader=reader)),
        reader.has(Role.PARTICIPANT),
    )


def sees_by_duty(role: Role, relation: Relation) -> tuple[str, ...]:
    """What this role sees of whoever stands in this relation, in words."""
    seen = [
        part
        for duty in DUTIES
        if duty.role is role and duty.relation is relation
        for part in DataClass
        if part in duty.data_classes
    ]
    return tuple(said(DATA_CLASS_NAMES[part]) for part in dict.fromkeys(seen))


def _card(one: Companion) -> Card:
    if one.role is Role.SUPPORTER:
        seen = frozenset(leave.data_class for leave in one.leaves)
        return Card(
            one.person,
            one.name,
            said(ROLE_NAMES[one.role]),
            TONES[one.role],
            (),
            tuple(_part(leave.data_class, one.leaves) for leave in one.leaves),
            tuple(_near(preset, preset_of(seen)) for preset in Preset),
            not seen,
        )
    return Card(
        one.person,
        one.name,
        said(ROLE_NAMES[one.role]),
        TONES.get(one.role, ""),
        sees_by_duty(one.role, one.relation),
        tuple(_part(part, one.leaves) for part in PARTS[one.relation]),
    )


def _near(preset: Preset, standing: Preset | None) -> Near:
    return Near(
        preset.value,
        said(PRESET_NAMES[preset]),
        said(PRESET_MEANINGS[preset]),
        preset is standing,
    )


def _part(part: DataClass, leaves: tuple[Shared, ...]) -> Part:
    given = next((leave for leave in leaves if leave.data_class is part), None)
    return Part(
        part.value,
        said(DATA_CLASS_NAMES[part]),
        given.id if given else None,
        _("since {day}").format(day=_day(given.since)) if given else "",
    )


def _office(role: Role) -> Office:
    why = [said(duty.because) for duty in DUTIES if duty.role is role]
    return Office(said(ROLE_NAMES[role]), sees_by_duty(role, Relation.MEMBER), why[0])


def _looked(seen: Seen) -> Looked:
    parts = ", ".join(said(DATA_CLASS_NAMES[part]) for part in seen.parts)
    who = seen.who or _("Someone who is gone")
    return Looked(_day(seen.at), _("{who} saw {parts}").format(who=who, parts=parts))


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")
