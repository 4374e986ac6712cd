"""What waits among messages: new ones for the two of a pair, a reported one for a supervisor."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cairn.core.consent.readers import Reader
from cairn.core.people.roles import Role
from cairn.records.conversations.commands import note_delivered
from cairn.records.conversations.queries import reported

PARTIES = frozenset({Role.PARTICIPANT, Role.MENTOR})

Letter = tuple[str, str]
"""An address, and the sentence that leads there; it names no one."""


def letters(*, reader: Reader, at: datetime) -> tuple[Letter, ...]:
    """A line for each conversation with something new; being told of it is its delivery."""
    found: list[Letter] = []
    if reader.roles & PARTIES:
        for pair, many in note_delivered(by=reader, at=at).items():
            words = ngettext("%(n)d new message", "%(n)d new messages", many) % {"n": many}
            found.append((reverse("conversation", args=[pair]), words))
    if reader.has(Role.SUPERVISOR):
        words = _("Someone asks you to look at a message")
        found += [
            (reverse("conversation-open", args=[pair]), words)
            for pair in reported(reader=reader, at=at)
        ]
    return tuple(found)
