"""What would help: whom to look for, where places run out, and trying a limit without harm."""

from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from cairn.core.matching.supposing import CAN_BE_LIFTED, Supposed, Wish
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.records.matching.outlook import Outlook, outlook
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame
from cairn.web.shell.fields import Ticks
from cairn.web.shell.words import said

LIFTED = {
    "language": gettext_lazy("A shared language"),
    "wished_gender": gettext_lazy("The wished gender"),
    "availability": gettext_lazy("A shared free hour"),
    "distance": gettext_lazy("Near enough to meet"),
    "medication": gettext_lazy("Accepting medication"),
    "certification": gettext_lazy("Being certified"),
}


class WishForm(forms.Form):
    """What to suppose; blank is as it is."""

    lifted = forms.MultipleChoiceField(
        label=gettext_lazy("Try without"),
        help_text=gettext_lazy("Only to see what each costs. A round always keeps them."),
        choices=[(name, LIFTED[name]) for name in CAN_BE_LIFTED],
        required=False,
        widget=Ticks(layout="across wide"),
    )
    more_places = forms.IntegerField(
        label=gettext_lazy("More places with each mentor"),
        min_value=0,
        max_value=10,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    more_km = forms.IntegerField(
        label=gettext_lazy("Further to travel, in km"),
        min_value=0,
        max_value=200,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    least_fit = forms.IntegerField(
        label=gettext_lazy("No pair below this fit"),
        min_value=0,
        max_value=100,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    back = forms.BooleanField(label=gettext_lazy("Everyone is back from a pause"), required=False)

    def wish(self) -> Wish:
        """What was supposed."""
        told = self.cleaned_data
        return Wish(
            lifted=frozenset(told["lifted"]),
            more_places=told["more_places"] or 0,
            more_km=told["more_km"] or 0,
            least_fit=told["least_fit"] or 0,
            back=told["back"],
        )


@dataclass(frozen=True)
class OutlookPage:
    """The pool now and as supposed, in facts, and what would help."""

    facts: tuple[tuple[str, str, str], ...]
    then: tuple[tuple[str, str, str], ...]
    then_told: str
    recruits: tuple[str, ...]
    wanted: tuple[str, ...]
    odd: tuple[str, ...]
    all_well: bool


@asks(Permission.ROUND_READ)
@require_safe
def one(request: SignedIn) -> HttpResponse:
    """The outlook; what is supposed stands in the address, so that it can be sent on."""
    tried = bool(request.GET)
    form = WishForm(request.GET if tried else None)
    wish = form.wish() if tried and form.is_valid() else Wish()
    try:
        found = outlook(reader=request.reader, wish=wish, at=request.now)
    except Invalid as fault:
        form = WishForm(request.GET)
        form.is_valid()
        blame(form, fault)
        return render(request, "matching/outlook.html", {"form": form, "page": None}, status=422)
    page = _page(found, supposed=wish != Wish())
    status = 422 if tried and form.errors else 200
    return render(request, "matching/outlook.html", {"form": form, "page": page}, status=status)


def _page(found: Outlook, *, supposed: bool) -> OutlookPage:
    return OutlookPage(
        facts=_facts(found, found.now),
        then=_facts(found, found.then) if supposed else (),
        then_told=_difference(found) if supposed else "",
        recruits=tuple(said(one) for one in found.recruits),
        wanted=tuple(_wanted(name, count) for name, count in found.wanted),
        odd=tuple(said(one) for one in found.odd),
        all_well=not (found.recruits or found.wanted or found.odd),
    )


def _facts(found: Outlook, how: Supposed) -> tuple[tuple[str, str, str], ...]:
    free = max(how.places - len(how.matched), 0)
    return (
        (
            _("{some} of {all}").format(some=len(how.matched), all=found.waiting),
            _("people who wait would have a mentor"),
            "",
        ),
        (str(len(how.left)), _("would wait on"), ""),
        ("–" if how.mean_fit is None else f"{how.mean_fit:.0f}", _("mean fit, of 100"), ""),
        (str(free), ngettext("place stays free", "places stay free", free), ""),
    )


def _difference(found: Outlook) -> str:
    more = len(found.then.matched) - len(found.now.matched)
    if more > 0:
        told = ngettext(
            "{count} person more would have a mentor.",
            "{count} people more would have a mentor.",
            more,
        )
        return told.format(count=more)
    if more < 0:
        told = ngettext(
            "{count} person fewer would have a mentor.",
            "{count} people fewer would have a mentor.",
            -more,
        )
        return told.format(count=-more)
    return _("As many people would have a mentor as now.")


def _wanted(name: str, count: int) -> str:
    told = ngettext(
        "{name}: {count} person who is left could go there.",
        "{name}: {count} people who are left could go there.",
        count,
    )
    return told.format(name=name, count=count)
