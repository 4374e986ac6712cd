"""The look keeps its promises: contrast, weight, tokens only, nothing inline."""

import re
from itertools import product
from pathlib import Path

import brotli
import pytest

import cairn.web

WEB = Path(cairn.web.__file__).parent
STATIC = WEB / "static" / "cairn"
SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TEMPLATES = sorted(
    path
    for room in ("shell", "components", "gallery")
    for path in (WEB / "templates" / room).glob("*.html")
)
TOKENS = (STATIC / "css" / "tokens.css").read_text("utf-8")

GROUNDS = ("paper", "glow", "card", "sunk", "pine-wash", "clay-wash", "dawn-wash", "sky-wash")
READ = (
    *product(("ink", "soft"), GROUNDS),
    *product(("pine",), ("paper", "glow", "card", "sunk", "pine-wash", "clay-wash", "sky-wash")),
    *product(("pine-deep",), ("paper", "card", "pine-wash")),
    *product(("clay",), ("paper", "glow", "card", "sunk", "clay-wash")),
    *product(("sky",), ("paper", "card", "sky-wash")),
    *product(("broken",), ("paper", "card", "broken-wash")),
    *product(("on-pine",), ("pine", "pine-deep")),
)
SEEN = (*product(("edge",), ("paper", "card", "sunk")), *product(("pine",), ("dawn-wash",)))


def colors(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))


LIGHT, _AUTO, _CHOSEN = (colors(block) for block in re.findall(r":root[^{]*\{([^}]*)\}", TOKENS))
THEMES = {"light": LIGHT, "dark": {**LIGHT, **_CHOSEN}}


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_known_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_reaches_seven_to_one(theme: str, text: str, ground: str) -> None:
    assert contrast(THEMES[theme][text], THEMES[theme][ground]) >= 7


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "ground"), SEEN)
def test_edges_of_controls_reach_three_to_one(theme: str, edge: str, ground: str) -> None:
    assert contrast(THEMES[theme][edge], THEMES[theme][ground]) >= 3


def test_dark_is_the_same_whether_the_device_or_the_person_asked() -> None:
    assert _AUTO == _CHOSEN
    assert _AUTO.keys() == LIGHT.keys()


def test_all_sheets_together_weigh_less_than_16_kilobytes() -> None:
    assert sum(len(brotli.compress(path.read_bytes())) for path in SHEETS) <= 16_000


def test_all_scripts_together_weigh_less_than_12_kilobytes() -> None:
    assert sum(len(path.read_bytes()) for path in SCRIPTS) <= 12_000


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_sheets_use_tokens_and_directions_that_turn_with_the_script(path: Path) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
    physical = re.findall(
        r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|text-align:\s*(?:left|right)",
        sheet,
    )
    assert physical == []
    if path.stem not in {"tokens", "print"}:
        strange = set(re.findall(r"#[0-9a-f]{3,8}\b", sheet)) - {"#fff", "#1d1407", "#24211b"}
        assert strange == set(), "a color that is not a token"
        unknown = set(re.findall(r"var\(--([\w-]+)", sheet)) - set(
            re.findall(r"--([\w-]+):", TOKENS)
        )
        assert unknown == set(), "a token that does not exist"


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_no_text_is_smaller_than_14_pixels(path: Path) -> None:
    sizes = re.findall(
        r"(?:font-size|--label|--small):\s*(\.?\d[\d.]*)rem", path.read_text("utf-8")
    )
    assert all(float(size) >= 0.875 for size in sizes)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_templates_are_short_and_hold_nothing_inline(path: Path) -> None:
    markup = path.read_text("utf-8")
    assert len(markup.splitlines()) <= 150
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", markup) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", markup) == []
    assert re.findall(r"https?://", markup) == [], "nothing is loaded from elsewhere"


@pytest.mark.parametrize(
    "path", [p for p in TEMPLATES if p.parent.name == "components"], ids=lambda path: path.stem
)
def test_a_component_begins_by_naming_its_arguments(path: Path) -> None:
    assert path.read_text("utf-8").startswith("{% comment %}")
