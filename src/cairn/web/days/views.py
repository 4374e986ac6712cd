"""One's own path and days."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from cairn.core.consent.leaves import DataClass
from cairn.core.people.permissions import Permission
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.days.calendar import own_answers
from cairn.records.days.commands import tell_day
from cairn.records.days.queries import own_day
from cairn.records.mentorships.caseloads import around_me
from cairn.web.days import pages
from cairn.web.days.calendar_pages import answer_lines, differ
from cairn.web.days.forms import DayForm
from cairn.web.days.months import asked_month
from cairn.web.shell.access import SignedIn, asks
from cairn.web.shell.answers import blame, with_form


@asks(Permission.DAY_RECORD)
def path(request: SignedIn) -> HttpResponse:
    """A month of one's days, the stones so far, the goals."""
    month = asked_month(request.GET.get("month", ""), request.today)
    page = pages.path_page(reader=request.reader, month=month, today=request.today, at=request.now)
    context = {"page": page, "key": pages.kind_names().items()}
    return render(request, "days/path.html", context)


@asks(Permission.DAY_RECORD)
def day(request: SignedIn, day: date) -> HttpResponse:
    """Fill in a day, or correct it; a correction is kept beside what was said before."""
    if day > request.today:
        raise NotFound
    around = around_me(reader=request.reader, data_class=DataClass.DAYS, at=request.now)
    before = own_day(reader=request.reader, day=day)
    mentor = around.mentor.name if around.mentor and around.mentor_sees else ""
    if request.method == "POST":
        form = DayForm(request.POST, day=day, mentor=mentor, before=before)
        if tells(request, form):
            messages.success(request, _("Kept. Thank you for telling it."))
            return HttpResponseRedirect(
                pages.day_page(day=day, before=None, around=around).back_url
            )
    else:
        form = DayForm(day=day, mentor=mentor, before=before)
    answers = own_answers(reader=request.reader, day=day)
    page = pages.day_page(day=day, before=before, around=around)
    told = {"page": page, "answers": answer_lines(answers), "differ": differ(answers)}
    return with_form(request, "days/day.html", form, told)


def tells(request: SignedIn, form: DayForm) -> bool:
    """Keep a valid form's day; a refusal is shown in the form."""
    if not form.is_valid() or form.told is None:
        return False
    try:
        tell_day(
            by=request.reader,
            check_in=form.told,
            check_in_id=form.cleaned_data["id"],
            today=request.today,
            at=request.now,
        )
    except Invalid as fault:
        blame(form, fault)
        return False
    return True
