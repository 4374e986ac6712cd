"""Tokens for other programs: made, shown once, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.records.tokens.commands import make_token, revoke_token
from cairn.records.tokens.queries import own_tokens
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.tokens.forms import TokenForm
from cairn.web.tokens.pages import card


@asks(Permission.ACCOUNT_CHANGE)
@sensitive_post_parameters("passphrase")
def tokens(request: SignedIn) -> HttpResponse:
    """The tokens that work now, and a form for another; a new one is shown this once."""
    form = TokenForm(typed(request), initial={"days": 30})
    if form.is_valid():
        try:
            secret = make_token(by=request.reader, at=request.now, **form.wish)
        except Invalid as fault:
            blame(form, fault)
        else:
            return render(request, "tokens/made.html", {"token": secret})
    own = own_tokens(reader=request.reader, at=request.now)
    shown = {"tokens": [card(one) for one in own], "member": request.reader.program is not None}
    return with_form(request, "tokens/tokens.html", form, shown)


@asks(Permission.ACCOUNT_CHANGE)
@require_POST
def end(request: SignedIn, own_token: UUID) -> HttpResponse:
    """Take one back."""
    revoke_token(by=request.reader, token=own_token, at=request.now)
    messages.success(request, _("It opens nothing any more."))
    return HttpResponseRedirect(reverse("tokens"))
