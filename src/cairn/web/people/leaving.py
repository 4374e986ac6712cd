"""Leaving for good: what goes, what stays and why, a wait, and a way back until it is over."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid
from cairn.core.shared.words import Phrase, phrase
from cairn.records.base import Kept
from cairn.records.people import departures
from cairn.records.people.proofs import prove
from cairn.web.people.forms import CodesForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, with_form
from cairn.web.shell.record_words import table_name
from cairn.web.shell.words import said

WHY: dict[Kept, Phrase] = {
    Kept.WITH_PERSON: phrase("goes with you"),
    Kept.SHORT: phrase("goes after a few days anyway, and now at once"),
    Kept.BY_LAW: phrase("the law on records wants it kept, without your words and your name"),
    Kept.WITH_PROGRAM: phrase("belongs to the program and tells nothing of you"),
}


@asks(Permission.ACCOUNT_CHANGE)
def leaving(request: SignedIn) -> HttpResponse:
    """The page; a POST asks for it, proved by the passphrase."""
    form = CodesForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            prove(by=request.reader, passphrase=form.cleaned_data["passphrase"], at=request.now)
        except Invalid as fault:
            blame(form, fault)
        else:
            due = departures.ask_to_leave(by=request.reader, at=request.now)
            said_day = formats.date_format(timezone.localtime(due), "DATE_FORMAT")
            messages.success(
                request,
                _("You asked to leave. It happens on {day}, by itself.").format(day=said_day),
            )
            return HttpResponseRedirect(reverse("leaving"))
    fates = departures.preview(reader=request.reader)
    wish = departures.leaving(reader=request.reader)
    context = {
        "goes": [_told(fate) for fate in fates if fate.goes],
        "stays": [_told(fate) for fate in fates if not fate.goes],
        "due": formats.date_format(timezone.localtime(wish.due_at), "DATE_FORMAT") if wish else "",
        "days": departures.WAIT.days,
    }
    return with_form(request, "people/leaving.html", form, context)


@asks(Permission.ACCOUNT_CHANGE)
@require_POST
def stay(request: SignedIn) -> HttpResponse:
    """Change one's mind; nothing has been lost."""
    departures.stay(by=request.reader, at=request.now)
    messages.success(request, _("You stay. Nothing is lost."))
    return HttpResponseRedirect(reverse("leaving"))


def _told(fate: departures.Fate) -> tuple[str, str, str]:
    count = ngettext("{count} line", "{count} lines", fate.rows).format(count=fate.rows)
    return table_name(fate.table), count, said(WHY[fate.kept])
