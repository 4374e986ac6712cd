"""Evaluation: endpoints, effects, and counts that are safe to publish."""

from cairn.core.evaluation.days import DAY_ENDPOINTS, day_endpoints, weekly_use
from cairn.core.evaluation.words import WORD_ENDPOINTS, word_endpoints

__all__ = ["DAY_ENDPOINTS", "WORD_ENDPOINTS", "day_endpoints", "weekly_use", "word_endpoints"]
