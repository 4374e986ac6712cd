"""A message, and why a supervisor reads along."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.conversations.messages import MESSAGE_LENGTH, REASON_LENGTH


class MessageForm(forms.Form):
    """A message; its id is made here, so that sending it twice is one message."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your message"),
        max_length=MESSAGE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write a few words first.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"id": uuid4()}
        super().__init__(*args, **kwargs)


class ReasonForm(forms.Form):
    """Why someone opens what others wrote."""

    reason = forms.CharField(
        label=_("Why do you need to read these messages?"),
        help_text=_("Both of them see your name and these words."),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why. Both of them will see it.")},
    )
