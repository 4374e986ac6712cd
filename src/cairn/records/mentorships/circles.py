"""A person's circle: those in the program who see, or could be let see, parts of their record."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.records.consent.nearness import ever_near
from cairn.records.consent.queries import Shared, shared_by
from cairn.records.mentorships.models import Oversight
from cairn.records.mentorships.queries import Pair, running_of
from cairn.records.people.queries import names_of
from cairn.records.programs.queries import people_in_role

PURPOSE_OF_ROLE: dict[Role, Purpose] = {
    Role.MENTOR: Purpose.MENTORING,
    Role.PARTICIPANT: Purpose.MENTORING,
    Role.SUPERVISOR: Purpose.SUPERVISION,
    Role.CLINICIAN: Purpose.CARE,
    Role.SUPPORTER: Purpose.SUPPORT,
}

_OWN_SIDE: dict[Role, Relation] = {
    Role.MENTOR: Relation.MENTEE,
    Role.PARTICIPANT: Relation.MENTOR,
}
"""How the reader stands to the other of a pair, by the part that the other plays."""


@dataclass(frozen=True)
class Companion:
    """One person of the circle, in what part and relation, and the leave that stands for them."""

    person: UUID
    name: str
    role: Role
    relation: Relation
    leaves: tuple[Shared, ...]

    @property
    def purpose(self) -> Purpose:
        """What leave to this companion is for."""
        return PURPOSE_OF_ROLE[self.role]


def circle(*, reader: Reader, at: datetime) -> list[Companion]:
    """The reader's mentor and mentees, the mentor's supervisor, the program's clinicians,

    and supporters whom the reader has ever let see something; supporters of others stay unseen.
    """
    ask(Permission.SHARING_CHANGE, Standing(reader.roles, is_self=True))
    if reader.program is None:
        return []
    pairs = running_of([reader.person], program=reader.program, at=at)
    given = shared_by(reader=reader, at=at)
    seats = _seats(reader, reader.program, pairs, given, at)
    names = names_of(person for person, _, _ in seats)
    for person, role, _ in seats:
        mine = _OWN_SIDE.get(role)
        if mine is not None:
            reader.see(person, DataClass.IDENTITY, Purpose.MENTORING, relation=mine, at=at)
    return [
        Companion(
            person,
            names[person],
            role,
            relation,
            tuple(leave for leave in given if leave.recipient == person),
        )
        for person, role, relation in seats
        if person in names
    ]


def companion(*, reader: Reader, person: UUID, at: datetime) -> Companion | None:
    """One of the reader's circle, or a supporter in the program; None for anyone else."""
    found = [one for one in circle(reader=reader, at=at) if one.person == person]
    if found:
        return found[0]
    if reader.program and person in people_in_role(reader.program, Role.SUPPORTER, at=at):
        name = names_of([person]).get(person, "")
        return Companion(person, name, Role.SUPPORTER, Relation.MEMBER, ())
    return None


def supporter_called(name: str, *, reader: Reader, at: datetime) -> UUID | None:
    """The supporter in the reader's program who uses exactly this name; nobody is listed."""
    ask(Permission.SHARING_CHANGE, Standing(reader.roles, is_self=True))
    if reader.program is None:
        return None
    known = names_of(people_in_role(reader.program, Role.SUPPORTER, at=at))
    wanted = " ".join(name.casefold().split())
    return next((p for p, called in known.items() if called.casefold() == wanted), None)


def supervisors_of(mentors: Iterable[UUID], *, program: UUID, at: datetime) -> dict[UUID, UUID]:
    """Who stands behind each of some mentors now; for pages that have asked for themselves."""
    return dict(
        Oversight.objects.filter(program_id=program, mentor_id__in=set(mentors), since__lte=at)
        .filter(Q(until=None) | Q(until__gt=at))
        .values_list("mentor_id", "supervisor_id")
    )


def _seats(
    reader: Reader, program: UUID, pairs: list[Pair], given: list[Shared], at: datetime
) -> list[tuple[UUID, Role, Relation]]:
    """Everyone of the circle once, the nearest first."""
    mentors = [pair.mentor for pair in pairs if pair.mentee == reader.person]
    mentees = [pair.mentee for pair in pairs if pair.mentor == reader.person]
    behind = supervisors_of(mentors, program=program, at=at)
    seats = [(person, Role.MENTOR, Relation.MENTOR) for person in mentors]
    seats += [(person, Role.PARTICIPANT, Relation.MENTEE) for person in mentees]
    seats += [(person, Role.SUPERVISOR, Relation.SUPERVISOR) for person in behind.values()]
    if Role.PARTICIPANT in reader.roles:
        clinicians = people_in_role(program, Role.CLINICIAN, at=at)
        supporters = people_in_role(program, Role.SUPPORTER, at=at) & ever_near(reader=reader)
        seats += [(p, Role.CLINICIAN, Relation.MEMBER) for p in sorted(clinicians)]
        seats += [(p, Role.SUPPORTER, Relation.MEMBER) for p in sorted(supporters)]
    seen: dict[UUID, tuple[UUID, Role, Relation]] = {}
    for seat in seats:
        if seat[0] != reader.person:
            seen.setdefault(seat[0], seat)
    return list(seen.values())
