"""Charts drawn on the server: an SVG, a sentence that says it, and a table beside it.

Unknown values break a line; they are never bridged.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cairn.web.shell.plots import (
    Change,
    Series,
    bar,
    day_mark,
    dot,
    line_plot,
    rail,
    told,
    told_range,
)
from cairn.web.shell.svg import tag, together, words
from cairn.web.shell.tables import Column, Table

__all__ = ["Change", "Figure", "Series", "bars", "before_after", "line_chart", "told", "weeks"]

DAY_WORDS = ("none", "use", "unknown", "declined", "ahead")


@dataclass(frozen=True)
class Figure:
    """What a page shows: heading, one sentence that says it, the drawing, its key and its table."""

    key: str
    title: str
    sentence: str
    drawing: SafeString
    table: Table
    legend: tuple[tuple[SafeString, str], ...] = ()
    note: str = ""


def line_chart(
    *,
    key: str,
    title: str,
    sentence: str,
    ticks: Sequence[str],
    series: Sequence[Series],
    unit: str = "",
    decimals: int = 0,
    along: str = "",
    note: str = "",
    halves: tuple[str, str] | None = None,
    blank: str = "",
) -> Figure:
    """Lines over equal steps (`ticks` names each), intervals as bands, labels on the lines.

    `halves` names the first and the second half of the steps, in picture and table;
    `blank` stands in the table for a value that is None, in place of "not known".
    Raises ValueError when a series is not as long as `ticks`.
    """
    if any(len(one.values) != len(ticks) for one in series):
        raise ValueError("each series needs one value for each tick")
    drawing = line_plot(
        key=key,
        title=title,
        sentence=sentence,
        ticks=ticks,
        series=series,
        unit=unit,
        halves=halves,
    )
    return Figure(
        key,
        title,
        sentence,
        drawing,
        _line_table(title, along, ticks, series, unit, decimals, halves, blank),
        note=note,
    )


def before_after(
    *,
    key: str,
    title: str,
    sentence: str,
    changes: Sequence[Change],
    unit: str = "",
    decimals: int = 1,
    note: str = "",
) -> Figure:
    """One rail per row: a hollow mark for before, a full one for now, the interval around it."""
    top = max((max(c.before, c.after, c.high or 0.0) for c in changes), default=1.0) or 1.0
    top = max(top, 100.0) if unit == "%" else top
    rows = together(tag("li", *rail(c, top, unit, decimals)) for c in changes)
    columns = (
        Column(_("What")),
        Column(_("Before"), number=True),
        Column(_("Now"), number=True),
        Column(_("Likely range now"), number=True),
    )
    table = Table(
        title,
        columns,
        tuple(
            (
                c.label,
                told(c.before, unit, decimals),
                told(c.after, unit, decimals),
                told_range(c.low, c.high, unit, decimals),
            )
            for c in changes
        ),
    )
    legend = (
        (dot("before"), _("before")),
        (dot("after"), _("now")),
    )
    return Figure(key, title, sentence, tag("ul", rows, class_="pairs"), table, legend, note)


def bars(
    *,
    key: str,
    title: str,
    sentence: str,
    rows: Sequence[tuple[str, float | None]],
    heading: tuple[str, str],
    hidden: str,
    whole: float | None = None,
    note: str = "",
) -> Figure:
    """A bar for each (name, count); one that is None says `hidden`. `whole` adds shares of it."""
    top = max((value or 0.0 for _name, value in rows), default=0.0) or 1.0
    said = [hidden if value is None else told(value) for _name, value in rows]
    shares = [
        told(100 * value / whole, "%") if whole and value is not None else hidden
        for _name, value in rows
    ]
    drawing = together(
        tag("li", *bar(name, value, f"{count} ({share})" if whole and value else count, top))
        for (name, value), count, share in zip(rows, said, shares, strict=True)
    )
    columns = [Column(heading[0]), Column(heading[1], number=True)]
    cells = [(name, count) for (name, _value), count in zip(rows, said, strict=True)]
    if whole:
        columns.append(Column(_("Of all"), number=True))
        cells = [(*cell, share) for cell, share in zip(cells, shares, strict=True)]  # type: ignore[misc]
    table = Table(title, tuple(columns), tuple(cells))
    return Figure(key, title, sentence, tag("ul", drawing, class_="pairs"), table, (), note)


def weeks(*, key: str, title: str, sentence: str, days: Sequence[str], note: str = "") -> Figure:
    """Days in columns of seven, each a mark with its own shape: no use, use, not known, not said.

    `days` holds words of DAY_WORDS, oldest first. Raises ValueError for another word.
    """
    if strange := set(days) - set(DAY_WORDS):
        raise ValueError(f"not a kind of day: {sorted(strange)}")
    count = math.ceil(len(days) / 7)
    marks = together(
        day_mark(word, 10 + 18 * (at // 7), 10 + 18 * (at % 7)) for at, word in enumerate(days)
    )
    drawing = tag(
        "svg",
        tag("title", words(title), id=f"{key}-title"),
        tag("desc", words(sentence), id=f"{key}-desc"),
        marks,
        class_="weeks",
        viewBox=f"0 0 {18 * count + 2} 128",
        preserveAspectRatio="xMinYMid",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )
    names = {
        "none": _("no use"),
        "use": _("use"),
        "unknown": _("not known"),
        "declined": _("rather not say"),
    }
    shown = [word for word in names if word in days]
    table = Table(
        title,
        (Column(_("Week")), *(Column(names[word], number=True) for word in shown)),
        tuple(
            (
                str(week + 1),
                *(str(list(days[week * 7 : week * 7 + 7]).count(word)) for word in shown),
            )
            for week in range(count)
        ),
    )
    legend = tuple(
        (tag("svg", day_mark(word, 8, 8), viewBox="0 0 16 16", aria_hidden="true"), names[word])
        for word in shown
    )
    return Figure(key, title, sentence, drawing, table, legend, note)


def _line_table(
    title: str,
    along: str,
    ticks: Sequence[str],
    series: Sequence[Series],
    unit: str,
    decimals: int,
    halves: tuple[str, str] | None,
    blank: str,
) -> Table:
    """A row for each step; `blank` stands for a value that is None."""
    columns = [Column(along or _("When"))]
    if halves:
        columns.append(Column(_("Part")))
    for one in series:
        columns.append(Column(one.label, number=True))
        if one.low and one.high:
            columns.append(Column(_("likely range"), number=True))
    rows = []
    for step, tick in enumerate(ticks):
        row = [tick, halves[step >= len(ticks) // 2]] if halves else [tick]
        for one in series:
            missing = blank if one.values[step] is None else ""
            row.append(missing or told(one.values[step], unit, decimals))
            if one.low and one.high:
                row.append(missing or told_range(one.low[step], one.high[step], unit, decimals))
        rows.append(tuple(row))
    return Table(title, tuple(columns), tuple(rows))
