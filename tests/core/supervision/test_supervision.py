"""Agreement against independent implementations, the month that is short, and what stands on an agenda."""

from datetime import date, timedelta
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from cairn.core.programs.shipped import shipped
from cairn.core.supervision.agenda import PairSince, agenda
from cairn.core.supervision.agreement import icc, weighted_kappa
from cairn.core.supervision.cadence import Held, Month, is_due, last_month, whole_months
from cairn.core.supervision.fidelity import Rating, Source, agreement, means, week_start

MAP = shipped("map")
TODAY = date(2026, 11, 20)
SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]
"""The six targets and four judges of Shrout and Fleiss (1979), where ICC(2,1) is 0.29."""

SCORES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=60)


@given(SCORES)
def test_kappa_is_what_statsmodels_says(scores: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in scores], [b for _, b in scores]
    table = np.zeros((4, 4))
    for a, b in scores:
        table[a, b] += 1
    told = weighted_kappa(first, second, 4)
    if told is None:
        assert len({*first, *second}) == 1
    else:
        assert told == pytest.approx(
            cohens_kappa(table, wt="quadratic", return_results=False), abs=1e-9
        )


def test_kappa_of_nothing_of_full_agreement_and_of_what_cannot_be() -> None:
    assert weighted_kappa([], [], 4) is None
    assert weighted_kappa([0, 1, 2, 3], [0, 1, 2, 3], 4) == 1
    assert weighted_kappa([0, 3], [3, 0], 4) == -1
    for wrong in (([0], [0, 1]), ([4], [0]), ([-1], [0])):
        with pytest.raises(ValueError):  # noqa: PT011
            weighted_kappa(*wrong, 4)


def test_icc_is_as_published() -> None:
    assert icc(SHROUT_FLEISS) == pytest.approx(0.2898, abs=5e-5)
    assert icc([[1, 2]]) is None
    assert icc([[1], [2]]) is None
    assert icc([[2, 2], [2, 2]]) is None


@given(st.lists(st.tuples(*[st.floats(0, 3)] * 3), min_size=2, max_size=20))
def test_icc_is_what_variance_components_say(rows: list[tuple[float, ...]]) -> None:
    """Written again from the mean squares of a plain two-way table, one sum at a time."""
    n, k = len(rows), 3
    grand = sum(map(sum, rows)) / (n * k)
    of_row = [sum(row) / k for row in rows]
    of_rater = [sum(row[j] for row in rows) / n for j in range(k)]
    error = sum(
        (rows[i][j] - of_row[i] - of_rater[j] + grand) ** 2 for i in range(n) for j in range(k)
    )
    error /= (n - 1) * (k - 1)
    between = k * sum((one - grand) ** 2 for one in of_row) / (n - 1)
    judges = n * sum((one - grand) ** 2 for one in of_rater) / (k - 1)
    below = between + (k - 1) * error + k * (judges - error) / n
    told = icc(rows)
    if told is None or abs(below) < 1e-6:
        assert abs(below) < 1e-6
    else:
        assert told == pytest.approx((between - error) / below, rel=1e-6, abs=1e-6)


def test_agreement_is_over_the_same_mentor_week_and_thing() -> None:
    bo, practice, week = uuid4(), uuid4(), week_start(TODAY)

    def rated(source: Source, item: int, score: int, back: int = 0) -> Rating:
        return Rating(bo, source, week - timedelta(weeks=back), item, score, practice)

    ratings = [rated(Source.SELF, 0, 3), rated(Source.SUPERVISOR, 0, 2), rated(Source.MENTEE, 0, 3)]
    ratings += [
        rated(Source.SELF, 1, 1, 1),
        rated(Source.SUPERVISOR, 1, 1, 1),
        rated(Source.MENTEE, 1, 0, 1),
    ]
    ratings += [rated(Source.SELF, 2, 3, 2), rated(Source.SUPERVISOR, 3, 0, 2)]
    found = agreement(ratings)
    assert (found.pairs, found.weeks) == (2, 2)
    assert found.kappa == pytest.approx(weighted_kappa([3, 1], [2, 1], 4))
    assert found.icc == pytest.approx(icc([[3, 2, 3], [1, 1, 0]]))
    assert means(ratings)[Source.SELF] == (pytest.approx(7 / 3), 3)
    assert agreement([]).kappa is None
    assert week.weekday() == 0


@pytest.mark.parametrize(
    ("held", "due"),
    [
        ([], True),
        ([(0, 60), (29, 60)], False),
        ([(0, 60), (30, 60)], True),
        ([(0, 120)], True),
        ([(0, 59), (1, 60)], True),
        ([(0, 40), (9, 40), (18, 40)], False),
    ],
)
def test_fewer_than_two_talks_or_two_hours_in_thirty_days_is_due(
    held: list[tuple[int, int]], due: bool
) -> None:
    talks = [Held(TODAY - timedelta(days=back), minutes) for back, minutes in held]
    long, new = TODAY - timedelta(days=30), TODAY - timedelta(days=29)
    assert is_due(talks, practice=MAP, since=long, today=TODAY) is due
    assert not is_due(talks, practice=MAP, since=new, today=TODAY)


def test_months_are_whole_calendar_months_only() -> None:
    talks = [Held(date(2026, 3, 31), 60), Held(date(2026, 4, 1), 45), Held(date(2026, 5, 31), 30)]
    assert whole_months(talks, date(2026, 3, 2), date(2026, 5, 31)) == [Month(1, 45), Month(1, 30)]
    assert whole_months(talks, date(2026, 3, 1), date(2026, 5, 30)) == [Month(1, 60), Month(1, 45)]
    assert whole_months([], date(2026, 12, 1), date(2027, 1, 31)) == [Month(0, 0), Month(0, 0)]
    assert last_month(talks, date(2026, 4, 30)) == Month(1, 45)


def test_an_agenda_begins_with_what_was_agreed_and_tells_only_what_happened() -> None:
    since = TODAY - timedelta(days=14)
    pairs = [
        PairSince("Ana", TODAY - timedelta(days=90), None, 3, 95, 0, TODAY),
        PairSince("Hal", TODAY - timedelta(days=60), None, 0, 0, 2, TODAY - timedelta(days=20)),
        PairSince("Ivy", TODAY - timedelta(days=2), None, 0, 0, 0, None),
        PairSince("Jay", TODAY - timedelta(days=99), TODAY - timedelta(days=3), 1, 30, 0, None),
        PairSince("Kay", TODAY - timedelta(days=99), TODAY - timedelta(days=30), 0, 0, 0, None),
    ]
    told = [str(one.words) for one in agenda(pairs, ["Ring Hal"], since=since, today=TODAY)]
    assert told == [
        "You agreed: Ring Hal",
        "Hal: no talk for 20 days",
        "Hal: 2 tries without an answer",
        "Ivy: new together. How was the first time?",
        "Jay: the mentorship has ended. How was the goodbye?",
        "Ana: 3 talks, 95 minutes",
    ]
    assert agenda([], [], since=since, today=TODAY) == []
