"""Leave that people gave to see a part of their record, each a row that says from when until when."""

from django.db import models
from django.db.models import F, Q

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.records.base import OPEN, Kept, Privacy, Row
from cairn.records.people.models import Person
from cairn.records.programs.models import Program


class Sharing(Row):
    """Leave for one person to see one part of another's record, for one purpose."""

    privacy = Privacy(
        person="giver",
        kept=Kept.BY_LAW,
        columns={"data_class": OPEN, "purpose": OPEN},
        lets_go={"giver": ("withdrawn_at",), "recipient": ("withdrawn_at",)},
    )

    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    data_class = models.CharField(max_length=16)
    purpose = models.CharField(max_length=16)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    first_day = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "recipient", "program", "data_class", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_one_standing_sharing",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("recipient")), name="consent_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(data_class__in=[kind.value for kind in DataClass]),
                name="consent_known_data_class",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]),
                name="consent_known_purpose",
            ),
        ]
