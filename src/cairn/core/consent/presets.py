"""Three ways to let a supporter be near, each a set of parts; and none, which is a pause."""

from enum import StrEnum

from cairn.core.consent.leaves import DataClass
from cairn.core.shared.words import Phrase, phrase


class Preset(StrEnum):
    """How near a supporter may be."""

    CHEERLEADER = "cheerleader"
    STANDARD = "standard"
    CLOSE = "close"


PARTS: dict[Preset, frozenset[DataClass]] = {
    Preset.CHEERLEADER: frozenset({DataClass.MILESTONES}),
    Preset.STANDARD: frozenset({DataClass.MILESTONES, DataClass.DAYS}),
    Preset.CLOSE: frozenset({DataClass.MILESTONES, DataClass.DAYS, DataClass.GOALS}),
}

PRESET_NAMES: dict[Preset, Phrase] = {
    Preset.CHEERLEADER: phrase("Cheers me on"),
    Preset.STANDARD: phrase("Walks along"),
    Preset.CLOSE: phrase("Very near"),
}

PRESET_MEANINGS: dict[Preset, Phrase] = {
    Preset.CHEERLEADER: phrase("sees your stones, nothing else"),
    Preset.STANDARD: phrase("sees your stones, and how your days went"),
    Preset.CLOSE: phrase("sees your stones, your days and your goals"),
}


def preset_of(parts: frozenset[DataClass]) -> Preset | None:
    """The preset that these parts are, if they are one."""
    return next((preset for preset, whole in PARTS.items() if whole == parts), None)
