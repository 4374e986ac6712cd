"""A goal's five described levels."""

import pytest

from cairn.core.goals import TEXT_LENGTH, Scale
from cairn.core.shared.refusals import Invalid

WRITTEN = {
    -2: "I stay home all week",
    -1: "I go out once a week",
    0: "I go to two meetings a week",
    1: "I go to three meetings a week",
    2: "I go to three and help with the chairs",
}


def test_a_goal_keeps_its_five_levels_from_least_to_most() -> None:
    scale = Scale("  Be among   people ", dict(reversed(WRITTEN.items())))
    assert scale.goal == "Be among people"
    assert list(scale.levels) == [-2, -1, 0, 1, 2]
    assert scale.baseline == -1


def test_levels_cannot_be_changed_from_outside() -> None:
    scale = Scale("Be among people", WRITTEN)
    with pytest.raises(TypeError):
        scale.levels[0] = "less"  # type: ignore[index]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({0: ""}, "level_0"),
        ({2: "   "}, "level_2"),
        ({-1: WRITTEN[-2].upper()}, "level_-1"),
        ({1: "x" * (TEXT_LENGTH + 1)}, "level_1"),
        ({3: "more still"}, "levels"),
    ],
)
def test_missing_repeated_and_overlong_levels_are_refused(
    changed: dict[int, str], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        Scale("Be among people", WRITTEN | changed)
    assert refusal.value.field == field


def test_a_level_left_out_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        Scale("Be among people", {level: text for level, text in WRITTEN.items() if level != -2})
    assert refusal.value.field == "level_-2"


def test_a_goal_needs_words_and_a_possible_start() -> None:
    with pytest.raises(Invalid) as refusal:
        Scale(" ", WRITTEN)
    assert refusal.value.field == "goal"
    assert Scale("Be among people", WRITTEN, baseline=-2).baseline == -2
    with pytest.raises(Invalid) as refusal:
        Scale("Be among people", WRITTEN, baseline=0)
    assert refusal.value.field == "baseline"
