"""The day calendar: past days filled in, alone or together; memory anchors."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn.core.days.looking_back import Said
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.records.days.calendar import Calendar, calendar_together, own_anchors, own_calendar
from cairn.records.days.looking_back import (
    Filled,
    add_anchor,
    fill_in,
    fill_in_together,
    remove_anchor,
)
from cairn.web.days import calendar_pages as pages
from cairn.web.days.calendar_forms import AnchorForm, FillForm
from cairn.web.days.months import asked_month
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form


@asks(Permission.DAY_RECORD)
def fill(request: SignedIn) -> HttpResponse:
    """One's own past days: tick some, or name a stretch, and say once how they were."""
    month = asked_month(request.GET.get("month", ""), request.today)
    first, last = _span(month)
    calendar = own_calendar(reader=request.reader, first_day=first, last_day=last)
    return _filling(request, calendar, month, reverse("days-fill"))


@asks(Permission.DAY_INTERVIEW)
def together(request: SignedIn, sharer: UUID) -> HttpResponse:
    """The same with someone who gave leave and sits beside one."""
    month = asked_month(request.GET.get("month", ""), request.today)
    first, last = _span(month)
    calendar = calendar_together(
        reader=request.reader, person=sharer, first_day=first, last_day=last, at=request.now
    )
    return _filling(request, calendar, month, reverse("days-together", args=[sharer]))


@asks(Permission.DAY_RECORD)
def anchors(request: SignedIn) -> HttpResponse:
    """What helps to remember: one's own paydays, court days, stays."""
    form = AnchorForm(typed(request))
    if form.is_valid() and form.anchor is not None:
        add_anchor(
            by=request.reader,
            anchor=form.anchor,
            anchor_id=form.cleaned_data["id"],
            at=request.now,
        )
        messages.success(request, _("Kept. You see it in the calendar."))
        return HttpResponseRedirect(reverse("anchors"))
    lines = own_anchors(reader=request.reader)
    listed = [(line.id, *pages.anchor_words(line)) for line in lines]
    return with_form(request, "days/anchors.html", form, {"anchors": listed})


@asks(Permission.DAY_RECORD)
@require_POST
def anchor_remove(request: SignedIn, anchor: UUID) -> HttpResponse:
    """Take one off the calendar."""
    remove_anchor(by=request.reader, anchor=anchor, at=request.now)
    return HttpResponseRedirect(reverse("anchors"))


def _filling(request: SignedIn, calendar: Calendar, month: date, here: str) -> HttpResponse:
    offered = pages.offered(month, request.today, calendar.first_day)
    form = FillForm(typed(request), offered=offered, together_with=calendar.name)
    if form.is_valid() and form.said is not None:
        try:
            filled = _keep(request, calendar, form, form.said)
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, pages.filled_words(filled))
            return HttpResponseRedirect(f"{here}?month={month:%Y-%m}")
    page = pages.fill_page(calendar, month, request.today, here)
    return with_form(request, "days/fill.html", form, {"page": page})


def _keep(request: SignedIn, calendar: Calendar, form: FillForm, said: Said) -> Filled:
    chosen, now = form.cleaned_data["days"], request.now
    if not calendar.name:
        return fill_in(
            by=request.reader,
            said=said,
            chosen=chosen,
            stretch=form.stretch,
            today=request.today,
            at=now,
        )
    return fill_in_together(
        by=request.reader,
        person=calendar.person,
        present=form.cleaned_data["present"],
        said=said,
        chosen=chosen,
        stretch=form.stretch,
        today=request.today,
        at=now,
    )


def _span(month: date) -> tuple[date, date]:
    weeks = pages.month_weeks(month)
    return weeks[0][0], weeks[-1][-1]
