"""A program's own help lines, shown to anyone without signing in."""

from django.db import models

from cairn.records.base import OPEN, Kept, Privacy, Row
from cairn.records.programs.models import Program


class ProgramLine(Row):
    """One number of the program's own, and the day on which somebody checked it."""

    privacy = Privacy(
        person=None,
        kept=Kept.WITH_PROGRAM,
        columns={"id": OPEN, "name": OPEN, "number": OPEN, "hours": OPEN},
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    number = models.CharField(max_length=30)
    hours = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
