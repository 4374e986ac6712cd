"""The ways in which Cairn says no: each carries a sentence fit to show the person who asked."""

from cairn.core.shared.words import Phrase, phrase


class Refusal(Exception):
    """Something anticipated that can't be done as asked; `phrase` says what to do instead."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason.template)
        self.phrase = reason

    def __str__(self) -> str:
        return self.phrase.text()


class NotFound(Refusal):
    """No such thing for this reader; also said of what exists but is none of theirs."""

    def __init__(self) -> None:
        super().__init__(phrase("There is nothing here for you to see."))


class NotAllowed(Refusal):
    """The reader belongs here but may not do this."""

    def __init__(self) -> None:
        super().__init__(phrase("This is not yours to do."))


class Invalid(Refusal):
    """A value that can't be true or can't be kept; names the field where it can."""

    def __init__(self, reason: Phrase, field: str | None = None) -> None:
        super().__init__(reason)
        self.field = field
