"""What is said of several past days at once, and what helps to remember them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.days import SUBSTANCES
from cairn.core.days.anchors import ANCHOR_KINDS, Anchor
from cairn.core.days.looking_back import UNITS, Said, stretch_of
from cairn.core.shared.refusals import Invalid
from cairn.web.shell.answers import blame
from cairn.web.shell.fields import Cards, Day
from cairn.web.shell.words import said


class FillForm(forms.Form):
    """One answer for the days that were ticked and for a stretch; `said` once it is valid."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"), required=False, coerce=date.fromisoformat, widget=forms.MultipleHiddenInput
    )
    first_day = forms.DateField(label=_("From"), required=False, widget=Day())
    last_day = forms.DateField(label=_("Up to"), required=False, widget=Day())
    status = forms.ChoiceField(
        label=_("On these days there was"),
        error_messages={"required": _("Choose one of the four answers.")},
        widget=Cards(layout="across"),
        choices=[
            ("none", _("No use")),
            ("use", _("Use")),
            ("unknown", _("I don't remember")),
            ("declined", _("Rather not say")),
        ],
    )
    substance = forms.ChoiceField(label=_("What was it?"), required=False)
    amount = forms.DecimalField(
        label=_("How much on each day?"), required=False, max_digits=8, decimal_places=2
    )
    unit = forms.ChoiceField(
        label=_("Measured in"),
        required=False,
        help_text=_("One standard drink is a can of beer, a glass of wine or a shot."),
    )
    own_unit = forms.CharField(label=_("Your own measure"), required=False, max_length=60)
    present = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, offered: list[date], together_with: str = "", **kwargs: Any
    ) -> None:
        """`offered` are the days that can be ticked; `together_with` is whose they are in an interview."""
        super().__init__(*args, **kwargs)
        self.said: Said | None = None
        self.stretch: list[date] = []
        fields: dict[str, Any] = self.fields
        fields["days"].choices = [(day.isoformat(), "") for day in offered]
        fields["substance"].choices = [("", _("not named"))] + [
            (code, said(one.name)) for code, one in SUBSTANCES.items()
        ]
        fields["unit"].choices = [("", "–")] + [
            (code, said(name)) for code, (name, _counted) in UNITS.items()
        ]
        if together_with:
            fields["present"].label = _("{name} is with me now and wants this kept").format(
                name=together_with
            )
        else:
            del fields["present"]

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        first, last = kept.get("first_day"), kept.get("last_day")
        amount: Decimal | None = kept.get("amount")
        try:
            ends = [day for day in (first, last) if day]
            if ends:
                self.stretch = stretch_of(ends[0], ends[-1])
            if kept.get("status"):
                self.said = Said(
                    kept["status"],
                    kept.get("substance", ""),
                    amount,
                    kept.get("unit", "") if amount is not None else "",
                    kept.get("own_unit", ""),
                )
        except Invalid as fault:
            blame(self, fault)
        return kept

    @property
    def ticked(self) -> frozenset[str]:
        """The days that stay ticked when the form comes back."""
        return frozenset(self.data.getlist("days")) if self.is_bound else frozenset()  # type: ignore[attr-defined]

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be added for days of use."""
        return [self[name] for name in ("substance", "amount", "unit", "own_unit")]

    @property
    def more_is_wrong(self) -> bool:
        """Whether something there needs a look, so that it stands open."""
        return any(bound.errors for bound in self.more)


class AnchorForm(forms.Form):
    """Something that helps to remember; `anchor` once it is valid."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("What was it?"),
        widget=Cards(layout="across"),
        error_messages={"required": _("Choose what kind of day it was.")},
    )
    first_day = forms.DateField(label=_("Day"), widget=Day())
    last_day = forms.DateField(
        label=_("Last day, if there were more"), required=False, widget=Day()
    )
    words = forms.CharField(label=_("In your words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anchor: Anchor | None = None
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (code, said(name)) for code, name in ANCHOR_KINDS.items()
        ]

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        if kept.get("kind") and kept.get("first_day"):
            first = kept["first_day"]
            try:
                self.anchor = Anchor(
                    kept["kind"], first, kept.get("last_day") or first, kept.get("words", "")
                )
            except Invalid as fault:
                blame(self, fault)
        return kept
