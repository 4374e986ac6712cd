"""Where a coordinator says which sign-in at the organization opens a staff account."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.tokens.outside import comes_in_by_organization, let_in, shut_out
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form


class SubjectForm(forms.Form):
    """What the organization calls someone: a fixed word or number, never an e-mail address."""

    subject = forms.CharField(
        label=gettext_lazy("What your organization calls them"),
        help_text=gettext_lazy("The “sub” of their account there. It is not their e-mail address."),
        max_length=255,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@asks(Permission.INVITE)
def organization(request: SignedIn, person: UUID) -> HttpResponse:
    """Let their organization's sign-in open a staff account, or no more."""
    found = settings.CAIRN.organization
    if found is None:
        raise NotFound
    stands = comes_in_by_organization(reader=request.reader, person=person, at=request.now)
    here = reverse("person-organization", args=[person])
    if request.POST.get("act") == "end":
        shut_out(by=request.reader, person=person, at=request.now)
        messages.success(request, _("It opens nothing any more."))
        return HttpResponseRedirect(here)
    form = SubjectForm(typed(request))
    if form.is_valid():
        try:
            let_in(
                by=request.reader,
                person=person,
                issuer=found.issuer,
                subject=form.cleaned_data["subject"],
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Kept. They can sign in through your organization now."))
            return HttpResponseRedirect(here)
    shown = {"stands": stands, "person": person, "issuer": found.issuer}
    return with_form(request, "tokens/organization.html", form, shown)
