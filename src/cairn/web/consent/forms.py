"""Giving leave: one part, to one person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.presets import PRESET_MEANINGS, PRESET_NAMES, Preset
from cairn.web.shell.fields import Cards
from cairn.web.shell.words import said

PAUSE = "pause"


class ShareForm(forms.Form):
    """A button beside one person's name: which part they may see from now on."""

    person = forms.UUIDField()
    part = forms.ChoiceField(choices=[(part.value, part.value) for part in DataClass])


class SupporterForm(forms.Form):
    """A supporter, by the name they use here: nobody can page through other people's supporters."""

    name = forms.CharField(
        label=_("The name they use here"),
        help_text=_("Ask them. It must be written the same way."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    preset = forms.ChoiceField(label=_("How near may they be?"), widget=Cards())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["preset"].choices = [  # type: ignore[attr-defined]
            (preset, said(name)) for preset, name in PRESET_NAMES.items()
        ]
        self.fields["preset"].widget.notes = {
            preset.value: said(meaning) for preset, meaning in PRESET_MEANINGS.items()
        }


class NearnessForm(forms.Form):
    """A button beside a supporter's name: how near from now on, or a pause."""

    person = forms.UUIDField()
    preset = forms.ChoiceField(
        choices=[(PAUSE, PAUSE), *((preset.value, preset.value) for preset in Preset)]
    )
