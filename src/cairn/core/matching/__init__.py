"""Matching mentees and mentors: sheets, limits, fit, and an exact choice for the whole pool."""

from cairn.core.matching.assignment import POLICIES, Assignment, Policy, assign
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.rounds import Pairing, Round, Unmatched, propose
from cairn.core.matching.sheets import (
    Remark,
    Sheet,
    read_mentees,
    read_mentors,
    suggest_mapping,
    unknown_conflicts,
)
from cairn.core.matching.template import Column, Side, columns_of, template_rows

__all__ = [
    "POLICIES",
    "Assignment",
    "Column",
    "MenteeProfile",
    "MentorProfile",
    "Pairing",
    "Policy",
    "Profile",
    "Remark",
    "Round",
    "Sheet",
    "Side",
    "Unmatched",
    "assign",
    "columns_of",
    "propose",
    "read_mentees",
    "read_mentors",
    "suggest_mapping",
    "template_rows",
    "unknown_conflicts",
]
