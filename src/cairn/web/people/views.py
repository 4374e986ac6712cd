"""Signing out, coming in by a link, and getting back in with a code."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from cairn.core.consent.readers import machine
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.people import commands as people
from cairn.records.programs import commands as programs
from cairn.records.programs import doors
from cairn.records.programs import queries as programs_queries
from cairn.web.people import pages
from cairn.web.people.door import pass_on
from cairn.web.people.forms import FirstForm, JoinForm, KeptForm, RecoveryForm
from cairn.web.shell.access import Request, SignedIn, asks, at_the_door, public
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.entering import choose_program, enter, go_out, place_of
from cairn.web.shell.pace import NEWCOMERS, paced
from cairn.web.shell.words import said

NewAccount = tuple[UUID, tuple[str, ...]]


@asks(Permission.ACCOUNT_CHANGE, before_second=True)
@require_POST
def sign_out(request: SignedIn) -> HttpResponse:
    """Out, and nothing left behind in the browser."""
    return go_out(request)


@public("whoever holds an invitation link has no account yet")
@sensitive_post_parameters("passphrase")
@paced(NEWCOMERS)
@at_the_door
def invitation(request: Request, token: str) -> HttpResponse:
    """A new account in a role of a program; signed in, the same link joins the account one has."""
    invited = programs_queries.invitation(token, at=request.now)
    choose_program(request, invited.program.id)

    def make(form: JoinForm) -> NewAccount:
        return doors.accept_invitation(
            by=machine("the-door"),
            token=token,
            alias=form.cleaned_data["alias"],
            passphrase=form.cleaned_data["passphrase"],
            language=form.cleaned_data["language"],
            at=request.now,
        )

    page = pages.invited_page(invited.program, invited.role)
    joining = "" if invited.for_listed_person else reverse("invitation-join", args=[token])
    return _new_account(request, JoinForm, make, page, join_url=joining)


@asks(Permission.ACCOUNT_CHANGE)
@require_POST
@at_the_door
def join_with_account(request: SignedIn, token: str) -> HttpResponse:
    """Take an invitation with the account that is signed in."""
    joined = doors.join_by_invitation(by=request.reader, token=token, at=request.now)
    choose_program(request, joined)
    return HttpResponseRedirect(reverse("home"))


@public("an open door is for people who have no account yet")
@sensitive_post_parameters("passphrase")
@paced(NEWCOMERS)
@at_the_door
def join(request: Request, door: str) -> HttpResponse:
    """Come in by oneself, where the program has opened its door."""
    program = programs_queries.by_door(door)
    choose_program(request, program.id)

    def make(form: JoinForm) -> NewAccount:
        return doors.refer_oneself(
            by=machine("the-door"),
            program=program.id,
            alias=form.cleaned_data["alias"],
            passphrase=form.cleaned_data["passphrase"],
            language=form.cleaned_data["language"],
            at=request.now,
        )

    return _new_account(request, JoinForm, make, pages.door_page(program))


@public("an empty installation has nobody who could sign in")
@sensitive_post_parameters("passphrase")
@paced(NEWCOMERS)
@at_the_door
def first(request: Request, token: str) -> HttpResponse:
    """The first program and its coordinator, by the link that an empty start prints."""
    if not programs.first_door_stands(token):
        raise NotFound

    def make(form: JoinForm) -> NewAccount:
        return programs.enter_first_door(
            by=machine("first-start"), token=token, at=request.now, **form.cleaned_data
        )

    return _new_account(request, FirstForm, make, pages.first_page())


@public("whoever lost their passphrase is signed out")
@sensitive_post_parameters("passphrase", "code")
@at_the_door
def recovery(request: Request) -> HttpResponse:
    """Back in with a printed code and a new passphrase."""
    form = RecoveryForm(typed(request))
    if form.is_valid():
        try:
            person = people.recover(
                by=machine("recovery"),
                at=request.now,
                place=place_of(request),
                **form.cleaned_data,
            )
        except Invalid as fault:
            blame(form, fault)
        except people.NoWayIn as fault:
            form.add_error(None, said(fault.phrase))
        else:
            return pass_on(request, person, shared=False, after=reverse("account"))
    return with_form(request, "people/recovery.html", form, {})


@asks(Permission.ACCOUNT_CHANGE, before_second=True)
@require_POST
def codes_kept(request: SignedIn) -> HttpResponse:
    """On from the codes, once they are kept. They are shown once, so a missing tick shows the way."""
    form = KeptForm(request.POST)
    if form.is_valid():
        return HttpResponseRedirect(reverse("home"))
    return with_form(request, "people/codes_missed.html", form, {})


def _new_account(
    request: Request,
    kind: type[JoinForm],
    make: Callable[[JoinForm], NewAccount],
    page: pages.Welcome,
    *,
    join_url: str = "",
) -> HttpResponse:
    """The form of a new account; once made, its codes, in the answer itself.

    The codes are never stored readable, not even in a session, so this one POST is
    answered by a page instead of a redirect.
    """
    language = get_language() or "en"
    form = kind(typed(request), initial={"language": language}, **pages.offers(language))  # type: ignore[arg-type]
    if form.is_valid():
        try:
            person, codes = make(form)
        except Invalid as fault:
            blame(form, fault)
        else:
            enter(request, person, at=request.now, first_time=True)
            return codes_page(request, codes)
    return with_form(request, "people/join.html", form, {"page": page, "join_url": join_url})


def codes_page(request: Request, codes: tuple[str, ...]) -> HttpResponse:
    """The ten codes, shown this once."""
    return render(request, "people/codes.html", {"codes": codes, "form": KeptForm()})
