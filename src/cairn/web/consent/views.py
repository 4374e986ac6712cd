"""Who sees what: giving leave and taking it back, each with one button, at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.presets import Preset
from cairn.core.people.permissions import Permission
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.consent import commands as consent
from cairn.records.consent import nearness
from cairn.records.mentorships.circles import companion, supporter_called
from cairn.web.consent import pages
from cairn.web.consent.forms import PAUSE, NearnessForm, ShareForm, SupporterForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import with_form


@asks(Permission.SHARING_CHANGE)
def sharings(request: SignedIn) -> HttpResponse:
    """The page; a POST lets one person see one part."""
    if request.method != "POST":
        return _page(request, SupporterForm())
    form = ShareForm(request.POST)
    if not form.is_valid():
        raise NotFound
    _let_see(request, form.cleaned_data["person"], DataClass(form.cleaned_data["part"]))
    return HttpResponseRedirect(reverse("sharings"))


@asks(Permission.SHARING_CHANGE)
@require_POST
def supporter(request: SignedIn) -> HttpResponse:
    """Let a supporter, named by the one who shares, be as near as a preset says."""
    form = SupporterForm(request.POST)
    if form.is_valid():
        person = supporter_called(form.cleaned_data["name"], reader=request.reader, at=request.now)
        if person is not None:
            preset = Preset(form.cleaned_data["preset"])
            nearness.let_near(by=request.reader, supporter=person, preset=preset, at=request.now)
            messages.success(request, _("Kept. You can change it whenever you like."))
            return HttpResponseRedirect(reverse("sharings"))
        form.add_error("name", _("No supporter here uses that name. Check how it is written."))
    return _page(request, form)


@asks(Permission.SHARING_CHANGE)
@require_POST
def near(request: SignedIn) -> HttpResponse:
    """How near a supporter of one's circle may be, or a pause: one button each."""
    form = NearnessForm(request.POST)
    if not form.is_valid():
        raise NotFound
    person, preset = form.cleaned_data["person"], form.cleaned_data["preset"]
    whom = companion(reader=request.reader, person=person, at=request.now)
    if whom is None or whom.role is not Role.SUPPORTER:
        raise NotFound
    if preset == PAUSE:
        nearness.pause(by=request.reader, supporter=person, at=request.now)
        messages.success(request, _("Paused. They see nothing until you say so."))
    else:
        nearness.let_near(
            by=request.reader, supporter=person, preset=Preset(preset), at=request.now
        )
        messages.success(request, _("Kept. You can change it whenever you like."))
    return HttpResponseRedirect(reverse("sharings"))


@asks(Permission.SHARING_CHANGE)
@require_POST
def end(request: SignedIn, sharing: UUID) -> HttpResponse:
    """Take one leave back; it counts from this moment."""
    consent.withdraw(by=request.reader, sharing=sharing, at=request.now)
    messages.success(request, _("Taken back. It can no longer be seen."))
    return HttpResponseRedirect(reverse("sharings"))


def _let_see(request: SignedIn, person: UUID, part: DataClass) -> None:
    whom = companion(reader=request.reader, person=person, at=request.now)
    if whom is None or part not in pages.PARTS[whom.relation]:
        raise NotFound
    consent.share(
        by=request.reader,
        recipient=whom.person,
        data_class=part,
        purpose=whom.purpose,
        at=request.now,
    )
    messages.success(request, _("{name} can see it from now on.").format(name=whom.name))


def _page(request: SignedIn, form: SupporterForm) -> HttpResponse:
    page = pages.sharings_page(reader=request.reader, at=request.now)
    return with_form(request, "consent/sharings.html", form, {"page": page})
