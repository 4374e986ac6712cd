"""The people of a program: the list, one person, roles, invitations, who supervises."""

import csv
import io
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.people.permissions import Permission
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.consent import disclosures
from cairn.records.mentorships.commands import oversee
from cairn.records.programs import commands as programs
from cairn.records.programs import doors
from cairn.web.programs import pages
from cairn.web.programs.forms import FilterForm, RoleForm, SupervisorForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import typed, with_form
from cairn.web.shell.packets import as_zip
from cairn.web.shell.words import said


@asks(Permission.PEOPLE_READ)
@require_safe
def listed(request: SignedIn) -> HttpResponse:
    """Everyone in the program, by name."""
    search, role, number = FilterForm(request.GET).wanted()
    page = pages.people_page(
        reader=request.reader, at=request.now, search=search, role=role, page=number
    )
    return render(request, "programs/people.html", {"page": page})


@asks(Permission.PEOPLE_READ)
@require_POST
def take_out(request: SignedIn) -> HttpResponse:
    """The list as a file. It leaves the house: a POST, with its notice, on trail and ledger."""
    search, role, _page = FilterForm(request.POST).wanted()
    out = programs.take_list_out(by=request.reader, at=request.now, role=role, search=search)
    packet = disclosures.take_out(
        by=request.reader,
        people={one.person: Relation.MEMBER for one in out},
        data_classes=[DataClass.IDENTITY],
        purpose=Purpose.RUNNING,
        at=request.now,
    )
    text = io.StringIO()
    csv.writer(text).writerows(pages.as_csv(out))
    return as_zip("list.zip", packet, {"list.csv": text.getvalue().encode()})


@asks(Permission.INVITE)
def invite(request: SignedIn) -> HttpResponse:
    """A single-use link into a role, shown this once."""
    form = RoleForm(typed(request))
    if form.is_valid():
        token = doors.invite(
            by=request.reader, role=Role(form.cleaned_data["role"]), at=request.now
        )
        return _link(request, token, name="")
    return with_form(request, "programs/invite.html", form, {})


@asks(Permission.INVITE)
@require_POST
def invite_listed(request: SignedIn, person: UUID) -> HttpResponse:
    """A single-use link by which a listed person opens their own account."""
    page = pages.person_page(reader=request.reader, person=person, at=request.now)
    if not page.roles:
        raise NotFound
    token = doors.invite(
        by=request.reader, role=Role(page.roles[0].value), at=request.now, for_person=person
    )
    return _link(request, token, name=page.facts.name)


@asks(Permission.PEOPLE_READ)
def one(request: SignedIn, person: UUID) -> HttpResponse:
    """One person; a POST gives them one more role."""
    page = pages.person_page(reader=request.reader, person=person, at=request.now)
    held = [Role(role.value) for role in page.roles]
    form = RoleForm(typed(request), without=held)
    if form.is_valid():
        programs.give_roles(
            by=request.reader,
            program=request.reader.here,
            people=[person],
            role=Role(form.cleaned_data["role"]),
            at=request.now,
        )
        messages.success(request, _("The role is given."))
        return _back(person)
    return _person(request, page, form, SupervisorForm(people=page.supervisors))


@asks(Permission.ROLE_GIVE)
@require_POST
def end_role(request: SignedIn, person: UUID) -> HttpResponse:
    """End one role; what the person did stays under their name."""
    asked = request.POST.get("role", "")
    if asked not in {role.value for role in Role}:
        raise NotFound
    try:
        programs.end_role(by=request.reader, person=person, role=Role(asked), at=request.now)
    except programs.LastCoordinator as fault:
        messages.warning(request, said(fault.phrase))
    else:
        messages.success(request, _("The role has ended."))
    return _back(person)


@asks(Permission.OVERSIGHT_GIVE)
@require_POST
def supervisor(request: SignedIn, person: UUID) -> HttpResponse:
    """Say who stands behind a mentor from now on."""
    page = pages.person_page(reader=request.reader, person=person, at=request.now)
    if not page.is_mentor:
        raise NotFound
    form = SupervisorForm(request.POST, people=page.supervisors)
    if form.is_valid():
        oversee(
            by=request.reader,
            program=request.reader.here,
            supervisor=form.cleaned_data["supervisor"],
            mentor=person,
            at=request.now,
        )
        messages.success(request, _("Kept."))
        return _back(person)
    held = [Role(role.value) for role in page.roles]
    return _person(request, page, RoleForm(without=held), form)


def _person(
    request: SignedIn, page: pages.PersonPage, roles: RoleForm, supervisor: SupervisorForm
) -> HttpResponse:
    shown = {"page": page, "roles": roles, "supervisor": supervisor}
    wrong = supervisor if supervisor.is_bound else roles
    return with_form(request, "programs/person.html", wrong, shown)


def _link(request: SignedIn, token: str, *, name: str) -> HttpResponse:
    """The page with the link. Only its fingerprint is kept, so it cannot be shown again."""
    address = request.build_absolute_uri(reverse("invitation", args=[token]))
    shown = {"address": address, "name": name, "days": doors.INVITATION_DAYS}
    return render(request, "programs/link.html", shown)


def _back(person: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("person", args=[person]))
