"""What a program's outcomes page says: numbers over everyone, each with how many it rests on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.effects import Interval, mean_interval

Reals = NDArray[np.float64]
WEEK = 7


@dataclass(frozen=True)
class WeekOfUse:
    """One week over everyone: the mean share of known days with use (0 to 1), and its interval."""

    people: int
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ScoreChange:
    """Mean T score at the start and now, over the same `n` people, and the change between."""

    n: int
    start: float | None
    now: float | None
    change: float | None
    interval: Interval | None


def weekly_shares(status: NDArray[np.int8], least_known: int = 1) -> tuple[WeekOfUse, ...]:
    """Share of known days with use in each whole week of `status` [people, days].

    A person counts in a week with at least `least_known` known days; each person
    counts the same, however many days they told. Unknown days (-1) are left out.
    """
    people, days = status.shape
    weeks = status[:, : days - days % WEEK].reshape(people, days // WEEK, WEEK)
    known = (weeks >= 0).sum(axis=2)
    used = (weeks == 1).sum(axis=2)
    found = []
    for week in range(weeks.shape[1]):
        kept = known[:, week] >= least_known
        shares = used[kept, week] / known[kept, week]
        interval = mean_interval(shares)
        found.append(
            WeekOfUse(
                people=int(kept.sum()),
                share=float(shares.mean()) if kept.any() else None,
                low=max(interval.low, 0.0) if interval else None,
                high=min(interval.high, 1.0) if interval else None,
            )
        )
    return tuple(found)


def score_change(start: Reals, now: Reals, level: float = 0.95) -> ScoreChange:
    """Compare T scores of the same people, one value each; people with a gap (NaN) are left out."""
    both = ~(np.isnan(start) | np.isnan(now))
    if not both.any():
        return ScoreChange(0, None, None, None, None)
    differences = (now - start)[both]
    return ScoreChange(
        n=int(both.sum()),
        start=float(start[both].mean()),
        now=float(now[both].mean()),
        change=float(differences.mean()),
        interval=mean_interval(differences, level),
    )
