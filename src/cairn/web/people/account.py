"""One's own account: what it shows, and each thing that can be changed."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.people import commands as people
from cairn.records.people.sign_in import ByAlias
from cairn.records.programs.queries import programs_of
from cairn.web.people import pages
from cairn.web.people.forms import CodesForm, PassphraseForm, PreferencesForm
from cairn.web.people.views import codes_page
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.entering import choose_program


@asks(Permission.ACCOUNT_CHANGE)
def show(request: SignedIn) -> HttpResponse:
    """The account; language, time zone and light are changed right here."""
    form = PreferencesForm(typed(request))
    if form.is_valid():
        people.set_preferences(by=request.reader, at=request.now, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("account"))
    return _page(request, preferences=form if form.is_bound else None)


@asks(Permission.ACCOUNT_CHANGE)
@require_POST
@sensitive_post_parameters("old", "new")
def passphrase(request: SignedIn) -> HttpResponse:
    """A new passphrase; every other browser that was signed in is out."""
    form = PassphraseForm(request.POST)
    if form.is_valid():
        try:
            people.change_passphrase(by=request.reader, at=request.now, **form.cleaned_data)
        except Invalid as fault:
            blame(form, fault)
        else:
            changed = ByAlias().get_user(request.reader.person)
            if changed is not None:
                update_session_auth_hash(request, changed)
            messages.success(request, _("Your passphrase is new. Other devices are signed out."))
            return HttpResponseRedirect(reverse("account"))
    return _page(request, passphrase=form)


@asks(Permission.ACCOUNT_CHANGE)
@require_POST
@sensitive_post_parameters("passphrase")
def codes(request: SignedIn) -> HttpResponse:
    """Ten new codes, proved by the passphrase; the old ones no longer work."""
    form = CodesForm(request.POST)
    if form.is_valid():
        try:
            fresh = people.renew_codes(
                by=request.reader, passphrase=form.cleaned_data["passphrase"], at=request.now
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return codes_page(request, fresh)
    return _page(request, codes=form)


@asks(Permission.ACCOUNT_CHANGE)
@require_POST
def program(request: SignedIn) -> HttpResponse:
    """Go over to another of one's programs."""
    asked = request.POST.get("program", "")
    held = {str(one.id) for one in programs_of(request.reader.person, at=request.now)}
    if asked not in held:
        raise NotFound
    choose_program(request, UUID(asked))
    return HttpResponseRedirect(reverse("home"))


def _page(
    request: SignedIn,
    *,
    preferences: forms.Form | None = None,
    passphrase: forms.Form | None = None,
    codes: forms.Form | None = None,
) -> HttpResponse:
    page = pages.account_page(reader=request.reader, at=request.now)
    known = {
        "language": page.account.language,
        "theme": page.account.theme,
        "time_zone": page.account.time_zone,
    }
    preferences = preferences or PreferencesForm(initial=known)
    shown = {
        "page": page,
        "preferences": preferences,
        "passphrase": passphrase or PassphraseForm(),
        "codes": codes or CodesForm(),
    }
    return with_form(request, "people/account.html", passphrase or codes or preferences, shown)
