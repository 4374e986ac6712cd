"""Programs, and who plays which part in them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.people.queries import can_sign_in, names_of
from cairn.records.programs.models import Enrollment, Invitation, Membership, Program
from cairn.records.vault.keyring import index_of


@dataclass(frozen=True)
class ProgramFacts:
    """What anyone in a program may know of it."""

    id: UUID
    name: str
    language: str
    time_zone: str
    door: str
    open_to_self_referral: bool
    synthetic: bool


@dataclass(frozen=True)
class Member:
    """One line of the list of people."""

    person: UUID
    name: str
    roles: tuple[Role, ...]
    since: datetime


@dataclass(frozen=True)
class Page:
    """Some of a list, and how many there are in all."""

    members: tuple[Member, ...]
    total: int


def roles_of(person: UUID, program: UUID, *, at: datetime) -> frozenset[Role]:
    """The roles that a person holds in a program at a moment."""
    return frozenset(
        Role(role)
        for role in _current(at)
        .filter(person_id=person, program_id=program)
        .values_list("role", flat=True)
    )


def held_anywhere(person: UUID, *, at: datetime) -> frozenset[Role]:
    """The roles that a person holds now in any program; for the door."""
    rows = _current(at).filter(person_id=person)
    return frozenset(Role(role) for role in rows.values_list("role", flat=True))


def reader_for(person: UUID, *, at: datetime, program: UUID | None = None) -> Reader:
    """The person as a reader in one of their programs: the one named, else the first joined."""
    held = list(
        _current(at)
        .filter(person_id=person)
        .order_by("since", "program_id")
        .values_list("program_id", "role")
    )
    programs = [found for found, _ in held]
    chosen = program if program in programs else next(iter(programs), None)
    return Reader(
        person=person,
        program=chosen,
        roles=frozenset(Role(role) for found, role in held if found == chosen),
    )


def programs_of(person: UUID, *, at: datetime) -> list[ProgramFacts]:
    """The programs in which a person plays a part, in the order they joined."""
    ids = (
        _current(at).filter(person_id=person).order_by("since").values_list("program_id", flat=True)
    )
    by_id = {row.id: row for row in Program.objects.filter(id__in=set(ids))}
    return [_facts(by_id[found]) for found in dict.fromkeys(ids)]


def program_facts(program: UUID) -> ProgramFacts:
    """What anyone in a program may know of it."""
    return _facts(Program.objects.get(id=program))


def by_door(door: str) -> ProgramFacts:
    """The program behind a self-referral door; not found unless it stands open."""
    row = Program.objects.filter(door=door, open_to_self_referral=True).first()
    if row is None:
        raise NotFound
    return _facts(row)


def open_programs() -> list[ProgramFacts]:
    """The programs whose door stands open, by name; no others are ever listed."""
    rows = Program.objects.filter(open_to_self_referral=True).order_by("name", "id")
    return [_facts(row) for row in rows]


def any_program() -> bool:
    """Whether this installation has a program yet."""
    return Program.objects.exists()


def synthetic_programs() -> list[ProgramFacts]:
    """The demo's programs, as far as they are loaded, oldest first."""
    return [
        _facts(row) for row in Program.objects.filter(synthetic=True).order_by("made_at", "name")
    ]


def synthetic_program() -> ProgramFacts | None:
    """The demo's program, where it is loaded."""
    row = Program.objects.filter(synthetic=True).order_by("made_at").first()
    return _facts(row) if row else None


@dataclass(frozen=True)
class Invited:
    """What an invitation link says before it is used."""

    program: ProgramFacts
    role: Role
    for_listed_person: bool


def invitation(token: str, *, at: datetime) -> Invited:
    """The invitation behind a link; not found when used, run out or never made."""
    row = (
        Invitation.objects.filter(
            fingerprint=index_of("invitation", token), used_at=None, expires_at__gt=at
        )
        .select_related("program")
        .first()
    )
    if row is None:
        raise NotFound
    return Invited(_facts(row.program), Role(row.role), row.for_person_id is not None)


