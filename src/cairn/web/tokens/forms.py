"""What someone fills in to make a token."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cairn.core.people.scopes import FOR_PROGRAMS, LABEL_LENGTH, LIVES, SCOPE_NAMES, Scope
from cairn.web.shell.fields import Cards, Ticks
from cairn.web.shell.words import said


class TokenForm(forms.Form):
    """What it is for, what it may do, how long it works; the passphrase as proof."""

    label = forms.CharField(
        label=_("What is it for?"),
        help_text=_("For example: my watch. Only you see this."),
        required=False,
        max_length=LABEL_LENGTH,
    )
    scopes = forms.MultipleChoiceField(label=_("What may it do?"), widget=Ticks(), required=False)
    days = forms.TypedChoiceField(
        label=_("How long does it work?"), coerce=int, widget=Cards(layout="across")
    )
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, _first_up(said(SCOPE_NAMES[scope]))) for scope in FOR_PROGRAMS
        ]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (life.days, ngettext("{days} day", "{days} days", life.days).format(days=life.days))
            for life in LIVES
        ]

    @property
    def wish(self) -> dict[str, Any]:
        """What the command wants to know; only once valid."""
        kept = self.cleaned_data
        return {
            "label": kept["label"],
            "scopes": [Scope(one) for one in kept["scopes"]],
            "life": timedelta(days=kept["days"]),
            "passphrase": kept["passphrase"],
        }


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]
