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
class Reached:
    """How many people stand behind the contacts: in all, in each week, for each kind of support."""

    total: int
    by_week: tuple[int, ...]
    by_kind: tuple[int, ...]


NOBODY_SAID = Reached(0, (), ())


@dataclass(frozen=True)
class Board:
    """The outcomes page's numbers for one program. A count that may not be shown is None.

    `weeks` are 24, oldest first: twelve before, twelve last. `contacts_by_week` covers the
    same weeks. `kinds` counts contacts by kind of support; one contact may have several.
    `reached` says how many people those counts rest on; it never leaves.
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
    reached: Reached
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
    reached = board.reached
    few_reached = 0 < reached.total < k
    return replace(
        board,
        participants=participants,
        matched=matched,
        waiting=waiting,
        mentors=_large(board.mentors, k),
        contacts=None if few_reached else board.contacts,
        hours=None if few_reached else board.hours,
        contacts_by_week=_safe_weeks(board.contacts_by_week, reached.by_week, k),
        kinds=tuple(
            (kind, None if 0 < people < k else count)
            for (kind, count), people in zip(board.kinds, reached.by_kind, strict=True)
        ),
        reached=NOBODY_SAID,
        use=_safe_use(board.use, k),
        weeks=tuple(
            week if week.people >= k else WeekOfUse(0, None, None, None) for week in board.weeks
        ),
        known=None if few else board.known,
        goals=_large(board.goals, k),
        scores=board.scores if board.scores is not None and board.scores.n >= k else None,
        hidden=True,
    )


def _safe_weeks(
    counts: tuple[int | None, ...], people: tuple[int, ...], k: int
) -> tuple[int | None, ...]:
    """Weeks that rest on 1 to k - 1 people hidden, and one fuller week with them.

    The total of all weeks is known: without that week, the hidden ones could be worked out.
    """
    hidden = {week for week, many in enumerate(people) if 0 < many < k}
    fuller = [week for week, many in enumerate(people) if many >= k]
    if hidden and fuller:
        hidden.add(min(fuller, key=lambda week: (people[week], week)))
    return tuple(None if week in hidden else count for week, count in enumerate(counts))


def _safe_use(use: Change | None, k: int) -> Change | None:
    if use is None or use.n < k:
        return None
    return replace(use, left_out=_large(use.left_out, k))


def _large(count: int | None, k: int) -> int | None:
    return count if count is not None and (count == 0 or count >= k) else None
