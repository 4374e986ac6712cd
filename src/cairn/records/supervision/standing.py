"""How someone stands to a mentor's supervision, and as whom they may rate the practice."""

from datetime import date, datetime
from uuid import UUID

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.supervision.fidelity import Source
from cairn.records.mentorships.queries import running_of
from cairn.records.mentorships.since import overseen_since


def stand_to_mentor(reader: Reader, mentor: UUID, at: datetime) -> tuple[Standing, date | None]:
    """How the reader stands to a mentor's supervision, and since when someone looks after them."""
    found = [one for one in overseen_since(reader.here, at=at) if one.mentor == mentor]
    inside = bool(found) or mentor == reader.person
    standing = Standing(
        reader.roles if inside else frozenset(),
        is_self=reader.person == mentor and reader.has(Role.MENTOR),
        supervises=any(one.supervisor == reader.person for one in found),
        machine=bool(reader.machine),
    )
    return standing, found[0].since if found else None


def ask_to_rate(*, reader: Reader, mentor: UUID, at: datetime) -> Source:
    """As whom the reader may rate this mentor; strangers find nothing, others are refused."""
    standing, _since = stand_to_mentor(reader, mentor, at)
    pairs = running_of([mentor], program=reader.here, at=at)
    mine = any(pair.mentor == mentor and pair.mentee == reader.person for pair in pairs)
    inside = bool(standing.roles) or mine or any(pair.mentor == mentor for pair in pairs)
    ask(
        Permission.FIDELITY_RATE,
        Standing(
            reader.roles if inside else frozenset(),
            is_self=standing.is_self,
            is_party=mine and reader.has(Role.PARTICIPANT),
            supervises=standing.supervises,
        ),
    )
    if standing.is_self:
        return Source.SELF
    return Source.MENTEE if mine else Source.SUPERVISOR
