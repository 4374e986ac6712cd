"""A cohort's group: when it met, and who was there for how long."""

from django.db import models
from django.db.models import Q

from cairn.records.base import LINK, OPEN, Kept, Privacy, Row
from cairn.records.people.models import Person
from cairn.records.programs.models import Cohort, Program


class Meeting(Row):
    """One time that a cohort's group met; `step` says which of the template's modules was on."""

    privacy = Privacy(
        person=None,
        kept=Kept.WITH_PROGRAM,
        columns={"id": OPEN, "day": OPEN, "minutes": OPEN, "step": OPEN, "held_by": LINK},
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    held_by = models.UUIDField()
    held_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "day"], name="groups_one_meeting_a_day"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600)), name="groups_meeting_under_ten_hours"
            ),
        ]


class Attendance(Row):
    """That someone was at a meeting, for some minutes; what was wrong is withdrawn, not deleted."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField()
    told_by = models.UUIDField()
    told_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(withdrawn_at=None),
                name="groups_there_once_a_meeting",
            ),
            models.CheckConstraint(
                condition=Q(minutes__lte=600), name="groups_there_under_ten_hours"
            ),
        ]
