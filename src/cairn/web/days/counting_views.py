"""How one's own days are counted, and a page for each stone to keep."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.core.milestones import AIMS, Aim, Choice
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.milestones.commands import choose_counting
from cairn.records.milestones.queries import own_choice, own_path
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form
from cairn.web.shell.fields import Cards
from cairn.web.shell.words import said


class CountingForm(forms.Form):
    """One's aim; `choice` once the form is valid."""

    aim = forms.ChoiceField(label=gettext_lazy("I am working toward"))
    limit = forms.DecimalField(
        label=gettext_lazy("My limit, in standard drinks a day"),
        help_text=gettext_lazy(
            "For staying within a limit. Say how much a day held in the day calendar; "
            "a day without an amount stays unknown."
        ),
        required=False,
        max_digits=4,
        decimal_places=1,
    )
    hidden = forms.BooleanField(
        label=gettext_lazy("Hide the numbers"),
        help_text=gettext_lazy("The stones stay. You can show the numbers again here."),
        required=False,
    )

    def __init__(self, *args: Any, before: Choice, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "aim": before.aim.value,
            "limit": before.limit,
            "hidden": before.hidden,
        }
        super().__init__(*args, **kwargs)
        self.choice: Choice | None = None
        aim: Any = self.fields["aim"]
        notes = {code.value: said(what) for code, (_name, what) in AIMS.items()}
        aim.widget = Cards(notes=notes)
        aim.choices = [(code.value, said(name)) for code, (name, _what) in AIMS.items()]

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        if kept.get("aim"):
            try:
                self.choice = Choice(Aim(kept["aim"]), kept.get("limit"), kept["hidden"])
            except Invalid as fault:
                blame(self, fault)
        return kept


@asks(Permission.COUNTING_KEEP)
def counting(request: SignedIn) -> HttpResponse:
    """Choose what makes a day count, or take the numbers off every page."""
    form = CountingForm(typed(request), before=own_choice(reader=request.reader))
    if form.is_valid() and form.choice is not None:
        choose_counting(by=request.reader, choice=form.choice, at=request.now)
        messages.success(request, _("Kept. Your stones are all still there."))
        return HttpResponseRedirect(reverse("path"))
    return with_form(request, "days/counting.html", form, {})


@asks(Permission.COUNTING_KEEP)
def stone(request: SignedIn, stone: str, mark: int) -> HttpResponse:
    """One stone to print or to keep as a picture: its words and its day, no name."""
    stones = own_path(reader=request.reader, today=request.today, with_ratings=False).stones
    found = next(
        (at for at, one in enumerate(stones) if (one.kind, one.mark) == (stone, mark)), None
    )
    if found is None:
        raise NotFound
    page = {
        "words": said(stones[found].words),
        "day": date_format(stones[found].laid, "DATE_FORMAT"),
        "stones": found + 1,
        "seed": request.reader.person,
    }
    return render(request, "days/stone.html", {"page": page})
