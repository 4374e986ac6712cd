"""The page where one looks after one's ways in: passkeys, an app for codes, and devices."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from cairn.core.people.permissions import Permission, Standing
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.people import code_apps, devices, passkeys, recoveries
from cairn.web.people.door import keep_question, kept_question, site_of
from cairn.web.people.forms import CodeAppForm, CodesForm, NameForm, PasskeyForm
from cairn.web.people.ways_in_pages import code_app_page, ways_in_page
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.lasting import SECOND
from cairn.web.shell.words import said

_own = asks(Permission.ACCOUNT_CHANGE, before_second=True)


@_own
@require_safe
def show(request: SignedIn) -> HttpResponse:
    """All of one's ways in; for staff without a second step, the only page they reach."""
    return _page(request)


@_own
@require_POST
@sensitive_post_parameters("passphrase")
def passkey_new(request: SignedIn) -> HttpResponse:
    """What the device is asked for a new passkey, once the passphrase is proved."""
    form = PasskeyForm(request.POST)
    if form.is_valid():
        try:
            options, state = passkeys.ask_to_add(
                by=request.reader, site=site_of(request), at=request.now, **form.cleaned_data
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            keep_question(request, state, at=request.now)
            return JsonResponse(options)
    said_of_it = [str(error) for errors in form.errors.values() for error in errors]
    return JsonResponse({"said": " ".join(said_of_it)}, status=422)


@_own
@require_POST
def passkey_add(request: SignedIn) -> HttpResponse:
    """Keep what the device made."""
    try:
        passkeys.add(
            by=request.reader,
            site=site_of(request),
            state=kept_question(request, at=request.now),
            answer=request.POST.get("answer", ""),
            at=request.now,
        )
    except passkeys.NotProved as fault:
        messages.warning(request, said(fault.phrase))
    else:
        _proved(request, "passkey")
        messages.success(request, _("Kept. From now on one tap lets you in."))
    return _back()


@_own
@require_POST
@sensitive_post_parameters("passphrase")
def passkey(request: SignedIn, passkey: UUID) -> HttpResponse:
    """Another name for a passkey, or its end."""
    if "passphrase" not in request.POST:
        named = NameForm(request.POST)
        if named.is_valid():
            name = named.cleaned_data["name"]
            passkeys.rename(by=request.reader, passkey=passkey, name=name, at=request.now)
            messages.success(request, _("Kept."))
        return _back()
    form = CodesForm(request.POST)
    if form.is_valid():
        try:
            passkeys.remove(
                by=request.reader,
                passkey=passkey,
                passphrase=form.cleaned_data["passphrase"],
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("It opens nothing any more."))
            return _back()
    return _page(request, wrong=form, about=passkey)


@_own
@sensitive_post_parameters("passphrase", "code")
def code_app(request: SignedIn) -> HttpResponse:
    """Set up an app by its picture; the first code proves that it works."""
    form = CodeAppForm(typed(request))
    if form.is_valid():
        try:
            code_apps.confirm(by=request.reader, at=request.now, **form.cleaned_data)
        except Invalid as fault:
            blame(form, fault)
        else:
            _proved(request, "code")
            messages.success(request, _("Kept. From now on you are asked for a code as well."))
            return _back()
    page = code_app_page(code_apps.waiting_secret(by=request.reader, at=request.now))
    return with_form(request, "people/code_app.html", form, {"page": page})


@_own
@require_POST
@sensitive_post_parameters("passphrase")
def code_app_end(request: SignedIn) -> HttpResponse:
    """Codes of the app open nothing any more."""
    form = CodesForm(request.POST)
    if form.is_valid():
        try:
            code_apps.end(
                by=request.reader, passphrase=form.cleaned_data["passphrase"], at=request.now
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("It opens nothing any more."))
            return _back()
    return _page(request, wrong=form)


@_own
@require_POST
def device_out(request: SignedIn, device: UUID) -> HttpResponse:
    """That device is signed out, at once."""
    devices.sign_out_device(by=request.reader, device=device, at=request.now)
    messages.success(request, _("It is signed out."))
    return _back()


@_own
@require_POST
def others_out(request: SignedIn) -> HttpResponse:
    """Every device but this one is signed out, at once."""
    key = request.session.session_key or ""
    devices.sign_out_others(by=request.reader, session_key=key, at=request.now)
    messages.success(request, _("Only this device is signed in now."))
    return _back()


@_own
@require_POST
def news(request: SignedIn) -> HttpResponse:
    """The answer to what every page said first."""
    answer, by, at = request.POST.get("answer", ""), request.reader, request.now
    if answer == "stop":
        own = Standing(by.roles, is_self=True)
        recoveries.stop(by=by, person=by.person, standing=own, at=at)
        messages.success(request, _("It is stopped. Nobody can come in that way."))
        return _back()
    try:
        device = UUID(request.POST.get("device", ""))
    except ValueError:
        raise NotFound from None
    if answer == "me":
        key = request.session.session_key or ""
        devices.know_device(by=by, session_key=key, device=device, at=at)
        messages.success(request, _("Good. It is known from now on."))
    elif answer == "out":
        devices.sign_out_device(by=by, device=device, at=at)
        messages.success(request, _("It is signed out. Now change your passphrase, to be safe."))
        return HttpResponseRedirect(reverse("account") + "#passphrase")
    else:
        raise NotFound
    return _back()


def _proved(request: SignedIn, how: str) -> None:
    """Whoever just set up a second step has proved it, under a key that nobody saw before."""
    request.session.cycle_key()
    request.session[SECOND] = how


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("ways-in"))


def _page(
    request: SignedIn, *, wrong: forms.Form | None = None, about: UUID | None = None
) -> HttpResponse:
    page = ways_in_page(request, about=about)
    shown = {"page": page, "new": PasskeyForm(), "proof": wrong or CodesForm()}
    if wrong is None:
        return render(request, "people/ways_in.html", {"form": shown["proof"], **shown})
    return with_form(request, "people/ways_in.html", wrong, shown)
