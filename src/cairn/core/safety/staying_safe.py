"""What keeps a body safe when someone uses after a time without: data with its source and day."""

from dataclasses import dataclass
from datetime import date

from cairn.core.shared.words import Phrase, phrase


@dataclass(frozen=True)
class Advice:
    """One plain sentence or two, where it comes from, and when somebody read it there."""

    words: Phrase
    source: str
    checked_on: date


STAYING_SAFE: tuple[Advice, ...] = (
    Advice(
        phrase(
            "After days without, your body takes less than before. "
            "The amount you were used to can now be too much."
        ),
        "SAMHSA overdose prevention",
        date(2026, 11, 24),
    ),
    Advice(
        phrase("If you use again, do not be alone. Ask someone to stay, or to stay on the phone."),
        "SAMHSA overdose prevention",
        date(2026, 11, 24),
    ),
    Advice(
        phrase(
            "Keep naloxone near. It is a nose spray that brings breath back after opioids "
            "such as heroin, fentanyl or pain pills. You can buy it without a prescription."
        ),
        "health.pa.gov and samhsa.gov, over-the-counter naloxone",
        date(2026, 11, 24),
    ),
    Advice(
        phrase(
            "Fentanyl can be in powders and pills that are sold as something else. "
            "Naloxone does no harm if there was none."
        ),
        "dropthefbomb.com",
        date(2026, 11, 24),
    ),
    Advice(
        phrase("If someone breathes slowly or will not wake, call 911 first, then give the spray."),
        "dropthefbomb.com; health.pa.gov",
        date(2026, 11, 24),
    ),
)
"""Shown, without blame, wherever use is told. Add a sentence only with its source."""
