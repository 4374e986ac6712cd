"""The template of practice: choosing one, changing it, looking at what counted before."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cairn.core.people.permissions import Permission
from cairn.core.programs.shipped import shelf, shipped
from cairn.core.shared.refusals import NotFound
from cairn.records.programs import practices
from cairn.web.programs import practice_pages as pages
from cairn.web.programs.practice_forms import PickForm, PracticeForm
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import typed, with_form


@asks(Permission.TEMPLATE_CHANGE)
def practice(request: SignedIn) -> HttpResponse:
    """What counts now, and the shelf; a POST takes one from the shelf as the next version."""
    kept = shelf()
    form = PickForm(typed(request), keys=list(kept))
    if form.is_valid():
        chosen = kept[form.cleaned_data["pick"]]
        practices.adopt(
            by=request.reader, program=request.reader.here, practice=chosen, at=request.now
        )
        messages.success(request, _("This template counts from now on."))
        return HttpResponseRedirect(reverse("practice"))
    found = practices.versions(reader=request.reader)
    shown = {
        "page": pages.practice_page(found[0], found) if found else None,
        "offers": pages.offers(kept, found[0].practice if found else None),
    }
    return with_form(request, "programs/practice.html", form, shown)


@asks(Permission.TEMPLATE_CHANGE)
def version(request: SignedIn, number: int) -> HttpResponse:
    """A version as it stood."""
    found = practices.versions(reader=request.reader)
    one = next((each for each in found if each.number == number), None)
    if one is None:
        raise NotFound
    return render(request, "programs/practice.html", {"page": pages.practice_page(one, found)})


@asks(Permission.TEMPLATE_CHANGE)
def edit(request: SignedIn) -> HttpResponse:
    """Change the template; what runs goes on under the version it began with."""
    found = practices.versions(reader=request.reader)
    like = found[0].practice if found else shipped("map")
    form = PracticeForm(typed(request), like=like)
    if form.is_valid() and form.practice is not None:
        practices.adopt(
            by=request.reader, program=request.reader.here, practice=form.practice, at=request.now
        )
        messages.success(request, _("Kept as a new version."))
        return HttpResponseRedirect(reverse("practice"))
    return with_form(request, "programs/practice_edit.html", form, {})
