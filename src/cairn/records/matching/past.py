"""Past pairs as arrays: what was alike when they were proposed, and what came of them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from cairn.core.consent.readers import Reader
from cairn.core.matching.features import NEUTRAL
from cairn.core.matching.fit import compare
from cairn.core.matching.learning import FIELDS, OUTCOMES, PastRound, combined
from cairn.core.matching.limits import allowed_by_limit
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.template import Side
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.goals.figures import courses
from cairn.records.matching import pool
from cairn.records.matching.models import Profile as ProfileRow
from cairn.records.matching.models import Proposal
from cairn.records.matching.sealed import opened
from cairn.records.mentorships.figures import codes
from cairn.records.mentorships.models import Contact, Mentorship

Floats = NDArray[np.float64]

MOST_PAIRS = 5_000
"""The newest so many pairs are learned from."""

CONTACT_DAYS, STAY_DAYS = 56, 84
_TIMES = ("capacity", "refused")
"""Limits of a moment, which say nothing about who may meet whom."""


@dataclass(frozen=True, eq=False)
class Past:
    """As `core.matching.learning` reads it; no name, no id, no words."""

    features: Floats
    mentor: NDArray[np.int64]
    outcomes: Floats
    rounds: tuple[PastRound, ...]


def past_pairs(*, reader: Reader, at: datetime) -> Past:
    """The settled pairs of the reader's program, with the profiles of the day they were made."""
    ask(Permission.PRACTICE_CHANGE, Standing(reader.roles))
    program = pool.program_of(reader)
    rows = list(
        Proposal.objects.filter(
            program_id=program, standing__in=["agreed", "declined"], made_at__lte=at
        ).order_by("-made_at", "id")[:MOST_PAIRS]
    )
    described = _profiles(program, rows)
    kept = [row for row in rows if row.id in described]
    if not kept:
        nothing = np.zeros((0, len(FIELDS)))
        return Past(nothing, np.zeros(0, np.int64), np.zeros((0, len(OUTCOMES))), ())
    mentees = [described[row.id][0] for row in kept]
    mentors = [described[row.id][1] for row in kept]
    each = np.arange(len(kept))
    alike, known = compare(mentees, mentors).parts(each, each)
    outcomes = _outcomes(reader, program, kept, at)
    number = {person: place for place, person in enumerate({row.mentor_id: 0 for row in kept})}
    return Past(
        features=np.where(known, alike, NEUTRAL).astype(np.float64),
        mentor=np.array([number[row.mentor_id] for row in kept], np.int64),
        outcomes=outcomes,
        rounds=_rounds(kept, mentees, mentors, combined(outcomes)),
    )


def _profiles(
    program: UUID, rows: Sequence[Proposal]
) -> dict[UUID, tuple[MenteeProfile, MentorProfile]]:
    """Both profiles of each pair as they stood when it was made; without them, left out."""
    wanted: list[tuple[Side, str]] = [("mentee", "mentee_id"), ("mentor", "mentor_id")]
    people = {getattr(row, column) for row in rows for _, column in wanted}
    versions: dict[tuple[str, UUID], list[ProfileRow]] = defaultdict(list)
    for one in ProfileRow.objects.filter(program_id=program, person_id__in=people).order_by(
        "written_at"
    ):
        versions[one.side, one.person_id].append(one)
    chosen: dict[UUID, list[ProfileRow]] = {}
    for row in rows:
        then = [
            _as_of(versions[side, getattr(row, column)], row.made_at) for side, column in wanted
        ]
        if all(then):
            chosen[row.id] = [one for one in then if one]
    every = {one.id: one for pair in chosen.values() for one in pair}
    told = {one.row: _nameless(one.profile, one.person) for one in opened(every.values())}
    return {pair: (told[a.id], told[b.id]) for pair, (a, b) in chosen.items()}  # type: ignore[misc]


def _as_of(versions: Sequence[ProfileRow], moment: datetime) -> ProfileRow | None:
    return next(
        (
            one
            for one in reversed(versions)
            if one.written_at <= moment and (one.replaced_at is None or one.replaced_at > moment)
        ),
        None,
    )


def _nameless(profile: Profile, person: UUID) -> Profile:
    return replace(profile, id=str(person), name="", conflicts=frozenset())


def _outcomes(reader: Reader, program: UUID, rows: Sequence[Proposal], at: datetime) -> Floats:
    """Float `[pairs, outcomes]` in the order of `OUTCOMES`; NaN until it can be known.

    How the bond was rated is not kept yet, so that column is unknown.
    """
    table = np.full((len(rows), len(OUTCOMES)), np.nan)
    pairs = {
        one.proposal: one
        for one in Mentorship.objects.filter(proposal__in=[row.id for row in rows])
    }
    met = _met(list(pairs.values()))
    moved = _goals(reader, at)
    code = codes(program, {row.mentee_id for row in rows})
    for place, row in enumerate(rows):
        table[place, 0] = row.standing == "agreed"
        pair = pairs.get(row.id)
        if pair is None:
            continue
        if pair.began_at + timedelta(days=CONTACT_DAYS) <= at:
            table[place, 1] = met[pair.id]
        if pair.began_at + timedelta(days=STAY_DAYS) <= at:
            until = pair.began_at + timedelta(days=STAY_DAYS)
            table[place, 2] = pair.ended_at is None or pair.ended_at >= until
        table[place, 3] = moved.get(code[row.mentee_id], np.nan)
    return table


def _met(pairs: Sequence[Mentorship]) -> Mapping[UUID, int]:
    """Times in touch within the first weeks of each pair."""
    until = {one.id: (one.began_at + timedelta(days=CONTACT_DAYS)).date() for one in pairs}
    days: Any = Contact.objects.filter(mentorship_id__in=list(until), reached=True).values_list(
        "mentorship_id", "day"
    )
    return Counter(pair for pair, day in days if day < until[pair])


def _goals(reader: Reader, at: datetime) -> dict[str, float]:
    """Mean change of each person's rated goals, by code."""
    changes: dict[str, list[float]] = defaultdict(list)
    for goal in courses(reader=reader, last_day=at.date(), at=at):
        if goal.now is not None:
            changes[goal.person].append(goal.now - goal.baseline)
    return {person: sum(all_of) / len(all_of) for person, all_of in changes.items()}


def _rounds(
    rows: Sequence[Proposal],
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    outcome: Floats,
) -> tuple[PastRound, ...]:
    """Each round's people against each other's mentors; who chose by hand left nothing to chance."""
    places: dict[UUID, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        places[row.round_id].append(place)
    found = []
    for held in places.values():
        people = [replace(mentees[at], id=f"p{at}") for at in held]
        offered = [replace(mentors[at], id=f"m{at}", capacity=1) for at in held]
        many = len(held)
        across, down = np.divmod(np.arange(many * many), many)
        alike, known = compare(people, offered).parts(across, down)
        limits = allowed_by_limit(people, offered)
        found.append(
            PastRound(
                features=np.where(known, alike, NEUTRAL).reshape(many, many, -1).astype(float),
                allowed=np.logical_and.reduce(
                    [table for name, table in limits.items() if name not in _TIMES]
                ),
                outcome=outcome[held],
                chance=np.array(
                    [1.0 if rows[at].chance is None else rows[at].chance for at in held]
                ),
            )
        )
    return tuple(found)
