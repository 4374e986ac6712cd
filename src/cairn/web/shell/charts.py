"""Charts drawn on the server: an SVG whose words keep their size, a sentence, and a table beside it.

Lines are drawn in a stretched inner frame (percent of the plot), words in the outer one, so a
chart fits a phone and a desk without shrinking a letter. Unknown values break a line; they are
never bridged.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cairn.web.shell.svg import tag, together, words
from cairn.web.shell.tables import Column, Table

Values = Sequence[float | None]
TOP, BOTTOM = 10.0, 88.0


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


@dataclass(frozen=True)
class Series:
    """One line: values in order, unknown as None, with the ends of each interval where known."""

    label: str
    values: Values
    low: Values = field(default=())
    high: Values = field(default=())


@dataclass(frozen=True)
class Change:
    """One row of a before-and-after figure; `low` and `high` bound the later value."""

    label: str
    before: float
    after: float
    low: float | None = None
    high: float | None = None


def told(value: float | None, unit: str = "", decimals: int = 0) -> str:
    """A number in the reader's manner with its unit; unknown says so."""
    if value is None:
        return _("not known")
    number = number_format(value, decimal_pos=decimals, use_l10n=True)
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number


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
) -> Figure:
    """Lines over equal steps (`ticks` names each), intervals as bands, labels on the lines.

    Raises ValueError when a series is not as long as `ticks`.
    """
    if any(len(one.values) != len(ticks) for one in series):
        raise ValueError("each series needs one value for each tick")
    known = [v for one in series for v in (*one.values, *one.high) if v is not None]
    marks = _round_marks(max(known, default=1.0))
    frame = _Frame(len(ticks), marks[-1])
    grid = together(
        together(
            [
                tag("line", class_="grid", x1="0", x2="100%", y1=f"{y:.1f}%", y2=f"{y:.1f}%"),
                tag("text", words(told(mark, unit)), x="0", y=f"{y:.1f}%", dy="-.35em"),
            ]
        )
        for mark in marks
        for y in [frame.y(mark)]
    )
    inner = tag(
        "svg",
        *(_band(frame, one, tone) for tone, one in enumerate(series, 1) if one.low and one.high),
        *(_line(frame, one, tone) for tone, one in enumerate(series, 1)),
        viewBox="0 0 100 100",
        preserveAspectRatio="none",
        width="100%",
        height="100%",
        overflow="visible",
    )
    drawing = tag(
        "svg",
        tag("title", words(title), id=f"{key}-title"),
        tag("desc", words(sentence), id=f"{key}-desc"),
        grid,
        inner,
        _axis(frame, ticks),
        _names(frame, series),
        class_="chart line-tall",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )
    return Figure(key, title, sentence, drawing, _line_table(title, along, ticks, series, unit, decimals), note=note)


def before_after(
    *, key: str, title: str, sentence: str, changes: Sequence[Change], unit: str = "", decimals: int = 1, note: str = ""
) -> Figure:
    """One rail per row: a hollow mark for before, a full one for now, the interval around it."""
    top = max((max(c.before, c.after, c.high or 0.0) for c in changes), default=1.0) or 1.0
    rows = together(tag("li", *_rail(c, top, unit, decimals)) for c in changes)
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
                _range(c.low, c.high, unit, decimals),
            )
            for c in changes
        ),
    )
    legend = (
        (_dot("before"), _("before")),
        (_dot("after"), _("now")),
    )
    return Figure(key, title, sentence, tag("ul", rows, class_="pairs"), table, legend, note)


DAY_WORDS = ("none", "use", "unknown", "declined", "ahead")


