"""What two people agree on, and a talk that they plan."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.core.mentorships.appointments import Talk
from cairn.core.mentorships.beginnings import BOUNDARY_NAMES, WORDS_LENGTH, Boundary, Terms
from cairn.core.mentorships.contacts import MEANS_NAMES, Means
from cairn.core.shared.refusals import Invalid
from cairn.web.shell.answers import blame
from cairn.web.shell.fields import Cards, Day, Ticks
from cairn.web.shell.words import said

LENGTHS = (15, 30, 45, 60, 90)
HALF_AN_HOUR = 30


class TermsForm(forms.Form):
    """What the two agree on; begins with what stands. `terms` is set once valid."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    times = forms.CharField(
        label=_("When and how do we talk?"),
        help_text=_("For example: Tuesdays after work by phone, and a walk every second Sunday."),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    boundaries = forms.MultipleChoiceField(
        label=_("Where are our lines?"), widget=Ticks(), required=False
    )
    own_line = forms.CharField(
        label=_("A line of our own"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    shared = forms.CharField(
        label=_("What may the mentor tell their supervisor?"),
        help_text=_("A supervisor always sees when you were in touch. The rest is up to you two."),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, before: Terms | None, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4(), **_known(before)}
        super().__init__(*args, **kwargs)
        self.terms: Terms | None = None
        self.fields["boundaries"].choices = [  # type: ignore[attr-defined]
            (line.value, said(words)) for line, words in BOUNDARY_NAMES.items()
        ]

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        if self.errors:
            return kept
        try:
            self.terms = Terms(
                kept["times"],
                frozenset(Boundary(one) for one in kept["boundaries"]),
                kept["own_line"],
                kept["shared"],
            )
        except Invalid as fault:
            blame(self, fault)
        return kept


class TalkForm(forms.Form):
    """A talk that the two plan, in the time zone of whoever fills it in. `talk` is set once valid."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    day = forms.DateField(label=_("Which day?"), widget=Day())
    time = forms.TimeField(label=_("At what time?"), widget=forms.TimeInput(attrs={"type": "time"}))
    minutes = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        widget=Cards(layout="across"),
    )
    means = forms.ChoiceField(label=_("How?"), widget=Cards(layout="across"), choices=[])

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4(), "day": today, "minutes": HALF_AN_HOUR}
        super().__init__(*args, **kwargs)
        self.talk: Talk | None = None
        self.fields["minutes"].choices = [  # type: ignore[attr-defined]
            (many, gettext("{minutes} minutes").format(minutes=many)) for many in LENGTHS
        ]
        self.fields["means"].choices = [  # type: ignore[attr-defined]
            (kind.value, said(name)) for kind, name in MEANS_NAMES.items()
        ]

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        if not self.errors:
            moment = timezone.make_aware(datetime.combine(kept["day"], kept["time"]))
            self.talk = Talk(moment, kept["minutes"], Means(kept["means"]))
        return kept


def _known(before: Terms | None) -> dict[str, Any]:
    if before is None:
        return {}
    return {
        "times": before.times,
        "boundaries": [line.value for line in before.boundaries],
        "own_line": before.own_line,
        "shared": before.shared,
    }
