"""The trail: who did and who read what. Append-only, chained by hash, without content."""

from django.db import models

from cairn.records.base import OPEN, Kept, Privacy


class Line(models.Model):
    """One act or one look. Ids are plain: the trail outlives what it speaks of."""

    privacy = Privacy(
        person="subject",
        kept=Kept.BY_LAW,
        columns={"seq": OPEN, "act": OPEN, "machine": OPEN, "hash": OPEN, "detail": OPEN},
    )

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField()
    machine = models.CharField(max_length=40, blank=True)
    act = models.CharField(max_length=60)
    subject = models.UUIDField(null=True)
    program = models.UUIDField(null=True)
    detail = models.CharField(max_length=120, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "seq"], name="trail_line_subject"),
            models.Index(fields=["actor", "seq"], name="trail_line_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.act}"


class Head(models.Model):
    """The last link of the chain, in one row, so that writers queue up behind its lock.

    `seal` is made with a key that is not in the database: whoever can write here but
    can't read the key file can't cut the trail short or make it up anew.
    """

    privacy = Privacy(
        person=None, kept=Kept.BY_LAW, columns={"id": OPEN, "seq": OPEN, "hash": OPEN, "seal": OPEN}
    )

    id = models.SmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)
    seal = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="trail_head_is_one")]

    def __str__(self) -> str:
        return f"head at {self.seq}"
