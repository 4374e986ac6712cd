"""Is it helping? One page, and its figures as a file."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render

from cairn.core.people.permissions import Permission
from cairn.records.evaluation.commands import take_figures_out
from cairn.records.evaluation.queries import outcomes as outcomes_of
from cairn.records.programs.queries import program_facts
from cairn.web.evaluation.files import figure_rows
from cairn.web.evaluation.pages import outcomes_page
from cairn.web.shell.access import SignedIn, asks


@asks(Permission.OUTCOMES_READ)
def outcomes(request: SignedIn) -> HttpResponse:
    """The board up to yesterday: today is not over yet."""
    board = outcomes_of(reader=request.reader, last_day=request.yesterday, at=request.now)
    program = program_facts(request.reader.program) if request.reader.program else None
    page = outcomes_page(board, program)
    return render(request, "evaluation/outcomes.html", {"page": page})


@asks(Permission.OUTCOMES_EXPORT)
def figures(request: SignedIn) -> HttpResponse:
    """The board's figures, small numbers left out, as CSV."""
    board = take_figures_out(by=request.reader, last_day=request.yesterday, at=request.now)
    text = io.StringIO()
    csv.writer(text).writerows(figure_rows(board))
    response = HttpResponse(text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return response
