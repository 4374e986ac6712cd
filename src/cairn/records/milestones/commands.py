"""Choosing how one's days are counted; keeping the stones that were laid."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from cairn.core.consent.readers import Reader
from cairn.core.milestones import Choice, Stone
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.records.days.queries import told_days, told_since
from cairn.records.milestones.models import CountingChoice, LaidStone
from cairn.records.milestones.queries import counts_of, stones_of
from cairn.records.trail import commands as trail

LOOK_BACK = timedelta(days=3)


def choose_counting(*, by: Reader, choice: Choice, at: datetime) -> None:
    """Count one's days so from now on; stones that were laid stay."""
    ask(Permission.COUNTING_KEEP, Standing(by.roles, is_self=True))
    with transaction.atomic():
        CountingChoice.objects.filter(person_id=by.person, replaced_at=None).update(replaced_at=at)
        CountingChoice.objects.create(
            person_id=by.person,
            aim=choice.aim,
            limit=choice.limit,
            hidden=choice.hidden,
            chosen_at=at,
            chosen_by=by.person,
        )
        trail.note(by=by, act="counting.chosen", subject=by.person, at=at)


def keep_stones(*, by: Reader, today: date, at: datetime) -> int:
    """Keep the day stones of everyone who told a day lately; answers how many are new.

    A stone that is kept no longer depends on the days it came from. Each person is a
    short write of its own. Undone within the day, an answer has laid nothing yet.
    """
    ask(Permission.COUNTING_KEEP, Standing(by.roles, machine=bool(by.machine)))
    kept = 0
    for person in told_since(at - LOOK_BACK):
        told = told_days([person], today).get(person, {})
        stones = stones_of(person, told, counts_of(person, told), today)
        kept += _keep(by, person, stones, at)
    return kept


def _keep(by: Reader, person: UUID, stones: tuple[Stone, ...], at: datetime) -> int:
    with transaction.atomic():
        here = set(LaidStone.objects.filter(person_id=person).values_list("kind", "mark"))
        fresh = [
            LaidStone(person_id=person, kind=one.kind, mark=one.mark, laid=one.laid, kept_at=at)
            for one in stones
            if (one.kind, one.mark) not in here
        ]
        if fresh:
            LaidStone.objects.bulk_create(fresh)
            trail.note(by=by, act="stones.kept", subject=person, at=at)
    return len(fresh)
