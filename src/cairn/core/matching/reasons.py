"""Why a pair was proposed and why a person was not, in sentences.

What is said of a pair is read by both people, so it names no one's private facts.
What is said of an unmatched person is for the coordinator.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from types import MappingProxyType

import numpy as np

from cairn.core.matching.features import FEATURES, NEUTRAL, Likeness
from cairn.core.matching.languages import language_name
from cairn.core.matching.limits import LIMITS, Limit
from cairn.core.matching.pairs import Flags, Whole
from cairn.core.matching.profiles import MenteeProfile
from cairn.core.shared.words import Phrase, counted, phrase

STRONGEST = 3
_WEIGHTS = np.array([feature.weight for feature in FEATURES])


def strengths(alike: Likeness, known: Flags) -> tuple[Phrase, ...]:
    """The strongest reasons for one pair, at most three, strongest first.

    `alike` and `known`: one entry per feature, in the order of `FEATURES`.
    """
    gain = np.where(known, _WEIGHTS * (alike - NEUTRAL), 0)
    strongest = [at for at in np.argsort(-gain, kind="stable")[:STRONGEST] if gain[at] > 0]
    return tuple(FEATURES[at].together for at in strongest)


def compromise(alike: Likeness, known: Flags) -> Phrase:
    """What costs this pair most, or what is worth talking about first."""
    loss = np.where(known, _WEIGHTS * (NEUTRAL - alike), 0)
    worst = int(np.argmax(loss))
    if loss[worst] > 0:
        return FEATURES[worst].apart
    if not known.all():
        open_question = FEATURES[int(np.argmax(np.where(known, 0, _WEIGHTS)))]
        return phrase(
            "We don't know yet about {what}. It is worth talking about.", what=open_question.about
        )
    return phrase("We see nothing that pulls you apart.")


def blocked_by(tables: Sequence[Flags]) -> Whole:
    """Which limits fail for each pair, as bits in the order of `LIMITS`; 0 is allowed."""
    failed = np.zeros(tables[0].shape, np.int64)
    for place, allowed in enumerate(tables):
        failed |= np.where(allowed, 0, 1 << place)
    return failed


def why_unmatched(mentee: MenteeProfile, failed: Whole) -> tuple[tuple[str, ...], Phrase]:
    """The limits that bind for one unmatched person, and the sentence that says so.

    `failed`: the bits of `blocked_by` for this person, one entry per mentor. Where some
    mentor is allowed, the places ran out, and the limit that binds is capacity.
    """
    if not len(failed):
        return ("capacity",), phrase("There are no mentors in this round.")
    open_to = int((failed == 0).sum())
    if open_to:
        told = counted(
            "{count} mentor would do, but every place went to someone else. One more place there is enough.",
            "{count} mentors would do, but every place went to someone else. "
            "One more place with any of them is enough.",
            open_to,
        )
        return ("capacity",), told
    binding = _binding(np.unique(failed).tolist())
    conditions = [_condition(limit, mentee) for limit in binding]
    told = phrase("No mentor {conditions}.", conditions=joined(conditions))
    return tuple(limit.name for limit in binding), told


def smallest_change(failed: Whole) -> Phrase | None:
    """The least that would place one person for whom no mentor is allowed; never a veto.

    `failed`: the bits of `blocked_by` for this person as things stand after the round.
    """
    vetoes = sum(1 << at for at, limit in enumerate(LIMITS) if limit.veto)
    masks, mentors = np.unique(failed[(failed & vetoes) == 0], return_counts=True)
    if not len(masks):
        return None
    found = list(zip(masks.tolist(), mentors.tolist(), strict=True))
    mask, count = min(found, key=lambda at: (at[0].bit_count(), -at[1], at[0]))
    missing = joined([limit.missing for at, limit in enumerate(LIMITS) if mask >> at & 1])
    return counted(
        "Closest: {count} mentor, where only this is missing: {missing}.",
        "Closest: {count} mentors, where only this is missing: {missing}.",
        count,
        missing=missing,
    )


def _binding(masks: Sequence[int]) -> tuple[Limit, ...]:
    """The fewest limits that together rule out every mentor; the earlier in the list first."""
    for size in range(1, len(LIMITS) + 1):
        for chosen in combinations(range(len(LIMITS)), size):
            bits = sum(1 << at for at in chosen)
            if all(mask & bits for mask in masks):
                return tuple(LIMITS[at] for at in chosen)
    raise ValueError("some mentor is allowed, so no limit rules them all out")


def _condition(limit: Limit, mentee: MenteeProfile) -> Phrase:
    if limit.name != "language":
        return limit.unmet
    names = [language_name(code) for code in sorted(mentee.languages)]
    spoken = names[0]
    for name in names[1:]:
        spoken = phrase("{one} or {other}", one=spoken, other=name)
    return replace(limit.unmet, fills=MappingProxyType({"languages": spoken}))


def joined(parts: Sequence[Phrase]) -> Phrase:
    """ "a", "a and b", "a, b and c"."""
    *early, last = parts
    if not early:
        return last
    first = early[0]
    for part in early[1:]:
        first = phrase("{one}, {other}", one=first, other=part)
    return phrase("{one} and {other}", one=first, other=last)
