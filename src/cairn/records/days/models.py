"""Days as people told of them: check-ins, and what each says about use, day by day."""

from django.db import models
from django.db.models import F, Q

from cairn.core.days.anchors import ANCHOR_KINDS
from cairn.records.base import OPEN, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person


class CheckIn(Row):
    """How one day was, in the person's own answers; what they left blank stays null.

    A correction is a new row: the old one keeps the moment at which it was replaced.
    """

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"use": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    mood = models.PositiveSmallIntegerField(null=True)
    use = models.CharField(max_length=8, blank=True)
    craving = models.PositiveSmallIntegerField(null=True)
    sleep = models.PositiveSmallIntegerField(null=True)
    wants_call = models.BooleanField(default=False)
    note = SealedField(default=b"")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "day"],
                condition=Q(replaced_at=None),
                name="days_one_current_check_in",
            ),
            models.CheckConstraint(
                condition=Q(mood=None) | Q(mood__range=(1, 5)), name="days_mood_in_range"
            ),
            models.CheckConstraint(
                condition=Q(craving=None) | Q(craving__range=(0, 10)), name="days_craving_in_range"
            ),
            models.CheckConstraint(
                condition=Q(sleep=None) | Q(sleep__range=(1, 5)), name="days_sleep_in_range"
            ),
            models.CheckConstraint(
                condition=Q(use__in=["", "none", "use", "declined"]), name="days_known_use"
            ),
        ]
        indexes = [models.Index(fields=["person", "-day"], name="days_check_in_latest")]


class DayStatus(Row):
    """What one source says about one substance on one day. No row means unknown."""

    privacy = Privacy(
        person="person",
        kept=Kept.WITH_PERSON,
        columns={
            "substance": OPEN,
            "status": OPEN,
            "source": OPEN,
            "amount": OPEN,
            "unit": OPEN,
            "check_in": OPEN,
        },
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    substance = models.CharField(max_length=24)
    status = models.CharField(max_length=8)
    source = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    unit = models.CharField(max_length=8, blank=True, default="")
    own_unit = SealedField(default=b"")
    check_in = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "substance", "source", "day"],
                condition=Q(replaced_at=None),
                name="days_one_current_status",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["use", "none", "unknown", "declined"]),
                name="days_known_status",
            ),
            models.CheckConstraint(
                condition=Q(source__in=["check-in", "calendar", "interview", "test", "import"]),
                name="days_known_source",
            ),
        ]


class Anchor(Row):
    """Something that helps its person to remember some days; taken away, the row stays."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"kind": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    first_day = models.DateField()
    last_day = models.DateField()
    words = SealedField(default=b"")
    added_at = models.DateTimeField()
    added_by = models.UUIDField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="days_anchor_runs_forward"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(ANCHOR_KINDS)), name="days_known_anchor"
            ),
        ]
