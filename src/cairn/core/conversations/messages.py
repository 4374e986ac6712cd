"""Messages between two people: how long they may be, and how far one has truly come."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

MESSAGE_LENGTH = 2000
REASON_LENGTH = 300
OPEN_FOR = timedelta(hours=1)
"""So long a supervisor who gave a reason may read on before giving another."""


class State(StrEnum):
    """How far a message has come; each step is known, never guessed."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"


def state_of(known: Collection[State]) -> State:
    """The farthest step that is known; a message that stands here has been sent."""
    return next((step for step in (State.READ, State.DELIVERED) if step in known), State.SENT)


def ask_text(text: str) -> str:
    """The message without blank edges; refuses (`Invalid`) an empty or too long one."""
    told = text.strip()
    if not told:
        raise Invalid(phrase("Write a few words first."), "text")
    if len(told) > MESSAGE_LENGTH:
        raise Invalid(
            phrase("Please keep this to {length} characters.", length=MESSAGE_LENGTH), "text"
        )
    return told


def ask_reason(text: str) -> str:
    """Why someone reads what others wrote; refuses (`Invalid`) an empty or too long one."""
    told = text.strip()
    if not told:
        raise Invalid(phrase("Say why. Both of them will see it."), "reason")
    if len(told) > REASON_LENGTH:
        raise Invalid(
            phrase("Please keep this to {length} characters.", length=REASON_LENGTH), "reason"
        )
    return told
