"""Evaluation: endpoints, effects, and counts that are safe to publish."""

from cairn.core.evaluation.days import DAY_ENDPOINTS, day_endpoints, weekly_use
from cairn.core.evaluation.effects import Change, Half, Interval, days_used_change
from cairn.core.evaluation.small_numbers import SafeTable, suppress, suppress_list, suppress_sums
from cairn.core.evaluation.words import WORD_ENDPOINTS, word_endpoints

__all__ = [
    "DAY_ENDPOINTS",
    "WORD_ENDPOINTS",
    "Change",
    "Half",
    "Interval",
    "SafeTable",
    "day_endpoints",
    "days_used_change",
    "suppress",
    "suppress_list",
    "suppress_sums",
    "weekly_use",
    "word_endpoints",
]
