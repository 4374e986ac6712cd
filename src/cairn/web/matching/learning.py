"""What this program's own pairs say, and what its rounds go by: learn, adopt, set limits."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import NotFound
from cairn.records.matching import learning
from cairn.web.matching.addresses import uuid
from cairn.web.matching.learning_pages import learning_page
from cairn.web.shell.access import SignedIn, asks

RATES = ("50", "60", "70", "80", "90", "100")


class LimitsForm(forms.Form):
    """Trying near equals, and the limit on matched rates."""

    explores = forms.BooleanField(
        required=False,
        label=gettext_lazy("Leave a little to chance"),
        help_text=gettext_lazy(
            "Only between mentors who fit a person almost the same, within 2 points of 100. "
            "Later you can see what the other choice did."
        ),
    )
    least_rate = forms.ChoiceField(
        required=False,
        label=gettext_lazy("No group far behind"),
        help_text=gettext_lazy(
            "Each group is matched at least this often, compared with the best-matched group, "
            "while that is possible. Nobody goes without a mentor for it."
        ),
        choices=[("", gettext_lazy("No limit")), *((rate, f"{rate} %") for rate in RATES)],
    )


@asks(Permission.ROUND_READ)
def one(request: SignedIn) -> HttpResponse:
    """Weights then and now; a POST learns, adopts a version, goes back, or sets the limits."""
    if request.method == "POST":
        return _act(request)
    page = learning_page(reader=request.reader, at=request.now)
    form = LimitsForm(initial={"explores": page.explores, "least_rate": page.least_rate})
    return render(request, "matching/learning.html", {"page": page, "form": form})


def _act(request: SignedIn) -> HttpResponse:
    wanted, by, at = request.POST.get("act"), request.reader, request.now
    if wanted == "learn":
        learning.learn_now(by=by, at=at)
        messages.success(request, _("Done. Nothing changes until you adopt it."))
    elif wanted == "adopt":
        version = uuid(request.POST.get("version"))
        if version is None:
            raise NotFound
        learning.adopt(by=by, version=version, at=at)
        messages.success(request, _("Adopted. The next round weighs by this version."))
    elif wanted == "evidence":
        learning.adopt(by=by, version=None, at=at)
        messages.success(request, _("The next round weighs by the evidence again."))
    elif wanted == "limits":
        form = LimitsForm(request.POST)
        if not form.is_valid():
            raise NotFound
        rate = form.cleaned_data["least_rate"]
        learning.set_limits(
            by=by,
            explores=form.cleaned_data["explores"],
            least_rate=int(rate) / 100 if rate else None,
            at=at,
        )
        messages.success(request, _("Kept. It counts from the next round on."))
    else:
        raise NotFound
    return HttpResponseRedirect(reverse("matching-learning"))
