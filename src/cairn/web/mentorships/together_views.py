"""What only the two keep: agreeing how to walk together, planning a talk, resting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.mentorships import together as acts
from cairn.records.mentorships.appointments import call_off, plan_talk
from cairn.web.mentorships import together_pages as pages
from cairn.web.mentorships.together_forms import TalkForm, TermsForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form


@asks(Permission.MENTORSHIP_KEEP)
def together(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """What the two agreed on, the talks before them, and a rest; a POST does one thing to it."""
    if request.method == "POST":
        _do(request, mentorship)
        return HttpResponseRedirect(reverse("together", args=[mentorship]))
    page = pages.together_view(reader=request.reader, mentorship=mentorship, at=request.now)
    return render(request, "mentorships/together.html", {"page": page, "mentorship": mentorship})


def _do(request: SignedIn, mentorship: UUID) -> None:
    by, at, act = request.reader, request.now, request.POST.get("act", "")
    if act == "rest":
        acts.rest(by=by, mentorship=mentorship, at=at)
        messages.success(request, _("You two rest now. Nobody is reminded of anything."))
    elif act == "go_on":
        acts.go_on(by=by, mentorship=mentorship, at=at)
        messages.success(request, _("Good to have you two back."))
    elif act == "accept":
        acts.accept_terms(by=by, mentorship=mentorship, terms_id=_which(request), at=at)
        messages.success(request, _("You both agree. You can change it any time, together."))
    elif act == "call_off":
        call_off(by=by, mentorship=mentorship, talk_id=_which(request), at=at)
        messages.success(request, _("It is off. You can plan another any time."))
    else:
        acts.ask_party(reader=by, mentorship=mentorship, at=at)


def _which(request: SignedIn) -> UUID:
    try:
        return UUID(request.POST.get("which", ""))
    except ValueError:
        raise NotFound from None


@asks(Permission.MENTORSHIP_KEEP)
def terms(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """Write what the two agree on; the other is asked for their yes."""
    found = acts.together(reader=request.reader, mentorship=mentorship, at=request.now)
    form = TermsForm(typed(request), before=pages.newest_terms(found))
    if form.is_valid() and form.terms is not None:
        acts.offer_terms(
            by=request.reader,
            mentorship=mentorship,
            terms=form.terms,
            terms_id=form.cleaned_data["id"],
            at=request.now,
        )
        messages.success(request, _("Written. It counts once the other one agrees, too."))
        return HttpResponseRedirect(reverse("together", args=[mentorship]))
    context = {"mentorship": mentorship, "other": pages.other_name(found, request.reader)}
    return with_form(request, "mentorships/terms.html", form, context)


@asks(Permission.MENTORSHIP_KEEP)
def talk(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """Plan a talk."""
    found = acts.together(reader=request.reader, mentorship=mentorship, at=request.now)
    form = TalkForm(typed(request), today=request.today)
    if form.is_valid() and form.talk is not None:
        try:
            plan_talk(
                by=request.reader,
                mentorship=mentorship,
                talk=form.talk,
                talk_id=form.cleaned_data["id"],
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Planned. It stands in both your lists."))
            return HttpResponseRedirect(reverse("together", args=[mentorship]))
    context = {"mentorship": mentorship, "other": pages.other_name(found, request.reader)}
    return with_form(request, "mentorships/talk.html", form, context)
