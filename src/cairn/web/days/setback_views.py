"""A setback in two taps, what follows it, and taking it back."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from cairn.core.consent.leaves import DataClass
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.days.queries import own_newest
from cairn.records.days.setbacks import take_back, tell_setback
from cairn.records.mentorships.caseloads import around_me
from cairn.web.days.pages import who_sees
from cairn.web.days.setback_pages import setback_page
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.words import said


class SetbackForm(forms.Form):
    """When it was; each answer is a button of its own."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    day = forms.TypedChoiceField(
        label=gettext_lazy("When was it?"),
        coerce=date.fromisoformat,
        error_messages={"required": gettext_lazy("Choose today or yesterday.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        yesterday = today - timedelta(days=1)
        self.fields["day"].choices = [  # type: ignore[attr-defined]
            (today.isoformat(), _("It was today")),
            (yesterday.isoformat(), _("It was yesterday")),
        ]


@asks(Permission.DAY_RECORD)
def setback(request: SignedIn) -> HttpResponse:
    """Say that there was use, today or yesterday."""
    around = around_me(reader=request.reader, data_class=DataClass.DAYS, at=request.now)
    form = SetbackForm(typed(request), today=request.today)
    if form.is_valid():
        try:
            kept = tell_setback(
                by=request.reader,
                day=form.cleaned_data["day"],
                check_in_id=form.cleaned_data["id"],
                today=request.today,
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return HttpResponseRedirect(reverse("setback-told", args=[kept]))
    return with_form(request, "days/setback.html", form, {"sees": who_sees(around)})


@asks(Permission.DAY_RECORD)
def told(request: SignedIn, check_in: UUID) -> HttpResponse:
    """Warm words, what could help, and a way to undo it."""
    newest = own_newest(reader=request.reader, check_in=check_in)
    if newest is None:
        raise NotFound
    around = around_me(reader=request.reader, data_class=DataClass.DAYS, at=request.now)
    page = setback_page(
        reader=request.reader,
        check_in=check_in,
        told=newest,
        around=around,
        today=request.today,
        at=request.now,
    )
    return render(request, "days/setback_told.html", {"page": page})


@asks(Permission.DAY_RECORD)
@require_POST
def undo(request: SignedIn, check_in: UUID) -> HttpResponse:
    """Take it back; what was said before holds again."""
    try:
        take_back(by=request.reader, check_in=check_in, at=request.now)
    except Invalid as fault:
        messages.info(request, said(fault.phrase))
    else:
        messages.success(request, _("Undone. What you said before holds again."))
    return HttpResponseRedirect(reverse("today"))
