"""Phrases of the core, said in the reader's language."""

from django.utils.translation import gettext, ngettext

from cairn.core.shared.words import Phrase


def said(phrase: Phrase) -> str:
    """The finished sentence in the active language."""
    return phrase.text(gettext, ngettext)
