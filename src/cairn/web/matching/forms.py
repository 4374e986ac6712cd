"""A profile as a form, made from the same columns as the sheet; it yields a profile."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.core.matching import vocabulary as v
from cairn.core.matching.cells import read_cell
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.template import Column, Kind, Side, columns_of
from cairn.core.shared.refusals import Invalid
from cairn.records.matching.sealed import KINDS
from cairn.web.matching import wording
from cairn.web.shell.fields import Ticks
from cairn.web.shell.words import said

NOT_ASKED = {"id", "name", "waiting_days", "time_zone"}
NOT_OF_ONESELF = {"conflicts", "certified"}
QUESTIONS: dict[str, str | Promise] = {
    "conflicts": gettext_lazy("Must not be paired with"),
    "capacity": gettext_lazy("How many people at a time"),
    "recovery_months": gettext_lazy("Months in recovery"),
    "story": gettext_lazy("A few words of your own"),
    "place": gettext_lazy("Roughly where they are"),
    "travel_km": gettext_lazy("How far they can travel, in km"),
}
NOTES: dict[str, str | Promise] = {
    "capacity": gettext_lazy(
        "All in all, with those they walk with now. 0 is a pause: nobody new."
    ),
    "languages": gettext_lazy("For example: English, Spanish. A pair needs one in common."),
    "interests": gettext_lazy("A few words, with commas between them."),
}
TO_ONESELF: dict[str, str | Promise] = {
    "languages": gettext_lazy("You speak"),
    "gender": gettext_lazy("Your gender"),
    "wished_gender": gettext_lazy("You would like your mentor to be"),
    "age": gettext_lazy("Your age"),
    "pathways": gettext_lazy("Your path"),
    "available": gettext_lazy("You are free"),
    "modes": gettext_lazy("You like to meet"),
    "family": gettext_lazy("Your family"),
    "interests": gettext_lazy("You enjoy"),
    "substances": gettext_lazy("You have struggled with"),
    "experiences": gettext_lazy("You have lived through"),
    "goals": gettext_lazy("Your goals"),
    "life_stage": gettext_lazy("Where you are in life"),
    "style": gettext_lazy("You like to be together by"),
    "cultures": gettext_lazy("Home to you is"),
    "place": gettext_lazy("Roughly where you are"),
    "travel_km": gettext_lazy("How far you can travel, in km"),
    "needs": gettext_lazy("Your mentor must be certified for"),
    "wished_traits": gettext_lazy("Your own wish about who your mentor is"),
    "traits": gettext_lazy("How you describe yourself"),
}
NOTES_TO_ONESELF: dict[str, str | Promise] = {
    "gender": gettext_lazy("Used only for a wish that someone states."),
    "wished_gender": gettext_lazy("Only if it matters to you. A wish is always kept."),
    "age": gettext_lazy("In years."),
    "pathways": gettext_lazy("How you walk your recovery."),
    "available": gettext_lazy("In a usual week. A pair needs one time in common."),
    "modes": gettext_lazy("As many as you like."),
    "spirituality": gettext_lazy("If you wish to say."),
    "family": gettext_lazy("If you wish to say."),
    "substances": gettext_lazy("If you wish to say. Never shown by name to the other."),
    "experiences": gettext_lazy("If you wish to say. Never shown by name to the other."),
    "goals": gettext_lazy("What matters to you now, or what you like to help with."),
    "recovery_months": gettext_lazy("If you wish to say."),
    "story": gettext_lazy("Alike words and themes count a little. Nobody is shown them."),
    "life_stage": gettext_lazy("If you wish to say."),
    "style": gettext_lazy("As many as you like."),
    "cultures": gettext_lazy("Culture, tradition or community, in your own words, if you wish."),
    "place": gettext_lazy(
        "North and east in degrees, as a map shows them, like: 40.70, -74.00. Kept to about 5 km, "
        "never shown, and read only if you like to meet in person."
    ),
    "travel_km": gettext_lazy("To meet in person."),
    "needs": gettext_lazy("Only if it must be. It is always kept."),
    "wished_traits": gettext_lazy("In your own words, only if it matters to you. Never guessed."),
    "traits": gettext_lazy("In your own words, if you wish. Read only for a wish someone states."),
}
MEDICATION: dict[Side, str | Promise] = {
    "mentee": gettext_lazy("A mentor who is against it is never proposed to you."),
    "mentor": gettext_lazy("What you think of medication for addiction."),
}


class ProfileForm(forms.Form):
    """Everything but the code and the name; blank means unknown, or no wish."""

    def __init__(
        self, *args: Any, side: Side, kept: Profile | None, mine: bool, person: UUID, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.side, self.kept, self.person = side, kept, person
        self.columns = [
            column
            for column in columns_of(side)
            if column.field not in NOT_ASKED and not (mine and column.field in NOT_OF_ONESELF)
        ]
        for column in self.columns:
            made = _field(column)
            made.label = str(
                (TO_ONESELF.get(column.field) if mine else None)
                or QUESTIONS.get(column.field)
                or wording.LABELS[column.field]
            )
            made.help_text = _note(column, side, mine)
            if kept is not None:
                made.initial = _initial(kept, column)
            self.fields[column.field] = made

    def clean(self) -> dict[str, Any]:
        """Typed answers are read as a cell of the sheet would be."""
        for column in self.columns:
            typed = self.cleaned_data.get(column.field)
            if isinstance(typed, str) and typed and column.kind not in (Kind.WORD, Kind.TEXT):
                try:
                    self.cleaned_data[column.field] = read_cell(column, typed)
                except Invalid as fault:
                    self.add_error(column.field, said(fault.phrase))
        return self.cleaned_data

    def profile(self) -> MenteeProfile | MentorProfile:
        """The profile as it stands after this form; what wasn't asked stays as it was."""
        values: dict[str, Any] = self.kept.as_dict() if self.kept else {"id": str(self.person)}
        for column in self.columns:
            given = self.cleaned_data.get(column.field)
            values.pop(column.field, None)
            if given not in (None, "", [], frozenset()):
                values[column.field] = (
                    sorted(given) if isinstance(given, (list, set, frozenset)) else given
                )
        return KINDS[self.side].from_dict(values)


