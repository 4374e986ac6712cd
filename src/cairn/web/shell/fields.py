"""How a form's field looks: label, hint, error and control tied together for every reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString


class Cards(forms.RadioSelect):
    """One choice among cards. `layout`: "list", "across" (short answers) or "scale" (five steps).

    `notes` gives a second line to a choice, by its value. Nothing is ever chosen beforehand
    unless the form's initial says so.
    """

    def __init__(
        self,
        *,
        layout: str = "list",
        notes: Mapping[str, str] | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.layout = layout
        self.notes = dict(notes or {})


class Ticks(forms.CheckboxSelectMultiple):
    """Any number of choices among cards; `notes` as for Cards."""

    def __init__(
        self,
        *,
        layout: str = "list",
        notes: Mapping[str, str] | None = None,
        attrs: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs)
        self.layout = layout
        self.notes = dict(notes or {})


class Day(forms.DateInput):
    """A calendar day, picked the way the device does it."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FileDrop(forms.FileInput):
    """A file chosen or dropped; the whole area accepts it."""


@dataclass(frozen=True)
class Option:
    """One card: the bare control, its label, a second line and, on a scale, its picture."""

    control: SafeString
    target: str
    label: str
    note: str
    icon: str


@dataclass(frozen=True)
class FieldView:
    """A field made ready for `components/field.html`."""

    kind: str
    target: str
    label: str
    hint: str
    hint_id: str
    errors: tuple[str, ...]
    error_id: str
    described_by: str
    optional: bool
    control: SafeString
    options: tuple[Option, ...]
    layout: str


GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def kind_of(widget: forms.Widget) -> str:
    """Which component draws this widget: choices, tick, drop, hidden or plain."""
    if isinstance(widget, GROUPS):
        return "choices"
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    if isinstance(widget, forms.FileInput):
        return "drop"
    return "plain"


def view(bound: BoundField, *, optional: bool = True) -> FieldView:
    """The field as its component needs it; `optional=False` keeps the word "optional" away."""
    widget = bound.field.widget
    kind = kind_of(widget)
    own_id = bound.auto_id or bound.html_name
    return FieldView(
        kind=kind,
        target=first_target(bound),
        label=str(bound.label or ""),
        hint=str(bound.help_text or ""),
        hint_id=f"{own_id}_helptext",
        errors=tuple(str(error) for error in bound.errors),
        error_id=f"{own_id}_error",
        described_by=bound.aria_describedby or "",
        optional=optional and not bound.field.required,
        control=SafeString("") if kind == "choices" else _control(bound),
        options=_options(bound) if kind == "choices" else (),
        layout=getattr(widget, "layout", "list"),
    )


def first_target(bound: BoundField) -> str:
    """The id that a link from the error summary leads to; in a group, the first choice."""
    own_id = bound.auto_id or bound.html_name
    return f"{own_id}_0" if kind_of(bound.field.widget) == "choices" else own_id


def problems(form: forms.BaseForm) -> list[tuple[str, str, str]]:
    """(target, label, sentence) of every error in the form's order; the form's own come first."""
    found = [("", "", str(error)) for error in form.non_field_errors()]
    for bound in form:
        found += [(first_target(bound), str(bound.label), str(error)) for error in bound.errors]
    return found


def _control(bound: BoundField) -> SafeString:
    described: dict[str, str | bool] = {}
    if bound.aria_describedby:
        described["aria-describedby"] = bound.aria_describedby
    return bound.as_widget(attrs=described)


def _options(bound: BoundField) -> tuple[Option, ...]:
    widget = bound.field.widget
    notes: dict[str, str] = getattr(widget, "notes", {})
    pictured = getattr(widget, "layout", "list") == "scale"
    return tuple(
        Option(
            control=part.tag(),
            target=str(part.id_for_label),
            label=str(part.choice_label),
            note=str(notes.get(str(part.data["value"]), "")),
            icon=f"scale-{place}" if pictured else "",
        )
        for place, part in enumerate(bound.subwidgets, start=1)
    )
