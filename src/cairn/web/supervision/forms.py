"""Keeping a talk with mentors, and rating how fully one keeps to the practice."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.shared.refusals import Invalid
from cairn.core.supervision.fidelity import SCORE_NAMES
from cairn.records.supervision.commands import NOTE_LENGTH, TalkHeld
from cairn.web.shell.fields import Cards, Day, Ticks
from cairn.web.shell.words import said


class TalkForm(forms.Form):
    """A talk: when, how long, what was said, what was agreed on (a line each)."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    day = forms.DateField(label=_("Day"), widget=Day())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
    note = forms.CharField(
        label=_("What you talked about"),
        help_text=_("Sealed. The mentor can read it."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    actions = forms.CharField(
        label=_("What you agreed on"),
        help_text=_("One thing on a line."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    talk: TalkHeld | None = None

    def clean(self) -> dict[str, Any]:
        """The finished talk, or the refusal beside its field."""
        kept = self.cleaned_data
        if not self.errors:
            actions = tuple(line.strip() for line in kept["actions"].splitlines() if line.strip())
            try:
                self.talk = TalkHeld(kept["day"], kept["minutes"], kept["note"], actions)
            except Invalid as fault:
                self.add_error(fault.field, said(fault.phrase))
        return kept


class TogetherForm(TalkForm):
    """A talk with several mentors at once."""

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["mentors"] = forms.TypedMultipleChoiceField(
            label=_("Who was there?"),
            choices=[(str(person), name) for person, name in people],
            coerce=UUID,
            widget=Ticks(),
        )
        self.order_fields(["id", "mentors", "day", "minutes", "note", "actions"])


class FidelityForm(forms.Form):
    """Each thing of the checklist, from "not this week" to "fully"; any may be skipped."""

    day = forms.DateField(label=_("A day of the week that you think of"), widget=Day())

    def __init__(self, *args: Any, items: Sequence[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        for place, words in enumerate(items):
            self.fields[f"item_{place}"] = forms.TypedChoiceField(
                label=words,
                choices=[(str(score), said(name)) for score, name in enumerate(SCORE_NAMES)],
                coerce=int,
                required=False,
                empty_value=None,
                widget=Cards(layout="across"),
            )

    @property
    def scores(self) -> dict[int, int]:
        """The scores given, by the place of the thing on the checklist."""
        return {
            int(name.removeprefix("item_")): score
            for name, score in self.cleaned_data.items()
            if name.startswith("item_") and score is not None
        }
