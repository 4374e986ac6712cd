"""Who is asking: the value that every query takes as `reader` and every command as `by`."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from cairn.core.consent.leaves import (
    DataClass,
    Purpose,
    Recipient,
    Relation,
    may_disclose,
)
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound

_MACHINES = UUID("6f1d3c52-5c0b-4f59-9d2e-0d7c1c1a0001")


@dataclass(frozen=True)
class Look:
    """That one part of one person's record was shown, and for what."""

    subject: UUID
    data_class: DataClass
    purpose: Purpose


@dataclass(frozen=True)
class Reader:
    """A person signed in to one program with the roles they hold there, or a named machine.

    `looks` collects what queries hand out about other people; the edge writes it
    to the trail before anything is shown.
    """

    person: UUID
    program: UUID | None = None
    roles: frozenset[Role] = frozenset()
    machine: str = ""
    looks: list[Look] = field(default_factory=list, compare=False, repr=False)

    @property
    def here(self) -> UUID:
        """The program that the reader is in; someone who is in none finds nothing."""
        if self.program is None:
            raise NotFound
        return self.program

    def has(self, role: Role) -> bool:
        return role in self.roles

    def see(
        self,
        subject: UUID,
        data_class: DataClass,
        purpose: Purpose,
        *,
        relation: Relation,
        at: datetime,
    ) -> None:
        """Ask consent to show this part on the ground of a duty alone, and remember the look.

        `relation` is how the reader stands to `subject`. Refuses where no duty says yes;
        what rests on leave is asked with the leaves at hand, and remembered by `look`.
        """
        whom = Recipient(self.person, self.roles, frozenset({relation}))
        if not may_disclose(data_class, whom, purpose, at, giver=subject).allowed:
            raise NotAllowed
        self.look(subject, data_class, purpose)

    def look(self, subject: UUID, data_class: DataClass, purpose: Purpose) -> None:
        """Remember that something about another person is being shown; one's own is no look."""
        seen = Look(subject, data_class, purpose)
        if subject != self.person and seen not in self.looks:
            self.looks.append(seen)


def machine(name: str) -> Reader:
    """The named machine actor that signs what no person did: the clock, the demo, a first start."""
    return Reader(person=uuid5(_MACHINES, name), machine=name)
