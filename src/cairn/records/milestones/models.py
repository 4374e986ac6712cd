"""How each person wants their days counted, and the stones that were laid."""

from django.db import models
from django.db.models import Q

from cairn.core.milestones import Aim
from cairn.records.base import OPEN, Kept, Privacy, Row
from cairn.records.people.models import Person


class CountingChoice(Row):
    """A person's aim, and whether they want to see numbers; a change is a new row."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"aim": OPEN, "limit": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    aim = models.CharField(max_length=10)
    limit = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    hidden = models.BooleanField()
    chosen_at = models.DateTimeField()
    chosen_by = models.UUIDField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(replaced_at=None),
                name="milestones_one_current_choice",
            ),
            models.CheckConstraint(
                condition=Q(aim__in=[aim.value for aim in Aim]), name="milestones_known_aim"
            ),
        ]


class LaidStone(Row):
    """One stone of a person's cairn. It stays, whatever is corrected later."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"kind": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    mark = models.PositiveIntegerField()
    laid = models.DateField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "mark"], name="milestones_stone_laid_once"
            ),
        ]
