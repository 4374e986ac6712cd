"""What needs a supervisor, one mentor, a talk of several, one's own supervision, rating the practice."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cairn.core.consent.leaves import DataClass
from cairn.core.people.permissions import Permission
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotAllowed
from cairn.core.supervision.fidelity import Source
from cairn.records.mentorships.caseloads import around_me
from cairn.records.supervision import commands as acts
from cairn.records.supervision import queries
from cairn.records.supervision.standing import ask_to_rate
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.supervision import pages
from cairn.web.supervision.forms import FidelityForm, TalkForm, TogetherForm


@asks(Permission.SUPERVISION_READ)
@require_safe
def index(request: SignedIn) -> HttpResponse:
    """A supervisor's queue; a mentor's own supervision."""
    reader = request.reader
    if reader.has(Role.SUPERVISOR):
        found = queries.queue(reader=reader, today=request.today, at=request.now)
        return render(request, "supervision/queue.html", {"page": pages.queue_page(found)})
    if not reader.has(Role.MENTOR):
        raise NotAllowed
    return HttpResponseRedirect(reverse("supervision-mentor", args=[reader.person]))


@asks(Permission.SUPERVISION_READ)
def one(request: SignedIn, mentor: UUID) -> HttpResponse:
    """One mentor with the agenda; a POST keeps a talk. Mentors read their own."""
    reader = request.reader
    found = queries.mentor_in_full(
        reader=reader, mentor=mentor, today=request.today, at=request.now
    )
    form = TalkForm(typed(request), initial=_first(request))
    if request.method == "POST" and found.own:
        raise NotAllowed
    if form.is_valid() and _kept(request, form, [mentor]):
        return HttpResponseRedirect(reverse("supervision-mentor", args=[mentor]))
    return with_form(request, "supervision/mentor.html", form, {"page": pages.mentor_page(found)})


@asks(Permission.SUPERVISION_HOLD)
def together(request: SignedIn) -> HttpResponse:
    """A talk with several mentors at once."""
    people = queries.own_mentors(reader=request.reader, at=request.now)
    form = TogetherForm(typed(request), people=people, initial=_first(request))
    if form.is_valid() and _kept(request, form, form.cleaned_data["mentors"]):
        return HttpResponseRedirect(reverse("supervision"))
    return with_form(request, "supervision/together.html", form, {})


@asks(Permission.SUPERVISION_READ)
@require_POST
def done(request: SignedIn, action: UUID) -> HttpResponse:
    """Something agreed on is done."""
    acts.finish_action(by=request.reader, action=action, at=request.now)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(reverse("supervision"))


@asks(Permission.FIDELITY_RATE)
def rate(request: SignedIn, mentor: UUID) -> HttpResponse:
    """How fully a mentor keeps to the practice, as oneself, their mentee or their supervisor sees it."""
    source = ask_to_rate(reader=request.reader, mentor=mentor, at=request.now)
    practice = queries.practice_here(request.reader.here)
    items = [_(item) for item in practice.fidelity]
    form = FidelityForm(typed(request), items=items, initial={"day": request.today})
    if form.is_valid():
        try:
            acts.rate_fidelity(
                by=request.reader,
                mentor=mentor,
                scores=form.scores,
                day=form.cleaned_data["day"],
                today=request.today,
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Kept. Thank you."))
            return HttpResponseRedirect(reverse("today"))
    shown = {
        "source": source.value,
        "own": source is Source.SELF,
        "mentee": source is Source.MENTEE,
    }
    return with_form(request, "supervision/practice.html", form, shown)


@asks(Permission.FIDELITY_RATE)
@require_safe
def my_mentor(request: SignedIn) -> HttpResponse:
    """The way to rate one's own mentor's work, for whoever has one."""
    if not request.reader.has(Role.PARTICIPANT):
        raise NotAllowed
    mentor = around_me(reader=request.reader, data_class=DataClass.DAYS, at=request.now).mentor
    if mentor is None or not queries.rates_practice(request.reader.here):
        return render(request, "supervision/nothing.html")
    return HttpResponseRedirect(reverse("fidelity", args=[mentor.person]))


def _first(request: SignedIn) -> dict[str, object]:
    return {"id": uuid4(), "day": request.today, "minutes": 60}


def _kept(request: SignedIn, form: TalkForm, mentors: list[UUID]) -> bool:
    if form.talk is None:
        return False
    try:
        acts.hold_talk(
            by=request.reader,
            mentors=mentors,
            talk=form.talk,
            talk_id=form.cleaned_data["id"],
            today=request.today,
            at=request.now,
        )
    except Invalid as fault:
        blame(form, fault)
        return False
    messages.success(request, _("Kept."))
    return True
