"""What a pair's plans say: planned talks that passed without one, and whether the two rest."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from cairn.core.mentorships.appointments import Quiet, missed
from cairn.records.mentorships.models import Appointment, Contact, Rest

LOOKED_BACK = timedelta(days=30)


def quiet_of(mentorships: Collection[UUID], *, at: datetime) -> dict[UUID, Quiet]:
    """For some pairs at once, in two queries; for queries that have asked for themselves."""
    since = at - LOOKED_BACK
    plans = Appointment.objects.filter(
        mentorship_id__in=mentorships, called_off_at=None, starts_at__range=(since, at)
    ).values_list("mentorship_id", "starts_at")
    # In one question with the plans: a rest is a line that begins at no hour.
    rests = Rest.objects.filter(mentorship_id__in=mentorships, until=None).values_list(
        "mentorship_id", "until"
    )
    days: dict[UUID, list[date]] = {}
    resting: set[UUID] = set()
    for pair, starts_at in plans.union(rests, all=True):
        if starts_at is None:
            resting.add(pair)
        else:
            days.setdefault(pair, []).append(starts_at.date())
    tried: dict[UUID, list[date]] = {}
    if days:
        first = since.date() - timedelta(days=1)
        logged = Contact.objects.filter(mentorship_id__in=days, day__gte=first)
        for pair, day in logged.values_list("mentorship_id", "day"):
            tried.setdefault(pair, []).append(day)
    today = at.date()
    return {
        pair: Quiet(tuple(missed(days.get(pair, ()), tried.get(pair, ()), today)), pair in resting)
        for pair in mentorships
    }
