"""What no fit can outweigh: each hard limit as a table of allowed pairs, by name.

What is unknown never blocks, with one exception: a stated wish about gender is kept
even where a mentor's gender is unknown.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cairn.core.matching.encoding import marked, says_something, words_used
from cairn.core.matching.pairs import Flags, Whole
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.shared.words import Phrase, phrase


@dataclass(frozen=True)
class Limit:
    """A limit's name, how it completes "No mentor …", and what is missing where it binds.

    A `veto` protects someone: it is named, but never offered as something to relax.
    """

    name: str
    unmet: Phrase
    missing: Phrase
    veto: bool = False


LIMITS: tuple[Limit, ...] = (
    Limit("language", phrase("speaks {languages}"), phrase("a shared language")),
    Limit(
        "wished_gender",
        phrase("is of the gender they wish for"),
        phrase("a mentor of the gender they wish for"),
    ),
    Limit("availability", phrase("is free when they are"), phrase("a shared free time")),
    Limit(
        "medication",
        phrase("accepts their medication"),
        phrase("a mentor who accepts their medication"),
    ),
    Limit("capacity", phrase("has a free place"), phrase("a free place")),
    Limit(
        "conflict",
        phrase("is without a declared conflict"),
        phrase("a mentor without a conflict"),
        veto=True,
    ),
    Limit(
        "refused",
        phrase("is left after an earlier no"),
        phrase("a mentor not yet turned down"),
        veto=True,
    ),
)


def free_places(mentors: Sequence[MentorProfile], held: Mapping[str, int]) -> Whole:
    """Places left per mentor after the seats already taken; never below 0."""
    left = [max(mentor.capacity - held.get(mentor.id, 0), 0) for mentor in mentors]
    return np.array(left, np.int64)


def allowed_by_limit(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    *,
    refused: Collection[tuple[str, str]] = frozenset(),
    held: Mapping[str, int] | None = None,
) -> dict[str, Flags]:
    """For each limit, in the order of `LIMITS`, bool `[mentees, mentors]`: True is allowed.

    `refused` holds (mentee id, mentor id) pairs turned down before; `held` the seats
    already taken per mentor id.
    """
    tables = {
        "language": _in_common(mentees, mentors, "languages"),
        "wished_gender": _wished(mentees, mentors),
        "availability": _in_common(mentees, mentors, "available"),
        "medication": _medication(mentees, mentors),
        "capacity": np.broadcast_to(
            free_places(mentors, held or {}) > 0, (len(mentees), len(mentors))
        ),
        "conflict": _without(mentees, mentors, _conflicts(mentees, mentors)),
        "refused": _without(mentees, mentors, refused),
    }
    return {limit.name: tables[limit.name] for limit in LIMITS}


def _in_common(
    mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile], field: str
) -> Flags:
    words = words_used(field, mentees, mentors)
    theirs, ours = marked(mentees, field, words), marked(mentors, field, words)
    unsaid = ~says_something(theirs)[:, None] | ~says_something(ours)[None, :]
    return (theirs @ ours.T > 0) | unsaid


def _wished(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> Flags:
    genders = sorted(MenteeProfile.known["gender"])
    wish, gender = marked(mentees, "wished_gender", genders), marked(mentors, "gender", genders)
    return (wish @ gender.T > 0) | ~says_something(wish)[:, None]


def _medication(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> Flags:
    concerned = np.array([m.medication in ("on", "open") for m in mentees], bool)
    opposed = np.array([m.medication == "opposed" for m in mentors], bool)
    allowed: Flags = ~(concerned[:, None] & opposed[None, :])
    return allowed


def _conflicts(
    mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]
) -> set[tuple[str, str]]:
    """Declared by either side."""
    by_mentee = {(mentee.id, other) for mentee in mentees for other in mentee.conflicts}
    return by_mentee | {(other, mentor.id) for mentor in mentors for other in mentor.conflicts}


def _without(
    mentees: Sequence[MenteeProfile],
    mentors: Sequence[MentorProfile],
    barred: Collection[tuple[str, str]],
) -> Flags:
    row = {mentee.id: at for at, mentee in enumerate(mentees)}
    column = {mentor.id: at for at, mentor in enumerate(mentors)}
    allowed = np.ones((len(mentees), len(mentors)), bool)
    for mentee, mentor in barred:
        if mentee in row and mentor in column:
            allowed[row[mentee], column[mentor]] = False
    return allowed
