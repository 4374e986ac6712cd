"""How a round is run, as a form: what is given beforehand is what most programs want."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy

from cairn.core.matching.assignment import Policy
from cairn.records.matching.rounds import LONGEST_ANSWER, POLICY, Plan
from cairn.web.shell.fields import Cards

LISTS_NOTE = gettext_lazy("The others come from places left free. None is promised thrice.")


class PlanForm(forms.Form):
    """A round's plan; blank fields mean the usual."""

    policy = forms.ChoiceField(
        label=gettext_lazy("What comes first, once as many as can be have a mentor"),
        choices=[
            ("balanced", gettext_lazy("Nobody far below the best they could have")),
            ("pool", gettext_lazy("The greatest fit all in all")),
            ("fair", gettext_lazy("The lowest fit as high as can be")),
            ("stable_for_mentees", gettext_lazy("No two would both rather have each other")),
        ],
        initial=POLICY,
        required=False,
        widget=Cards(),
    )
    lists = forms.ChoiceField(
        label=gettext_lazy("Who chooses"),
        choices=[
            ("1", gettext_lazy("Each person is shown one mentor")),
            ("3", gettext_lazy("Each person chooses from up to three")),
        ],
        initial="1",
        required=False,
        widget=Cards(notes={"3": cast(str, LISTS_NOTE)}),
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Days to answer"),
        help_text=gettext_lazy("Reminded once at half time. Then the pair runs out by itself."),
        min_value=1,
        max_value=LONGEST_ANSWER,
        initial=7,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    rethinks = forms.BooleanField(
        label=gettext_lazy("Weigh again the pairs that nobody has said yes to"), required=False
    )
    holds = forms.BooleanField(
        label=gettext_lazy("I look at each next-best pair myself"),
        help_text=gettext_lazy("Otherwise it is offered at once after a no or no answer."),
        required=False,
    )

    def plan(self) -> Plan:
        """The plan as chosen."""
        told = self.cleaned_data
        return Plan(
            policy=cast(Policy, told["policy"] or POLICY),
            lists=int(told["lists"] or 1),
            answer_days=told["answer_days"] or Plan.answer_days,
            rethinks=told["rethinks"],
            follows_up=not told["holds"],
        )
