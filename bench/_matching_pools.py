"""Invented pools of numbers, by seed: one dense pool, and a million people in unequal regions."""

from dataclasses import dataclass

import numpy as np

from cairn.core.matching.regions import Region, apart
from cairn.core.matching.tables import NEVER

TOP = 20_000
LONG = 16
GENDERS = 2
ANY = GENDERS


@dataclass(frozen=True, eq=False)
class Likeness:
    """Scores from 16 numbers a person, how popular a mentor is, and a wish about gender (40 %)."""

    theirs: np.ndarray
    ours: np.ndarray
    popular: np.ndarray
    wish: np.ndarray
    gender: np.ndarray
    top: int = TOP

    @property
    def people(self):
        return len(self.theirs)

    @property
    def mentors(self):
        return len(self.ours)

    def rows(self, first, last):
        likeness = self.theirs[first:last] @ self.ours.T
        likeness += self.popular
        likeness *= np.float32(TOP / 40)
        likeness += np.float32(TOP / 2)
        np.clip(likeness, 0, TOP, out=likeness)
        scores = np.rint(likeness, out=likeness).astype(np.int16)
        wish = self.wish[first:last, None]
        scores[(wish != ANY) & (wish != self.gender)] = NEVER
        return scores


@dataclass(frozen=True, eq=False)
class Pool:
    """Everyone, with the region each belongs to."""

    theirs: np.ndarray
    ours: np.ndarray
    popular: np.ndarray
    wish: np.ndarray
    gender: np.ndarray
    capacity: np.ndarray
    mentee_region: np.ndarray
    mentor_region: np.ndarray

    def parts(self):
        """Regions derived from which kinds of people may meet: region × wish, region × gender."""
        count = int(max(self.mentee_region.max(), self.mentor_region.max())) + 1
        same = np.eye(count, dtype=bool)
        fits = np.ones((GENDERS + 1, GENDERS), bool)
        fits[:GENDERS] = np.eye(GENDERS, dtype=bool)
        may_meet = np.kron(same, fits)
        kinds = self.mentee_region * (GENDERS + 1) + self.wish
        others = self.mentor_region * GENDERS + self.gender
        return [
            Region(mentees, mentors, self.between(mentees, mentors))
            for mentees, mentors in apart(kinds, others, may_meet)
        ]

    def between(self, mentees, mentors):
        return Likeness(
            self.theirs[mentees],
            self.ours[mentors],
            self.popular[mentors],
            self.wish[mentees],
            self.gender[mentors],
        )

    def next_day(self, seed):
        """One in a hundred mentees is someone new; one mentor in a hundred has other places."""
        chance = np.random.default_rng(seed)
        new = chance.random(len(self.theirs)) < 0.01
        theirs = self.theirs.copy()
        theirs[new] = chance.standard_normal((int(new.sum()), LONG), np.float32)
        moved = chance.random(len(self.ours)) < 0.01
        capacity = np.where(moved, chance.integers(1, 9, len(self.ours)), self.capacity)
        return Pool(**{**vars(self), "theirs": theirs, "capacity": capacity})


def invented(people, mentors, regions, seed):
    """A pool whose regions differ in size (log-normal, sigma 0.45); places 10 % short of people."""
    chance = np.random.default_rng(seed)
    size = chance.lognormal(0, 0.45, regions)
    size /= size.sum()
    capacity = chance.integers(1, 9, mentors)
    fit = 0.9 * people / capacity.sum()
    capacity = np.clip(np.floor(capacity * fit + chance.random(mentors)), 1, 8).astype(np.int64)
    return Pool(
        theirs=chance.standard_normal((people, LONG), np.float32),
        ours=chance.standard_normal((mentors, LONG), np.float32),
        popular=(2 * chance.standard_normal(mentors)).astype(np.float32),
        wish=chance.choice(GENDERS + 1, people, p=[0.2, 0.2, 0.6]),
        gender=chance.integers(0, GENDERS, mentors),
        capacity=capacity,
        mentee_region=chance.choice(regions, people, p=size),
        mentor_region=chance.choice(regions, mentors, p=size),
    )
