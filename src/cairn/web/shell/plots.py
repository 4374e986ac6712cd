"""What charts are drawn with: values, numbers as words, and the marks themselves.

Lines are drawn in a stretched inner frame (percent of the plot), words in the outer one, so a
chart fits a phone and a desk without shrinking a letter.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cairn.web.shell.svg import tag, together, words

Values = Sequence[float | None]
TOP, BOTTOM, LEFT = 10.0, 88.0, 12.0
MINUS = "\N{MINUS SIGN}"


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
    # Rounded first: Django's own formatting cuts digits off instead.
    number = number_format(Decimal(f"{value:.{decimals}f}"), decimal_pos=decimals, use_l10n=True)
    number = number.replace("-", MINUS)
    return f"{number}\N{NO-BREAK SPACE}{unit}" if unit else number


def told_range(low: float | None, high: float | None, unit: str, decimals: int) -> str:
    """Both ends of an interval, the unit said once; unknown says so."""
    if low is None or high is None:
        return _("not known")
    ends = {"low": told(low, "", decimals), "high": told(high, unit, decimals)}
    return _("%(low)s to %(high)s") % ends


def line_plot(
    *,
    key: str,
    title: str,
    sentence: str,
    ticks: Sequence[str],
    series: Sequence[Series],
    unit: str,
    halves: tuple[str, str] | None = None,
) -> SafeString:
    """The drawing of a line chart, with its title and its sentence inside.

    `halves` names the two halves of the steps, and draws the border between them.
    """
    known = [v for one in series for v in (*one.values, *one.high) if v is not None]
    marks = _round_marks(max(known, default=1.0))
    frame = _Frame(len(ticks), marks[-1])
    places = 0 if all(mark == round(mark) for mark in marks) else 1
    grid = together(
        together(
            [
                tag("line", class_="grid", x1="0", x2="100%", y1=f"{y:.1f}%", y2=f"{y:.1f}%"),
                tag(
                    "text",
                    words(told(mark, "%" if unit == "%" else "", places)),
                    x="0",
                    y=f"{y:.1f}%",
                    dy="-.35em",
                ),
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
    return tag(
        "svg",
        tag("title", words(title), id=f"{key}-title"),
        tag("desc", words(sentence), id=f"{key}-desc"),
        _halves(frame, halves) if halves else "",
        grid,
        inner,
        _axis(frame, ticks, halved=halves is not None),
        "" if halves and len(series) == 1 else _names(frame, series),
        class_="chart line-tall",
        role="img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


@dataclass(frozen=True)
class _Frame:
    steps: int
    top: float

    def x(self, step: int) -> float:
        return LEFT + (100.0 - LEFT) * step / max(1, self.steps - 1)

    def y(self, value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / self.top


def _round_marks(largest: float) -> list[float]:
    """Three or four round numbers from zero to just above the largest."""
    if largest <= 0:
        return [0.0, 1.0]
    size = 10.0 ** math.floor(math.log10(largest / 3))
    step = next(size * m for m in (1, 2, 5, 10) if size * m * 4 >= largest)
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


def _halves(frame: _Frame, names: tuple[str, str]) -> SafeString:
    """A wash behind the first half, the border, and both names above."""
    border = (frame.x(frame.steps // 2 - 1) + frame.x(frame.steps // 2)) / 2
    middles = ((LEFT + border) / 2, (border + 100.0) / 2)
    wash = {"x": f"{LEFT:.1f}%", "y": "0", "width": f"{border - LEFT:.1f}%"}
    return together(
        [
            tag("rect", class_="half", height=f"{BOTTOM:.1f}%", **wash),
            tag(
                "line",
                class_="border",
                x1=f"{border:.1f}%",
                x2=f"{border:.1f}%",
                y1="0",
                y2=f"{BOTTOM:.1f}%",
            ),
            *(
                tag("text", words(name), x=f"{x:.1f}%", y="5.5%", text_anchor="middle")
                for name, x in zip(names, middles, strict=True)
            ),
        ]
    )


def _axis(frame: _Frame, ticks: Sequence[str], *, halved: bool = False) -> SafeString:
    last = len(ticks) - 1
    shown = {0: "start", last: "end"} if last else {0: "start"}
    if halved:
        shown[len(ticks) // 2] = "middle"
    elif last >= 8 and last % 2 == 0:
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
            tag(
                "text",
                words(label),
                class_=f"tone-{tone}",
                x="100%",
                y=f"{y:.1f}%",
                dy=dy,
                text_anchor="end",
            )
        )
    return together(parts)


def rail(change: Change, top: float, unit: str, decimals: int) -> list[SafeString]:
    """One row of a before-and-after figure: its name, its words, its drawing."""

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


def bar(label: str, value: float | None, said: str, top: float) -> list[SafeString]:
    """One row of a bar figure: its name, its words, its bar; nothing is drawn for what is hidden."""
    parts = [tag("rect", class_="trough", y="25%", width="100%", height="50%", rx=5)]
    if value:
        share = f"{100 * value / top:.1f}%"
        parts.append(tag("rect", class_="bar", y="25%", width=share, height="50%", rx=5))
    return [
        tag("b", words(label)),
        tag("span", words(said), class_="small soft num"),
        tag("svg", *parts, class_="chart", aria_hidden="true"),
    ]


def dot(kind: str) -> SafeString:
    """A mark of the key, "before" or "after"."""
    return tag(
        "svg", tag("circle", class_=kind, cx=8, cy=8, r=6), viewBox="0 0 16 16", aria_hidden="true"
    )


def day_mark(word: str, x: float, y: float) -> SafeString:
    """One day, each kind with a shape of its own and not only a color."""
    if word == "use":
        return tag("path", class_="day-use", d=f"M{x:g} {y - 7:g}l7 7-7 7-7-7z")
    radius = {"none": 6.5, "unknown": 5.5, "declined": 5.5, "ahead": 2.0}[word]
    return tag("circle", class_=f"day-{word}", cx=x, cy=y, r=radius)