def _note(column: Column, side: Side, mine: bool) -> str:
    to_oneself = {**NOTES_TO_ONESELF, "medication": MEDICATION[side]} if mine else {}
    told = NOTES.get(column.field) or to_oneself.get(column.field)
    return str(told) if told else said(column.explanation)


def _field(column: Column) -> forms.Field:
    choices = [(word.code, said(word.name)) for word in column.words]
    if column.kind is Kind.WORD:
        return forms.ChoiceField(choices=[("", _("Not said")), *choices], required=False)
    if column.kind is Kind.WORDS:
        return forms.MultipleChoiceField(
            choices=choices, required=False, widget=Ticks(layout="across wide")
        )
    if column.kind is Kind.SLOTS:
        slots = [(slot, said(v.slot_name(slot))) for slot in v.SLOTS]
        return forms.MultipleChoiceField(
            choices=slots, required=False, widget=Ticks(layout="across wide")
        )
    if column.kind is Kind.NUMBER:
        return forms.IntegerField(
            required=column.required,
            min_value=column.lowest,
            max_value=column.highest,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        )
    if column.kind is Kind.TEXT:
        return forms.CharField(
            required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )
    return forms.CharField(required=False, max_length=1000)


def _initial(kept: Profile, column: Column) -> Any:
    held = getattr(kept, column.field)
    if column.kind is Kind.LANGUAGES:
        return ", ".join(wording.word(kept, "languages", code) for code in sorted(held))
    if column.kind is Kind.IDS:
        kinds = {word.code: said(word.name) for word in v.CONFLICTS}
        return ", ".join(
            f"{other} ({kinds[kind]})" if kind in kinds else other
            for other, kind in sorted(kept.barred.items())
        )
    if isinstance(held, frozenset):
        chosen = sorted(held)
        return chosen if column.kind in (Kind.WORDS, Kind.SLOTS) else ", ".join(chosen)
    return held
