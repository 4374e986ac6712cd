"""Giving leave and taking it back; both count from that very moment."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.consent.models import Sharing
from cairn.records.programs.models import Membership
from cairn.records.trail import commands as trail


def share(
    *,
    by: Reader,
    recipient: UUID,
    data_class: DataClass,
    purpose: Purpose,
    at: datetime,
    first_day: date | None = None,
) -> None:
    """Let someone in one's own program see a part of one's record; twice is the same as once."""
    ask(Permission.SHARING_CHANGE, Standing(by.roles, is_self=True))
    if recipient == by.person:
        raise Invalid(phrase("You always see what is yours."))
    if not _belongs(recipient, by.here, at):
        raise NotFound
    with transaction.atomic():
        fresh = Sharing(
            giver_id=by.person,
            recipient_id=recipient,
            program_id=by.here,
            data_class=data_class,
            purpose=purpose,
            since=at,
            first_day=first_day,
        )
        standing = Sharing.objects.filter(
            giver_id=by.person,
            recipient_id=recipient,
            program_id=by.here,
            data_class=data_class,
            purpose=purpose,
            withdrawn_at=None,
        )
        if standing.exists():
            return
        fresh.save(force_insert=True)
        trail.note(
            by=by, act="leave.given", subject=by.person, detail=f"{data_class}:{purpose}", at=at
        )


def withdraw(*, by: Reader, sharing: UUID, at: datetime) -> None:
    """Take one leave back; the very next read is refused."""
    ask(Permission.SHARING_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        row = Sharing.objects.filter(id=sharing, giver_id=by.person, withdrawn_at=None).first()
        if row is None:
            raise NotFound
        Sharing.objects.filter(id=sharing).update(withdrawn_at=at)
        trail.note(
            by=by,
            act="leave.withdrawn",
            subject=by.person,
            detail=f"{row.data_class}:{row.purpose}",
            at=at,
        )


def withdraw_all(
    *, by: Reader, giver: UUID, recipient: UUID, purposes: Collection[Purpose], at: datetime
) -> None:
    """End what one gave the other, as part of an act that ends their relation.

    For commands of rooms above that have asked for permission themselves.
    """
    with transaction.atomic():
        ended = Sharing.objects.filter(
            giver_id=giver, recipient_id=recipient, purpose__in=purposes, withdrawn_at=None
        ).update(withdrawn_at=at)
        if ended:
            trail.note(by=by, act="leave.ended", subject=giver, at=at)


def _belongs(person: UUID, program: UUID, at: datetime) -> bool:
    return (
        Membership.objects.filter(person_id=person, program_id=program, since__lte=at)
        .filter(Q(until=None) | Q(until__gt=at))
        .exists()
    )
