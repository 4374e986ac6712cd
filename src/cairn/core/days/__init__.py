"""Days: what a person says about one day, and how many such answers become a timeline."""

from cairn.core.days.checkin import NOTE_LENGTH, CheckIn, Use, ask_day, day_rows
from cairn.core.days.substances import ANY, SUBSTANCES, Substance
from cairn.core.days.timeline import (
    ANSWERED,
    DECLINED,
    DISPUTED,
    NO_USE,
    NOT_ASKED,
    UNKNOWN,
    USED,
    Layer,
    Reports,
    coverage_share,
    imply,
    lay_out,
)

__all__ = [
    "ANSWERED",
    "ANY",
    "DECLINED",
    "DISPUTED",
    "NOTE_LENGTH",
    "NOT_ASKED",
    "NO_USE",
    "SUBSTANCES",
    "UNKNOWN",
    "USED",
    "CheckIn",
    "Layer",
    "Reports",
    "Substance",
    "Use",
    "ask_day",
    "coverage_share",
    "day_rows",
    "imply",
    "lay_out",
]
