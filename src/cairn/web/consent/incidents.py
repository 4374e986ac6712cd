"""The workbook of incidents: what happened, how likely it did harm, who is told by when."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.consent import breaches
from cairn.records.consent.breaches import Assessment, Incident, Risk
from cairn.records.programs.queries import members
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.fields import Cards, Day

_RISKS = [
    (Risk.LOW, gettext_lazy("Little")),
    (Risk.SOME, gettext_lazy("Some")),
    (Risk.HIGH, gettext_lazy("Much")),
]


class IncidentForm(forms.Form):
    """What happened."""

    what = forms.CharField(
        label=gettext_lazy("What happened?"),
        help_text=gettext_lazy("In a few plain sentences, without names."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    happened_on = forms.DateField(label=gettext_lazy("When did it happen?"), widget=Day())
    found_on = forms.DateField(label=gettext_lazy("When was it found?"), widget=Day())


def _risk(label: object) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=_RISKS, widget=Cards(layout="across"))  # type: ignore[arg-type]


class AssessmentForm(forms.Form):
    """The four questions, and the judgment."""

    sensitive = _risk(gettext_lazy("How much did it tell, and of whom?"))
    wrong_person = _risk(gettext_lazy("How much could whoever got it do harm with it?"))
    really_seen = _risk(gettext_lazy("How likely was it really seen or taken?"))
    undone = _risk(gettext_lazy("How much risk is left after what you did about it?"))
    likely = forms.ChoiceField(
        label=gettext_lazy("Could it have done harm?"),
        help_text=gettext_lazy("Unless harm is very unlikely, the answer is yes."),
        choices=[
            ("yes", gettext_lazy("Yes: we tell people")),
            ("no", gettext_lazy("No: very unlikely")),
        ],
        widget=Cards(layout="across"),
    )
    reasons = forms.CharField(
        label=gettext_lazy("Why do you judge it so?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PersonForm(forms.Form):
    """One person whose record it touches, by the name they use here."""

    name = forms.CharField(
        label=gettext_lazy("Whose record does it touch?"),
        help_text=gettext_lazy("The name they use here."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True)
class IncidentCard:
    """One incident, finished."""

    id: UUID
    what: str
    pairs: tuple[tuple[str, str], ...]
    waiting: str
    people: tuple[tuple[UUID, str, str], ...]
    public_too: bool


@asks(Permission.BREACH_KEEP)
def incidents(request: SignedIn) -> HttpResponse:
    """The list, and a form to begin one."""
    form = IncidentForm(typed(request))
    if form.is_valid():
        try:
            found = breaches.open_incident(
                by=request.reader, today=request.today, at=request.now, **form.cleaned_data
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return HttpResponseRedirect(reverse("incident", args=[found]))
    cards = [_card(one) for one in breaches.incidents(reader=request.reader, at=request.now)]
    return with_form(request, "consent/incidents.html", form, {"incidents": cards})


@asks(Permission.BREACH_KEEP)
def one(request: SignedIn, incident: UUID) -> HttpResponse:
    """One incident; a POST keeps the assessment."""
    form = AssessmentForm(typed(request))
    if form.is_valid():
        told = dict(form.cleaned_data)
        likely = told.pop("likely") == "yes"
        reasons = told.pop("reasons")
        risks: dict[str, Any] = {name: Risk(word) for name, word in told.items()}
        breaches.assess(
            by=request.reader,
            incident=incident,
            assessment=Assessment(likely=likely, reasons=reasons, **risks),
            at=request.now,
        )
        messages.success(request, _("Kept."))
        return HttpResponseRedirect(reverse("incident", args=[incident]))
    return _page(request, incident, form, PersonForm())


@asks(Permission.BREACH_KEEP)
@require_POST
def touches(request: SignedIn, incident: UUID) -> HttpResponse:
    """Add one person whose record it touches."""
    form = PersonForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"].strip().casefold()
        listed = members(reader=request.reader, at=request.now, search=name).members
        found = [one.person for one in listed if one.name.casefold() == name]
        if found:
            breaches.add_affected(
                by=request.reader, incident=incident, people=found, at=request.now
            )
            return HttpResponseRedirect(reverse("incident", args=[incident]))
        form.add_error("name", _("Nobody here uses that name. Check how it is written."))
    return _page(request, incident, AssessmentForm(), form)


@asks(Permission.BREACH_KEEP)
@require_POST
def told(request: SignedIn, incident: UUID, person: UUID) -> HttpResponse:
    """Keep that someone has been told, today."""
    breaches.tell(
        by=request.reader, incident=incident, person=person, on=request.today, at=request.now
    )
    messages.success(request, _("Kept."))
    return HttpResponseRedirect(reverse("incident", args=[incident]))


def _page(
    request: SignedIn, incident: UUID, assessment: AssessmentForm, person: PersonForm
) -> HttpResponse:
    listed = breaches.incidents(reader=request.reader, at=request.now)
    found = [one for one in listed if one.id == incident]
    if not found:
        raise NotFound
    context = {"page": _card(found[0]), "assessment": assessment, "person": person}
    wrong = person if person.is_bound else assessment
    return with_form(request, "consent/incident.html", wrong, context)


def _card(one: Incident) -> IncidentCard:
    judged = {None: _("Not judged yet"), True: _("Harm is possible"), False: _("Very unlikely")}
    pairs = [
        (_("Happened"), _day(one.happened_on)),
        (_("Found"), _day(one.found_on)),
        (_("Tell people by"), _day(one.due_on)),
        (_("Harm"), judged[one.likely]),
        *([(_("Because"), one.reasons)] if one.reasons else []),
    ]
    waiting = ngettext("{count} person to tell", "{count} people to tell", one.waiting)
    return IncidentCard(
        id=one.id,
        what=one.what,
        pairs=tuple(pairs),
        waiting=waiting.format(count=one.waiting) if one.waiting else "",
        people=tuple((who, name, _day(day) if day else "") for who, name, day in one.affected),
        public_too=one.public_too,
    )


def _day(day: Any) -> str:
    return formats.date_format(day, "DATE_FORMAT")
