"""Leaving quickly; the cover and taking it away; what one wishes for on one's phone."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.records.cover import commands
from cairn.records.cover.commands import Opening
from cairn.records.cover.queries import wishes_of
from cairn.web.cover.forms import InTheHandForm, UncoverForm
from cairn.web.cover.pages import cover_page
from cairn.web.shell import covering
from cairn.web.shell.access import Request, SignedIn, asks, public
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.context import LEAVE_TO
from cairn.web.shell.entering import FORGET, go_out, safe_address


@public("whoever must leave at once is let go, whoever they are")
@csrf_exempt
@require_POST
def leave(request: Request) -> HttpResponse:
    """Out of the session and on to a dull page, which takes this one's place in the history.

    No token is asked, so that a page left open too long still leads out; another site's
    form comes without the session's cookie and signs nobody out.
    """
    logout(request)
    response = render(request, "cover/left.html", {"leave_url": None})
    response.headers["Refresh"] = f"0; url={LEAVE_TO}"
    response.headers["Clear-Site-Data"] = FORGET
    return response


@public("a cover stands where nobody has shown yet who they are")
@sensitive_post_parameters("secret")
def cover(request: Request) -> HttpResponse:
    """The dull page. The number or the passphrase leads back; too many misses end the session."""
    look = covering.look_of(request.session)
    after = safe_address(request, request.GET.get("next", ""), reverse("home"))
    if not look or not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("home"))
    form = UncoverForm(typed(request))
    if form.is_valid():
        opening = commands.uncover(
            by=Reader(person=request.user.pk), secret=form.cleaned_data["secret"], at=request.now
        )
        if opening is Opening.SHUT:
            return go_out(request)
        if opening is Opening.OPEN:
            covering.uncover(request.session, at=request.now)
            return HttpResponseRedirect(after)
        form.add_error("secret", _("Try again."))
    covering.cover(request.session)
    return with_form(request, "cover/cover.html", form, {"page": cover_page(look)})


@public("a page that is put away lays the cover, and cannot wait for a token")
@csrf_exempt
@require_POST
def lay(request: Request) -> HttpResponse:
    """Lay the cover now; where there is none, nothing happens."""
    covering.cover(request.session)
    return HttpResponse(content_type="text/plain; charset=utf-8")


@asks(Permission.ACCOUNT_CHANGE)
@sensitive_post_parameters("pin", "passphrase")
def in_the_hand(request: SignedIn) -> HttpResponse:
    """What one wishes for on one's phone, with what each wish does and does not do."""
    now = wishes_of(request.reader.person)
    form = InTheHandForm(
        typed(request),
        has_pin=now.has_pin,
        initial={"one_entry": now.one_entry, "look": now.look},
    )
    if form.is_valid():
        try:
            wishes = commands.wish(by=request.reader, at=request.now, **form.cleaned_data)
        except Invalid as fault:
            blame(form, fault)
        else:
            covering.wear(request.session, wishes, at=request.now)
            messages.success(
                request,
                _("Kept, and true on this phone now. On others, from when you next sign in."),
            )
            return HttpResponseRedirect(reverse("in-the-hand"))
    return with_form(request, "cover/in_the_hand.html", form, {})
