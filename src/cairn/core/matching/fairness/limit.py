"""No group's matched rate below a share of the best group's, while that is possible.

Never fewer people matched for it: among all matchings of as many people as can be, the
ones that keep the limit, and of those the greatest total fit; exact, by mixed-integer
programming. Where no matching keeps it, the nearest share that can be kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from cairn.core.matching.pairs import Whole

Floats = NDArray[np.float64]

LEAST_PEOPLE = 5
"""A group of fewer people has no rate to speak of."""

MOST_ALLOWED = 100_000
"""With more allowed pairs than this, the limit is not kept exactly, so it is not kept."""

_STEPS = 20


@dataclass(frozen=True, eq=False)
class Held:
    """A matching under the limit. `least`: the share asked for; `kept`: the one that holds."""

    mentor_of: Whole
    least: float
    kept: float


def worst_ratio(groups: Sequence[Mapping[str, str]], mentor_of: Whole) -> float:
    """The lowest rate of any group of `LEAST_PEOPLE` divided by the best rate of its kind; 1 if none."""
    matched = mentor_of >= 0
    worst = 1.0
    for members in _by_kind(groups).values():
        rates = [float(matched[rows].mean()) for rows in members]
        if rates and max(rates) > 0:
            worst = min(worst, min(rates) / max(rates))
    return worst


def hold_rates(
    mentee: Whole,
    mentor: Whole,
    fit: Whole,
    places: Whole,
    plain: Whole,
    groups: Sequence[Mapping[str, str]],
    least: float,
) -> Held:
    """Keep every group's matched rate at `least` of the best of its kind, or as near as can be.

    `mentee`, `mentor`, `fit`: one entry per allowed pair; `plain`: the policy's own answer,
    kept untouched where it already holds; `groups`: per mentee. As many are matched as in
    `plain`.
    """
    if not 0 < least <= 1:
        raise ValueError("the limit is a share above 0 and at most 1")
    now = worst_ratio(groups, plain)
    if now >= least - 1e-9 or not len(mentee) or len(mentee) > MOST_ALLOWED:
        return Held(plain, least, now)
    program = _Program.of(mentee, mentor, places, plain, groups)
    below, above = 0, _STEPS
    best = plain
    tried = program.solved(fit, least)
    if tried is None:
        while above - below > 1:
            middle = (below + above) // 2
            found = program.solved(fit, now + (least - now) * middle / _STEPS)
            if found is None:
                above = middle
            else:
                below, best = middle, found
    else:
        best = tried
    return Held(best, least, worst_ratio(groups, best))


def _by_kind(groups: Sequence[Mapping[str, str]]) -> dict[str, list[Whole]]:
    """Per kind, the rows of each group that is large enough, in order."""
    kinds: dict[str, dict[str, list[int]]] = {}
    for row, one in enumerate(groups):
        for kind, group in one.items():
            kinds.setdefault(kind, {}).setdefault(group, []).append(row)
    return {
        kind: [
            np.array(rows, np.int64)
            for _, rows in sorted(members.items())
            if len(rows) >= LEAST_PEOPLE
        ]
        for kind, members in sorted(kinds.items())
    }


@dataclass(frozen=True, eq=False)
class _Program:
    """The choice of pairs as yes-or-no variables, one per allowed pair."""

    mentee: Whole
    mentor: Whole
    people: int
    always: LinearConstraint
    rates: list[tuple[Floats, Floats]]

    @classmethod
    def of(
        cls,
        mentee: Whole,
        mentor: Whole,
        places: Whole,
        plain: Whole,
        groups: Sequence[Mapping[str, str]],
    ) -> "_Program":
        pairs = np.arange(len(mentee))
        ones = np.ones(len(mentee))
        rows = csr_array((ones, (mentee, pairs)), shape=(len(plain), len(mentee)))
        columns = csr_array((ones, (mentor, pairs)), shape=(len(places), len(mentee)))
        total = csr_array(ones[None, :])
        matched = float((plain >= 0).sum())
        high = np.concatenate([np.ones(len(plain)), places.astype(float), [matched]])
        low = np.concatenate([np.zeros(len(plain) + len(places)), [matched]])
        rates = []
        for members in _by_kind(groups).values():
            shares = [np.isin(mentee, row) / len(row) for row in members]
            rates += [
                (one, other)
                for at, one in enumerate(shares)
                for beside, other in enumerate(shares)
                if at != beside
            ]
        always = LinearConstraint(vstack([rows, columns, total]), low, high)
        return cls(mentee, mentor, len(plain), always, rates)

    def solved(self, fit: Whole, least: float) -> Whole | None:
        """The greatest total fit under the limit; None where nothing keeps it."""
        limits = [self.always]
        if self.rates:
            table = np.array([one - least * best for one, best in self.rates])
            limits.append(LinearConstraint(csr_array(table), -1e-9, np.inf))
        found = milp(
            -fit.astype(float),
            integrality=np.ones(len(fit)),
            bounds=Bounds(0, 1),
            constraints=limits,
            options={"mip_rel_gap": 0.0},
        )
        if not found.success:
            return None
        chosen = found.x > 0.5
        mentor_of = np.full(self.people, -1, np.int64)
        mentor_of[self.mentee[chosen]] = self.mentor[chosen]
        return mentor_of
