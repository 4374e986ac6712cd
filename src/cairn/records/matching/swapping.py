"""Which two pairs of a round may change mentors, and what that does to the total fit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from cairn.core.matching.fit import HUNDREDTHS, compare
from cairn.core.matching.limits import allowed_by_limit
from cairn.core.matching.reasons import compromise, strengths
from cairn.core.shared.words import Phrase
from cairn.records.matching import pool
from cairn.records.matching.learning import in_force
from cairn.records.matching.models import Proposal

SHOWN = 10


@dataclass(frozen=True)
class Swap:
    """One possible exchange; each pair of values is first for one's own person, then for the other."""

    proposal: UUID
    mentee: UUID
    mentor: UUID
    effect: float
    fits: tuple[float, float]
    reasons: tuple[tuple[Phrase, ...], tuple[Phrase, ...]]
    compromises: tuple[Phrase, Phrase]


def swaps(row: Proposal, *, at: datetime) -> tuple[Swap, ...]:
    """The other drafted pairs of the round with which this one may change mentors, best first.

    Every limit holds, apart from places, which stay as taken as they are. Locked pairs stay.
    """
    others = list(
        Proposal.objects.filter(round_id=row.round_id, standing="drafted", locked_at=None)
        .exclude(mentor_id=row.mentor_id)
        .order_by("id")
    )
    found = pool.load(row.program_id, at=at, rethinking=True)
    others = [o for o in others if o.mentee_id in found.mentees and o.mentor_id in found.mentors]
    if row.mentee_id not in found.mentees or row.mentor_id not in found.mentors or not others:
        return ()
    mentees = [found.mentees[one.mentee_id] for one in (row, *others)]
    mentors = [found.mentors[one.mentor_id] for one in (row, *others)]
    tables = allowed_by_limit(mentees, mentors, refused=found.refused)
    allowed = np.logical_and.reduce(
        [table for name, table in tables.items() if name not in ("capacity", "pause")]
    )
    compared = compare(mentees, mentors)
    fits = compared.fit(in_force(row.program_id, at=row.round.made_at).weights)
    possible = []
    for at_, other in enumerate(others, 1):
        if not (allowed[0, at_] and allowed[at_, 0]):
            continue
        alike, known = compared.parts(np.array([0, at_]), np.array([at_, 0]))
        effect = int(fits[0, at_] + fits[at_, 0] - fits[0, 0] - fits[at_, at_])
        possible.append(
            Swap(
                proposal=other.id,
                mentee=other.mentee_id,
                mentor=other.mentor_id,
                effect=effect / HUNDREDTHS,
                fits=(int(fits[0, at_]) / HUNDREDTHS, int(fits[at_, 0]) / HUNDREDTHS),
                reasons=(strengths(alike[0], known[0]), strengths(alike[1], known[1])),
                compromises=(compromise(alike[0], known[0]), compromise(alike[1], known[1])),
            )
        )
    return tuple(sorted(possible, key=lambda one: (-one.effect, str(one.proposal)))[:SHOWN])
