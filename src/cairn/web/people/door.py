"""At the door: name and passphrase, the second step, and passkeys; guessing is slow for all alike."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cairn.core.consent.readers import Reader, machine
from cairn.core.shared.refusals import Invalid, Refusal
from cairn.records.people import commands as people
from cairn.records.people import passkeys
from cairn.records.people.tries import TooManyTries, try_door
from cairn.records.people.ways_in import has_passkey, has_second_step
from cairn.web.people.forms import SecondStepForm, SignInForm
from cairn.web.shell.access import Request, at_the_door, public
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.entering import enter, place_of, safe_address
from cairn.web.shell.lasting import owes_second_step
from cairn.web.shell.words import said

HALFWAY, QUESTION = "halfway", "question"
HALFWAY_LASTS = timedelta(minutes=10)
QUESTION_LASTS = timedelta(minutes=5)
TOO_MANY = 429


@public("people without a session sign in here")
@sensitive_post_parameters("passphrase")
@at_the_door
def sign_in(request: Request) -> HttpResponse:
    """Name and passphrase; one answer for whatever does not fit."""
    after = safe_address(request, request.GET.get("next", ""), reverse("home"))
    if request.reader is not None and request.method == "GET":
        return HttpResponseRedirect(after)
    form = SignInForm(typed(request))
    status = 0
    if form.is_valid():
        alias, passphrase = form.cleaned_data["alias"], form.cleaned_data["passphrase"]
        try:
            try_door(door="sign-in", name=alias, place=place_of(request), at=request.now)
        except TooManyTries as fault:
            form.add_error(None, said(fault.phrase))
            status = TOO_MANY
        else:
            person = authenticate(request, alias=alias, password=passphrase)
            if person is not None:
                return pass_on(request, person.pk, shared=form.cleaned_data["shared"], after=after)
            form.add_error(None, _("That name and passphrase do not open anything. Check both."))
    answer = with_form(request, "people/sign_in.html", form, {"after": after})
    answer.status_code = status or answer.status_code
    return answer


@public("whoever gave a passphrase is not signed in before the second step")
@sensitive_post_parameters("code")
@at_the_door
def second_step(request: Request) -> HttpResponse:
    """A code of one's app, a printed code, or a passkey; then one is in."""
    who, shared, after = _halfway(request)
    if who is None:
        return HttpResponseRedirect(reverse("sign-in"))
    form = SecondStepForm(typed(request))
    if form.is_valid():
        try:
            people.second_step(by=Reader(who), code=form.cleaned_data["code"], at=request.now)
        except Invalid as fault:
            blame(form, fault)
        else:
            request.session.pop(HALFWAY, None)
            enter(request, who, at=request.now, second="code", shared=shared)
            return HttpResponseRedirect(after)
    shown = {"has_passkey": has_passkey(who), "after": after}
    return with_form(request, "people/second_step.html", form, shown)


@public("a passkey is asked for before it is known who holds it")
@require_POST
def passkey_question(request: Request) -> HttpResponse:
    """What the device is asked; kept in the session until it answers, once."""
    who, _shared, _after = _halfway(request)
    options, state = passkeys.question(site=site_of(request), person=who)
    keep_question(request, state, at=request.now)
    return JsonResponse(options)


@public("a passkey is how someone signs in")
@require_POST
@at_the_door
def passkey_answer(request: Request) -> HttpResponse:
    """In by a passkey alone: it is something one has, opened by something one knows or is."""
    who, shared, halfway_to = _halfway(request)
    shared = shared or bool(request.POST.get("shared"))
    asked = request.POST.get("next", "")
    after = safe_address(request, asked, reverse("home")) if who is None else halfway_to
    try:
        person = passkeys.prove_by_passkey(
            by=machine("the-door"),
            site=site_of(request),
            state=kept_question(request, at=request.now),
            answer=request.POST.get("answer", ""),
            today=request.today,
            at=request.now,
        )
        if who not in (None, person):
            raise passkeys.NotProved
    except Refusal as fault:
        form: forms.Form = SignInForm({}) if who is None else SecondStepForm({})
        form.errors.clear()
        form.add_error(None, said(fault.phrase))
        page = "people/sign_in.html" if who is None else "people/second_step.html"
        return with_form(request, page, form, {"after": after, "has_passkey": who is not None})
    request.session.pop(HALFWAY, None)
    enter(request, person, at=request.now, second="passkey", shared=shared)
    return HttpResponseRedirect(after)


def pass_on(request: Request, person: UUID, *, shared: bool, after: str) -> HttpResponse:
    """One step is done: in, or on to the second one, where the person has one."""
    if not has_second_step(person):
        enter(request, person, at=request.now, shared=shared)
        return HttpResponseRedirect(after)
    until = (request.now + HALFWAY_LASTS).timestamp()
    request.session.cycle_key()
    request.session[HALFWAY] = {
        "person": str(person),
        "shared": shared,
        "after": after,
        "until": until,
    }
    return HttpResponseRedirect(reverse("second-step"))


def site_of(request: Request) -> passkeys.Site:
    """The address that a passkey is made for, and answers to."""
    host = request.get_host()
    return passkeys.Site(f"{request.scheme}://{host}", host.rsplit(":", 1)[0])


def keep_question(request: Request, state: passkeys.State, *, at: datetime) -> None:
    """Remember what was asked, for a few minutes."""
    until = (at + QUESTION_LASTS).timestamp()
    request.session[QUESTION] = {"state": dict(state), "until": until}


def kept_question(request: Request, *, at: datetime) -> dict[str, Any]:
    """What was asked, once; raises NotProved where nothing was, or long ago."""
    kept = request.session.pop(QUESTION, None)
    if kept is None or at.timestamp() > kept["until"]:
        raise passkeys.NotProved
    state: dict[str, Any] = kept["state"]
    return state


def _halfway(request: Request) -> tuple[UUID | None, bool, str]:
    """Who has done the first step in this browser, and where they were going."""
    kept = request.session.get(HALFWAY)
    if kept and request.now.timestamp() < kept["until"]:
        return UUID(kept["person"]), bool(kept["shared"]), str(kept["after"])
    if request.reader is not None and owes_second_step(request, request.reader):
        return request.reader.person, False, reverse("home")
    return None, False, reverse("home")
