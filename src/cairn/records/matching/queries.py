"""What matching shows: the pool in figures, rounds, pairs in full, profiles, and open proposals."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.matching.profiles import Profile
from cairn.core.matching.template import Side
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.jobs.queue import Standing as JobStanding
from cairn.records.matching import pool
from cairn.records.matching.models import OPEN_STANDINGS, Proposal, Round
from cairn.records.matching.rounds import progress_of
from cairn.records.matching.sealed import current_profiles
from cairn.records.matching.sorting import sort_out
from cairn.records.people.queries import names_of
from cairn.records.programs.queries import roles_of


@dataclass(frozen=True)
class RoundFacts:
    """A round without its people; figures are None until it is finished.

    `optimal`: proved best by its policy, and nothing was changed by hand since.
    """

    id: UUID
    made_at: datetime
    finished_at: datetime | None
    sent_at: datetime | None
    waiting: int | None
    seats: int | None
    matched: int | None
    seconds: float | None
    optimal: bool
    fault: str
    drafted: int
    open: int
    agreed: int
    job: JobStanding | None = None


@dataclass(frozen=True)
class Overview:
    """The coordinator's pool now; `wait` holds median and longest wait in days."""

    waiting: int
    wait: tuple[int, int] | None
    mentors_with_room: int
    places: int
    mentors: int
    drafted: int
    sent: int
    last: RoundFacts | None


def overview(*, reader: Reader, at: datetime) -> Overview:
    """Who waits, who has room, what is open; the same number of queries for any program."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    program = pool.program_of(reader)
    counted = pool.count(program, at=at)
    since = pool.days_waiting(program, today=at.date())
    waits = [since[person] for person in counted.waiting if person in since]
    standings = Counter(
        Proposal.objects.filter(program_id=program, standing__in=OPEN_STANDINGS).values_list(
            "standing", flat=True
        )
    )
    last = rounds(reader=reader, count=1)[0]
    return Overview(
        waiting=len(counted.waiting),
        wait=(round(median(waits)), max(waits)) if waits else None,
        mentors_with_room=counted.with_room,
        places=counted.places,
        mentors=len(counted.capacity),
        drafted=standings["drafted"],
        sent=standings["sent"],
        last=last[0] if last else None,
    )


def rounds(
    *, reader: Reader, first: int = 0, count: int = 20
) -> tuple[tuple[RoundFacts, ...], int]:
    """Some of the program's rounds, newest first, and how many there are."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    rows = Round.objects.filter(program_id=pool.program_of(reader)).order_by("-made_at", "id")
    shown = list(rows[first : first + count])
    return _facts(shown), rows.count()


def round_facts(*, reader: Reader, round_id: UUID) -> RoundFacts:
    """One round of the reader's program, with how far its work is."""
    ask(Permission.ROUND_READ, Standing(reader.roles))
    return _facts(_one_round(reader, round_id), with_job=True)[0]


def sheet_changes(
    *, reader: Reader, sides: Mapping[Side, Collection[Profile]]
) -> tuple[int, int, int]:
    """How many people of these sheets would be new, changed, and as they are."""
    ask(Permission.SHEET_IMPORT, Standing(reader.roles))
    found = [
        sort_out(pool.program_of(reader), side, list(profiles)) for side, profiles in sides.items()
    ]
    return (
        sum(len(one.new) for one in found),
        sum(len(one.changed) for one in found),
        sum(len(one.unchanged) for one in found),
    )


def profile_of(
    *, reader: Reader, person: UUID, at: datetime
) -> tuple[str, dict[Side, Profile | None]]:
    """Someone's name and current profiles: a side for each such role they hold, None if not written."""
    roles = roles_of(person, pool.program_of(reader), at=at)
    ask(
        Permission.PROFILE_READ,
        Standing(reader.roles if roles else frozenset(), is_self=person == reader.person),
    )
    found = current_profiles([("mentee", person), ("mentor", person)], pool.program_of(reader))
    sides: list[tuple[Side, Role]] = [("mentee", Role.PARTICIPANT), ("mentor", Role.MENTOR)]
    reader.see(person, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    reader.see(person, DataClass.MATCHING, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    return names_of([person]).get(person, ""), {
        side: found.get((side, person)) for side, role in sides if role in roles
    }


def _facts(rows: list[Round], *, with_job: bool = False) -> tuple[RoundFacts, ...]:
    standings = Counter(
        Proposal.objects.filter(round_id__in=[row.id for row in rows]).values_list(
            "round_id", "standing"
        )
    )
    return tuple(
        RoundFacts(
            id=row.id,
            made_at=row.made_at,
            finished_at=row.finished_at,
            sent_at=row.sent_at,
            waiting=row.waiting,
            seats=row.seats,
            matched=row.matched,
            seconds=row.seconds,
            optimal=row.total is not None
            and (row.policy in ("fair", "balanced") or row.total == row.bound)
            and row.matched == row.most
            and not (standings[row.id, "dropped"] or standings[row.id, "withdrawn"]),
            fault=row.fault,
            drafted=standings[row.id, "drafted"],
            open=standings[row.id, "sent"],
            agreed=standings[row.id, "agreed"],
            job=progress_of(row.job) if with_job and row.finished_at is None else None,
        )
        for row in rows
    )


def _one_round(reader: Reader, round_id: UUID) -> list[Round]:
    rows = list(Round.objects.filter(id=round_id, program_id=pool.program_of(reader)))
    if not rows:
        raise NotFound
    return rows
