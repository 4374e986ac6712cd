"""Cohorts: the list, one with its people, coming in and leaving."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn.core.people.permissions import Permission, might_allow
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.programs import cohorts as acts
from cairn.records.programs import seating
from cairn.web.programs import practice_pages as pages
from cairn.web.programs.practice_forms import CohortForm, PlaceForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form

PARTS = {"mentor": Role.MENTOR, "mentee": Role.PARTICIPANT}


@asks(Permission.COHORT_READ)
def listed(request: SignedIn) -> HttpResponse:
    """Every cohort; a POST begins one."""
    may_begin = might_allow(Permission.COHORT_KEEP, request.reader.roles)
    if request.method == "POST" and not may_begin:
        raise NotAllowed
    first = {"id": uuid4(), "first_day": request.today}
    form = CohortForm(typed(request), initial=first)
    if form.is_valid():
        kept = form.cleaned_data
        try:
            acts.begin_cohort(
                by=request.reader,
                program=request.reader.here,
                name=kept["name"],
                first_day=kept["first_day"],
                cohort_id=kept["id"],
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return HttpResponseRedirect(reverse("cohort", args=[kept["id"]]))
    lines = seating.cohorts(reader=request.reader, today=request.today)
    shown = {
        "lines": pages.cohort_lines(lines, "cohort" if may_begin else "cohort-board"),
        "may_begin": may_begin,
    }
    return with_form(request, "programs/cohorts.html", form, shown)


@asks(Permission.COHORT_KEEP)
def one(request: SignedIn, cohort: UUID) -> HttpResponse:
    """A cohort with its people; a POST gives someone a place."""
    found = seating.cohort_in_full(
        reader=request.reader, cohort=cohort, today=request.today, at=request.now
    )
    asked = request.POST.get("part", "") if request.method == "POST" else ""
    forms = {
        word: PlaceForm(
            request.POST if word == asked else None,
            people=found.could_mentor if part is Role.MENTOR else found.could_enter,
            months=found.facts.practice.mentor_months if part is Role.MENTOR else 0,
            initial={"first_day": request.today},
            auto_id=f"{word}_%s",
        )
        for word, part in PARTS.items()
    }
    bound = forms.get(asked)
    if bound is not None and bound.is_valid():
        try:
            acts.give_place(
                by=request.reader,
                cohort=cohort,
                part=PARTS[asked],
                at=request.now,
                **bound.cleaned_data,
            )
        except Invalid as fault:
            blame(bound, fault)
        else:
            messages.success(request, _("Kept."))
            return HttpResponseRedirect(reverse("cohort", args=[cohort]))
    shown = {
        "page": pages.cohort_page(found, request.today),
        **{f"{w}_form": f for w, f in forms.items()},
    }
    return with_form(request, "programs/cohort.html", bound or forms["mentee"], shown)


@asks(Permission.COHORT_KEEP)
@require_POST
def leave(request: SignedIn, cohort: UUID, place: UUID) -> HttpResponse:
    """Someone leaves before the end, today."""
    seats = seating.cohort_in_full(
        reader=request.reader, cohort=cohort, today=request.today, at=request.now
    ).seats
    if place not in {one.seat.id for one in seats}:
        raise NotFound
    try:
        acts.end_place(by=request.reader, place=place, last_day=request.today, at=request.now)
    except Invalid:
        raise NotFound from None
    messages.success(request, _("Kept. What they did here stays."))
    return HttpResponseRedirect(reverse("cohort", args=[cohort]))
