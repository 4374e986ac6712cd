from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "cairn.web"
    label = "web"

    def ready(self) -> None:
        """What every form says, in our own words, where something is still missing."""
        forms.Field.default_error_messages["required"] = _("Please fill this in.")
        forms.ChoiceField.default_error_messages["required"] = _("Please choose one.")
        forms.BooleanField.default_error_messages = {"required": _("Please tick this to go on.")}
