"""Milestones: which days count, and how they are told kindly."""

from cairn.core.milestones.counting import Counting, by_no_use, count
from cairn.core.milestones.stones import DAY_MARKS, EFFORTS, Effort, Stone, lay_stones

__all__ = [
    "DAY_MARKS",
    "EFFORTS",
    "Counting",
    "Effort",
    "Stone",
    "by_no_use",
    "count",
    "lay_stones",
]
