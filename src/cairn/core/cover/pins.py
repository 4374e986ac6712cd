"""The short number that takes a cover away: what it may be, and how often it may be missed."""

from itertools import pairwise

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

SHORTEST, LONGEST = 4, 8
TRIES = 5
"""Misses in a row, after which only the passphrase opens."""


def check_pin(pin: str) -> None:
    """Refuse what is no number of 4 to 8 digits, or what a stranger tries first. Raises Invalid."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise Invalid(phrase("Use 4 to 8 digits."), "pin")
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise Invalid(phrase("That is one of the first that others try. Mix it more."), "pin")
