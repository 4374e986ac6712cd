"""Public lines for a hard moment: data, each with the day on which it was checked and where.

Only what a source confirmed stands here; what was not confirmed (hours of the second
line, say) is left blank rather than guessed.
"""

from dataclasses import dataclass
from datetime import date

from cairn.core.shared.words import Phrase, phrase


@dataclass(frozen=True)
class Way:
    """One way to reach a line: `tel` or `sms`, the number, and for a text the word to send."""

    means: str
    number: str
    words: Phrase
    text: str = ""

    @property
    def link(self) -> str:
        """What a phone opens: `tel:988`, `sms:988?&body=AYUDA` (understood by both kinds of phone)."""
        digits = "".join(sign for sign in self.number if sign.isdigit())
        return f"{self.means}:{digits}" + (f"?&body={self.text}" if self.text else "")


@dataclass(frozen=True)
class PublicLine:
    """Help that does not depend on any program."""

    name: Phrase
    about: Phrase
    hours: Phrase | None
    language: str
    ways: tuple[Way, ...]
    checked_on: date
    source: str


PUBLIC_LINES: tuple[PublicLine, ...] = (
    PublicLine(
        name=phrase("988 Suicide & Crisis Lifeline"),
        about=phrase(
            "Talk or write with someone who listens. For any hard moment, not only one kind."
        ),
        hours=phrase("Day and night, every day"),
        language="en",
        ways=(
            Way("tel", "988", phrase("Call 988")),
            Way("sms", "988", phrase("Text 988")),
        ),
        checked_on=date(2026, 11, 23),
        source="lewerbenefits.com, January 2026",
    ),
    PublicLine(
        name=phrase("988 in Spanish"),
        about=phrase("Call and press 2, or send the word AYUDA."),
        hours=phrase("Day and night, every day"),
        language="es",
        ways=(
            Way("tel", "988", phrase("Call 988, then press 2")),
            Way("sms", "988", phrase("Text AYUDA to 988"), "AYUDA"),
        ),
        checked_on=date(2026, 11, 23),
        source="lewerbenefits.com, January 2026",
    ),
    PublicLine(
        name=phrase("988 for veterans"),
        about=phrase("Call and press 1, or send a text to its own number."),
        hours=phrase("Day and night, every day"),
        language="en",
        ways=(
            Way("tel", "988", phrase("Call 988, then press 1")),
            Way("sms", "838255", phrase("Text 838255")),
        ),
        checked_on=date(2026, 11, 23),
        source="lewerbenefits.com, January 2026",
    ),
    PublicLine(
        name=phrase("SAMHSA helpline"),
        about=phrase("Where to find treatment or a support group near you."),
        hours=None,
        language="en",
        ways=(Way("tel", "1-800-662-4357", phrase("Call 1-800-662-4357")),),
        checked_on=date(2026, 11, 23),
        source="internationalmentalhealth.org",
    ),
)
"""For the United States. Add a line only with its source and the day of the check."""
