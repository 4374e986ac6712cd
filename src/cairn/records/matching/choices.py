"""Every mentor for one person: who could, how well they fit, and what stands in the way of the rest."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np

from cairn.core.matching.fit import HUNDREDTHS, compare
from cairn.core.matching.limits import LIMITS, allowed_by_limit
from cairn.core.matching.reasons import compromise, strengths
from cairn.core.shared.words import Phrase
from cairn.records.matching import pool
from cairn.records.matching.learning import in_force
from cairn.records.matching.models import OPEN_STANDINGS, Proposal, Round, Unmatched


@dataclass(frozen=True)
class Choice:
    """One mentor for the person; `barred_by` names what is missing, and is empty where allowed."""

    mentor: UUID
    fit: float
    places: int
    reasons: tuple[Phrase, ...]
    compromise: Phrase
    barred_by: tuple[Phrase, ...]
    now: bool


def for_mentee(row: Round, mentee: UUID, *, at: datetime) -> list[Choice]:
    """All mentors of the program for someone of this round: allowed first, best fit first.

    Nothing for someone who is not in the round. The place that the person's own open
    pair holds counts as free, because it would come back.
    """
    own = (
        Proposal.objects.filter(
            program_id=row.program_id, mentee_id=mentee, standing__in=OPEN_STANDINGS
        )
        .values_list("mentor_id", "round_id", "standing")
        .first()
    )
    listed = Unmatched.objects.filter(round_id=row.id, mentee_id=mentee).exists()
    drafted_here = own is not None and own[1:] == (row.id, "drafted")
    if not drafted_here and not (listed and own is None):
        return []
    found = pool.load(row.program_id, at=at, also=mentee if drafted_here else None)
    profile = found.mentees.get(mentee)
    if profile is None or not found.mentors:
        return []
    held = found.held
    if own:
        held[str(own[0])] -= 1
    mentors = list(found.mentors.values())
    tables = allowed_by_limit([profile], mentors, refused=found.refused, held=held)
    compared = compare([profile], mentors)
    fits = compared.fit(in_force(row.program_id, at=row.made_at).weights)[0]
    every = np.arange(len(mentors))
    alike, known = compared.parts(np.zeros_like(every), every)
    choices = [
        Choice(
            mentor=UUID(mentor.id),
            fit=int(fits[at_]) / HUNDREDTHS,
            places=max(mentor.capacity - held.get(mentor.id, 0), 0),
            reasons=strengths(alike[at_], known[at_]),
            compromise=compromise(alike[at_], known[at_]),
            barred_by=tuple(limit.missing for limit in LIMITS if not tables[limit.name][0, at_]),
            now=own is not None and str(own[0]) == mentor.id,
        )
        for at_, mentor in enumerate(mentors)
    ]
    return sorted(choices, key=lambda one: (bool(one.barred_by), -one.fit, str(one.mentor)))
