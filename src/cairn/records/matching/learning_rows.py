"""What a program has learned and adopted, and how each round treated groups: counts and weights only."""

from django.db import models
from django.db.models import Q

from cairn.records.base import NUMBER, OPEN, Kept, Privacy, Row
from cairn.records.programs.models import Program


class Version(Row):
    """Weights learned from a program's past at one moment, with all they rest on; never changed."""

    privacy = Privacy(person=None, kept=Kept.WITH_PROGRAM, columns={"body": NUMBER, "number": OPEN})

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="matching_version_once")
        ]


class Practice(Row):
    """How a program matches from a moment on; the newest counts. No version: the evidence's weights.

    A round works by the practice that stood when it was asked for, so every round remembers.
    """

    privacy = Privacy(person=None, kept=Kept.WITH_PROGRAM)

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+", null=True)
    explores = models.BooleanField(default=False)
    least_rate = models.FloatField(null=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(least_rate=None) | Q(least_rate__gt=0, least_rate__lte=1),
                name="matching_least_rate_is_a_share",
            )
        ]


class RoundReport(Row):
    """How one round treated groups and what protections cost, as it was when it was worked out."""

    privacy = Privacy(person=None, kept=Kept.WITH_PROGRAM, columns={"body": NUMBER})

    round = models.ForeignKey("matching.Round", on_delete=models.CASCADE, related_name="+")
    body = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round"], name="matching_one_report_a_round")
        ]