def weeks(*, key: str, title: str, sentence: str, days: Sequence[str], note: str = "") -> Figure:
    """Days in columns of seven, each a mark with its own shape: no use, use, not known, not said.

    `days` holds words of DAY_WORDS, oldest first. Raises ValueError for another word.
    """
    if strange := set(days) - set(DAY_WORDS):
        raise ValueError(f"not a kind of day: {sorted(strange)}")
    count = math.ceil(len(days) / 7)
    marks = together(_day(word, 10 + 18 * (at // 7), 10 + 18 * (at % 7)) for at, word in enumerate(days))
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
    names = {"none": _("no use"), "use": _("use"), "unknown": _("not known"), "declined": _("rather not say")}
    shown = [word for word in names if word in days]
    table = Table(
        title,
        (Column(_("Week")), *(Column(names[word], number=True) for word in shown)),
        tuple(
            (str(week + 1), *(str(list(days[week * 7 : week * 7 + 7]).count(word)) for word in shown))
            for week in range(count)
        ),
    )
    legend = tuple((tag("svg", _day(word, 8, 8), viewBox="0 0 16 16", aria_hidden="true"), names[word]) for word in shown)
    return Figure(key, title, sentence, drawing, table, legend, note)


@dataclass(frozen=True)
class _Frame:
    steps: int
    top: float

    def x(self, step: int) -> float:
        return 100.0 * step / max(1, self.steps - 1)

    def y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self.top


def _round_marks(largest: float) -> list[float]:
    """Three or four round numbers from zero to just above the largest."""
    if largest <= 0:
        return [0.0, 1.0]
    size = 10.0 ** math.floor(math.log10(largest / 3))
    step = next(size * m for m in (1, 2, 2.5, 5, 10) if size * m * 4 >= largest)
    return [step * k for k in range(math.ceil(largest / step - 1e-9) + 1)]


def _stretches(frame: _Frame, values: Values) -> list[list[tuple[float, float]]]:
    """Runs of known values as points; an unknown one ends the run."""
    runs: list[list[tuple[float, float]]] = [[]]
    for step, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((frame.x(step), frame.y(value)))
    return [run for run in runs if run]


def _through(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _line(frame: _Frame, one: Series, tone: int) -> SafeString:
    runs = [run if len(run) > 1 else [run[0], run[0]] for run in _stretches(frame, one.values)]
    return tag("path", class_=f"line tone-{tone}", d="".join(_through(run) for run in runs))


def _band(frame: _Frame, one: Series, tone: int) -> SafeString:
    upper, lower = _stretches(frame, one.high), _stretches(frame, one.low)
    shapes = (_through([*up, *reversed(down)]) + "z" for up, down in zip(upper, lower, strict=True))
    return tag("path", class_=f"band tone-{tone}", d="".join(shapes))


def _axis(frame: _Frame, ticks: Sequence[str]) -> SafeString:
    last = len(ticks) - 1
    shown = {0: "start", last: "end"} if last else {0: "start"}
    if last >= 8 and last % 2 == 0:
        shown[last // 2] = "middle"
    return together(
        tag("text", words(ticks[at]), x=f"{frame.x(at):.1f}%", y="98%", text_anchor=anchor)
        for at, anchor in shown.items()
    )


def _names(frame: _Frame, series: Sequence[Series]) -> SafeString:
    """Each line's name above or below its end, clear of its band; the highest line's goes above."""
    late = frame.steps * 3 // 5
    ends = []
    for tone, one in enumerate(series, 1):
        upper = [v for v in (one.high or one.values)[late:] if v is not None]
        lower = [v for v in (one.low or one.values)[late:] if v is not None]
        if upper and lower:
            ends.append((max(upper), min(lower), tone, one.label))
    ends.sort(reverse=True)
    parts = []
    for place, (upper_end, lower_end, tone, label) in enumerate(ends):
        above = place == 0 or place < len(ends) - 1
        y, dy = (frame.y(upper_end), "-.6em") if above else (frame.y(lower_end), "1.25em")
        parts.append(
            tag("text", words(label), class_=f"tone-{tone}", x="100%", y=f"{y:.1f}%", dy=dy, text_anchor="end")
        )
    return together(parts)


def _line_table(
    title: str, along: str, ticks: Sequence[str], series: Sequence[Series], unit: str, decimals: int
) -> Table:
    columns = [Column(along or _("When"))]
    for one in series:
        columns.append(Column(one.label, number=True))
        if one.low and one.high:
            columns.append(Column(_("likely range"), number=True))
    rows = []
    for step, tick in enumerate(ticks):
        row = [tick]
        for one in series:
            row.append(told(one.values[step], unit, decimals))
            if one.low and one.high:
                row.append(_range(one.low[step], one.high[step], unit, decimals))
        rows.append(tuple(row))
    return Table(title, tuple(columns), tuple(rows))


def _range(low: float | None, high: float | None, unit: str, decimals: int) -> str:
    if low is None or high is None:
        return _("not known")
    ends = {"low": told(low, "", decimals), "high": told(high, unit, decimals)}
    return _("%(low)s to %(high)s") % ends


def _rail(change: Change, top: float, unit: str, decimals: int) -> list[SafeString]:
    def at(value: float) -> str:
        return f"{2 + 96 * value / top:.1f}%"

    said = _("%(before)s before, %(after)s now") % {
        "before": told(change.before, unit, decimals),
        "after": told(change.after, unit, decimals),
    }
    level = {"y1": "50%", "y2": "50%"}
    parts = [tag("line", class_="rail", x1="0", x2="100%", **level)]
    if change.low is not None and change.high is not None:
        parts.append(tag("line", class_="range", x1=at(change.low), x2=at(change.high), **level))
    parts += [
        tag("line", class_="change", x1=at(change.before), x2=at(change.after), **level),
        tag("circle", class_="before", cx=at(change.before), cy="50%", r=6),
        tag("circle", class_="after", cx=at(change.after), cy="50%", r=7),
    ]
    return [
        tag("b", words(change.label)),
        tag("span", words(said), class_="small soft num"),
        tag("svg", *parts, class_="chart", aria_hidden="true"),
    ]


def _dot(kind: str) -> SafeString:
    return tag("svg", tag("circle", class_=kind, cx=8, cy=8, r=6), viewBox="0 0 16 16", aria_hidden="true")


def _day(word: str, x: float, y: float) -> SafeString:
    if word == "use":
        return tag("path", class_="day-use", d=f"M{x:g} {y - 7:g}l7 7-7 7-7-7z")
    radius = {"none": 6.5, "unknown": 5.5, "declined": 5.5, "ahead": 2.0}[word]
    return tag("circle", class_=f"day-{word}", cx=x, cy=y, r=radius)
