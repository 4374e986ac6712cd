"""A cohort's board, and the figures of all cohorts as a file for a paper's table."""

import csv
import io
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.core.people.permissions import Permission
from cairn.records.evaluation.cohorts import cohort_board
from cairn.records.evaluation.commands import take_cohorts_out
from cairn.web.evaluation.cohort_pages import board_page, table_rows
from cairn.web.shell.access import SignedIn, asks


@asks(Permission.COHORT_READ)
@require_safe
def board(request: SignedIn, cohort: UUID) -> HttpResponse:
    """Who is in which week, dose against plan, who may be leaving, mentors, retention."""
    found = cohort_board(reader=request.reader, cohort=cohort, today=request.today, at=request.now)
    page = board_page(found, request.reader)
    return render(request, "evaluation/cohort.html", {"page": page})


@asks(Permission.OUTCOMES_EXPORT)
def table(request: SignedIn) -> HttpResponse:
    """Figures over all cohorts, small numbers left out, as CSV."""
    lines = take_cohorts_out(by=request.reader, today=request.today, at=request.now)
    text = io.StringIO()
    csv.writer(text).writerows(table_rows(lines))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="cohorts.csv"'
    return response
