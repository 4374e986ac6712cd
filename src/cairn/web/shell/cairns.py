"""The cairn: the product's one picture. Each mark lays a stone, and stones stay.

A stone's shape depends only on whose cairn it is and on which stone it is, never on how many
came after. So a person's stones are theirs and keep their faces. Seven stones make a cairn;
finished cairns stand a little way off, and the next one begins in front.
"""

import math
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from cairn.web.shell.svg import Point, smooth, tag, together

STONES_IN_A_CAIRN = 7
WIDTHS = (226, 196, 168, 138, 108, 80, 54)
FAR_SPOTS = ((46, 0.34), (356, 0.3), (104, 0.2), (312, 0.17))
TONES = 5
CORNERS = 10
GROUND = 34
CENTER = 200


@dataclass(frozen=True)
class _Stone:
    outline: tuple[Point, ...]
    light: tuple[Point, ...]
    shade: tuple[Point, ...]
    top: float
    tone: str


def _grain(seed: object, stone: int) -> tuple[float, ...]:
    """32 numbers from 0 to 1 that belong to this stone for good."""
    digest = blake2b(f"{seed}|{stone}".encode(), digest_size=64).digest()
    return tuple(
        int.from_bytes(digest[at : at + 2], "big") / 0xFFFF for at in range(0, len(digest), 2)
    )


def _cut(
    grain: tuple[float, ...], number: int, width: float, center: float, bottom: float
) -> _Stone:
    """One stone resting on `bottom`; flatter below, rounder above, tilted a little."""
    tall = width * (0.31 + 0.11 * grain[0]) * (1.0 if width > 70 else 1.3)
    tilt = math.radians((grain[1] - 0.5) * 7)
    middle_x = center + (grain[2] - 0.5) * width * 0.1
    middle_y = bottom - tall * 0.47

    def place(angle: float, reach: float, rise: float = 1.0) -> Point:
        squared_x = math.copysign(abs(math.cos(angle)) ** 0.84, math.cos(angle))
        squared_y = math.copysign(abs(math.sin(angle)) ** 0.9, math.sin(angle))
        x = squared_x * reach * width / 2
        y = squared_y * reach * tall * (0.47 if squared_y > 0 else 0.55) * rise
        return (
            middle_x + x * math.cos(tilt) - y * math.sin(tilt),
            middle_y + x * math.sin(tilt) + y * math.cos(tilt),
        )

    angles = [2 * math.pi * (k + 0.35 * (grain[4 + k] - 0.5)) / CORNERS for k in range(CORNERS)]
    outline = tuple(place(a, 0.95 + 0.1 * grain[14 + k]) for k, a in enumerate(angles))
    upper = [math.pi * (1.12 + 0.14 * k) for k in range(6)]
    lower = [math.pi * (0.06 + 0.176 * k) for k in range(6)]
    return _Stone(
        outline=outline,
        light=tuple(place(a, 0.9) for a in upper)
        + tuple(place(a, 0.84, 0.45) for a in reversed(upper[1:-1])),
        shade=tuple(place(a, 0.97) for a in lower)
        + tuple(place(a, 0.9, 0.25) for a in reversed(lower[1:-1])),
        top=min(y for _, y in outline),
        tone=f"stone-{1 + (int(grain[3] * TONES) + number * 2) % TONES}",
    )


def _pile(
    seed: object, first: int, count: int, center: float, bottom: float, scale: float
) -> list[_Stone]:
    stones: list[_Stone] = []
    for slot in range(count):
        grain = _grain(seed, first + slot)
        stone = _cut(grain, first + slot, WIDTHS[slot] * scale, center, bottom)
        stones.append(stone)
        bottom = stone.top + 5 * scale
    return stones


def _drawn(stone: _Stone, *, newest: bool = False) -> SafeString:
    return tag(
        "g",
        tag("path", class_="stone-new" if newest else stone.tone, d=smooth(stone.outline)),
        tag("path", class_="stone-shade", d=smooth(stone.shade)),
        tag("path", class_="stone-light", d=smooth(stone.light)),
        class_="newest" if newest else None,
    )


def _far(seed: object, finished: int, floor: float) -> SafeString:
    """The nearest few of the finished cairns, small, without detail."""
    parts: list[SafeString] = []
    for place, (center, scale) in zip(range(finished - 1, -1, -1), FAR_SPOTS, strict=False):
        pile = _pile(seed, place * STONES_IN_A_CAIRN, STONES_IN_A_CAIRN, center, floor + 9, scale)
        parts.extend(tag("path", class_=s.tone, d=smooth(s.outline)) for s in pile)
    return tag("g", *parts, opacity=0.75) if parts else SafeString("")


