"""Ratings in words first (GAS-Light), and the levels that they stand for."""

from enum import StrEnum

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase


class Verbal(StrEnum):
    """Was it reached? The first three say yes, the last three not yet."""

    A_LOT_MORE = "a_lot_more"
    A_LITTLE_MORE = "a_little_more"
    AS_HOPED = "as_hoped"
    PARTLY = "partly"
    SAME = "same"
    WORSE = "worse"


_REACHED = {Verbal.A_LOT_MORE: 2.0, Verbal.A_LITTLE_MORE: 1.0, Verbal.AS_HOPED: 0.0}
_NOT_YET = {
    -1: {Verbal.PARTLY: -0.5, Verbal.SAME: -1.0, Verbal.WORSE: -2.0},
    -2: {Verbal.PARTLY: -1.0, Verbal.SAME: -2.0},
}


def light_level(said: Verbal, baseline: int = -1) -> float:
    """The level for what was said, given where the goal started (-1 or -2).

    Raises `Invalid` for another baseline, and for "worse" where the goal
    started at -2, which means that it could not be worse.
    """
    if baseline not in _NOT_YET:
        reason = phrase("Where you start is -1, or -2 if it could not be worse.")
        raise Invalid(reason, "baseline")
    if said in _REACHED:
        return _REACHED[said]
    if said not in _NOT_YET[baseline]:
        reason = phrase("This goal started at the lowest level, so choose same or partly.")
        raise Invalid(reason, "said")
    return _NOT_YET[baseline][said]
