"""Charts say what they show, in a sentence and a table, and never bridge what is unknown."""

import re

import pytest

from cairn.web.shell import charts, plots
from cairn.web.shell.charts import Change, Series
from cairn.web.shell.tables import Column, Table


def line(values: list[float | None]) -> charts.Figure:
    ticks = [f"week {n}" for n in range(1, len(values) + 1)]
    return charts.line_chart(
        key="k",
        title="Share",
        sentence="It fell.",
        ticks=ticks,
        series=[Series("mentored", values)],
        unit="%",
    )


def test_a_line_stops_at_an_unknown_week_and_begins_again() -> None:
    (path,) = re.findall(r'class="line tone-1" d="([^"]+)"', line([4, 3, None, 2, 1]).drawing)
    assert path.count("M") == 2
    assert path.count("L") == 2


def test_a_single_known_week_between_unknown_ones_is_still_drawn() -> None:
    (path,) = re.findall(r'class="line tone-1" d="([^"]+)"', line([None, 3, None]).drawing)
    assert path == "M56.0 10.0L56.0 10.0"


def test_unknown_is_told_as_such_in_the_table() -> None:
    assert line([4, None]).table.rows == (
        ("week 1", "4\N{NO-BREAK SPACE}%"),
        ("week 2", "not known"),
    )


def test_a_picture_carries_its_title_and_sentence() -> None:
    drawing = line([1, 2]).drawing
    assert '<title id="k-title">Share</title>' in drawing
    assert '<desc id="k-desc">It fell.</desc>' in drawing
    assert 'aria-labelledby="k-title k-desc"' in drawing


def test_a_series_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="one value for each tick"):
        charts.line_chart(
            key="k", title="t", sentence="s", ticks=["a", "b"], series=[Series("x", [1])]
        )


def test_intervals_become_a_band_and_a_column() -> None:
    figure = charts.line_chart(
        key="k",
        title="t",
        sentence="s",
        ticks=["a", "b"],
        series=[Series("x", [2, 3], [1, 2], [3, 5])],
    )
    assert 'class="band tone-1"' in figure.drawing
    assert figure.table.rows[1] == ("b", "3", "2 to 5")


@pytest.mark.parametrize(
    ("largest", "marks"),
    [
        (28.0, [0, 10, 20, 30]),
        (1.0, [0, 0.5, 1]),
        (0.0, [0, 1]),
        (5.0, [0, 2, 4, 6]),
        (100.0, [0, 50, 100]),
    ],
)
def test_marks_are_round_numbers_that_reach_the_largest(largest: float, marks: list[float]) -> None:
    assert plots._round_marks(largest) == pytest.approx(marks)


def test_what_people_named_can_not_become_markup() -> None:
    figure = charts.before_after(
        key="k", title="t", sentence="s", changes=[Change("<script>", 4, 2)], unit="days"
    )
    assert "<script>" not in figure.drawing
    assert "4.0\N{NO-BREAK SPACE}days before, 2.0\N{NO-BREAK SPACE}days now" in figure.drawing


def test_a_change_without_an_interval_says_that_it_is_not_known() -> None:
    figure = charts.before_after(key="k", title="t", sentence="s", changes=[Change("Any", 4, 2)])
    assert figure.table.rows == (("Any", "4.0", "2.0", "not known"),)


def test_weeks_count_each_kind_of_day() -> None:
    figure = charts.weeks(
        key="k", title="t", sentence="s", days=["none"] * 5 + ["use", "unknown"] + ["none", "ahead"]
    )
    assert figure.table.rows == (("1", "5", "1", "1"), ("2", "1", "0", "0"))
    assert [words for _, words in figure.legend] == ["no use", "use", "not known"]


def test_a_strange_kind_of_day_is_refused() -> None:
    with pytest.raises(ValueError, match="failed"):
        charts.weeks(key="k", title="t", sentence="s", days=["failed"])


def test_a_table_refuses_a_row_that_does_not_fit() -> None:
    with pytest.raises(ValueError, match="doesn't fit"):
        Table("People", (Column("Name"), Column("Days", number=True)), (("Ana",),))


def test_two_halves_are_named_in_the_picture_and_in_every_row_of_the_table() -> None:
    figure = charts.line_chart(
        key="k",
        title="t",
        sentence="s",
        ticks=["a", "b", "c", "d"],
        series=[Series("x", [4, 3, None, 1])],
        halves=("before", "since"),
        blank="not shown",
    )
    assert re.findall(r"<text[^>]*>(before|since)</text>", figure.drawing) == ["before", "since"]
    assert [row[1] for row in figure.table.rows] == ["before", "before", "since", "since"]
    assert figure.table.rows[2] == ("c", "since", "not shown")


def test_a_hidden_count_has_no_bar_and_says_so_in_the_table() -> None:
    figure = charts.bars(
        key="k",
        title="t",
        sentence="s",
        rows=[("one", 8), ("two", None), ("three", 2)],
        heading=("What", "Times"),
        hidden="not shown",
        whole=10,
    )
    assert re.findall(r'class="bar"[^>]*width="([\d.]+%)"', figure.drawing) == ["100.0%", "25.0%"]
    assert [row[1:] for row in figure.table.rows] == [
        ("8", "80\N{NO-BREAK SPACE}%"),
        ("not shown", "not shown"),
        ("2", "20\N{NO-BREAK SPACE}%"),
    ]
