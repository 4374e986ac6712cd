"""How answers become arrays of days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.days import (
    ANSWERED,
    DECLINED,
    DISPUTED,
    NOT_ASKED,
    Reports,
    coverage_share,
    imply,
    lay_out,
)
from cairn.core.shared.refusals import Invalid

Row = tuple[int, int, int, int]


def reports(rows: list[Row], names: tuple[str, ...] = ("any", "heroin", "nicotine")) -> Reports:
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Reports(columns[0], columns[1], columns[2], columns[3].astype(np.int8), names)


def first(*days: int) -> np.ndarray:
    return np.array(days, dtype=np.int64)


def test_no_answer_unknown_and_declined_are_all_unknown() -> None:
    layer = lay_out(reports([(0, 11, 0, -1), (0, 12, 0, -2), (0, 13, 0, 0)]), "any", first(10), 4)
    assert layer.status.tolist() == [[-1, -1, -1, 0]]
    assert layer.coverage.tolist() == [[NOT_ASKED, NOT_ASKED, DECLINED, ANSWERED]]
    assert coverage_share(layer).tolist() == [0.25]


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_where_sources_disagree_use_wins_and_the_day_is_marked(order: list[int]) -> None:
    rows = [(0, 0, 0, 0), (0, 0, 0, 1)]
    layer = lay_out(reports([rows[i] for i in order]), "any", first(0), 1)
    assert layer.status.tolist() == [[1]]
    assert layer.coverage.tolist() == [[DISPUTED]]


def test_each_person_has_a_first_day_of_their_own_and_days_outside_are_left_out() -> None:
    rows = [(0, 5, 0, 1), (0, 4, 0, 1), (1, 9, 0, 0), (1, 11, 0, 1)]
    layer = lay_out(reports(rows), "any", first(5, 9), 2)
    assert layer.status.tolist() == [[1, -1], [0, -1]]


def test_a_substance_nobody_named_is_unknown_throughout() -> None:
    assert lay_out(reports([(0, 0, 0, 1)]), "cocaine", first(0), 2).status.tolist() == [[-1, -1]]


def test_no_use_at_all_says_none_of_each_counted_substance() -> None:
    full = imply(reports([(0, 0, 0, 0), (0, 1, 1, 1), (0, 2, 2, 1)]))
    assert lay_out(full, "heroin", first(0), 3).status.tolist() == [[0, 1, -1]]
    assert lay_out(full, "any", first(0), 3).status.tolist() == [[0, 1, -1]]
    assert lay_out(full, "nicotine", first(0), 3).status.tolist() == [[-1, -1, 1]]


def test_columns_of_unequal_length_and_unheard_of_statuses_are_refused() -> None:
    with pytest.raises(Invalid):
        reports([(0, 0, 0, 2)])
    with pytest.raises(Invalid):
        Reports(first(0), first(0, 1), first(0), np.zeros(1, dtype=np.int8), ("any",))


rows_of = st.lists(
    st.tuples(
        st.integers(0, 2), st.integers(-2, 6), st.integers(0, 1), st.sampled_from([-2, -1, 0, 1])
    ),
    max_size=30,
)


@given(rows_of, rows_of)
def test_more_answers_never_make_a_known_day_unknown(few: list[Row], more: list[Row]) -> None:
    less = lay_out(reports(few), "any", first(0, 1, 2), 4)
    both = lay_out(reports(few + more), "any", first(0, 1, 2), 4)
    assert (both.status >= less.status).all()
    assert (both.coverage >= less.coverage).all()


@given(rows_of)
def test_laying_out_agrees_with_reading_row_by_row(rows: list[Row]) -> None:
    layer = lay_out(reports(rows), "heroin", first(0, 1, 2), 4)
    for person in range(3):
        for column in range(4):
            said = {
                status
                for who, day, substance, status in rows
                if (who, day, substance) == (person, person + column, 1)
            }
            expected = 1 if 1 in said else 0 if 0 in said else -1
            assert layer.status[person, column] == expected
            assert (layer.coverage[person, column] == DISPUTED) == ({0, 1} <= said)
