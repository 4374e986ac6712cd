"""Making a written consent: first what, who, why and until; then reading it and signing."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.core.consent.law import ASKED_FOR, Element, LawPack
from cairn.core.consent.leaves import DATA_CLASS_NAMES, DataClass
from cairn.core.consent.paper import KIND_NAMES
from cairn.core.consent.written import Kind, OpenEnd, RecipientKind
from cairn.web.shell.fields import Cards, Day, Ticks
from cairn.web.shell.words import said

PARTS = (
    DataClass.IDENTITY,
    DataClass.MENTORSHIP,
    DataClass.NOTES,
    DataClass.DAYS,
    DataClass.GOALS,
    DataClass.MATCHING,
)
KINDS = (Kind.REQUEST, Kind.TPO, Kind.RESEARCH, Kind.PROCEEDINGS, Kind.COUNSELLING)
ON_A_DAY = "day"
_ASKED = {
    "kind": Element.PURPOSE,
    "recipient_kind": Element.RECIPIENT,
    "recipient": Element.RECIPIENT,
    "end": Element.EXPIRY,
}


class PaperForm(forms.Form):
    """What a consent is to say. Nothing is chosen beforehand."""

    kind = forms.ChoiceField(label=_("What is it for?"), widget=Cards())
    parts = forms.MultipleChoiceField(
        label=_("What may be given?"),
        help_text=_("Choose as little as is needed. For a counselor's notes, choose nothing."),
        widget=Ticks(),
        required=False,
    )
    recipient_kind = forms.ChoiceField(
        label=_("Who may get it?"),
        widget=Cards(),
        choices=[
            (RecipientKind.NAMED, _("A person or place that I name")),
            (RecipientKind.CLASS, _("A group, such as “my treating providers”")),
            (RecipientKind.INTERMEDIARY, _("A go-between that passes it on")),
        ],
    )
    recipient = forms.CharField(label=_("Their name"), max_length=120)
    participants = forms.CharField(
        label=_("Whom may the go-between pass it on to?"),
        help_text=_("Only for a go-between: names, or those who treat you."),
        max_length=200,
        required=False,
    )
    purpose = forms.CharField(
        label=_("In your words: what is it for?"),
        help_text=_("Needed for a study. Else only if you like."),
        max_length=200,
        required=False,
    )
    end = forms.ChoiceField(label=_("Until when?"), widget=Cards())
    until = forms.DateField(
        label=_("The last day"),
        help_text=_("If you chose a day."),
        widget=Day(),
        required=False,
    )

    def __init__(self, *args: Any, pack: LawPack, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack, self.today = pack, today
        for name, element in _ASKED.items():
            self.fields[name].error_messages["required"] = said(ASKED_FOR[element])
        self.fields["kind"].choices = [(kind, said(KIND_NAMES[kind])) for kind in KINDS]  # type: ignore[attr-defined]
        self.fields["parts"].choices = [  # type: ignore[attr-defined]
            (part, said(DATA_CLASS_NAMES[part])) for part in PARTS
        ]
        ends = [
            (ON_A_DAY, gettext("Until a day that I choose")),
            (OpenEnd.TREATMENT, gettext("Until my time here ends (treatment only)")),
            (OpenEnd.STUDY, gettext("Until the study ends (research only)")),
            (OpenEnd.NO_END, gettext("Until I take it back (treatment only)")),
        ]
        allowed = {ON_A_DAY} | {end for kinds in pack.open_ends.values() for end in kinds}
        self.fields["end"].choices = [one for one in ends if one[0] in allowed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What hangs together: a last day with its day, and an end that this kind may have."""
        told = super().clean() or {}
        kind, end = told.get("kind"), told.get("end")
        if end == ON_A_DAY and not self.errors.get("until"):
            if told.get("until") is None:
                self.add_error("until", _("Choose the last day."))
            elif told["until"] < self.today:
                self.add_error("until", _("Choose a last day that is still to come."))
        elif end and kind and end not in self.pack.open_ends.get(kind, ()):
            self.add_error("end", _("This needs a last day. Choose a day."))
        if kind == Kind.COUNSELLING and told.get("parts"):
            self.add_error(
                "parts", _("A counselor's notes need a paper of their own. Choose nothing here.")
            )
        return told

    @property
    def information(self) -> tuple[DataClass, ...]:
        """The parts chosen, in the order of the record."""
        if self.cleaned_data["kind"] == Kind.COUNSELLING:
            return (DataClass.COUNSELLING,)
        chosen = set(self.cleaned_data["parts"])
        return tuple(part for part in PARTS if part in chosen)

    @property
    def last_moment(self) -> datetime | None:
        """The end of the last day, where there is one, in the person's own zone."""
        if self.cleaned_data["end"] != ON_A_DAY:
            return None
        day: date = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))

    @property
    def open_end(self) -> OpenEnd | None:
        end = self.cleaned_data["end"]
        return None if end == ON_A_DAY else OpenEnd(end)


class SignForm(forms.Form):
    """The signature, after reading."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    adult = forms.BooleanField(label=_("I am 18 or older"), required=False)
    signature = forms.CharField(
        label=_("Sign with your name"),
        help_text=_("The name you use here, or your full name if they ask for it."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["id"].initial = uuid4()
