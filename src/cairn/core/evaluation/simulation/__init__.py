"""A seeded simulator of peer-mentorship programs. All of it is synthetic; none of it is evidence."""

from cairn.core.evaluation.simulation.assumptions import (
    DAYS_BEFORE,
    DEMO,
    MAP_LIKE,
    NO_DIFFERENCE,
    Arm,
    Assumptions,
)
from cairn.core.evaluation.simulation.demo import Demo, demo_program
from cairn.core.evaluation.simulation.program import SyntheticProgram, simulate

__all__ = [
    "DAYS_BEFORE",
    "DEMO",
    "MAP_LIKE",
    "NO_DIFFERENCE",
    "Arm",
    "Assumptions",
    "Demo",
    "SyntheticProgram",
    "demo_program",
    "simulate",
]
