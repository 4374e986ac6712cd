"""Finished words for the list of people, one person and the program's settings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.core.people.roles import ROLE_NAMES, STAFF, Role
from cairn.records.mentorships.circles import supervisors_of
from cairn.records.people.queries import names_of
from cairn.records.programs.queries import (
    Member,
    MemberFacts,
    ProgramFacts,
    member,
    members,
    people_in_role,
    program_facts,
)
from cairn.records.safety.queries import HelpLine, program_lines
from cairn.web.shell.words import said

PER_PAGE = 25
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class PersonRow:
    """One line of the list."""

    name: str
    url: str
    roles: str
    since: str


@dataclass(frozen=True)
class PeoplePage:
    """The list of people, or the part of it that was asked for."""

    rows: tuple[PersonRow, ...]
    told: str
    search: str
    role: str
    tabs: tuple[tuple[str, str, bool], ...]
    before_url: str
    after_url: str
    narrowed: bool


@dataclass(frozen=True)
class HeldRole:
    """A role that someone holds, with a way to end it."""

    value: str
    name: str
    since: str


@dataclass(frozen=True)
class PersonPage:
    """One person, as a coordinator sees them."""

    facts: MemberFacts
    roles: tuple[HeldRole, ...]
    is_mentor: bool
    supervisor: str
    supervisors: tuple[tuple[UUID, str], ...]

    @property
    def is_staff(self) -> bool:
        """Whether they may come in through their organization, where there is one."""
        return any(role.value in STAFF for role in self.roles)


@dataclass(frozen=True)
class Line:
    """A help line of the program, with the words that say how fresh it is."""

    id: UUID
    name: str
    number: str
    told: str


@dataclass(frozen=True)
class Oversight:
    """One supervisor and how many mentors they stand behind."""

    name: str
    told: str


@dataclass(frozen=True)
class ProgramPage:
    """The program's settings in words."""

    facts: ProgramFacts
    door_address: str
    lines: tuple[Line, ...]
    oversight: tuple[Oversight, ...]
    alone: str


def people_page(
    *, reader: Reader, at: datetime, search: str, role: Role | None, page: int
) -> PeoplePage:
    """Page `page` (from 1) of the people who fit."""
    first = (page - 1) * PER_PAGE
    found = members(reader=reader, at=at, role=role, search=search, first=first, count=PER_PAGE)
    last_page = max(1, ceil(found.total / PER_PAGE))
    told = (
        _("{first} to {last} of {total}").format(
            first=first + 1, last=first + len(found.members), total=found.total
        )
        if found.members
        else ""
    )
    return PeoplePage(
        tuple(_row(one) for one in found.members),
        told,
        search,
        role.value if role else "",
        _tabs(search, role),
        _address(search, role, page - 1) if page > 1 else "",
        _address(search, role, page + 1) if page < last_page else "",
        bool(search or role),
    )


def person_page(*, reader: Reader, person: UUID, at: datetime) -> PersonPage:
    """One person of the reader's program; not found for anyone else."""
    facts = member(reader=reader, person=person, at=at)
    held = [role for role, _since in facts.roles]
    is_mentor = Role.MENTOR in held
    supervisors: tuple[tuple[UUID, str], ...] = ()
    behind = ""
    if is_mentor and reader.program is not None:
        able = people_in_role(reader.program, Role.SUPERVISOR, at=at) - {person}
        now = supervisors_of([person], program=reader.program, at=at)
        names = names_of(able | set(now.values()))
        supervisors = tuple(sorted(((p, names[p]) for p in able if p in names), key=_by_name))
        behind = names.get(now[person], "") if person in now else ""
    return PersonPage(
        facts,
        tuple(HeldRole(role.value, said(ROLE_NAMES[role]), _day(s)) for role, s in facts.roles),
        is_mentor,
        behind,
        supervisors,
    )


def program_page(*, reader: Reader, program: UUID, at: datetime, root: str) -> ProgramPage:
    """The settings; `root` is the address of this site, without a slash at the end."""
    facts = program_facts(program)
    mentors = people_in_role(program, Role.MENTOR, at=at)
    behind = supervisors_of(mentors, program=program, at=at)
    names = names_of(set(behind.values()))
    counts = {person: list(behind.values()).count(person) for person in names}
    alone = len(mentors - set(behind))
    return ProgramPage(
        facts,
        root + reverse("join", args=[facts.door]),
        tuple(_line(line) for line in program_lines(program)),
        tuple(
            Oversight(names[p], _("mentors: {count}").format(count=counts[p]))
            for p in sorted(names, key=lambda p: names[p].casefold())
        ),
        _("Mentors with nobody behind them: {count}").format(count=alone) if alone else "",
    )


def as_csv(listed: Iterable[Member]) -> Iterator[list[str]]:
    """The list as rows of cells that no spreadsheet takes for a formula."""
    yield [_("Name"), _("Roles"), _("Here since")]
    for one in listed:
        roles = ", ".join(said(ROLE_NAMES[role]) for role in one.roles)
        yield [plain(one.name), roles, timezone.localdate(one.since).isoformat()]


def plain(cell: str) -> str:
    """A cell that stays text: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA_SIGNS) or cell[:1] in "\t\r" else cell


def _row(one: Member) -> PersonRow:
    return PersonRow(
        one.name,
        reverse("person", args=[one.person]),
        ", ".join(said(ROLE_NAMES[role]) for role in one.roles),
        _day(one.since),
    )


def _tabs(search: str, chosen: Role | None) -> tuple[tuple[str, str, bool], ...]:
    everyone = (_("Everyone"), _address(search, None, 1), chosen is None)
    by_role = [(said(ROLE_NAMES[role]), _address(search, role, 1), role is chosen) for role in Role]
    return (everyone, *by_role)


def _address(search: str, role: Role | None, page: int) -> str:
    asked = {"q": search, "role": role.value if role else "", "page": page if page > 1 else ""}
    kept = {name: value for name, value in asked.items() if value}
    return reverse("people") + (f"?{urlencode(kept)}" if kept else "")


def _line(line: HelpLine) -> Line:
    checked = formats.date_format(line.checked_on, "DATE_FORMAT")
    told = [line.hours, _("checked on {day}").format(day=checked)]
    return Line(line.id, line.name, line.number, ", ".join(part for part in told if part))


def _by_name(named: tuple[UUID, str]) -> str:
    return named[1].casefold()


def _day(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "DATE_FORMAT")
