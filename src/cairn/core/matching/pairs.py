"""Allowed pairs as checked arrays in one fixed order, so that the caller's order never matters."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

_LARGEST = 2**61  # costs times nodes stay below this, so no sum in the solver can overflow


@dataclass(frozen=True, eq=False)
class Pairs:
    """Allowed pairs, sorted by mentee and then mentor, each pair once.

    `mentee` numbers only the people who have a pair (0 … people - 1); `person`
    gives back their row numbers. `score` is as it came; `worth` holds the same
    scores as whole numbers of `unit` each, because exact solvers count.
    """

    person: Whole
    mentee: Whole
    mentor: Whole
    score: NDArray[Any]
    mentor_score: NDArray[Any]
    worth: Whole
    unit: float
    capacity: Whole

    @property
    def people(self) -> int:
        """How many mentees have at least one allowed pair."""
        return len(self.person)


def checked(
    mentee: ArrayLike,
    mentor: ArrayLike,
    score: ArrayLike,
    capacity: ArrayLike,
    mentor_score: ArrayLike | None = None,
) -> Pairs:
    """The pairs in order; `ValueError` in words for whatever can't be solved."""
    mentees, mentors = whole_numbers("mentee", mentee), whole_numbers("mentor", mentor)
    places, scores = whole_numbers("capacity", capacity), _numbers("score", score)
    theirs = scores if mentor_score is None else _numbers("mentor_score", mentor_score)
    if not len(mentees) == len(mentors) == len(scores) == len(theirs):
        raise ValueError("mentee, mentor and the scores must be equally long: one entry per pair")
    for name, values in (("mentee", mentees), ("mentor", mentors), ("capacity", places)):
        if values.size and values.min() < 0:
            raise ValueError(f"{name} holds a negative number; the lowest allowed is 0")
    if mentors.size and mentors.max() >= len(places):
        raise ValueError(
            f"mentor holds {mentors.max()}, but capacity has entries only for 0 … {len(places) - 1}"
        )
    if not _in_order(mentees, mentors):
        order = np.lexsort((mentors, mentees))
        mentees, mentors, scores, theirs = (x[order] for x in (mentees, mentors, scores, theirs))
        twice = (np.diff(mentees) == 0) & (np.diff(mentors) == 0)
        if twice.any():
            at = int(np.argmax(twice))
            raise ValueError(
                f"the pair of mentee {mentees[at]} and mentor {mentors[at]} comes twice"
            )
    person, number = np.unique(mentees, return_inverse=True)
    nodes = len(person) + len(places) + 3
    worth, unit = _counted(scores, nodes)
    return Pairs(
        person=person,
        mentee=number.astype(np.int64),
        mentor=mentors,
        score=scores,
        mentor_score=theirs,
        worth=worth,
        unit=unit,
        capacity=np.minimum(places, len(person)),
    )


def _in_order(mentees: Whole, mentors: Whole) -> bool:
    """Whether each pair comes after the one before, none twice; then nothing is to be sorted."""
    later, same = mentees[1:] > mentees[:-1], mentees[1:] == mentees[:-1]
    return bool((later | (same & (mentors[1:] > mentors[:-1]))).all())


def _numbers(name: str, values: ArrayLike) -> NDArray[Any]:
    array = np.asarray(values)
    if array.ndim != 1:
        raise ValueError(f"{name} must be a flat list of numbers")
    if array.size == 0:
        return array.astype(np.int64)
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold plain numbers")
    if array.dtype.kind == "f":
        if not np.isfinite(array).all():
            raise ValueError(f"{name} holds a value that is not a finite number")
        return array.astype(np.float64)
    if array.dtype.kind == "u" and array.max() > np.iinfo(np.int64).max:
        raise ValueError(f"{name} holds a number too large to count with")
    return array.astype(np.int64)


def whole_numbers(name: str, values: ArrayLike) -> Whole:
    """A flat list as int64; `ValueError` in words, with its name, where it is anything else."""
    array = _numbers(name, values)
    if array.dtype.kind == "f" and not (array == np.rint(array)).all():
        raise ValueError(f"{name} must hold whole numbers")
    if array.dtype.kind == "f" and array.size and np.abs(array).max() >= 2**62:
        raise ValueError(f"{name} holds a number too large to count with")
    return array.astype(np.int64)


def _counted(score: NDArray[Any], nodes: int) -> tuple[Whole, float]:
    """Scores as whole numbers of one unit: 1 for whole scores, else a power of two."""
    if score.size == 0:
        return score.astype(np.int64), 1.0
    low, high = score.min(), score.max()
    room = _LARGEST // nodes
    if score.dtype.kind == "i" or ((score == np.rint(score)).all() and max(-low, high) < 2**53):
        if int(high) - int(low) > room:
            raise ValueError("the scores lie too far apart to be solved exactly; divide them first")
        return score.astype(np.int64), 1.0
    spread = max(float(high) / 2 - float(low) / 2, 5e-324)
    largest = max(abs(float(low)), abs(float(high)))
    bits = min(61 - np.frexp(largest)[1], room.bit_length() - 3 - np.frexp(spread)[1])
    return np.rint(np.ldexp(score, bits)).astype(np.int64), float(np.ldexp(1.0, -bits))
