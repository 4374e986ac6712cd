"""What makes a good alias and passphrase, and how a recovery code is written."""

from cairn.core.people.guesses import easily_guessed
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import phrase

SHORTEST_PASSPHRASE = 15
"""NIST SP 800-63B-4 (2025): at least 15 characters where a passphrase is the only factor."""

LONGEST_PASSPHRASE = 200
LONGEST_ALIAS = 40

# No letters or digits that are easily taken for one another on paper.
_CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def check_alias(alias: str) -> None:
    """Refuse an alias that is empty, too long, or looks like an e-mail address or a phone number."""
    bare = alias.strip()
    if not bare:
        raise Invalid(phrase("Choose a name. It need not be your own."), "alias")
    if len(bare) > LONGEST_ALIAS:
        raise Invalid(phrase("Please choose a shorter name, up to 40 letters."), "alias")
    if "@" in bare or sum(letter.isdigit() for letter in bare) >= 7:
        raise Invalid(
            phrase("Please leave out e-mail addresses and phone numbers: a made-up name is safer."),
            "alias",
        )


def check_passphrase(passphrase: str, alias: str) -> None:
    """Refuse a passphrase that is too short or too easily guessed; no rules about its letters."""
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise Invalid(
            phrase(
                "Make it at least {count} letters long. Four or five plain words are easy to keep in mind.",
                count=SHORTEST_PASSPHRASE,
            ),
            "passphrase",
        )
    if len(passphrase) > LONGEST_PASSPHRASE:
        raise Invalid(phrase("Please make it shorter than 200 letters."), "passphrase")
    if easily_guessed(passphrase, alias):
        raise Invalid(phrase("That is too easy to guess. Try a few plain words."), "passphrase")


def recovery_code(randomness: bytes) -> str:
    """A code to print, from 8 random bytes: twelve letters in groups of four (59 bits)."""
    number = int.from_bytes(randomness, "big")
    letters = []
    for _ in range(12):
        number, place = divmod(number, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[place])
    text = "".join(letters)
    return "-".join((text[:4], text[4:8], text[8:]))
