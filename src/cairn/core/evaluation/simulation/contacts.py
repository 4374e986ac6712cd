"""When two people of a pair met, how, for how long and with what kind of support."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.simulation.assumptions import Assumptions

Ints = NDArray[np.int64]

MEANS = ("in_person", "phone", "video", "text")
SUPPORT = ("emotional", "informational", "instrumental", "affiliational")
"""The four kinds of support; a contact holds them as bits, the first the lowest."""

NO_NOTE = -1
_NOTES = 10
_MEANS_SHARES = (0.35, 0.35, 0.1, 0.2)
_USUAL_MINUTES = np.array([55, 25, 35, 10])
_SUPPORT_SHARES = np.array([0.6, 0.4, 0.25, 0.2])


@dataclass(frozen=True)
class Contacts:
    """Equal-length arrays, by mentee and then by day.

    `mentee` is a row number; `day` counts from that mentee's entry; `means` points into
    `MEANS`; `minutes` is 0 where the contact was missed; `support` holds bits of `SUPPORT`;
    `note` points into the bank of sentences, -1 without one.
    """

    mentee: Ints
    day: Ints
    means: Ints
    minutes: Ints
    support: Ints
    kept: NDArray[np.bool_]
    note: Ints

    def take(self, chosen: NDArray[np.bool_] | Ints) -> "Contacts":
        """The chosen contacts only."""
        return Contacts(*(getattr(self, column.name)[chosen] for column in fields(self)))

    def followed_by(self, others: "Contacts") -> "Contacts":
        """These contacts, then the others."""
        names = [column.name for column in fields(self)]
        return Contacts(*(np.concatenate([getattr(self, n), getattr(others, n)]) for n in names))


def supports(bits: int) -> tuple[str, ...]:
    """The kinds of support that a contact's bits stand for."""
    return tuple(name for place, name in enumerate(SUPPORT) if bits >> place & 1)


def draw_contacts(
    rng: np.random.Generator,
    *,
    paired: NDArray[np.bool_],
    stayed: Ints,
    alliance: NDArray[np.float64],
    weeks: int,
    assumptions: Assumptions,
) -> Contacts:
    """Contacts of the pairs, `weeks` long at most; a closer alliance meets a little more often."""
    eager = np.exp(0.25 * alliance - 0.5 * 0.25**2) * assumptions.contacts_a_week
    per_week = np.minimum(rng.poisson(eager[:, None], (len(paired), weeks)), 5)
    per_week[~paired] = 0
    mentee, week = np.divmod(np.repeat(np.arange(per_week.size), per_week.ravel()), weeks)
    usual = rng.integers(0, 7, len(paired))[mentee]
    offset = (usual + np.rint(rng.normal(0, 1.3, mentee.size)).astype(np.int64)) % 7
    day = week * 7 + offset
    order = np.lexsort((day, mentee))
    mentee, day = mentee[order], day[order]
    once = np.ones(mentee.size, dtype=np.bool_)
    once[1:] = (mentee[1:] != mentee[:-1]) | (day[1:] != day[:-1])
    inside = once & (day < stayed[mentee])
    return _describe(rng, mentee[inside], day[inside], stayed, assumptions)


def _describe(
    rng: np.random.Generator, mentee: Ints, day: Ints, stayed: Ints, assumptions: Assumptions
) -> Contacts:
    many = mentee.size
    means = rng.choice(len(MEANS), size=many, p=_MEANS_SHARES)
    long = np.exp(rng.normal(0, 0.4, many)) * _USUAL_MINUTES[means]
    minutes = np.maximum(5, 5 * np.rint(long / 5)).astype(np.int64)
    leaving = stayed[mentee] - day < 14
    kept = rng.random(many) >= assumptions.missed * np.where(leaving, 2.0, 0.9)
    given = rng.random((many, len(SUPPORT))) < _SUPPORT_SHARES
    given[~given.any(axis=1), 0] = True
    support = given @ (1 << np.arange(len(SUPPORT)))
    noted = kept & (rng.random(many) < 0.6)
    note = np.where(noted, rng.integers(0, _NOTES, many), NO_NOTE)
    return Contacts(
        mentee, day, means, np.where(kept, minutes, 0), np.where(kept, support, 0), kept, note
    )
