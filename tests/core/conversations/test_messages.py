"""Messages: what is refused, and how far one is known to have come."""

import pytest

from cairn.core.conversations.messages import (
    MESSAGE_LENGTH,
    REASON_LENGTH,
    State,
    ask_reason,
    ask_text,
    state_of,
)
from cairn.core.shared.refusals import Invalid


@pytest.mark.parametrize(
    ("known", "state"),
    [
        (set(), State.SENT),
        ({State.DELIVERED}, State.DELIVERED),
        ({State.READ}, State.READ),
        ({State.DELIVERED, State.READ}, State.READ),
    ],
)
def test_the_farthest_known_step_counts(known: set[State], state: State) -> None:
    assert state_of(known) is state


def test_blank_edges_go_and_empty_or_endless_words_are_refused() -> None:
    assert ask_text("  hello \n") == "hello"
    assert ask_reason(" a report ") == "a report"
    assert ask_text("x" * MESSAGE_LENGTH)
    for text in ("", " \n", "x" * (MESSAGE_LENGTH + 1)):
        with pytest.raises(Invalid):
            ask_text(text)
    for text in ("", " ", "x" * (REASON_LENGTH + 1)):
        with pytest.raises(Invalid):
            ask_reason(text)
