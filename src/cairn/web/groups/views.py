"""A cohort's group: what is on, when it met, who was there."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.records.groups import queries
from cairn.records.groups.commands import attend, hold
from cairn.web.groups import pages
from cairn.web.groups.forms import AttendanceForm, MeetingForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form


@asks(Permission.GROUP_HOLD)
@require_safe
def listed(request: SignedIn) -> HttpResponse:
    """The groups that the reader may hold."""
    found = queries.my_groups(reader=request.reader, today=request.today, at=request.now)
    return render(request, "groups/groups.html", {"groups": pages.group_lines(found)})


@asks(Permission.GROUP_HOLD)
def one(request: SignedIn, cohort: UUID) -> HttpResponse:
    """A group with its next agenda and its meetings; a POST says that it met."""
    found = queries.group(reader=request.reader, cohort=cohort, today=request.today, at=request.now)
    first = {
        "id": uuid4(),
        "day": request.today,
        "minutes": found.cohort.practice.group_minutes or 60,
    }
    form = MeetingForm(typed(request), initial=first)
    if form.is_valid():
        kept = form.cleaned_data
        try:
            hold(
                by=request.reader,
                cohort=cohort,
                meeting_id=kept["id"],
                day=kept["day"],
                minutes=kept["minutes"],
                today=request.today,
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return HttpResponseRedirect(reverse("group-meeting", args=[cohort, kept["id"]]))
    return with_form(request, "groups/group.html", form, {"page": pages.group_page(found)})


@asks(Permission.GROUP_HOLD)
def meeting(request: SignedIn, cohort: UUID, meeting: UUID) -> HttpResponse:
    """One meeting: its agenda, and who was there, in one tap for all or one for each."""
    found = queries.meeting_in_full(
        reader=request.reader, cohort=cohort, meeting=meeting, today=request.today, at=request.now
    )
    people = pages.attenders(found)
    there = [str(one.person) for one in found.people if one.came]
    form = AttendanceForm(typed(request), people=people, initial={"came": there})
    if form.is_valid():
        everyone = "everyone" in request.POST
        came = (
            [person for person, _name, _note in people] if everyone else form.cleaned_data["came"]
        )
        attend(
            by=request.reader,
            cohort=cohort,
            meeting=meeting,
            came=came,
            today=request.today,
            at=request.now,
        )
        messages.success(request, _("Kept. The minutes are with each of them."))
        return HttpResponseRedirect(reverse("group", args=[cohort]))
    return with_form(request, "groups/meeting.html", form, {"page": pages.meeting_page(found)})
