"""Acts on cohorts: beginning one, giving places in it, leaving before its end."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import ask_entry
from cairn.core.programs.practice import from_data
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.programs.models import Cohort, Place
from cairn.records.programs.models import Practice as PracticeRow
from cairn.records.programs.queries import people_in_role
from cairn.records.programs.seating import find_cohort, natural_end
from cairn.records.trail import commands as trail


def begin_cohort(
    *, by: Reader, program: UUID, name: str, first_day: date, cohort_id: UUID, at: datetime
) -> UUID:
    """Begin a cohort under the version that counts now; the same `cohort_id` twice is one."""
    ask(Permission.COHORT_KEEP, _in(by, program))
    if not name.strip():
        raise Invalid(phrase("Give the cohort a name."), "name")
    newest = PracticeRow.objects.filter(program_id=program).order_by("-version").first()
    if newest is None or not from_data(newest.content).cohorts:
        raise Invalid(phrase("First choose a template that has cohorts."))
    with transaction.atomic():
        known = Cohort.objects.filter(program_id=program)
        if known.filter(id=cohort_id).exists():
            return cohort_id
        if known.filter(name=name.strip()).exists():
            raise Invalid(phrase("There is a cohort by this name. Choose another."), "name")
        Cohort.objects.create(
            id=cohort_id,
            program_id=program,
            practice=newest,
            name=name.strip(),
            first_day=first_day,
            made_by=by.person,
            made_at=at,
        )
        trail.note(by=by, act="cohort.began", detail=str(cohort_id), at=at)
    return cohort_id


def give_place(
    *,
    by: Reader,
    cohort: UUID,
    person: UUID,
    part: Role,
    first_day: date,
    at: datetime,
    months: int | None = None,
) -> UUID:
    """Give someone a place from a day on, as the cohort's template allows.

    Who is through with an earlier cohort gets a new place; who is still in one is refused.
    """
    row = find_cohort(by, cohort)
    ask(Permission.COHORT_KEEP, _in(by, row.program_id))
    if person not in people_in_role(row.program_id, part, at=at):
        raise NotFound
    practice = from_data(row.practice.content)
    with transaction.atomic():
        there = Place.objects.filter(cohort=row, part=part).filter(
            Q(last_day=None) | Q(last_day__gte=first_day)
        )
        ask_entry(
            practice,
            part=part,
            cohort_first_day=row.first_day,
            day=first_day,
            there=there.count(),
            months=months,
        )
        _close_earlier(person, row.program_id, part, first_day)
        made = Place.objects.create(
            person_id=person,
            program_id=row.program_id,
            cohort=row,
            part=part,
            first_day=first_day,
            months=months,
            placed_by=by.person,
            placed_at=at,
        )
        trail.note(by=by, act="cohort.place_given", subject=person, detail=part, at=at)
    return made.id


def end_place(*, by: Reader, place: UUID, last_day: date, at: datetime) -> None:
    """Someone leaves a cohort before its end; what they did there stays."""
    row = Place.objects.filter(id=place, last_day=None).first()
    if row is None:
        raise NotFound
    ask(Permission.COHORT_KEEP, _in(by, row.program_id))
    if last_day < row.first_day:
        raise Invalid(phrase("That is before they began. Choose a later day."), "last_day")
    with transaction.atomic():
        Place.objects.filter(id=place, last_day=None).update(last_day=last_day)
        trail.note(by=by, act="cohort.left", subject=row.person_id, at=at)


def _close_earlier(person: UUID, program: UUID, part: Role, day: date) -> None:
    """End a place that has run out on its own last day; one that still runs is in the way."""
    earlier = (
        Place.objects.select_related("cohort__practice")
        .filter(person_id=person, program_id=program, part=part, last_day=None)
        .first()
    )
    if earlier is None:
        return
    last = natural_end(earlier)
    if last is None or last >= day:
        raise Invalid(phrase("They have a place in a cohort already."), "person")
    Place.objects.filter(id=earlier.id).update(last_day=last)


def _in(by: Reader, program: UUID) -> Standing:
    return Standing(by.roles if by.program == program else frozenset(), machine=bool(by.machine))
