"""What no fit can outweigh: each hard limit as a table of allowed pairs, by name.

What is unknown never blocks, with two exceptions: a stated wish about gender is kept even
where a mentor's gender is unknown, and a stated need for a certified mentor where nothing is
known of certificates.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching import weeks
from cairn.core.matching.distance import kilometers, points
from cairn.core.matching.encoding import marked, says_something, words_used
from cairn.core.matching.pairs import Flags, Whole
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.vocabulary import PROTECTING
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
        "distance",
        phrase("is near enough to meet in person"),
        phrase("a mentor near enough to meet in person"),
    ),
    Limit(
        "medication",
        phrase("accepts their medication"),
        phrase("a mentor who accepts their medication"),
    ),
    Limit(
        "certification",
        phrase("is certified for what they need"),
        phrase("a certificate for what they need"),
    ),
    Limit("pause", phrase("is back from a pause"), phrase("a mentor back from a pause")),
    Limit("capacity", phrase("has a free place"), phrase("a free place")),
    Limit(
        "conflict",
        phrase("is without a declared conflict"),
        phrase("a mentor without a conflict"),
        veto=True,
    ),
    Limit(
        "safety",
        phrase("is without a safety or legal bar"),
        phrase("a mentor without a safety or legal bar"),
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
    """Places left per mentor after the seats already taken; never below 0, and none on a pause."""
    left = [
        0 if mentor.resting else max(mentor.capacity - held.get(mentor.id, 0), 0)
        for mentor in mentors
    ]
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
    shape = (len(mentees), len(mentors))
    tables = {
        "language": _in_common(mentees, mentors, "languages"),
        "wished_gender": _wished(mentees, mentors),
        "availability": _free_together(mentees, mentors),
        "distance": _within_reach(mentees, mentors),
        "medication": _medication(mentees, mentors),
        "certification": _certified(mentees, mentors),
        "pause": np.broadcast_to(~np.array([m.resting for m in mentors], bool), shape),
        "capacity": np.broadcast_to(_with_room(mentors, held or {}), shape),
        "conflict": _without(mentees, mentors, _conflicts(mentees, mentors, protecting=False)),
        "safety": _without(mentees, mentors, _conflicts(mentees, mentors, protecting=True)),
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


def _free_together(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> Flags:
    """An hour in common, whatever the zones."""
    if weeks.one_zone(mentees, mentors):
        return _in_common(mentees, mentors, "available")
    theirs, ours = weeks.hours(mentees, counting=False), weeks.hours(mentors, counting=False)
    unsaid = ~says_something(theirs)[:, None] | ~says_something(ours)[None, :]
    free: Flags = (theirs @ ours.T >= weeks.AN_HOUR) | unsaid
    return free


def _within_reach(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> Flags:
    """Binds only where meeting in person is the one way that both like: they may meet between."""
    shape = (len(mentees), len(mentors))
    if not any(one.place for one in mentees) or not any(one.place for one in mentors):
        return np.ones(shape, bool)
    words = words_used("modes", mentees, mentors)
    theirs, ours = marked(mentees, "modes", words), marked(mentors, "modes", words)
    willing = marked(mentees, "modes", words)[:, [word == "in_person" for word in words]]
    offering = marked(mentors, "modes", words)[:, [word == "in_person" for word in words]]
    only_so = (theirs @ ours.T == 1) & (willing @ offering.T == 1)
    apart = kilometers(points(mentees)[:, None, :], points(mentors)[None, :, :])
    reach = _travel(mentees)[:, None] + _travel(mentors)[None, :]
    too_far: Flags = apart > reach
    near: Flags = ~(only_so & too_far)
    return near


def _travel(profiles: Sequence[Profile]) -> NDArray[np.float32]:
    told = [np.nan if one.travel_km is None else one.travel_km for one in profiles]
    return np.array(told, np.float32)


def _certified(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> Flags:
    kinds = sorted(MenteeProfile.known["needs"])
    needed, held = marked(mentees, "needs", kinds), marked(mentors, "certified", kinds)
    allowed: Flags = needed @ held.T == needed.sum(axis=1)[:, None]
    return allowed


def _with_room(mentors: Sequence[MentorProfile], held: Mapping[str, int]) -> Flags:
    """Room apart from any pause, so that each limit is named for itself."""
    room: Flags = np.array([mentor.capacity > held.get(mentor.id, 0) for mentor in mentors], bool)
    return room


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
    mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile], *, protecting: bool
) -> set[tuple[str, str]]:
    """Declared by either side; `protecting` picks those about safety and the law."""
    declared = {
        ((one.id, other), kind) for one in mentees for other, kind in one.barred.items()
    } | {((other, one.id), kind) for one in mentors for other, kind in one.barred.items()}
    return {pair for pair, kind in declared if (kind in PROTECTING) is protecting}


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
