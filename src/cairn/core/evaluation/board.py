"""What a program's outcomes page says: numbers over everyone, each with how many it rests on."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cairn.core.evaluation.effects import Change, Interval, mean_interval
from cairn.core.evaluation.small_numbers import K, suppress_sums

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


@dataclass(frozen=True)
class Board:
    """The outcomes page's numbers for one program. A count that may not be shown is None.

    `weeks` are 24, oldest first: twelve before, twelve last. `contacts_by_week` covers the
    same weeks. `kinds` counts contacts by kind of support; one contact may have several.
    `known` is the share of the last twelve weeks' days that is known, over all participants.
    """

    first_day: date
    last_day: date
    participants: int | None
    matched: int | None
    waiting: int | None
    mentors: int | None
    contacts: int | None
    hours: float | None
    contacts_by_week: tuple[int | None, ...]
    kinds: tuple[tuple[str, int | None], ...]
    use: Change | None
    weeks: tuple[WeekOfUse, ...]
    known: float | None
    goals: int | None
    scores: ScoreChange | None
    hidden: bool = False


def safe_to_leave(board: Board, k: int = K) -> Board:
    """The same board with nothing in it that rests on 1 to k - 1 people, nor gives such a number away.

    For whatever leaves the program and for those who may not open the individual records.
    """
    people = [board.participants or 0, board.matched or 0, board.waiting or 0]
    participants, matched, waiting = suppress_sums(people, [(0, (1, 2))], k)
    few = (board.participants or 0) < k
    few_matched = (board.matched or 0) < k
    return replace(
        board,
        participants=participants,
        matched=matched,
        waiting=waiting,
        mentors=_large(board.mentors, k),
        contacts=None if few_matched else board.contacts,
        hours=None if few_matched else board.hours,
        contacts_by_week=tuple(None if few_matched else n for n in board.contacts_by_week),
        kinds=tuple((kind, None if few_matched else n) for kind, n in board.kinds),
        use=board.use if board.use is not None and board.use.n >= k else None,
        weeks=tuple(
            week if week.people >= k else WeekOfUse(0, None, None, None) for week in board.weeks
        ),
        known=None if few else board.known,
        goals=_large(board.goals, k),
        scores=board.scores if board.scores is not None and board.scores.n >= k else None,
        hidden=True,
    )


def _large(count: int | None, k: int) -> int | None:
    return count if count is not None and (count == 0 or count >= k) else None
