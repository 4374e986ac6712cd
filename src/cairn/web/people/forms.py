"""What people type to come in and to change their account. Commands check what it means."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cairn.web.shell.fields import Cards
from cairn.web.shell.zones import zone_choices

_HIDDEN_WORDS = {"autocomplete": "current-password", "spellcheck": "false"}
# Seen while it is typed: nobody can know what they wrote blind, and there is no second try here.
_SEEN_WORDS = {
    "autocomplete": "new-password",
    "autocapitalize": "none",
    "spellcheck": "false",
    "maxlength": 200,
}


def _new_passphrase(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, strip=True, widget=forms.TextInput(attrs=dict(_SEEN_WORDS))
    )


class SharedTick(forms.BooleanField):
    """That others use this phone too: then it is forgotten, and soon."""

    def __init__(self) -> None:
        super().__init__(
            label=_("This is a shared phone or computer"),
            help_text=_("You are signed out after ten minutes, and it does not remember you."),
            required=False,
        )


class SignInForm(forms.Form):
    """The name one chose and the passphrase."""

    alias = forms.CharField(
        label=_("Your name here"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    passphrase = forms.CharField(
        label=_("Passphrase"), widget=forms.PasswordInput(attrs=dict(_HIDDEN_WORDS))
    )
    shared = SharedTick()


class SecondStepForm(forms.Form):
    """A code of the app, or a printed one."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_("The six digits from your app, or one of your printed codes."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class JoinForm(forms.Form):
    """A name, a passphrase and a language: all that an account needs."""

    alias = forms.CharField(
        label=_("What should we call you?"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "words"}),
    )
    passphrase = _new_passphrase(_("A passphrase"))
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=Cards(layout="across")
    )

    def __init__(self, *args: Any, names: tuple[str, ...] = (), words: str = "", **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["alias"].help_text = _(
            "Any name but your own is best. For example: {names}."
        ).format(names=", ".join(names))
        self.fields["passphrase"].help_text = _(
            "At least 15 letters. You may take these five words: {words}. "
            "You can see what you type, so check that nobody looks on."
        ).format(words=words)


class FirstForm(JoinForm):
    """The first program and its coordinator, on an empty installation."""

    name = forms.CharField(label=_("Name of the program"), max_length=80)
    time_zone = forms.ChoiceField(label=_("Time zone of the program"), choices=zone_choices)
    field_order = ["name", "time_zone", "alias", "passphrase", "language"]


class RecoveryForm(forms.Form):
    """One of the printed codes, and a new passphrase."""

    alias = forms.CharField(
        label=_("Your name here"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("One of your codes"),
        help_text=_("Twelve letters and digits, like k7wm-2qfr-h9xd."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    passphrase = _new_passphrase(
        _("A new passphrase"),
        _("At least 15 letters. You can see what you type, so check that nobody looks on."),
    )


class PreferencesForm(forms.Form):
    """Language, time and light."""

    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=Cards(layout="across")
    )
    theme = forms.ChoiceField(
        label=_("Light or dark"),
        choices=[("auto", _("As on my device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=Cards(layout="across"),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)


class PassphraseForm(forms.Form):
    """The old passphrase as proof, and the new one."""

    old = forms.CharField(
        label=_("Your passphrase now"), widget=forms.PasswordInput(attrs=dict(_HIDDEN_WORDS))
    )
    new = _new_passphrase(
        _("A new passphrase"),
        _("At least 15 letters. You can see what you type, so check that nobody looks on."),
    )


class CodesForm(forms.Form):
    """The passphrase, so that nobody else at an open screen can make new codes."""

    passphrase = forms.CharField(
        label=_("Your passphrase"), widget=forms.PasswordInput(attrs=dict(_HIDDEN_WORDS))
    )


class KeptForm(forms.Form):
    """That the codes are in a safe place."""

    kept = forms.BooleanField(label=_("I have kept them"))


class PasskeyForm(CodesForm):
    """What to call a new passkey; the passphrase proves who makes it."""

    name = forms.CharField(
        label=_("A name for it"),
        help_text=_("So that you know it again. For example: My phone."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["name", "passphrase"]


class NameForm(forms.Form):
    """Another name for a passkey."""

    name = forms.CharField(
        label=_("A name for it"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CodeAppForm(CodesForm):
    """The first code of a new app; the passphrase proves who sets it up."""

    code = forms.CharField(
        label=_("The six digits that it shows"),
        max_length=10,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )
    field_order = ["code", "passphrase"]


class NewPassphraseForm(forms.Form):
    """A new passphrase, for whoever was let back in."""

    passphrase = _new_passphrase(
        _("A new passphrase"),
        _("At least 15 letters. You can see what you type, so check that nobody looks on."),
    )
