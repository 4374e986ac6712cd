"""Milestones: which days count, and how they are told kindly."""

from cairn.core.milestones.aims import AIMS, Aim, Choice, counting_days, long_stretch_before
from cairn.core.milestones.counting import Counting, by_no_use, count
from cairn.core.milestones.stones import DAY_MARKS, EFFORTS, Effort, Stone, lay_stones

__all__ = [
    "AIMS",
    "DAY_MARKS",
    "EFFORTS",
    "Aim",
    "Choice",
    "Counting",
    "Effort",
    "Stone",
    "by_no_use",
    "count",
    "counting_days",
    "lay_stones",
    "long_stretch_before",
]
