"""The number or words that take a cover away, and what one wishes for on one's phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cairn.core.cover.pins import LONGEST
from cairn.web.shell.fields import Cards


class UncoverForm(forms.Form):
    """One field that says nothing of what it is for."""

    secret = forms.CharField(
        label=_("Number"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class InTheHandForm(forms.Form):
    """No way back, a cover, its number; the passphrase proves that it is oneself."""

    one_entry = forms.BooleanField(
        label=_("Leave no way back"),
        help_text=_("Each page takes the last one's place. The Back button leads out of here."),
        required=False,
    )
    look = forms.ChoiceField(
        label=_("A cover"),
        choices=[
            ("", _("No cover")),
            ("list", _("A shopping list")),
            ("kitchen", _("Kitchen measures")),
        ],
        required=False,
        widget=Cards(),
    )
    pin = forms.CharField(
        label=_("The cover's number"),
        required=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "spellcheck": "false"}
        ),
    )

    def __init__(self, *args: Any, has_pin: bool = False, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["pin"].help_text = (
            _("4 to 8 digits. Leave it blank to keep the number you have.")
            if has_pin
            else _("4 to 8 digits. Not one that the other person would guess.")
        )
