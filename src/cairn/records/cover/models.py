"""What a person wishes for on a phone that others may pick up: a cover, and no way back."""

from django.db import models

from cairn.core.cover.pins import TRIES
from cairn.records.base import OPEN, SECRET, Kept, Privacy, Row
from cairn.records.people.models import Person


class Cover(Row):
    """One person's settings; `missed` counts wrong numbers in a row."""

    privacy = Privacy(
        person="person",
        kept=Kept.WITH_PERSON,
        columns={"look": OPEN, "pin": SECRET, "one_entry": OPEN, "missed": OPEN},
    )

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="+")
    look = models.CharField(max_length=12, blank=True)
    pin = models.CharField(max_length=128, blank=True)
    one_entry = models.BooleanField(default=False)
    missed = models.PositiveSmallIntegerField(default=0)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(look="") | ~models.Q(pin=""), name="cover_has_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(missed__lte=TRIES), name="cover_misses_are_limited"
            ),
        ]
