"""Logging a contact in a few taps."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.mentorships.contacts import (
    MEANS_NAMES,
    NOTE_LENGTH,
    STEP_LENGTH,
    SUPPORT_MEANINGS,
    SUPPORT_NAMES,
    Contact,
    Means,
    Support,
)
from cairn.core.shared.refusals import Invalid
from cairn.web.shell.answers import blame
from cairn.web.shell.fields import Cards, Day, Ticks
from cairn.web.shell.words import said

MINUTES = (10, 20, 30, 45, 60)


class ContactForm(forms.Form):
    """One contact. Today is filled in; everything else is a tap. `contact` is set once valid."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    means = forms.ChoiceField(label=_("How?"), widget=Cards(layout="across"), choices=[])
    reached = forms.ChoiceField(
        label=_("Did you reach them?"),
        widget=Cards(layout="across"),
        choices=[("yes", _("We talked")), ("no", _("I tried"))],
    )
    minutes = forms.ChoiceField(
        label=_("About how many minutes?"),
        required=False,
        widget=Cards(layout="across"),
        choices=[(str(many), str(many)) for many in MINUTES] + [("other", _("other"))],
    )
    other_minutes = forms.IntegerField(
        label=_("Minutes, if other"),
        required=False,
        min_value=0,
        max_value=600,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    support = forms.MultipleChoiceField(
        label=_("What was it about?"), required=False, widget=Ticks(), choices=[]
    )
    day = forms.DateField(label=_("Which day?"), widget=Day())
    note = forms.CharField(
        label=_("A short note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_step = forms.CharField(label=_("Next step"), required=False, max_length=STEP_LENGTH)

    def __init__(self, *args: Any, today: date, mentee: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4(), "day": today}
        super().__init__(*args, **kwargs)
        self.contact: Contact | None = None
        self.fields["means"].choices = [  # type: ignore[attr-defined]
            (kind.value, said(name)) for kind, name in MEANS_NAMES.items()
        ]
        support = self.fields["support"]
        support.choices = [  # type: ignore[attr-defined]
            (kind.value, said(name)) for kind, name in SUPPORT_NAMES.items()
        ]
        support.widget.notes = {kind.value: said(words) for kind, words in SUPPORT_MEANINGS.items()}
        self.fields["note"].help_text = _(
            "{name} may read it. Write it as if you were sitting side by side."
        ).format(name=mentee)

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        if self.errors:
            return kept
        try:
            self.contact = Contact(
                day=kept["day"],
                means=Means(kept["means"]),
                minutes=_minutes(kept),
                support=frozenset(Support(kind) for kind in kept["support"]),
                reached=kept["reached"] == "yes",
                note=kept["note"],
                next_step=kept["next_step"],
            )
        except Invalid as fault:
            blame(self, fault)
        return kept


def _minutes(kept: dict[str, Any]) -> int:
    chosen = kept["minutes"]
    if chosen in {"", "other"}:
        return int(kept["other_minutes"] or 0)
    return int(chosen)
