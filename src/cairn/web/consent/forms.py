"""Giving leave: one part, to one person."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.consent.leaves import DataClass
from cairn.web.shell.fields import Cards


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
    part = forms.ChoiceField(
        label=_("What may they see?"),
        choices=[
            (DataClass.DAYS.value, _("My check-ins and days")),
            (DataClass.GOALS.value, _("My goals and how they go")),
        ],
        widget=Cards(),
    )
