"""The day calendar: what is said of past days together, after the timeline follow-back method.

One counts back from yesterday, up to a year, and leaves blank what one does not
remember: an unknown day is never filled from the days around it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from cairn.core.days.checkin import Use
from cairn.core.days.substances import ANY, SUBSTANCES
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, counted, phrase

FARTHEST = timedelta(days=366)
UNKNOWN = "unknown"
OWN_UNIT = "own"
OWN_UNIT_LENGTH = 30
_MOST = Decimal(1000)

UNITS: Mapping[str, tuple[Phrase, Callable[[int], Phrase]]] = MappingProxyType(
    {
        "drinks": (
            phrase("standard drinks"),
            lambda many: counted("{count} standard drink", "{count} standard drinks", many),
        ),
        "times": (
            phrase("times"),
            lambda many: counted("{count} time", "{count} times", many),
        ),
        "grams": (
            phrase("grams"),
            lambda many: counted("{count} gram", "{count} grams", many),
        ),
        "pills": (
            phrase("pills"),
            lambda many: counted("{count} pill", "{count} pills", many),
        ),
        OWN_UNIT: (phrase("my own measure"), lambda many: phrase("{count}", count=many)),
    }
)
"""How an amount may be told, by code. A standard drink holds 14 g of alcohol (NIAAA)."""


@dataclass(frozen=True)
class Said:
    """What one says of some past days: no use, use, rather not say, or not remembered.

    With use, `substance` (a code of `SUBSTANCES`), `amount` and its `unit` (a code of
    `UNITS`, with `own_unit` for one's own word) may follow; each day gets the same.

    Raises `Invalid`, with a sentence for the person, on what can't be true together.
    """

    status: str
    substance: str = ""
    amount: Decimal | None = None
    unit: str = ""
    own_unit: str = ""

    def __post_init__(self) -> None:
        if self.status not in {*Use, UNKNOWN}:
            raise Invalid(phrase("Choose one of the four answers."), "status")
        if self.substance and self.substance not in SUBSTANCES:
            raise Invalid(phrase("Please choose a substance from the list."), "substance")
        if self.substance and self.status != Use.USE:
            raise Invalid(phrase("Name a substance only for days of use."), "substance")
        if self.amount is not None:
            self._refuse_amount()

    def _refuse_amount(self) -> None:
        if self.amount is None or not 0 < self.amount <= _MOST:
            raise Invalid(phrase("Write an amount from 0.01 to 1000, or leave it blank."), "amount")
        if not self.substance:
            raise Invalid(
                phrase("Say what it was, so that the amount means something."), "substance"
            )
        if self.unit not in UNITS:
            raise Invalid(phrase("Choose how you measure it."), "unit")
        if self.unit == OWN_UNIT and not self.own_unit.strip():
            raise Invalid(phrase("Write your own measure in a word or two."), "own_unit")
        if len(self.own_unit) > OWN_UNIT_LENGTH:
            raise Invalid(
                phrase("Your measure can hold {length} characters.", length=OWN_UNIT_LENGTH),
                "own_unit",
            )

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        """The (substance, status) pairs for one day, the whole day first.

        What does not count as use (tobacco) says nothing of the day as a whole.
        """
        if not self.substance:
            return ((ANY, self.status),)
        named = (self.substance, self.status)
        return ((ANY, self.status), named) if SUBSTANCES[self.substance].counts else (named,)

    def replaces(self, substance: str) -> bool:
        """Whether an earlier answer of the same source about `substance` no longer holds."""
        return self.status != Use.USE or substance in dict(self.rows)


def amount_told(amount: Decimal, unit: str, own_unit: str = "") -> Phrase:
    """An amount in words; without a unit the bare number."""
    number = f"{amount.normalize():f}"
    if unit == OWN_UNIT:
        return phrase("{count} {measure}", count=number, measure=own_unit)
    if unit not in UNITS:
        return phrase("{count}", count=number)
    if amount != int(amount):
        return phrase("{count} {measure}", count=number, measure=UNITS[unit][0])
    return UNITS[unit][1](int(amount))


def stretch_of(first: date, last: date) -> list[date]:
    """Every day from one to another; refuses (`Invalid`) an end before its beginning."""
    if last < first:
        raise Invalid(phrase("The last day comes after the first one."), "last_day")
    if last - first > FARTHEST:
        raise Invalid(phrase("Choose a year or less at a time."), "last_day")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def ask_past(days: Collection[date], *, today: date) -> None:
    """Refuse (`Invalid`) no day at all, today and later, and what is over a year ago."""
    if not days:
        raise Invalid(phrase("Choose at least one day, or a first and a last day."), "days")
    if max(days) >= today:
        raise Invalid(phrase("This is for days that are over. Choose up to yesterday."), "days")
    if min(days) < today - FARTHEST:
        raise Invalid(phrase("Choose days of the last year. Memory fades before that."), "days")