def _ground(seed: object, floor: float) -> SafeString:
    grain = _grain(seed, -1)
    mound = (
        (8, floor + 17 + 4 * grain[0]),
        (92, floor + 1 + 4 * grain[1]),
        (200, floor - 7),
        (308, floor + 1 + 4 * grain[2]),
        (392, floor + 17 + 4 * grain[3]),
        (300, floor + GROUND - 6),
        (100, floor + GROUND - 6),
    )
    blades = []
    for k in range(3):
        x, y = round((48, 316, 342)[k] + 22 * grain[5 + k]), round(floor + 9 + 4 * grain[9 + k])
        blades.append(f"M{x} {y}q-1-9-6-14M{x + 2} {y}q1-12 5-18M{x + 5} {y}q3-8 9-11")
    return together(
        [
            tag("path", class_="ground", d=smooth(mound)),
            tag("path", class_="grass", d="".join(blades)),
        ]
    )


def draw(stones: int, seed: object, *, label: str | None = None) -> SafeString:
    """The cairn of whoever `seed` stands for, with `stones` stones, the newest in dawn gold.

    `label` is read aloud in place of the picture; an empty one marks it as decoration.
    Raises ValueError for a negative count.
    """
    if stones < 0:
        raise ValueError("a cairn can't have fewer than no stones")
    finished = max(0, (stones - 1) // STONES_IN_A_CAIRN)
    standing = stones - finished * STONES_IN_A_CAIRN
    floor = 0.0
    pile = _pile(seed, finished * STONES_IN_A_CAIRN, standing, CENTER, floor, 1.0)
    parts: list[str] = [_far(seed, finished, floor), _ground(seed, floor)]
    if pile:
        parts += [_drawn(stone, newest=stone is pile[-1]) for stone in pile]
    else:
        first = _cut(_grain(seed, 0), 0, WIDTHS[0], CENTER, floor)
        parts.append(tag("path", class_="stone-next", d=smooth(first.outline)))
    top = min(pile[-1].top if pile else -110.0, -120.0 if finished else -96.0) - 14
    spoken = _label(stones) if label is None else label
    return tag(
        "svg",
        *parts,
        class_="cairn",
        viewBox=f"0 {round(top)} 400 {round(GROUND - top)}",
        role="img" if spoken else None,
        aria_label=spoken or None,
        aria_hidden=None if spoken else "true",
    )


def _label(stones: int) -> str:
    if stones == 0:
        return ngettext("A place for a first stone", "A place for first stones", 1)
    told = ngettext(
        "A cairn of %(count)d stone. Stones stay.",
        "A cairn of %(count)d stones. Stones stay.",
        stones,
    )
    return told % {"count": stones}


def mark(*, class_: str | None = None) -> SafeString:
    """The logo: three stones and first light. Decoration; the name stands beside it."""
    lower = _cut(_grain("cairn", 0), 0, 56, 32, 59)
    middle = _cut(_grain("cairn", 4), 1, 42, 31, lower.top + 2.5)
    upper = _cut(_grain("cairn", 9), 2, 25, 33, middle.top + 2)
    tones = ("stone-1", "stone-2", "stone-new")
    return tag(
        "svg",
        *(
            tag("g", tag("path", class_=tone, d=smooth(stone.outline)))
            for tone, stone in zip(tones, (lower, middle, upper), strict=True)
        ),
        viewBox="0 8 64 54",
        class_=class_,
        aria_hidden="true",
    )


def pebble(number: int, kind: str = "") -> SafeString:
    """A single small stone: `kind` is "", "new" (gold) or "next" (an outline)."""
    stone = _cut(_grain("pebble", number), number, 30, 18, 22)
    tone = f"stone-{kind}" if kind else stone.tone
    return tag(
        "svg",
        tag("path", class_=tone, d=smooth(stone.outline)),
        viewBox="0 0 36 28",
        aria_hidden="true",
    )


def horizon(seed: object) -> SafeString:
    """Hills at first light with a cairn on the near one. Decoration for quiet, wide places."""
    hills = []
    for layer, (base, rise) in enumerate(((120, 46), (158, 40), (200, 26)), start=1):
        grain = _grain(seed, -10 - layer)
        ridge: list[Point] = [(x * 100 - 60, base - rise * (grain[x] - 0.35)) for x in range(10)]
        outline = [(-60.0, 300.0), *ridge, (900.0, 300.0)]
        hills.append(tag("path", class_=f"hill-{layer}", d=smooth(outline)))
    pile = _pile(seed, 0, 5, 592, 205, 0.42)
    return tag(
        "svg",
        tag("circle", class_="sun-glow", cx=540, cy=96, r=84),
        tag("circle", class_="sun", cx=540, cy=96, r=44),
        *hills,
        *(_drawn(stone, newest=stone is pile[-1]) for stone in pile),
        viewBox="0 0 800 250",
        class_="horizon",
        preserveAspectRatio="xMidYMax slice",
        aria_hidden="true",
    )