def members(
    *,
    reader: Reader,
    at: datetime,
    role: Role | None = None,
    search: str = "",
    first: int = 0,
    count: int = 25,
) -> Page:
    """The people of the reader's program, by name; searching opens names, never the database's text."""
    ask(Permission.PEOPLE_READ, Standing(reader.roles))
    rows = _current(at).filter(program_id=reader.here)
    if role is not None:
        rows = rows.filter(role=role)
    wanted = set(rows.values_list("person_id", flat=True))
    names = names_of(wanted)
    found = [
        (name.casefold(), person)
        for person, name in names.items()
        if search.casefold().strip() in name.casefold()
    ]
    shown = [person for _, person in sorted(found)[first : first + count]]
    parts: dict[UUID, list[tuple[Role, datetime]]] = {person: [] for person in shown}
    for person, held, since in (
        _current(at)
        .filter(program_id=reader.here, person_id__in=shown)
        .order_by("since")
        .values_list("person_id", "role", "since")
    ):
        parts[person].append((Role(held), since))
    for person in shown:
        reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    return Page(
        tuple(
            Member(
                person,
                names[person],
                tuple(dict.fromkeys(held for held, _ in parts[person])),
                min(since for _, since in parts[person]),
            )
            for person in shown
        ),
        len(found),
    )


@dataclass(frozen=True)
class MemberFacts:
    """One person of the program, as a coordinator sees them."""

    person: UUID
    name: str
    roles: tuple[tuple[Role, datetime], ...]
    has_account: bool


def member(*, reader: Reader, person: UUID, at: datetime) -> MemberFacts:
    """One person of the reader's program, with the roles held now; not found if never in it."""
    ask(Permission.PEOPLE_READ, Standing(reader.roles))
    if not Membership.objects.filter(program_id=reader.here, person_id=person).exists():
        raise NotFound
    held = _current(at).filter(program_id=reader.here, person_id=person).order_by("since")
    reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    return MemberFacts(
        person,
        names_of([person]).get(person, ""),
        tuple((Role(role), since) for role, since in held.values_list("role", "since")),
        bool(can_sign_in([person])),
    )


@dataclass(frozen=True)
class Player:
    """One of the made-up cast, for the demo's door."""

    person: UUID
    name: str
    program: str
    first_program: bool


def cast(names: Iterable[str]) -> list[Player]:
    """Made-up people by these names in the made-up programs; never a real person.

    The first program is the one in which most of them play.
    """
    rows = list(
        Membership.objects.filter(program__synthetic=True, person__synthetic=True, until=None)
        .order_by("program__made_at", "program_id")
        .values_list("person_id", "program_id", "program__name")
        .distinct()
    )
    known = names_of(person for person, _, _ in rows)
    wanted = set(names)
    players = [row for row in rows if known.get(row[0]) in wanted]
    if not players:
        return []
    first = Counter(program for _, program, _ in players).most_common(1)[0][0]
    return [
        Player(person, known[person], name, program == first) for person, program, name in players
    ]


def people_in_role(program: UUID, role: Role, *, at: datetime) -> set[UUID]:
    """Ids of those who hold a role; for rooms above that ask for themselves."""
    return set(
        _current(at).filter(program_id=program, role=role).values_list("person_id", flat=True)
    )


def enrolled_since(program: UUID) -> dict[UUID, object]:
    """First day of each open enrollment in a program; for rooms above that ask for themselves."""
    return dict(
        Enrollment.objects.filter(program_id=program, last_day=None).values_list(
            "person_id", "first_day"
        )
    )


def _current(at: datetime):  # type: ignore[no-untyped-def]
    return Membership.objects.filter(since__lte=at).filter(Q(until=None) | Q(until__gt=at))


def _facts(row: Program) -> ProgramFacts:
    return ProgramFacts(
        row.id,
        row.name,
        row.language,
        row.time_zone,
        row.door,
        row.open_to_self_referral,
        row.synthetic,
    )
