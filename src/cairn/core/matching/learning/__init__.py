"""Learning which likeness matters here, starting from the evidence and never further than it can say."""

from cairn.core.matching.learning.evidence import FIELDS, as_table, expert_weights, in_order
from cairn.core.matching.learning.exploring import Explored, explore
from cairn.core.matching.learning.judging import Judged, PastRound, judge
from cairn.core.matching.learning.learner import Learned, Verdict, learn
from cairn.core.matching.learning.outcomes import OUTCOMES, combined
from cairn.core.matching.learning.posterior import Posterior, update

__all__ = [
    "FIELDS",
    "OUTCOMES",
    "Explored",
    "Judged",
    "Learned",
    "PastRound",
    "Posterior",
    "Verdict",
    "as_table",
    "combined",
    "expert_weights",
    "explore",
    "in_order",
    "judge",
    "learn",
    "update",
]
