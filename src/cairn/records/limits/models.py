"""How much of something is left to someone for now; counted in the database, so for all servers."""

from django.db import models
from django.db.models import Q

from cairn.records.base import OPEN, SECRET, Kept, Privacy


class Bucket(models.Model):
    """What is left in one bucket, as of a moment; the key is a keyed fingerprint, never a name."""

    privacy = Privacy(person=None, kept=Kept.SHORT, columns={"key": SECRET, "left": OPEN})

    key = models.CharField(max_length=64, primary_key=True)
    left = models.FloatField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(left__gte=0), name="limits_bucket_is_never_in_debt")
        ]

    def __str__(self) -> str:
        return f"bucket {self.key[:6]}"
