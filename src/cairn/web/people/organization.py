"""Staff who sign in through their organization: out to it and back; off unless the operator set it."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from cairn.core.people.organizations import NotLetIn, Organization
from cairn.core.shared.refusals import NotFound, Refusal
from cairn.records.people.tries import try_door
from cairn.records.tokens.outside import person_behind
from cairn.web.people.door import pass_on
from cairn.web.people.forms import SignInForm
from cairn.web.people.openid import Asked, where_to, who_came
from cairn.web.shell.access import Request, at_the_door, public
from cairn.web.shell.answers import with_form
from cairn.web.shell.entering import place_of
from cairn.web.shell.words import said

ASKED = "organization"


@public("staff are not signed in before their organization says who they are")
@require_safe
def out(request: Request) -> HttpResponse:
    """On to the organization's own sign-in page."""
    organization = _organization()
    try:
        _slowly(request)
        page, asked = where_to(organization, back=_back(request))
    except Refusal as fault:
        return _no(request, fault)
    request.session[ASKED] = asked.kept()
    return HttpResponseRedirect(page)


@public("staff come back from their organization before they are signed in")
@require_safe
@at_the_door
def back(request: Request) -> HttpResponse:
    """In, if the organization's word is good and was given to the one who asked for it."""
    organization, kept = _organization(), request.session.pop(ASKED, None)
    try:
        _slowly(request)
        if kept is None or not constant_time_compare(request.GET.get("state", ""), kept["state"]):
            raise NotLetIn
        subject = who_came(
            organization,
            back=_back(request),
            code=request.GET.get("code", ""),
            asked=Asked(**kept),
            at=request.now,
        )
        person = person_behind(organization.issuer, subject, at=request.now)
        if person is None:
            raise NotLetIn
    except Refusal as fault:
        return _no(request, fault)
    return pass_on(request, person, shared=False, after=reverse("home"))


def _organization() -> Organization:
    found: Organization | None = settings.CAIRN.organization
    if found is None:
        raise NotFound
    return found


def _slowly(request: Request) -> None:
    """Each try makes us ask a server elsewhere, so nobody tries often."""
    place = place_of(request)
    try_door(door="organization", name=place.address, place=place, at=request.now)


def _back(request: Request) -> str:
    return request.build_absolute_uri(reverse("organization-back"))


def _no(request: Request, fault: Refusal) -> HttpResponse:
    form = SignInForm({})
    form.errors.clear()
    form.add_error(None, said(fault.phrase))
    return with_form(request, "people/sign_in.html", form, {"after": reverse("home")})
