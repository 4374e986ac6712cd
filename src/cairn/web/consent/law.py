"""Which law a program is under: four questions, and the strictest wherever anyone is unsure."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.core.consent.law import Answers, LawPack
from cairn.core.people.permissions import Permission
from cairn.records.consent.lawbook import choose_law, chosen_law
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import typed, with_form
from cairn.web.shell.fields import Cards

_ANSWERS = {"yes": True, "no": False, "unsure": None}
_CHOICES = [
    ("yes", gettext_lazy("Yes")),
    ("no", gettext_lazy("No")),
    ("unsure", gettext_lazy("Not sure")),
]


def _question(label: object, hint: object = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,  # type: ignore[arg-type]
        help_text=hint,  # type: ignore[arg-type]
        choices=_CHOICES,
        widget=Cards(layout="across"),
    )


class LawForm(forms.Form):
    """What a program says of itself."""

    offers_treatment = _question(
        gettext_lazy(
            "Do you tell people that you offer diagnosis, treatment or referral for addiction?"
        ),
        gettext_lazy("A program inside a clinic does."),
    )
    federal_help = _question(
        gettext_lazy(
            "Do you get federal help: money, Medicare or Medicaid, or being free of federal tax?"
        )
    )
    receives_records = _question(
        gettext_lazy("Do you get records from a treatment program, or work for one by contract?")
    )
    bills_electronically = _question(
        gettext_lazy("Do you bill health plans by computer, or work for someone who does?")
    )


@asks(Permission.LAW_CHOOSE)
def law(request: SignedIn) -> HttpResponse:
    """The law that counts now, and the questions; a POST answers them."""
    chosen = chosen_law(request.reader.here, at=request.now)
    told = chosen.answers
    words = {value: word for word, value in _ANSWERS.items()}
    initial = {name: words[getattr(told, name)] for name in LawForm.base_fields} if told else None
    form = LawForm(typed(request), initial=initial)
    if form.is_valid():
        answers = Answers(**{name: _ANSWERS[word] for name, word in form.cleaned_data.items()})
        choose_law(by=request.reader, answers=answers, at=request.now)
        messages.success(request, _("Kept. New papers follow this law from now on."))
        return HttpResponseRedirect(reverse("law"))
    return with_form(request, "consent/law.html", form, _shown(chosen.pack))


def _shown(pack: LawPack) -> dict[str, object]:
    return {
        "jurisdiction": pack.jurisdiction,
        "read_on": formats.date_format(pack.checked_on, "DATE_FORMAT"),
        "recalled": any(one.recalled for one in pack.elements),
        "missing": [f"{one.cite} ({one.language})" for one in pack.missing()],
    }
