"""Parts of life that a goal can be about. All count the same; abstinence is not set above others."""

from collections.abc import Mapping
from enum import StrEnum

from cairn.core.shared.words import Phrase, phrase


class Domain(StrEnum):
    """A part of life."""

    HOUSING = "housing"
    WORK = "work"
    HEALTH = "health"
    RELATIONSHIPS = "relationships"
    RECOVERY = "recovery"
    LEARNING = "learning"
    OTHER = "other"


DOMAIN_NAMES: Mapping[Domain, Phrase] = {
    Domain.HOUSING: phrase("A place to live"),
    Domain.WORK: phrase("Work and money"),
    Domain.HEALTH: phrase("Health"),
    Domain.RELATIONSHIPS: phrase("Family and friends"),
    Domain.RECOVERY: phrase("Recovery"),
    Domain.LEARNING: phrase("Learning"),
    Domain.OTHER: phrase("Something else"),
}
