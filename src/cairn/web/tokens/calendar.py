"""One's own times in one's own calendar app."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.people.permissions import Permission
from cairn.records.tokens.calendars import make_calendar_key
from cairn.web.shell.access import SignedIn, asks


@asks(Permission.ACCOUNT_CHANGE)
def own(request: SignedIn) -> HttpResponse:
    """What a calendar would see; a POST makes its address, shown this once."""
    address = ""
    if request.method == "POST":
        key = make_calendar_key(by=request.reader, label=_("My calendar"), at=request.now)
        address = request.build_absolute_uri(reverse("calendar", args=[key]))
    return render(request, "tokens/calendar.html", {"address": address})
