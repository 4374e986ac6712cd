"""Whose rows the work in hand may touch: said once at the edge, asked again by PostgreSQL.

The queries are the first lock. This is the second: the row-level security that
`records.postgres` makes from every table's privacy. Nothing said means no rows.
On SQLite, which has no such security, it is said all the same and nobody asks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Wide(StrEnum):
    """Work that is not one person's in one program, by name; each but the door reaches every row."""

    DOOR = "door"
    """Before it is known who asks: reaches only `DOOR_ROOMS`."""
    COMMAND = "command line"
    """What the operator starts: the clock's worker, doctor, restore, the demo."""
    BACKUP = "backup"
    MIGRATION = "migration"
    TESTS = "tests"


DOOR_ROOMS = frozenset({"cover", "people", "programs", "tokens", "trail"})
"""The rooms that whoever comes in is looked up in. A page for strangers reaches no others."""


@dataclass(frozen=True)
class Scope:
    """A person's own rows and those of one program's people; or a wide scope by its name."""

    person: UUID | None = None
    program: UUID | None = None
    wide: Wide | None = None


NOBODY = Scope()
_said: ContextVar[Scope] = ContextVar("scope", default=NOBODY)


def current() -> Scope:
    """What has been said for the work in hand."""
    return _said.get()


def narrow(*, person: UUID, program: UUID | None) -> None:
    """From here to the end of the surrounding block: this person, in this program."""
    _said.set(Scope(person, program))


@contextmanager
def within(scope: Scope) -> Iterator[None]:
    """The block is done in this scope, then the one before stands again."""
    before = _said.set(scope)
    try:
        yield
    finally:
        _said.reset(before)


@contextmanager
def wide(name: Wide) -> Iterator[None]:
    """The block is done in a wide scope."""
    with within(Scope(wide=name)):
        yield
