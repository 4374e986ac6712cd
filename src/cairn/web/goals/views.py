"""Goals: written together, looked at together."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.goals.commands import rate, write_goal
from cairn.records.goals.queries import ask_to_write_for, goal_in_full
from cairn.web.goals import pages
from cairn.web.goals.forms import GoalForm, RatingForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import with_form


@asks(Permission.GOAL_WRITE)
def new(request: SignedIn) -> HttpResponse:
    """Write a goal: one's own, or `?with=` someone who gave leave."""
    person = _with(request)
    name = ask_to_write_for(reader=request.reader, person=person, at=request.now)
    form = GoalForm(request.POST or None)
    if form.is_valid() and form.written is not None:
        goal = write_goal(
            by=request.reader,
            person=person,
            goal=form.written,
            goal_id=form.cleaned_data["id"],
            at=request.now,
        )
        messages.success(request, _("Your goal is written. It stays yours to change."))
        return HttpResponseRedirect(reverse("goal", args=[goal]))
    whose = "" if person == request.reader.person else name
    return with_form(request, "goals/new.html", form, {"whose": whose})


@asks(Permission.GOAL_READ)
def one(request: SignedIn, goal: UUID) -> HttpResponse:
    """One goal as a ladder, with what each of the two says."""
    found = goal_in_full(reader=request.reader, goal=goal, at=request.now)
    page = pages.goal_page(found, reader=request.reader.person)
    return render(request, "goals/goal.html", {"page": page, "goal": goal})


@asks(Permission.GOAL_RATE)
def new_rating(request: SignedIn, goal: UUID) -> HttpResponse:
    """Say where the goal stands now."""
    found = goal_in_full(reader=request.reader, goal=goal, at=request.now)
    if not found.may_rate:
        raise NotAllowed
    form = RatingForm(request.POST or None, levels=found.levels)
    if form.is_valid():
        rate(
            by=request.reader,
            goal=goal,
            level=form.cleaned_data["level"],
            rating_id=form.cleaned_data["id"],
            day=request.today,
            at=request.now,
        )
        return HttpResponseRedirect(reverse("goal", args=[goal]))
    context = {"title": found.line.title, "goal": goal}
    return with_form(request, "goals/rating.html", form, context)


def _with(request: SignedIn) -> UUID:
    asked = request.GET.get("with", "")
    if not asked:
        return request.reader.person
    try:
        return UUID(asked)
    except ValueError:
        raise NotFound from None
