"""What someone needs or offers: read and written by themselves, or by the coordinator."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cairn.core.matching.template import Side
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.records.matching import commands, pauses, queries
from cairn.web.matching.forms import ProfileForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import with_form


@asks(Permission.PROFILE_READ)
def of_person(request: SignedIn, person: UUID) -> HttpResponse:
    """Someone's profile, for the coordinator."""
    return _profile(request, person, reverse("matching-profile", args=[person]))


@asks(Permission.PROFILE_READ)
def own(request: SignedIn) -> HttpResponse:
    """One's own profile."""
    return _profile(request, request.reader.person, reverse("profile"))


def _profile(request: SignedIn, person: UUID, url: str) -> HttpResponse:
    name, sides = queries.profile_of(reader=request.reader, person=person, at=request.now)
    side = _side(request, sides)
    mine = person == request.reader.person
    if request.method == "POST" and request.POST.get("act") in ("pause", "resume"):
        return _pause(request, person, f"{url}?side={side}")
    form = ProfileForm(request.POST or None, side=side, kept=sides[side], mine=mine, person=person)
    address = f"{url}?side={side}"
    if form.is_valid():
        commands.write_profile(
            by=request.reader, person=person, side=side, profile=form.profile(), at=request.now
        )
        messages.success(request, _("Kept. The next round will know."))
        return HttpResponseRedirect(address)
    return with_form(
        request,
        "matching/profile.html",
        form,
        {
            "name": name,
            "mine": mine,
            "side": side,
            "address": address,
            "pause": pause_words(request, person) if side == "mentor" else None,
            "tabs": [
                (
                    _("Looking for a mentor") if one == "mentee" else _("As a mentor"),
                    f"{url}?side={one}",
                    one == side,
                )
                for one in sides
            ]
            if len(sides) > 1
            else [],
        },
    )


def pause_words(request: SignedIn, person: UUID) -> dict[str, object]:
    """Whether a mentor is on a pause, in words."""
    found = pauses.pause_of(reader=request.reader, person=person, at=request.now)
    if found is None:
        return {"on": False, "told": ""}
    if found.until is None:
        return {"on": True, "told": _("Nobody new for now. Those you walk with stay.")}
    told = _("Nobody new up to {day}. Those you walk with stay.")
    return {"on": True, "told": told.format(day=date_format(found.until, "DATE_FORMAT"))}


def _pause(request: SignedIn, person: UUID, back: str) -> HttpResponse:
    if request.POST["act"] == "resume":
        pauses.resume(by=request.reader, person=person, at=request.now)
        messages.success(request, _("Welcome back. The next round will know."))
        return HttpResponseRedirect(back)
    until = parse_date(request.POST.get("until") or "")
    pauses.pause(by=request.reader, person=person, until=until, at=request.now)
    messages.success(request, _("Nobody new for now. Take the time you need."))
    return HttpResponseRedirect(back)


def _side(request: SignedIn, sides: Mapping[Side, object]) -> Side:
    asked = request.GET.get("side")
    if not sides:
        raise NotFound
    return next((side for side in sides if side == asked), next(iter(sides)))
