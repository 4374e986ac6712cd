"""Writing SVG without inline style, so that the content policy never has to bend."""

from collections.abc import Iterable, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Point = tuple[float, float]


def tag(name: str, *inside: str, **attributes: object) -> SafeString:
    """One element. `class_` becomes class, underscores become dashes; text inside must be escaped."""
    if "style" in attributes:
        raise ValueError("the content policy forbids inline style; use a class")
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    body = "".join(inside)
    end = f">{body}</{name}>" if body else "/>"
    return mark_safe(f"<{name}{written}{end}")  # noqa: S308 - every value above is escaped


def together(parts: Iterable[str]) -> SafeString:
    """Elements one after another; each part must already be safe."""
    return mark_safe("".join(parts))  # noqa: S308 - made of `tag` results


def words(text: object) -> SafeString:
    """Text made fit to stand between two tags."""
    return escape(text)


def smooth(points: Sequence[Point]) -> str:
    """A closed, rounded outline through the points, in whole relative units (short to send)."""
    count = len(points)
    here = (round(points[0][0]), round(points[0][1]))
    path = [f"M{here[0]} {here[1]}"]
    for index in range(count):
        before, start = points[index - 1], points[index]
        end, after = points[(index + 1) % count], points[(index + 2) % count]
        bends = (
            (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6),
            (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6),
            end,
        )
        steps = [(round(x) - here[0], round(y) - here[1]) for x, y in bends]
        path.append("c" + " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-"))
        here = (here[0] + steps[2][0], here[1] + steps[2][1])
    return "".join(path) + "z"


def _short(value: object) -> object:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else value
