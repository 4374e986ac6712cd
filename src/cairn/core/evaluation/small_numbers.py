"""Counts that may leave the program: nothing from 1 to k - 1 shown, nothing that gives one away.

A table is its cells and the sums that a reader knows to hold among them. Every
hidden cell keeps a range of values that fit all that is shown, at least k - 1
wide and reaching k or more; the range is found exactly, by a linear program.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

K = 11

Sum = tuple[int, tuple[int, ...]]


@dataclass(frozen=True)
class SafeTable:
    """Counts with their sums, as shown: `None` where a count is hidden.

    `cells[i][j]`, `rows[i]` the sum of row i, `columns[j]` of column j, `total` of all.
    """

    cells: tuple[tuple[int | None, ...], ...]
    rows: tuple[int | None, ...]
    columns: tuple[int | None, ...]
    total: int | None


def suppress(counts: Sequence[Sequence[int]], k: int = K) -> SafeTable:
    """A table of counts with its row, column and grand sums, made safe to show.

    Raises `Invalid` on a ragged table, a negative count, or k below 2.
    """
    table = _table(counts)
    rows, columns = table.shape
    full = np.zeros((rows + 1, columns + 1), dtype=np.int64)
    full[:-1, :-1] = table
    full[-1], full[:, -1] = full[:-1].sum(axis=0), full[:, :-1].sum(axis=1)
    full[-1, -1] = table.sum()
    wide = columns + 1
    lines = [range(start, start + wide) for start in range(0, full.size, wide)]
    lines += [range(start, full.size, wide) for start in range(wide)]
    sums: list[Sum] = [(line[-1], tuple(line[:-1])) for line in lines]
    shown = suppress_sums(full.ravel().tolist(), sums, k)
    grid = [shown[i * (columns + 1) : (i + 1) * (columns + 1)] for i in range(rows + 1)]
    return SafeTable(
        cells=tuple(tuple(line[:-1]) for line in grid[:-1]),
        rows=tuple(line[-1] for line in grid[:-1]),
        columns=tuple(grid[-1][:-1]),
        total=grid[-1][-1],
    )


def suppress_list(counts: Sequence[int], k: int = K) -> tuple[tuple[int | None, ...], int | None]:
    """A list of counts and its sum, made safe to show. Raises as `suppress`."""
    values = _table([counts])[0].tolist()
    sums: list[Sum] = [(len(values), tuple(range(len(values))))]
    shown = suppress_sums([*values, sum(values)], sums, k)
    return tuple(shown[:-1]), shown[-1]


def suppress_sums(values: Sequence[int], sums: Sequence[Sum], k: int = K) -> list[int | None]:
    """The general case: `sums` are (place of a total, places of its parts) in `values`.

    Zeros stay shown, so a reader knows that a hidden count is at least 1.
    Beside a hidden cell that could be worked out, a count that shares a sum
    with it is hidden too: the smallest that helps, parts before totals.
    """
    if k < 2 or any(value < 0 for value in values):
        raise Invalid(phrase("Counts are 0 or more, and the smallest shown is at least 2."))
    totals = {total for total, _ in sums}
    hidden = {place for place, value in enumerate(values) if 0 < value < k}
    safe: set[int] = set()
    while unsafe := _unsafe(values, sums, hidden, safe, k):
        hidden.add(_companion(values, sums, hidden, unsafe, totals))
    return [None if place in hidden else value for place, value in enumerate(values)]


def _unsafe(
    values: Sequence[int], sums: Sequence[Sum], hidden: set[int], safe: set[int], k: int
) -> set[int]:
    """The hidden cells that are known too well; `safe` ones stay so, as hiding more only helps."""
    for place in sorted(hidden - safe):
        low, high = possible(values, sums, hidden, place)
        if high is None or (high - low >= k - 1 and high >= k):
            safe.add(place)
    return hidden - safe


def possible(
    values: Sequence[int], sums: Sequence[Sum], hidden: set[int], place: int
) -> tuple[float, float | None]:
    """Least and greatest value of one hidden cell that fit all that is shown; None: no limit."""
    unknown = sorted(hidden)
    column = {cell: number for number, cell in enumerate(unknown)}
    matrix = np.zeros((len(sums), len(unknown)))
    right = np.zeros(len(sums))
    for row, (total, parts) in enumerate(sums):
        for cell, sign in [(total, -1), *((part, 1) for part in parts)]:
            if cell in column:
                matrix[row, column[cell]] += sign
            else:
                right[row] -= sign * values[cell]
    aim = np.zeros(len(unknown))
    aim[column[place]] = 1.0
    ends: list[float | None] = []
    for sign in (1, -1):
        found = linprog(sign * aim, A_eq=matrix, b_eq=right, bounds=(1, None), method="highs")
        ends.append(round(sign * float(found.fun), 6) if found.status == 0 else None)
    return ends[0] or 1.0, ends[1]


def _companion(
    values: Sequence[int],
    sums: Sequence[Sum],
    hidden: set[int],
    unsafe: set[int],
    totals: set[int],
) -> int:
    """The count to hide next: one that completes most sums in which a single cell is hidden."""
    members = [{total, *parts} for total, parts in sums]
    touched = [cells for cells in members if cells & unsafe]
    alone = [cells for cells in touched if len(cells & hidden) == 1]
    near = {cell for cells in touched for cell in cells}
    for among in (near, set(range(len(values)))):
        choices = [cell for cell in among - hidden if values[cell] > 0]
        if choices:
            return min(
                choices,
                key=lambda cell: (
                    -sum(cell in cells for cells in alone),
                    cell in totals,
                    values[cell],
                    cell,
                ),
            )
    raise AssertionError("with every count hidden, nothing can be worked out")


def _table(counts: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    if not counts or not counts[0] or len({len(line) for line in counts}) != 1:
        raise Invalid(phrase("A table needs at least one count, and rows of one length."))
    table = np.array(counts, dtype=np.int64)
    if (table < 0).any():
        raise Invalid(phrase("A count is 0 or more."))
    return table
