"""What went out of a record, and writing down what was given in an emergency."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cairn.core.consent.leaves import DATA_CLASS_NAMES, PURPOSE_NAMES, DataClass
from cairn.core.consent.packets import BASIS_NAMES
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.records.consent.accounts import Given, Receiver, accounting, recipients
from cairn.records.consent.disclosures import EmergencyIncomplete, break_glass, in_emergency
from cairn.records.people.queries import names_of
from cairn.web.consent.paper_forms import PARTS
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.fields import Ticks
from cairn.web.shell.words import said


@dataclass(frozen=True)
class Gone:
    """One line of the ledger, finished."""

    when: str
    whom: str
    basis: str
    pairs: tuple[tuple[str, str], ...]


class EmergencyForm(forms.Form):
    """What the law wants written down at once (42 CFR 2.51), every line of it."""

    recipient = forms.CharField(label=gettext_lazy("Who got it?"), max_length=120, required=False)
    affiliation = forms.CharField(
        label=gettext_lazy("Where do they work?"),
        help_text=gettext_lazy("The hospital or service of the medical staff."),
        max_length=120,
        required=False,
    )
    nature = forms.CharField(
        label=gettext_lazy("What was the emergency?"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What was given?"), widget=Ticks(), required=False
    )
    given_at = forms.DateTimeField(
        label=gettext_lazy("When?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts"].choices = [  # type: ignore[attr-defined]
            (part, said(DATA_CLASS_NAMES[part])) for part in PARTS
        ]


@asks(Permission.ACCOUNTING_READ)
@require_safe
def given(request: SignedIn) -> HttpResponse:
    """What went out of one's own record."""
    return _account(request, request.reader.person, "")


@asks(Permission.ACCOUNTING_READ)
@require_safe
def given_of(request: SignedIn, person: UUID) -> HttpResponse:
    """What went out of someone's record, for who answers for the program."""
    return _account(request, person, names_of([person]).get(person, ""))


@asks(Permission.EMERGENCY_KEEP)
def emergency(request: SignedIn, person: UUID) -> HttpResponse:
    """Write down what was given to medical staff in an emergency."""
    name = in_emergency(reader=request.reader, subject=person, at=request.now)
    form = EmergencyForm(typed(request))
    if form.is_valid():
        told = form.cleaned_data
        try:
            break_glass(
                by=request.reader,
                subject=person,
                recipient=told["recipient"],
                affiliation=told["affiliation"],
                nature=told["nature"],
                data_classes=[DataClass(part) for part in told["parts"]],
                given_at=told["given_at"],
                at=request.now,
            )
        except EmergencyIncomplete as fault:
            for name in fault.fields:
                form.add_error(name, _("This line is needed. The law asks for it."))
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Written down. They will see it on their own page."))
            return HttpResponseRedirect(reverse("today"))
    return with_form(request, "consent/emergency.html", form, {"name": name})


def _account(request: SignedIn, person: UUID, name: str) -> HttpResponse:
    lines = accounting(reader=request.reader, subject=person, at=request.now)
    outside = recipients(reader=request.reader, subject=person, at=request.now)
    context = {
        "lines": [_line(one) for one in lines],
        "receivers": [_receiver(one) for one in outside],
        "name": name,
    }
    return render(request, "consent/given.html", context)


def _receiver(one: Receiver) -> tuple[str, str]:
    parts = ", ".join(said(DATA_CLASS_NAMES[part]) for part in one.parts)
    return one.name, _("last on {day}: {parts}").format(day=_moment(one.last), parts=parts)


def _line(one: Given) -> Gone:
    whom = ", ".join(word for word in (one.recipient, one.affiliation) if word)
    pairs = [
        (_("What"), ", ".join(said(DATA_CLASS_NAMES[part]) for part in one.parts)),
        (_("What for"), said(PURPOSE_NAMES[one.purpose])),
        (_("Given by"), one.by or _("Someone who is gone")),
        *([(_("The emergency"), one.nature)] if one.nature else []),
    ]
    return Gone(_moment(one.at), whom or one.by, said(BASIS_NAMES[one.basis]), tuple(pairs))


def _moment(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
