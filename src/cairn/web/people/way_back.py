"""The way back for someone who lost their phone and codes: vouched for, waited for, handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from cairn.core.consent.readers import machine
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.mentorships import vouching
from cairn.records.people import recoveries
from cairn.web.people.forms import NewPassphraseForm
from cairn.web.people.views import codes_page
from cairn.web.shell.access import Request, SignedIn, asks, at_the_door, public
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.entering import enter
from cairn.web.shell.words import said


@asks(Permission.RECOVERY_VOUCH)
def way_back(request: SignedIn, person: UUID) -> HttpResponse:
    """Where it stands; a POST takes the next step, or stops it."""
    reader, at = request.reader, request.now
    if request.method == "POST":
        act = request.POST.get("act", "")
        try:
            if act == "finish":
                token = vouching.let_back_in(by=reader, person=person, at=at)
                address = request.build_absolute_uri(reverse("way-back-in", args=[token]))
                return render(request, "people/way_back_link.html", {"address": address})
            if act == "stop":
                vouching.call_off(by=reader, person=person, at=at)
                messages.success(request, _("It is stopped."))
            else:
                vouching.vouch(by=reader, person=person, at=at)
        except (recoveries.TooEarly, recoveries.OneIsNotEnough) as fault:
            messages.warning(request, said(fault.phrase))
        return HttpResponseRedirect(reverse("way-back", args=[person]))
    page = vouching.way_back(reader=reader, person=person, at=at)
    standing = page.recovery
    shown = {
        "name": page.name,
        "has_account": page.has_account,
        "standing": standing is not None,
        "ready": standing is not None and standing.ready(at),
        "may_finish": page.may_finish,
        "when": formats.date_format(timezone.localtime(standing.ready_at), "DATETIME_FORMAT")
        if standing
        else "",
    }
    return render(request, "people/way_back.html", shown)


@public("whoever lost phone and codes is signed out, and was handed this link in person")
@sensitive_post_parameters("passphrase")
@at_the_door
def way_back_in(request: Request, token: str) -> HttpResponse:
    """A new passphrase, and ten new codes; the lost phone is out."""
    if not recoveries.link_stands(token, at=request.now):
        raise NotFound
    form = NewPassphraseForm(typed(request))
    if form.is_valid():
        try:
            person, codes = recoveries.come_back(
                by=machine("recovery"),
                token=token,
                passphrase=form.cleaned_data["passphrase"],
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            enter(request, person, at=request.now, first_time=True)
            return codes_page(request, tuple(codes))
    return with_form(request, "people/way_back_in.html", form, {})
