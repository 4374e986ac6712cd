"""What may leave the program, attacked by solving back with a different solver."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from cairn.core.evaluation import SafeTable, suppress, suppress_list
from cairn.core.shared.refusals import Invalid

MOST = 1_000_000


def test_large_counts_and_zeros_are_shown_as_they_are() -> None:
    table = suppress([[20, 0], [30, 40]])
    assert table == SafeTable(((20, 0), (30, 40)), (20, 70), (50, 40), 90)


def test_one_small_count_takes_companions_with_it() -> None:
    table = suppress([[5, 20, 40], [30, 60, 50], [70, 80, 90]])
    hidden = [cell for line in table.cells for cell in line if cell is None]
    assert table.cells[0][0] is None
    assert len(hidden) == 4
    assert table.rows == (65, 140, 240)


def test_a_small_sum_is_hidden_too() -> None:
    table = suppress([[1, 2], [30, 40]])
    assert table.rows[0] is None
    assert table.cells[0] == (None, None)


def test_eleven_ones_with_their_sum_give_nobody_away() -> None:
    cells, total = suppress_list([1] * 11)
    assert total is None
    assert set(cells) == {None}


def test_a_list_hides_the_smallest_companion() -> None:
    assert suppress_list([4, 50, 20]) == ((None, 50, None), 74)
    assert suppress_list([4, 50, 20], k=3) == ((4, 50, 20), 74)


@pytest.mark.parametrize("counts", [[], [[]], [[1, 2], [3]], [[-1]]])
def test_what_is_no_table_is_refused(counts: list[list[int]]) -> None:
    with pytest.raises(Invalid):
        suppress(counts)


def test_a_threshold_that_hides_nothing_is_refused() -> None:
    with pytest.raises(Invalid):
        suppress([[1]], k=1)


counts = st.one_of(st.integers(0, 14), st.integers(0, 60))
tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda size: st.lists(
        st.lists(counts, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


@settings(max_examples=60, deadline=None)
@given(tables)
def test_no_hidden_count_can_be_worked_out_from_what_is_shown(table: list[list[int]]) -> None:
    shown = suppress(table)
    full = _with_sums(table)
    grid = [[*line, end] for line, end in zip(shown.cells, shown.rows, strict=True)]
    grid.append([*shown.columns, shown.total])
    for i, line in enumerate(full):
        for j, value in enumerate(line):
            if grid[i][j] is not None:
                assert grid[i][j] == value
                assert value == 0 or value >= 11
                continue
            assert value > 0
            low, high = _attack(grid, i, j)
            assert high >= 11
            assert high - low >= 10


def _with_sums(table: list[list[int]]) -> list[list[int]]:
    lines = [[*line, sum(line)] for line in table]
    return [*lines, [sum(column) for column in zip(*lines, strict=True)]]


def _attack(grid: list[list[int | None]], i: int, j: int) -> tuple[int, int]:
    """Least and greatest whole number that fits what is shown, zeros being shown as such."""
    ends = []
    for greatest in (False, True):
        model = cp_model.CpModel()
        cells = [
            [
                model.new_int_var(1, MOST, "") if value is None else model.new_constant(value)
                for value in line
            ]
            for line in grid
        ]
        for line in [*cells, *zip(*cells, strict=True)]:
            model.add(sum(line[:-1]) == line[-1])
        (model.maximize if greatest else model.minimize)(cells[i][j])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model) == cp_model.OPTIMAL
        ends.append(round(solver.objective_value))
    return ends[0], ends[1]
