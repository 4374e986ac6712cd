"""One person's answers about one day.

Nothing is preselected. A blank answer stays unknown (`None`), and "rather not
say" is an answer of its own (`Use.DECLINED`) that never counts as no use.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from cairn.core.days.substances import ANY, SUBSTANCES
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase

NOTE_LENGTH = 2000


class Use(StrEnum):
    """What was said about use; a question left blank is `None`, not a member."""

    NONE = "none"
    USE = "use"
    DECLINED = "declined"


@dataclass(frozen=True)
class CheckIn:
    """A day as its person tells it; every part but the day may be left blank.

    `mood` 1 to 5 and `sleep` 1 to 5 (5 is best), `craving` 0 to 10 (10 is
    strongest), `substances` maps codes of `SUBSTANCES` to answers.

    Raises `Invalid`, with a sentence for the person, on a number outside its
    range, an unknown substance, a note that is too long, or two answers that
    can't both be true.
    """

    day: date
    mood: int | None = None
    use: Use | None = None
    craving: int | None = None
    sleep: int | None = None
    substances: Mapping[str, Use] = field(default_factory=dict, hash=False)
    wants_call: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        _within("mood", self.mood, 1, 5, phrase("Choose a mood from 1 to 5, or leave it blank."))
        _within(
            "craving",
            self.craving,
            0,
            10,
            phrase("Choose a craving from 0 to 10, or leave it blank."),
        )
        _within("sleep", self.sleep, 1, 5, phrase("Choose sleep from 1 to 5, or leave it blank."))
        if len(self.note) > NOTE_LENGTH:
            reason = phrase(
                "Your note can hold {length} characters. Please shorten it a little.",
                length=NOTE_LENGTH,
            )
            raise Invalid(reason, "note")
        object.__setattr__(self, "use", None if self.use is None else _use(self.use, "use"))
        answers = {code: _named(code, said) for code, said in self.substances.items()}
        object.__setattr__(self, "substances", MappingProxyType(answers))
        self._refuse_contradiction()

    @property
    def is_blank(self) -> bool:
        """Nothing was said at all; there is nothing to keep."""
        numbers = (self.mood, self.use, self.craving, self.sleep)
        said = any(value is not None for value in numbers) or bool(self.substances)
        return not (said or self.wants_call or self.note.strip())

    @property
    def names_use(self) -> bool:
        """Some named substance that counts was used."""
        return any(
            said is Use.USE and SUBSTANCES[code].counts for code, said in self.substances.items()
        )

    def _refuse_contradiction(self) -> None:
        if not self.names_use:
            return
        if self.use is Use.NONE:
            reason = phrase(
                "You said no use today, and also named something you used. "
                "Both are fine to say. Please keep the one that is true."
            )
            raise Invalid(reason, "use")
        if self.use is Use.DECLINED:
            reason = phrase(
                "You said you would rather not say, and also named something you used. "
                "Please clear one of the two, so that we keep only what you want kept."
            )
            raise Invalid(reason, "use")


def day_rows(checkin: CheckIn) -> list[tuple[str, Use]]:
    """The (substance, answer) rows that a check-in implies, `any` first.

    A named use makes the whole day a day of use. Named answers of "none" or
    "rather not say" imply nothing about the day as a whole. Blank gives no row.
    """
    whole = Use.USE if checkin.names_use else checkin.use
    rows = [] if whole is None else [(ANY, whole)]
    return rows + list(checkin.substances.items())


def ask_day(day: date, *, today: date) -> None:
    """Refuse (`Invalid`) a day that has not come yet; `today` is the person's own."""
    if day > today:
        reason = phrase("That day has not come yet. Choose today or an earlier day.")
        raise Invalid(reason, "day")


def _within(name: str, value: int | None, least: int, most: int, reason: Phrase) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Invalid(reason, name)


def _use(said: str, name: str) -> Use:
    try:
        return Use(said)
    except ValueError:
        reason = phrase("Choose no, yes or rather not say, or leave it blank.")
        raise Invalid(reason, name) from None


def _named(code: str, said: str) -> Use:
    if code not in SUBSTANCES:
        raise Invalid(phrase("Please choose a substance from the list."), "substances")
    return _use(said, "substances")
