"""Presets of nearness: each wider one holds the narrower."""

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.presets import (
    PARTS,
    PRESET_MEANINGS,
    PRESET_NAMES,
    Preset,
    preset_of,
)


def test_each_step_nearer_holds_what_the_one_before_held() -> None:
    cheer, standard, close = (PARTS[preset] for preset in Preset)
    assert cheer < standard < close
    assert cheer == {DataClass.MILESTONES}


def test_every_preset_has_its_words_and_is_known_by_its_parts() -> None:
    assert set(PRESET_NAMES) == set(PRESET_MEANINGS) == set(Preset)
    assert [preset_of(PARTS[preset]) for preset in Preset] == list(Preset)
    assert preset_of(frozenset()) is None
    assert preset_of(frozenset({DataClass.NOTES})) is None
