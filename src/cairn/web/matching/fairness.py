"""Was this round fair? The report of one round, and its counts as a file."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from cairn.core.people.permissions import Permission
from cairn.core.tables import Cell
from cairn.records.matching import fairness
from cairn.web.matching import tables
from cairn.web.matching.fairness_pages import fairness_page
from cairn.web.shell.access import SignedIn, asks


@asks(Permission.ROUND_READ)
@require_safe
def one(request: SignedIn, round_id: UUID) -> HttpResponse:
    """A round by groups, with what its protections cost."""
    page = fairness_page(reader=request.reader, round_id=round_id)
    return render(request, "matching/fairness.html", {"page": page})


@asks(Permission.ROUND_READ)
@require_POST
def counts(request: SignedIn, round_id: UUID, kind: str) -> HttpResponse:
    """The counts that may leave; blank where they are too small, or would give one away."""
    rows = fairness.fairness_to_leave(by=request.reader, round_id=round_id, at=request.now)
    columns = ["kind", "group", "people", "matched", "median_wait_days", "mean_fit"]
    cells: list[list[Cell]] = [
        [
            row.kind,
            row.group,
            row.people,
            row.matched,
            row.waited,
            None if row.fit is None else round(row.fit, 2),
        ]
        for row in rows
    ]
    return tables.as_file(f"fairness.{kind}", columns, cells)
