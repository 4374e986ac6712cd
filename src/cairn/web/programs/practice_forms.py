"""Writing a template of practice, and bringing people into a cohort."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cairn.core.programs.practice import (
    MOST_MINUTES,
    MOST_WEEKS,
    Practice,
    read_items,
    read_measures,
    read_modules,
    write_measures,
    write_modules,
)
from cairn.core.shared.refusals import Invalid
from cairn.web.shell.fields import Day
from cairn.web.shell.words import said

Words = Any
PAIRS = ("mentors", "mentees", "individual_minutes")
LISTS = {"modules": read_modules, "fidelity": read_items, "measures": read_measures}


def _whole(label: Words, most: int, hint: Words = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, help_text=hint)


def _lines(label: Words, hint: Words) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class PracticeForm(forms.Form):
    """Every figure of a template; `practice` holds the new one when all of it makes sense."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)
    about = forms.CharField(
        label=_("What it is, in a sentence or two"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    cohorts = _whole(_("Cohorts at a time"), 20, _("0 where people come and go one by one."))
    mentors_low = _whole(_("Mentors in a cohort, at least"), 500)
    mentors_high = _whole(_("Mentors in a cohort, at most"), 500)
    mentees_low = _whole(_("People mentored in a cohort, at least"), 500)
    mentees_high = _whole(_("People mentored in a cohort, at most"), 500)
    weeks = _whole(_("Weeks of mentoring"), MOST_WEEKS, _("0 where there is no last week."))
    mentor_weeks = _whole(_("Weeks that mentors stay"), MOST_WEEKS)
    follow_up_weeks = _whole(_("Weeks of follow-up after that"), MOST_WEEKS)
    start_within_days = _whole(
        _("Begins within this many days of the start of treatment"), 365, _("0 where it is open.")
    )
    mentor_months = _whole(_("Months without use, asked of mentors"), 120)
    group_minutes = _whole(_("Group, minutes a week"), MOST_MINUTES)
    individual_minutes_low = _whole(_("One to one, minutes a week at least"), MOST_MINUTES)
    individual_minutes_high = _whole(_("One to one, minutes a week at most"), MOST_MINUTES)
    people_per_mentor = _whole(_("People a mentor walks with, at most"), 200)
    mentors_per_supervisor = _whole(_("Mentors a supervisor stands behind, at most"), 200)
    supervision_sessions = _whole(_("Talks with the supervisor a month, at least"), 31)
    supervision_minutes = _whole(_("Minutes with the supervisor a month, at least"), MOST_MINUTES)
    modules = _lines(
        _("Steps of the group"),
        _("A title on its line. Points below it, each with a dash in front."),
    )
    fidelity = _lines(
        _("What keeps to the practice"),
        _("One thing on a line. Mentor, supervisor and mentee rate each."),
    )
    measures = _lines(_("What is asked, and in which weeks"), _("For example: Goals: 0, 12, 24"))

    def __init__(self, *args: Any, like: Practice, **kw: Any) -> None:
        super().__init__(*args, **{"initial": _shown(like), **kw})
        self._like = like
        self.practice: Practice | None = None

    def clean(self) -> dict[str, Any]:
        """The new template, or the sentence that says what doesn't fit beside its field."""
        kept = dict(self.cleaned_data)
        if self.errors:
            return kept
        try:
            for name, read in LISTS.items():
                kept[name] = read(kept[name])
            for name in PAIRS:
                kept[name] = (kept.pop(f"{name}_low"), kept.pop(f"{name}_high"))
            self.practice = Practice(source=self._like.source, **kept)
        except Invalid as fault:
            field = f"{fault.field}_low" if fault.field in PAIRS else fault.field
            self.add_error(field if field in self.fields else None, said(fault.phrase))
        return self.cleaned_data


class PickForm(forms.Form):
    """Which shipped template, by the button that was pressed."""

    pick = forms.ChoiceField()

    def __init__(self, *args: Any, keys: Sequence[str], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["pick"] = forms.ChoiceField(choices=[(key, key) for key in keys])


class CohortForm(forms.Form):
    """A new cohort: its name, and the day on which it begins."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    name = forms.CharField(
        label=_("Name of the cohort"), max_length=40, help_text=_("For example: Spring.")
    )
    first_day = forms.DateField(label=_("First day"), widget=Day())


class PlaceForm(forms.Form):
    """Someone's place in a cohort; `months` only where the template asks it of mentors."""

    first_day = forms.DateField(label=_("First day"), widget=Day())

    def __init__(
        self, *args: Any, people: Sequence[tuple[UUID, str]], months: int = 0, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        named = [(str(person), name) for person, name in people]
        self.fields["person"] = forms.TypedChoiceField(
            label=_("Who"), choices=[("", _("Choose one")), *named], coerce=UUID
        )
        if months:
            self.fields["months"] = forms.IntegerField(
                label=_("Months without use, as they told you"),
                min_value=0,
                max_value=999,
                help_text=gettext("This template asks for {months}.").format(months=months),
            )
        self.order_fields(["person", "first_day", "months"])


def _shown(practice: Practice) -> dict[str, Any]:
    """A template as a form shows it; texts as they are kept."""
    shown: dict[str, Any] = practice.as_data()
    for name in PAIRS:
        shown[f"{name}_low"], shown[f"{name}_high"] = getattr(practice, name)
    shown["modules"] = write_modules(practice.modules)
    shown["fidelity"] = "\n".join(practice.fidelity)
    shown["measures"] = write_measures(practice.measures)
    return shown
