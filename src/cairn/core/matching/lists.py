"""Choose from your top three: who else is on each person's list, without promising a place thrice.

Everyone's first is the mentor whom the round gives them: that place is kept for them alone until
they choose. The others on the list come only from places that the round leaves free, and no such
place stands on more than two lists, so a popular mentor is never promised thrice. Where no place is
left, there is no list: a choice that is none would be unkind.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from cairn.core.matching.assignment import assign
from cairn.core.matching.fit import HUNDREDTHS, compare
from cairn.core.matching.limits import allowed_by_limit, free_places
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.matching.reasons import compromise, strengths
from cairn.core.matching.rounds import Pairing

PROMISES = 2


def alternatives(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    given: Mapping[str, str],
    *,
    more: int,
    refused: Collection[tuple[str, str]],
    held: Mapping[str, int],
    weights: Sequence[float] | None = None,
) -> dict[str, tuple[Pairing, ...]]:
    """Up to `more` further mentors for each person in `given` (mentee id to first mentor's id).

    Each pass adds one mentor to as many lists as it can, then with the greatest total fit.
    """
    choosing = sorted((one for one in mentees if one.id in given), key=lambda one: one.id)
    offering = sorted(mentors, key=lambda one: one.id)
    if more < 1 or not choosing or not offering:
        return {}
    tables = allowed_by_limit(choosing, offering, refused=refused, held=held)
    open_to = np.logical_and.reduce(list(tables.values()))
    place = {one.id: at for at, one in enumerate(offering)}
    first = np.array([place[given[one.id]] for one in choosing])
    open_to[np.arange(len(choosing)), first] = False
    spare = free_places(offering, held) - np.bincount(first, minlength=len(offering))
    promises = PROMISES * np.maximum(spare, 0)
    compared = compare(choosing, offering)
    fits = compared.fit(weights)
    listed: dict[str, tuple[Pairing, ...]] = {}
    for _ in range(more):
        rows, columns = np.nonzero(open_to)
        if not len(rows):
            break
        scores = fits[rows, columns].astype(np.int64)
        chosen = assign(rows, columns, scores, promises).mentor_of
        who = np.flatnonzero(chosen >= 0)
        whom = chosen[who]
        open_to[who, whom] = False
        promises -= np.bincount(whom, minlength=len(offering))
        alike, known = compared.parts(who, whom)
        for at, (row, column) in enumerate(zip(who.tolist(), whom.tolist(), strict=True)):
            pairing = Pairing(
                mentee_id=choosing[row].id,
                mentor_id=offering[column].id,
                fit=int(fits[row, column]) / HUNDREDTHS,
                reasons=strengths(alike[at], known[at]),
                compromise=compromise(alike[at], known[at]),
            )
            listed[pairing.mentee_id] = (*listed.get(pairing.mentee_id, ()), pairing)
    return listed
