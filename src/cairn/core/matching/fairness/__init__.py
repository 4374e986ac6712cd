"""How a round treats groups of people, what protections cost, and a limit that may be turned on."""

from cairn.core.matching.fairness.groups import KINDS, groups_of
from cairn.core.matching.fairness.limit import hold_rates, worst_ratio
from cairn.core.matching.fairness.prices import Price, prices
from cairn.core.matching.fairness.report import Group, Member, Rate, rate, tally

__all__ = [
    "KINDS",
    "Group",
    "Member",
    "Price",
    "Rate",
    "groups_of",
    "hold_rates",
    "prices",
    "rate",
    "tally",
    "worst_ratio",
]
