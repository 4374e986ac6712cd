"""Holding a group, and who was there."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.web.shell.fields import Day, Ticks


class MeetingForm(forms.Form):
    """When the group met, and how long."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    day = forms.DateField(label=_("Day"), widget=Day())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)


class AttendanceForm(forms.Form):
    """Everyone of the group, a tick for each who was there."""

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["came"] = forms.TypedMultipleChoiceField(
            label=_("Who was there?"),
            choices=[(str(person), name) for person, name, _note in people],
            coerce=UUID,
            required=False,
            widget=Ticks(notes={str(person): note for person, _name, note in people}),
        )
