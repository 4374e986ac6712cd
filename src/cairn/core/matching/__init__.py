"""Matching mentees and mentors: limits, fit, and an exact choice for the whole pool."""

from cairn.core.matching.assignment import POLICIES, Assignment, Policy, assign

__all__ = ["POLICIES", "Assignment", "Policy", "assign"]
