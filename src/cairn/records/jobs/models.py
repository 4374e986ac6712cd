"""Work for later, leased for a while to one worker, so that a killed worker loses and repeats nothing."""

from django.db import models
from django.db.models import Q

from cairn.records.base import OPEN, Kept, Privacy, Row


class Job(Row):
    """One piece of work: a registered name and ids (never content)."""

    privacy = Privacy(
        person=None,
        kept=Kept.SHORT,
        columns={
            "id": OPEN,
            "name": OPEN,
            "args": OPEN,
            "worker": OPEN,
            "dedupe_key": OPEN,
            "fault": OPEN,
        },
    )

    name = models.CharField(max_length=60)
    args = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)
    run_after = models.DateTimeField()
    enqueued_at = models.DateTimeField()
    enqueued_by = models.UUIDField()
    dedupe_key = models.CharField(max_length=80, null=True, unique=True)  # noqa: DJ001
    worker = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    gave_up_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(progress__lte=100), name="jobs_progress_in_percent"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(gave_up_at=None), name="jobs_one_end"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-priority", "run_after"],
                condition=Q(finished_at=None, gave_up_at=None),
                name="jobs_waiting",
            )
        ]
