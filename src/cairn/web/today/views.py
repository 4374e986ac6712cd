"""Everyone's front page: one clear next step, drawn from several rooms."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cairn.core.people.permissions import Permission
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed
from cairn.records.mentorships.caseloads import AroundMe
from cairn.web.days.forms import DayForm
from cairn.web.days.setback_pages import staying_safe
from cairn.web.days.views import tells
from cairn.web.shell.access import SignedIn, asks
from cairn.web.today import outsiders, pages
from cairn.web.today.letters import letters

OUTSIDERS = frozenset({Role.CLINICIAN, Role.SUPPORTER})


@asks(Permission.TODAY_READ)
def today(request: SignedIn) -> HttpResponse:
    """What each of the reader's parts needs today; a POST tells one's own day."""
    if not request.reader.has(Role.PARTICIPANT):
        if request.method == "POST":
            raise NotAllowed
        return _page(request, None, None)
    around = pages.around_reader(reader=request.reader, at=request.now)
    mentor = around.mentor.name if around.mentor and around.mentor_sees else ""
    if request.method == "POST":
        form = DayForm(request.POST, day=request.today, mentor=mentor)
        if tells(request, form):
            return HttpResponseRedirect(reverse("today"))
    else:
        form = DayForm(day=request.today, mentor=mentor)
    return _page(request, around, form)


def _page(request: SignedIn, around: AroundMe | None, form: DayForm | None) -> HttpResponse:
    parts = _parts(request, around)
    name = around.own_name if around else getattr(parts.get("mentor"), "name", "")
    context: dict[str, Any] = {
        "greeting": pages.greeting(request.now, name),
        "date": pages.date_line(request.today),
        "safe": staying_safe(),
        "form": form,
        **parts,
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "today/today.html", context, status=status)


def _parts(request: SignedIn, around: AroundMe | None) -> dict[str, Any]:
    """A page for each part that the reader plays; what isn't theirs isn't asked for."""
    reader, now, day = request.reader, request.now, request.today
    found: dict[str, Any] = {"letters": letters(reader=reader, at=now)}
    if around is not None:
        later = request.GET.get("later") == "1"
        found["own"] = pages.own_today(reader=reader, around=around, later=later, today=day)
    if reader.has(Role.MENTOR):
        found["mentor"] = pages.mentor_today(reader=reader, today=day, at=now)
    if reader.has(Role.MENTOR) or (around is not None and around.mentor is None):
        found["askings"] = pages.askings(reader=reader, at=now)
    if reader.has(Role.SUPERVISOR):
        found["supervisor"] = pages.supervisor_today(reader=reader, today=day, at=now)
    if reader.has(Role.COORDINATOR):
        found["coordinator"] = pages.coordinator_today(reader=reader, today=day, at=now)
    found["evaluator"] = reader.has(Role.EVALUATOR)
    if reader.roles & OUTSIDERS:
        found["outsider"] = True
        found["cheered"] = outsiders.cheered(reader=reader, today=day, at=now)
        found["shared"] = outsiders.shared_with(reader=reader, today=day, at=now)
    return found
