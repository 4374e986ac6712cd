"""Writing a goal in five described levels, and saying where it stands."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.goals import TEXT_LENGTH, Scale
from cairn.core.goals.domains import DOMAIN_NAMES
from cairn.core.shared.refusals import Invalid
from cairn.records.goals.commands import GoalWritten
from cairn.web.shell.answers import blame
from cairn.web.shell.fields import Cards
from cairn.web.shell.words import said

HOW_MUCH = [("1", _("a little")), ("2", _("quite")), ("3", _("very much"))]


def _level(label: Any, example: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=example,
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class GoalForm(forms.Form):
    """A goal with its five levels, from much less than hoped to much more."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    goal = forms.CharField(
        label=_("What do you hope for?"),
        help_text=_("In your own words. For example: a room of my own."),
        required=False,
        max_length=TEXT_LENGTH,
    )
    domain = forms.ChoiceField(
        label=_("Which part of life is it about?"), widget=Cards(layout="across"), choices=[]
    )
    level_0 = _level(
        _("What will it look like if it goes as hoped?"),
        _(
            "Something you could see or count in three months. “The form is in and I saw two rooms.”"
        ),
    )
    level_1 = _level(
        _("And if it goes a little better than hoped?"), _("“I have a date to move in.”")
    )
    level_2 = _level(_("And a lot better?"), _("“I have lived in my own room for a month.”"))
    level_m1 = _level(
        _("A little less than hoped?"),
        _("Often this is where things are today. “I stay with friends and have the form.”"),
    )
    level_m2 = _level(_("And a lot less?"), _("“I have no plan and no one to ask.”"))
    baseline = forms.TypedChoiceField(
        label=_("Where are things today?"),
        coerce=int,
        widget=Cards(),
        choices=[
            (-1, _("A little less than hoped: it could still be worse")),
            (-2, _("A lot less than hoped: it could hardly be worse")),
        ],
    )
    importance = forms.TypedChoiceField(
        label=_("How much does it matter?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Cards(layout="across"),
        choices=HOW_MUCH,
    )
    difficulty = forms.TypedChoiceField(
        label=_("How hard will it be?"),
        coerce=int,
        empty_value=None,
        required=False,
        widget=Cards(layout="across"),
        choices=HOW_MUCH,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4()}
        super().__init__(*args, **kwargs)
        self.written: GoalWritten | None = None
        self.fields["domain"].choices = [  # type: ignore[attr-defined]
            (domain.value, said(name)) for domain, name in DOMAIN_NAMES.items()
        ]

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = self.cleaned_data
        levels = {level: kept.get(name, "") for level, name in LEVEL_FIELDS.items()}
        try:
            scale = Scale(kept.get("goal", ""), levels, kept.get("baseline", -1))
            if not self.errors:
                self.written = GoalWritten(
                    scale, kept["domain"], kept["importance"], kept["difficulty"]
                )
        except Invalid as fault:
            named = {f"level_{level}": name for level, name in LEVEL_FIELDS.items()}
            blame(self, Invalid(fault.phrase, named.get(fault.field or "", fault.field)))
        return kept


LEVEL_FIELDS = {-2: "level_m2", -1: "level_m1", 0: "level_0", 1: "level_1", 2: "level_2"}


class RatingForm(forms.Form):
    """Which of the five described levels is true now."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    level = forms.TypedChoiceField(
        label=_("Which of these is true now?"), coerce=int, widget=Cards(), choices=[]
    )

    def __init__(self, *args: Any, levels: dict[int, str], **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4()}
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = [  # type: ignore[attr-defined]
            (level, levels[level]) for level in sorted(levels, reverse=True)
        ]
