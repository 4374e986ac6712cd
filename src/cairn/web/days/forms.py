"""How was that day: every question optional, nothing chosen beforehand."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.days import SUBSTANCES, CheckIn, Use
from cairn.core.shared.refusals import Invalid
from cairn.records.days.queries import Told
from cairn.web.shell.answers import blame
from cairn.web.shell.fields import Cards, Ticks
from cairn.web.shell.words import said

CRAVING = (
    (0, _("none")),
    (2, _("a little")),
    (5, _("some")),
    (8, _("strong")),
    (10, _("very strong")),
)


class DayForm(forms.Form):
    """A day's answers. `told` holds the check-in once the form is valid."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    mood = forms.TypedChoiceField(
        label=_("I feel"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Cards(layout="scale"),
        choices=[
            (1, _("very low")),
            (2, _("low")),
            (3, _("so-so")),
            (4, _("good")),
            (5, _("very good")),
        ],
    )
    use = forms.ChoiceField(
        label=_("Did you drink or use?"),
        required=False,
        widget=Cards(layout="across"),
        choices=[("none", _("No")), ("use", _("Yes")), ("declined", _("Rather not say"))],
    )
    craving = forms.TypedChoiceField(
        label=_("Craving"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Cards(layout="across"),
        choices=CRAVING,
    )
    sleep = forms.TypedChoiceField(
        label=_("Last night's sleep"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Cards(layout="across"),
        choices=[
            (1, _("hardly any")),
            (2, _("poor")),
            (3, _("so-so")),
            (4, _("good")),
            (5, _("very good")),
        ],
    )
    wants_call = forms.BooleanField(label=_("I'd like a call"), required=False)
    substances = forms.MultipleChoiceField(
        label=_("If you used, what was it?"),
        required=False,
        widget=Ticks(),
        choices=[],
    )
    note = forms.CharField(
        label=_("A few words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, day: date, mentor: str = "", before: Told | None = None, **kwargs: Any
    ) -> None:
        """`mentor` is the one who would see a wish for a call; without one it isn't asked."""
        kwargs["initial"] = _initial(before)
        super().__init__(*args, **kwargs)
        self.day = day
        self.told: CheckIn | None = None
        self.fields["substances"].choices = [  # type: ignore[attr-defined]
            (code, said(substance.name)) for code, substance in SUBSTANCES.items()
        ]
        if mentor:
            wish = _("{name} sees this on opening Cairn. Nobody else is told.")
            self.fields["wants_call"].help_text = wish.format(name=mentor)
        else:
            del self.fields["wants_call"]
        if before is not None and before.craving is not None:
            _keep_choice(self.fields["craving"], before.craving)

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        try:
            self.told = CheckIn(
                day=self.day,
                mood=kept.get("mood"),
                use=Use(kept["use"]) if kept.get("use") else None,
                craving=kept.get("craving"),
                sleep=kept.get("sleep"),
                substances=dict.fromkeys(kept.get("substances", []), Use.USE),
                wants_call=kept.get("wants_call", False),
                note=kept.get("note", ""),
            )
        except Invalid as fault:
            blame(self, fault)
        return kept

    @property
    def more(self) -> list[forms.BoundField]:
        """What may be added below the two questions."""
        return [bound for bound in self if bound.name not in {"id", "mood", "use"}]

    @property
    def more_is_wrong(self) -> bool:
        """Whether something below needs a look, so that it stands open."""
        return any(bound.errors for bound in self.more)


def _initial(before: Told | None) -> dict[str, Any]:
    fresh: dict[str, Any] = {"id": uuid4()}
    if before is None:
        return fresh
    return fresh | {
        "mood": before.mood,
        "use": before.use.value if before.use else None,
        "craving": before.craving,
        "sleep": before.sleep,
        "substances": list(before.substances),
        "wants_call": before.wants_call,
        "note": before.note,
    }


def _keep_choice(field: Any, value: int) -> None:
    """A number told elsewhere is offered too, so that sending again doesn't lose it."""
    if value not in {choice for choice, _label in field.choices}:
        field.choices = sorted([*field.choices, (value, str(value))], key=lambda one: int(one[0]))
