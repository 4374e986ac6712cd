"""Pairs: one's own, one's people, a program's; logging a contact; ending kindly."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.people.permissions import Permission
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotAllowed
from cairn.records.consent import disclosures
from cairn.records.mentorships.caseloads import around_me, listing, my_people
from cairn.records.mentorships.commands import end, log_contact
from cairn.records.mentorships.pairs import pair_in_full
from cairn.web.mentorships import pages
from cairn.web.mentorships.forms import ContactForm
from cairn.web.mentorships.sheets import sheet
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, with_form
from cairn.web.shell.packets import as_zip

STAFF = frozenset({Role.COORDINATOR, Role.SUPERVISOR})


@asks(Permission.MENTORSHIP_READ)
def index(request: SignedIn) -> HttpResponse:
    """Whom I walk with: my mentor, my people, or the pairs I look after."""
    reader = request.reader
    if reader.roles & STAFF:
        return _listing(request)
    mentors = reader.has(Role.MENTOR)
    mentor = None
    if reader.has(Role.PARTICIPANT):
        mentor = around_me(reader=reader, data_class=DataClass.DAYS, at=request.now).mentor
    if mentor is not None and not mentors:
        return HttpResponseRedirect(reverse("mentorship", args=[mentor.mentorship]))
    people = my_people(reader=reader, at=request.now) if mentors else []
    items = pages.people_items(people, request.today)
    context = {"mentor": mentor, "mentors": mentors, "items": items}
    return render(request, "mentorships/mine.html", context)


def _listing(request: SignedIn) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    ended = request.GET.get("ended") == "1"
    first = _first(request)
    page = listing(
        reader=request.reader,
        at=request.now,
        search=search,
        ended=ended,
        first=first,
        count=pages.PAIRS_SHOWN,
    )
    asked = urlencode(
        {key: value for key, value in (("q", search), ("ended", ended and 1)) if value}
    )
    address = reverse("mentorships")
    url = f"{address}?{asked}" if asked else address
    context = {
        "items": pages.pair_items(page, request.today),
        "paging": pages.page_of(first, len(page.lines), page.total, url, pages.PAIRS_SHOWN),
        "total": page.total,
        "search": search,
        "ended": ended,
        "tabs": [(_("Running"), address, not ended), (_("Ended"), f"{address}?ended=1", ended)],
    }
    return render(request, "mentorships/listing.html", context)


@asks(Permission.MENTORSHIP_READ)
@require_POST
def take_out(request: SignedIn) -> HttpResponse:
    """The list as a CSV file. It leaves the house: a POST, with its notice, in the ledger."""
    if not request.reader.roles & STAFF:
        raise NotAllowed
    page = listing(
        reader=request.reader,
        at=request.now,
        search=request.POST.get("q", ""),
        ended=request.POST.get("ended") == "1",
        count=None,
    )
    runs = request.reader.has(Role.COORDINATOR)
    packet = disclosures.take_out(
        by=request.reader,
        people={
            person: Relation.MEMBER if runs else Relation.SUPERVISOR
            for line in page.lines
            for person in (line.pair.mentee, line.pair.mentor)
        },
        data_classes=[DataClass.IDENTITY, DataClass.MENTORSHIP],
        purpose=Purpose.RUNNING if runs else Purpose.SUPERVISION,
        at=request.now,
    )
    return as_zip("mentorships.zip", packet, {"mentorships.csv": sheet(page).encode()})


@asks(Permission.MENTORSHIP_READ)
def one(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """One pair."""
    page = pages.pair_view(
        reader=request.reader,
        mentorship=mentorship,
        first=_first(request),
        today=request.today,
        at=request.now,
    )
    return render(request, "mentorships/pair.html", {"page": page})


@asks(Permission.CONTACT_LOG)
def new_contact(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """Log a contact: how, how long, what it was about."""
    found = pair_in_full(reader=request.reader, mentorship=mentorship, at=request.now)
    if not found.may_log:
        raise NotAllowed
    name = found.line.mentee_name
    form = ContactForm(request.POST or None, today=request.today, mentee=name)
    if form.is_valid() and form.contact is not None:
        try:
            log_contact(
                by=request.reader,
                mentorship=mentorship,
                contact=form.contact,
                contact_id=form.cleaned_data["id"],
                today=request.today,
                at=request.now,
            )
        except Invalid as fault:
            blame(form, fault)
        else:
            messages.success(request, _("Kept. Thank you for being there."))
            return HttpResponseRedirect(reverse("mentorship", args=[mentorship]))
    context = {"name": name, "mentorship": mentorship}
    return with_form(request, "mentorships/contact.html", form, context)


@asks(Permission.MENTORSHIP_END)
def closure(request: SignedIn, mentorship: UUID) -> HttpResponse:
    """End a mentorship kindly; nobody has to say why."""
    found = pair_in_full(reader=request.reader, mentorship=mentorship, at=request.now)
    if not found.may_end:
        raise NotAllowed
    if request.method == "POST":
        end(by=request.reader, mentorship=mentorship, at=request.now)
        messages.success(request, _("It has ended. What you did together stays."))
        return HttpResponseRedirect(reverse("today"))
    context = {"line": found.line, "mentorship": mentorship}
    return render(request, "mentorships/closure.html", context)


def _first(request: SignedIn) -> int:
    asked = request.GET.get("from", "0")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0
