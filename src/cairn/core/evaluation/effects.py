"""Before and after, person by person, said with its interval and its limits.

Not every day is known, so halves are compared as days used for each known day,
times the days of the window. No day is filled in; bounds say what the unknown
days could do at most. Method and worked examples: docs/methods/outcomes.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, counted, phrase

Counts = NDArray[np.integer]
Reals = NDArray[np.float64]


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, at a confidence level between 0 and 1."""

    low: float
    high: float
    level: float


@dataclass(frozen=True)
class Half:
    """One half of the comparison, over the people compared.

    `median` and `mean` are days used of the window's days, scaled for days not
    known; `used` and `known` are days as counted, `coverage` the known share.
    """

    median: float
    mean: float
    used: int
    known: int
    coverage: float


@dataclass(frozen=True)
class Change:
    """Days used after, less days used before, over `n` people known well enough in both.

    `left_out` people were not (None where that number may not be shown). `difference` is the mean (below 0: fewer days of
    use); `interval` is Student's, `bootstrap` a percentile interval if asked
    for. `least` and `greatest` bound the mean difference whatever the unknown
    days held. Everything is None where there are too few people to say.
    """

    n: int
    left_out: int | None
    days: int
    least_known: int
    before: Half | None
    after: Half | None
    difference: float | None
    interval: Interval | None
    bootstrap: Interval | None
    least: float | None
    greatest: float | None

    @property
    def words(self) -> Phrase:
        """One sentence that answers "is it helping?" without claiming why."""
        if self.before is None or self.after is None or self.difference is None:
            return phrase("Too few days are known yet to compare before and after.")
        return phrase(
            "{people} used on {after:.1f} of the last {days} days on average; "
            "in the {days} days before it was {before:.1f}.",
            people=counted("{count} person", "{count} people", self.n),
            after=self.after.mean,
            before=self.before.mean,
            days=self.days,
        )

    @property
    def assumptions(self) -> tuple[Phrase, ...]:
        """What the figures rest on, and what they do not show."""
        said = [
            phrase("Days that nobody told about are left out, not filled in."),
            phrase(
                "Days of use are counted for each known day, times {days}. This takes "
                "unknown days to be like known ones; the bounds do not.",
                days=self.days,
            ),
            phrase(
                "Only people with at least {least} known days in both halves are compared.",
                least=self.least_known,
            ),
            phrase(
                "People often start at a hard time, so some change would come anyway. "
                "Before and after does not show what caused it."
            ),
        ]
        if self.interval is not None:
            said.insert(
                3,
                phrase(
                    "The interval treats people as independent, and their mean change as "
                    "close to normal. With few people, read it with care."
                ),
            )
        return tuple(said)


def days_used_change(
    used_before: Counts,
    known_before: Counts,
    used_after: Counts,
    known_after: Counts,
    *,
    days: int = 84,
    least_known: int = 14,
    level: float = 0.95,
    generator: np.random.Generator | None = None,
    resamples: int = 2000,
) -> Change:
    """Compare two windows of `days` days; each array has one count per person.

    Pass a `generator` to have the bootstrap interval as well. Raises `Invalid`
    on arrays of unequal length or counts that can't be (used above known,
    known above `days`).
    """
    before = _scaled(used_before, known_before, days)
    after = _scaled(used_after, known_after, days)
    if not len(before) == len(after):
        raise Invalid(phrase("Both halves need the same people."))
    if not (1 <= least_known <= days and 0 < level < 1):
        raise Invalid(phrase("Ask for 1 known day or more, and a level between 0 and 1."))
    kept = np.flatnonzero((known_before >= least_known) & (known_after >= least_known))
    differences = (after - before)[kept]
    empty = len(kept) == 0
    least = used_after - (used_before + days - known_before)
    greatest = (used_after + days - known_after) - used_before
    return Change(
        n=len(kept),
        left_out=len(before) - len(kept),
        days=days,
        least_known=least_known,
        before=_half(before, used_before, known_before, kept, days),
        after=_half(after, used_after, known_after, kept, days),
        difference=None if empty else float(differences.mean()),
        interval=mean_interval(differences, level),
        bootstrap=_bootstrap(differences, level, generator, resamples),
        least=None if empty else float(least[kept].mean()),
        greatest=None if empty else float(greatest[kept].mean()),
    )


def _scaled(used: Counts, known: Counts, days: int) -> Reals:
    if used.shape != known.shape or used.ndim != 1:
        raise Invalid(phrase("Each person needs days used and days known."))
    if ((used < 0) | (used > known) | (known > days)).any():
        raise Invalid(phrase("Days used are among days known, and those among the days."))
    scaled: Reals = used * days / np.where(known > 0, known, np.nan)
    return scaled


def _half(scaled: Reals, used: Counts, known: Counts, kept: Counts, days: int) -> Half | None:
    if len(kept) == 0:
        return None
    return Half(
        median=float(np.median(scaled[kept])),
        mean=float(scaled[kept].mean()),
        used=int(used[kept].sum()),
        known=int(known[kept].sum()),
        coverage=float(known[kept].sum() / (days * len(kept))),
    )


def mean_interval(differences: Reals, level: float = 0.95) -> Interval | None:
    """Student's interval for the mean of one value per person; None for fewer than two people."""
    n = len(differences)
    if n < 2:
        return None
    middle = float(differences.mean())
    error = float(differences.std(ddof=1)) / n**0.5
    reach = float(stats.t.ppf((1 + level) / 2, n - 1)) * error
    return Interval(middle - reach, middle + reach, level)


def _bootstrap(
    differences: Reals, level: float, generator: np.random.Generator | None, resamples: int
) -> Interval | None:
    n = len(differences)
    if generator is None or n < 2:
        return None
    means = [differences[generator.integers(0, n, n)].mean() for _ in range(resamples)]
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), level)
