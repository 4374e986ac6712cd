"""How well each mentee and mentor fit: 0 to 100, in whole hundredths so that sums are exact."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.matching import stories, weeks
from cairn.core.matching.distance import kilometers, points
from cairn.core.matching.encoding import Grid, marked, says_something, words_used
from cairn.core.matching.features import (
    FEATURES,
    NEUTRAL,
    Compared,
    Feature,
    Likeness,
    closeness,
    nearness,
)
from cairn.core.matching.pairs import Flags, Whole
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile

HUNDREDTHS = 100
PERFECT = 100 * HUNDREDTHS


@dataclass(frozen=True, eq=False)
class Comparison:
    """Both sides as arrays, one pair of arrays per feature, in the order of `FEATURES`."""

    mentees: tuple[Grid, ...]
    mentors: tuple[Grid, ...]

    def fit(self, weights: Sequence[float] | None = None) -> NDArray[np.int32]:
        """Int32 `[mentees, mentors]`, hundredths of a point from 0 to 10,000.

        `weights`: in the order of `FEATURES`, adding up to 1; those of the evidence if absent.
        """
        total = np.zeros((len(self.mentees[0]), len(self.mentors[0])), np.float32)
        counted = [feature.weight for feature in FEATURES] if weights is None else weights
        for feature, share, theirs, ours in zip(
            FEATURES, counted, self.mentees, self.mentors, strict=True
        ):
            weight = np.float32(share)
            if _silent(theirs) or _silent(ours):
                total += weight * NEUTRAL
                continue
            alike, known = _crossed(feature, theirs, ours)
            total += weight * np.where(known, alike, NEUTRAL)
        return np.rint(total * PERFECT).astype(np.int32)

    def parts(self, mentee: Whole, mentor: Whole) -> tuple[Likeness, Flags]:
        """For pairs of row numbers: likeness and whether both sides are known, `[pairs, features]`."""
        columns = [
            _paired(feature, theirs[mentee], ours[mentor])
            for feature, theirs, ours in zip(FEATURES, self.mentees, self.mentors, strict=True)
        ]
        alike, known = zip(*columns, strict=True)
        return np.stack(alike, axis=1), np.stack(known, axis=1)


def compare(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> Comparison:
    """Encodes both sides once, for the fit of all pairs and the parts of some."""
    encoded = [_encoded(feature, mentees, mentors) for feature in FEATURES]
    theirs, ours = zip(*encoded, strict=True)
    return Comparison(theirs, ours)


def fit(mentees: Sequence[MenteeProfile], mentors: Sequence[MentorProfile]) -> NDArray[np.int32]:
    """The weighted fit of every pair: int32 `[mentees, mentors]`, hundredths of a point.

    What either side leaves unknown counts as neutral, half of that feature's weight.
    """
    return compare(mentees, mentors).fit()


def _encoded(
    feature: Feature, mentees: Sequence[Profile], mentors: Sequence[Profile]
) -> tuple[Grid, Grid]:
    if feature.compared is Compared.AGES:
        return _ages(mentees), _ages(mentors)
    if feature.compared is Compared.PLACES:
        return _places(mentees), _places(mentors)
    if feature.compared is Compared.STORIES:
        return _stories(mentees), _stories(mentors)
    if feature.compared is Compared.TIMES and not weeks.one_zone(mentees, mentors):
        return weeks.hours(mentees, counting=True), weeks.hours(mentors, counting=False)
    theirs_field = feature.theirs or feature.field
    words = sorted({*words_used(feature.field, mentees), *words_used(theirs_field, mentors)})
    theirs = marked(mentees, feature.field, words)
    ours = marked(mentors, theirs_field, words) @ _nearness(feature, words)
    return (theirs * weeks.WHOLE_PART if feature.compared is Compared.TIMES else theirs), ours


def _nearness(feature: Feature, words: Sequence[str]) -> Grid:
    """1 for the same word, a part for words that lie near each other."""
    near = np.eye(len(words), dtype=np.float32)
    for one, other, part in feature.near:
        if one in words and other in words:
            at, beside = words.index(one), words.index(other)
            near[at, beside] = near[beside, at] = part
    return near


def _ages(profiles: Sequence[Profile]) -> Grid:
    ages = [np.nan if profile.age is None else profile.age for profile in profiles]
    return np.array(ages, np.float32).reshape(-1, 1)


def _places(profiles: Sequence[Profile]) -> Grid:
    """Where people are, for those only who would meet in person."""
    where = points(profiles)
    apart = [bool(one.modes) and "in_person" not in one.modes for one in profiles]
    where[np.array(apart, bool)] = np.nan
    return where


def _stories(profiles: Sequence[Profile]) -> Grid:
    if not any(profile.story for profile in profiles):
        return np.zeros((len(profiles), 1), np.float32)
    return stories.vectors([profile.story for profile in profiles])


def _silent(grid: Grid) -> bool:
    """Nobody on this side has said anything."""
    return not np.nan_to_num(grid).any()


def _crossed(feature: Feature, theirs: Grid, ours: Grid) -> tuple[Likeness, Flags]:
    """Every mentee with every mentor, `[mentees, mentors]`."""
    if feature.compared is Compared.AGES:
        alike = closeness(theirs - ours.T)
        return alike, ~np.isnan(alike)
    if feature.compared is Compared.PLACES:
        alike = nearness(kilometers(theirs[:, None, :], ours[None, :, :]))
        return alike, ~np.isnan(alike)
    named, known = theirs.sum(axis=1)[:, None], says_something(ours)[None, :]
    return _measured(feature, theirs @ ours.T, named), (named > 0) & known


def _paired(feature: Feature, theirs: Grid, ours: Grid) -> tuple[Likeness, Flags]:
    """Row by row, `[pairs]`."""
    if feature.compared is Compared.AGES:
        alike = closeness((theirs - ours)[:, 0])
        return alike, ~np.isnan(alike)
    if feature.compared is Compared.PLACES:
        alike = nearness(kilometers(theirs, ours))
        return alike, ~np.isnan(alike)
    named = theirs.sum(axis=1)
    return _measured(feature, (theirs * ours).sum(axis=1), named), (named > 0) & says_something(
        ours
    )


def _measured(feature: Feature, shared: Likeness, named: Likeness) -> Likeness:
    if feature.compared is Compared.STORIES:
        return stories.likeness(shared)
    if feature.compared is Compared.TIMES:
        return feature.measure(shared / np.float32(weeks.WHOLE_PART), named)
    return feature.measure(shared, named)
