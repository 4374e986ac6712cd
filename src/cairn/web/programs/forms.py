"""What a coordinator fills in about people and the program."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cairn.core.people.roles import ROLE_MEANINGS, ROLE_NAMES, Role
from cairn.web.shell.fields import Cards, Day
from cairn.web.shell.words import said
from cairn.web.shell.zones import zone_choices


class FilterForm(forms.Form):
    """Narrowing the list: a part of a name, a role, which page. What makes no sense is left out."""

    q = forms.CharField(required=False, max_length=40)
    role = forms.ChoiceField(required=False, choices=[(role.value, role.value) for role in Role])
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def wanted(self) -> tuple[str, Role | None, int]:
        """(search, role, page number), with what was not understood as if it were blank."""
        self.is_valid()
        kept = self.cleaned_data
        role = kept.get("role")
        return kept.get("q", ""), Role(role) if role else None, kept.get("page") or 1


class RoleForm(forms.Form):
    """One of the roles, with what each is."""

    def __init__(self, *args: Any, without: Iterable[Role] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        left = [role for role in Role if role not in set(without)]
        self.fields["role"] = forms.ChoiceField(
            label=_("Role"),
            choices=[(one.value, said(ROLE_NAMES[one])) for one in left],
            widget=Cards(notes={one.value: said(ROLE_MEANINGS[one]) for one in left}),
        )


class SupervisorForm(forms.Form):
    """Who stands behind a mentor."""

    def __init__(self, *args: Any, people: Iterable[tuple[UUID, str]] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        named = [(str(person), name) for person, name in people]
        self.fields["supervisor"] = forms.TypedChoiceField(
            label=_("Supervisor"), choices=[("", _("Choose one")), *named], coerce=UUID
        )


class ProgramForm(forms.Form):
    """Name, language and time zone of the program."""

    name = forms.CharField(label=_("Name of the program"), max_length=80)
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, widget=Cards(layout="across")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)


class DoorForm(forms.Form):
    """Open or closed, by the button that was pressed."""

    door = forms.ChoiceField(choices=[("open", "open"), ("closed", "closed")])


class LineForm(forms.Form):
    """One of the program's own numbers."""

    name = forms.CharField(label=_("Whose number is it?"), max_length=60)
    number = forms.CharField(
        label=_("Number"),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    hours = forms.CharField(
        label=_("When does someone answer?"),
        required=False,
        max_length=60,
        help_text=_("For example: every day, 8 in the morning to 10 at night."),
    )
    checked_on = forms.DateField(
        label=_("When did someone last try it?"), widget=Day(), help_text=_("Shown beside it.")
    )
