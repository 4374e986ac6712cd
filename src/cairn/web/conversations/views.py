"""Messages of a pair: read, written, reported, turned off; opened by a supervisor with a reason."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.conversations import commands
from cairn.web.conversations import pages
from cairn.web.conversations.forms import MessageForm, ReasonForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, typed, with_form


@asks(Permission.MESSAGE_READ)
def conversation(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """The messages, newest last. A POST sends one, or does one of the few other things."""
    act = request.POST.get("act", "")
    if request.method == "POST" and act in ACTS:
        ACTS[act](request, mentorship)
        return HttpResponseRedirect(reverse("conversation", args=[mentorship]))
    reader, now = request.reader, request.now
    first = _first(request)
    if request.method != "POST":
        commands.note_read(by=reader, mentorship=mentorship, at=now)
    page = pages.thread_view(reader=reader, mentorship=mentorship, first=first, at=now)
    if request.method == "POST" and not page.may_write:
        raise NotAllowed
    form = MessageForm(typed(request))
    if form.is_valid():
        sent = form.cleaned_data
        commands.send(
            by=reader, mentorship=mentorship, text=sent["text"], message_id=sent["id"], at=now
        )
        return HttpResponseRedirect(reverse("conversation", args=[mentorship]))
    context = {"page": page, "mentorship": mentorship}
    return with_form(request, "conversations/thread.html", form, context)


@asks(Permission.MESSAGE_OPEN)
def open_with_reason(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """Say why one needs to read the messages of two people; then they open for an hour."""
    commands.ask_to_open(by=request.reader, mentorship=mentorship, at=request.now)
    form = ReasonForm(typed(request))
    if form.is_valid():
        try:
            commands.open_messages(
                by=request.reader,
                mentorship=mentorship,
                reason=form.cleaned_data["reason"],
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            return HttpResponseRedirect(reverse("conversation", args=[mentorship]))
    return with_form(request, "conversations/open.html", form, {"mentorship": mentorship})


def _report(request: SignedIn, mentorship: UUID) -> None:
    try:
        which = UUID(request.POST.get("which", ""))
    except ValueError:
        raise NotFound from None
    commands.report(by=request.reader, mentorship=mentorship, message=which, at=request.now)
    words = _("Thank you for saying so. The supervisor of this pair is asked to look.")
    messages.success(request, words)


def _hush(request: SignedIn, mentorship: UUID) -> None:
    commands.hush(by=request.reader, mentorship=mentorship, at=request.now)


def _hear(request: SignedIn, mentorship: UUID) -> None:
    commands.hear(by=request.reader, mentorship=mentorship, at=request.now)


ACTS = {"report": _report, "hush": _hush, "hear": _hear}


def _first(request: SignedIn) -> int:
    asked = request.GET.get("from", "0")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
