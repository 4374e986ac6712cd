"""Matched, waiting and fit by group, each with its interval.

Intervals of shares are Wilson's, of differences Newcombe's hybrid of them; of mean fit,
Student's. Method and worked examples: docs/methods/fairness.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median, stdev

from scipy import stats

Z = 1.959963984540054


@dataclass(frozen=True)
class Member:
    """One person of a round, without a name: groups by kind, and how it went for them."""

    groups: Mapping[str, str]
    matched: bool
    waited: int | None
    fit: float | None


@dataclass(frozen=True)
class Group:
    """One group of one kind: counts, the middle wait in days, mean fit (0 to 100) with 95 %."""

    kind: str
    group: str
    people: int
    matched: int
    waited: float | None
    fit: float | None
    fit_low: float | None
    fit_high: float | None


@dataclass(frozen=True)
class Rate:
    """A share with its interval, and how it differs from everyone else's (None: nobody else)."""

    share: float
    low: float
    high: float
    difference: float | None
    difference_low: float | None
    difference_high: float | None

    @property
    def apart(self) -> bool:
        """The interval of the difference leaves out 0."""
        return (
            self.difference_low is not None
            and self.difference_high is not None
            and (self.difference_low > 0 or self.difference_high < 0)
        )


def tally(members: Sequence[Member]) -> tuple[Group, ...]:
    """Every group that someone is in, by kind and group."""
    held = sorted({(kind, group) for one in members for kind, group in one.groups.items()})
    return tuple(
        _group(kind, group, [one for one in members if one.groups.get(kind) == group])
        for kind, group in held
    )


def _group(kind: str, group: str, members: Sequence[Member]) -> Group:
    waits = [one.waited for one in members if one.waited is not None]
    fits = [one.fit for one in members if one.fit is not None]
    low, high = _mean_interval(fits)
    return Group(
        kind=kind,
        group=group,
        people=len(members),
        matched=sum(one.matched for one in members),
        waited=median(waits) if waits else None,
        fit=mean(fits) if fits else None,
        fit_low=low,
        fit_high=high,
    )


def _mean_interval(values: Sequence[float]) -> tuple[float | None, float | None]:
    if len(values) < 2:
        return None, None
    middle = mean(values)
    reach = float(stats.t.ppf(0.975, len(values) - 1)) * stdev(values) / len(values) ** 0.5
    return max(middle - reach, 0.0), min(middle + reach, 100.0)


def rate(one: Group, others: Iterable[Group]) -> Rate:
    """The share matched in a group of at least one person, against all others of its kind."""
    rest = [other for other in others if other.kind == one.kind and other.group != one.group]
    low, high = wilson(one.matched, one.people)
    share = one.matched / one.people
    people = sum(other.people for other in rest)
    if not people:
        return Rate(share, low, high, None, None, None)
    matched = sum(other.matched for other in rest)
    difference, least, most = newcombe(one.matched, one.people, matched, people)
    return Rate(share, low, high, difference, least, most)


def wilson(count: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson's score)."""
    if not 0 <= count <= n or n == 0:
        raise ValueError("a share needs people, and no more of them matched than there are")
    share, z2 = count / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    reach = Z / (1 + z2 / n) * (share * (1 - share) / n + z2 / (4 * n * n)) ** 0.5
    return (
        0.0 if count == 0 else max(middle - reach, 0.0),
        1.0 if count == n else min(middle + reach, 1.0),
    )


def newcombe(count: int, n: int, other: int, m: int) -> tuple[float, float, float]:
    """A difference of two independent shares and its 95 % interval (Newcombe's method 10)."""
    first, second = count / n, other / m
    low, high = wilson(count, n)
    other_low, other_high = wilson(other, m)
    difference = first - second
    return (
        difference,
        difference - ((first - low) ** 2 + (other_high - second) ** 2) ** 0.5,
        difference + ((high - first) ** 2 + (second - other_low) ** 2) ** 0.5,
    )
