"""The language switch and the demo's door."""

from django import forms
from django.conf import settings


class LanguageForm(forms.Form):
    """One of the languages Cairn speaks, and where to go back to."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    next = forms.CharField(required=False)


class BecomeForm(forms.Form):
    """Who of the cast one wants to be."""

    person = forms.UUIDField()
