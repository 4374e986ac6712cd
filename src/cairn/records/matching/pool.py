"""Who waits and who has room, now; the same answer for a page, a round and a choice by hand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from cairn.core.consent.readers import Reader
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.weeks import settled
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.matching.models import NEVER_AGAIN, OPEN_STANDINGS, Answer, Pause, Proposal
from cairn.records.matching.models import Profile as ProfileRow
from cairn.records.matching.sealed import in_one_pool, opened
from cairn.records.mentorships.queries import ended_pairs, running_of, seats_taken
from cairn.records.people.queries import zones_of
from cairn.records.programs.queries import enrolled_since, people_in_role

NOT_SO_SOON = timedelta(days=30)
"""For so long a pair that ran out unanswered is not proposed again."""


def program_of(reader: Reader) -> UUID:
    """The program in which someone asks; who belongs to none finds nothing."""
    if reader.program is None:
        raise NotFound
    return reader.program


@dataclass(frozen=True)
class Counted:
    """The pool without a look into any profile.

    `waiting`: those without a mentor or an open proposal; `held`: seats taken or
    spoken for, per mentor; `capacity`: per mentor with the role.
    """

    waiting: frozenset[UUID]
    capacity: Mapping[UUID, int]
    held: Mapping[UUID, int]
    resting: frozenset[UUID] = frozenset()

    def room(self, mentor: UUID) -> int:
        """Places left with a mentor, never below 0, and none on a pause."""
        if mentor in self.resting:
            return 0
        return max(self.capacity.get(mentor, 0) - self.held.get(mentor, 0), 0)

    @property
    def with_room(self) -> int:
        return sum(1 for mentor in self.capacity if self.room(mentor))

    @property
    def places(self) -> int:
        return sum(self.room(mentor) for mentor in self.capacity)


@dataclass(frozen=True)
class Pool:
    """Everything a round needs, by person id."""

    counted: Counted
    mentees: dict[UUID, MenteeProfile]
    mentors: dict[UUID, MentorProfile]
    refused: frozenset[tuple[str, str]]
    former: frozenset[tuple[str, str]] = frozenset()
    """Pairs whose mentorship has ended: a round looks for someone else, a hand may choose them again."""

    @property
    def held(self) -> dict[str, int]:
        return {str(mentor): seats for mentor, seats in self.counted.held.items()}


def count(program: UUID, *, at: datetime) -> Counted:
    """Who waits and how many places are left, in eight small queries."""
    current = ProfileRow.objects.filter(program_id=program, replaced_at=None)
    participants = people_in_role(program, Role.PARTICIPANT, at=at)
    offering = people_in_role(program, Role.MENTOR, at=at)
    described = set(current.filter(side="mentee").values_list("person_id", flat=True))
    capacity = {
        person: places or 0
        for person, places in current.filter(side="mentor").values_list("person_id", "capacity")
        if person in offering
    }
    held = Counter(seats_taken(program, at=at))
    spoken_for = set()
    for mentee, mentor in Proposal.objects.filter(
        program_id=program, standing__in=OPEN_STANDINGS
    ).values_list("mentee_id", "mentor_id"):
        spoken_for.add(mentee)
        held[mentor] += 1
    candidates = (participants & described) - spoken_for
    mentored = {pair.mentee for pair in running_of(candidates, program=program, at=at)}
    return Counted(frozenset(candidates - mentored), capacity, held, resting(program, at=at))


def resting(program: UUID, *, at: datetime) -> frozenset[UUID]:
    """Mentors on a pause; one with a last day is over when that day is, by the UTC calendar."""
    open_ones = Pause.objects.filter(program_id=program, ended_at=None)
    running = open_ones.filter(Q(until=None) | Q(until__gte=at.date()))
    return frozenset(running.values_list("person_id", flat=True))


def unanswered(program: UUID) -> dict[UUID, UUID]:
    """Mentee to mentor of every open pair to which nobody has said yes and which is not locked."""
    said_yes = Answer.objects.filter(accepted=True).values("proposal_id")
    rows = Proposal.objects.filter(
        program_id=program, standing__in=OPEN_STANDINGS, locked_at=None
    ).exclude(id__in=said_yes)
    return dict(rows.values_list("mentee_id", "mentor_id"))


def load(
    program: UUID, *, at: datetime, also: UUID | None = None, rethinking: bool = False
) -> Pool:
    """The pool with profiles opened; `also` is one more mentee, whose pair is being changed.

    `rethinking`: those whose pair nobody has answered wait too, and their places are free.
    """
    counted = count(program, at=at)
    if rethinking:
        open_pairs = unanswered(program)
        held = Counter(counted.held)
        held.subtract(open_pairs.values())
        counted = replace(counted, waiting=counted.waiting | open_pairs.keys(), held=held)
    mentees = counted.waiting | ({also} if also else set())
    rows = ProfileRow.objects.filter(program_id=program, replaced_at=None)
    kept = opened([*rows.filter(side="mentee", person_id__in=mentees)])
    kept_mentors = opened([*rows.filter(side="mentor", person_id__in=list(counted.capacity))])
    refused = frozenset(
        (str(mentee), str(mentor))
        for mentee, mentor in Proposal.objects.filter(program_id=program)
        .filter(
            Q(standing__in=NEVER_AGAIN) | Q(standing="expired", settled_at__gt=at - NOT_SO_SOON)
        )
        .values_list("mentee_id", "mentor_id")
    )
    return Pool(
        counted,
        _here_and_now(in_one_pool(kept, program), counted, at),
        _here_and_now(in_one_pool(kept_mentors, program), counted, at),
        refused,
        frozenset((str(one), str(other)) for one, other in ended_pairs(program, at=at)),
    )


def _here_and_now(profiles: dict[UUID, Any], counted: Counted, at: datetime) -> dict[UUID, Any]:
    """What follows from the day: each person's hour, and who is on a pause."""
    zones = zones_of(profiles)
    placed = [
        replace(
            profile,
            time_zone=zones.get(person, ""),
            **({"resting": True} if person in counted.resting else {}),
        )
        for person, profile in profiles.items()
    ]
    return dict(zip(profiles, settled(placed, at, usual="UTC"), strict=True))


def days_waiting(program: UUID, *, today: date) -> dict[UUID, int]:
    """Days since each open enrollment began."""
    since: dict[UUID, Any] = dict(enrolled_since(program))
    return {person: max((today - first).days, 0) for person, first in since.items()}
