"""Letting a supporter near by a preset, and pausing: the same leaves, several at once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from cairn.core.consent.leaves import Purpose
from cairn.core.consent.presets import PARTS, Preset
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.consent.commands import share, withdraw_all
from cairn.records.consent.models import Sharing
from cairn.records.trail import commands as trail


def let_near(*, by: Reader, supporter: UUID, preset: Preset, at: datetime) -> None:
    """Let a supporter see exactly what the preset holds; whatever else they saw ends at once."""
    ask(Permission.SHARING_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        beyond = _standing(by, supporter).exclude(data_class__in=PARTS[preset])
        if beyond.update(withdrawn_at=at):
            trail.note(by=by, act="leave.narrowed", subject=by.person, detail=preset, at=at)
        for part in sorted(PARTS[preset]):
            share(by=by, recipient=supporter, data_class=part, purpose=Purpose.SUPPORT, at=at)


def pause(*, by: Reader, supporter: UUID, at: datetime) -> None:
    """Let a supporter see nothing from now on; they stay on the list, to be let near again."""
    ask(Permission.SHARING_CHANGE, Standing(by.roles, is_self=True))
    withdraw_all(by=by, giver=by.person, recipient=supporter, purposes=[Purpose.SUPPORT], at=at)


def ever_near(*, reader: Reader) -> set[UUID]:
    """Supporters whom the reader has let see something in this program, now or before."""
    return set(
        Sharing.objects.filter(
            giver_id=reader.person, program_id=reader.here, purpose=Purpose.SUPPORT
        ).values_list("recipient_id", flat=True)
    )


def _standing(by: Reader, supporter: UUID) -> "QuerySet[Sharing]":
    return Sharing.objects.filter(
        giver_id=by.person,
        recipient_id=supporter,
        program_id=by.here,
        purpose=Purpose.SUPPORT,
        withdrawn_at=None,
    )
