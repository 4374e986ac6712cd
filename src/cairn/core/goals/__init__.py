"""Goals: Goal Attainment Scaling, from five described levels to a T score."""

from cairn.core.goals.scale import LEVELS, TEXT_LENGTH, Scale
from cairn.core.goals.scores import RHO, Attainment, change, t_score
from cairn.core.goals.verbal import Verbal, light_level

__all__ = [
    "LEVELS",
    "RHO",
    "TEXT_LENGTH",
    "Attainment",
    "Scale",
    "Verbal",
    "change",
    "light_level",
    "t_score",
]
