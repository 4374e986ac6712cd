"""Standing behind mentors: talks with them, what was agreed, and how they keep to the practice."""

from django.db import models
from django.db.models import Q

from cairn.core.supervision.fidelity import MOST, Source
from cairn.records.base import OPEN, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person
from cairn.records.programs.models import Practice, Program


class Talk(Row):
    """One mentor's part in a talk with their supervisor; a group's talk is a row for each mentor.

    What was written is sealed with the mentor's key: theirs to read, theirs to erase.
    """

    privacy = Privacy(person="mentor", kept=Kept.WITH_PERSON, columns={"kind": OPEN})

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    supervisor = models.UUIDField()
    together = models.UUIDField()
    kind = models.CharField(max_length=12)
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    note = SealedField(default=b"")
    held_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["together", "mentor"], name="supervision_once_in_a_talk"
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600)), name="supervision_talk_under_ten_hours"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["individual", "group"]), name="supervision_known_kind"
            ),
        ]
        indexes = [models.Index(fields=["mentor", "day"], name="supervision_talk_day")]


class Action(Row):
    """Something that mentor and supervisor agreed on, until it is done."""

    privacy = Privacy(person="mentor", kept=Kept.WITH_PERSON)

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="+")
    words = SealedField()
    agreed_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="supervision_done_has_an_author",
            )
        ]


class Fidelity(Row):
    """How fully a mentor did one thing of the template's checklist in a week, as one of three saw it."""

    privacy = Privacy(person="mentor", kept=Kept.WITH_PERSON, columns={"source": OPEN})

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    rater = models.UUIDField()
    source = models.CharField(max_length=12)
    week = models.DateField()
    item = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentor", "rater", "week", "item"], name="supervision_each_item_once_a_week"
            ),
            models.CheckConstraint(condition=Q(score__lte=MOST), name="supervision_score_in_range"),
            models.CheckConstraint(
                condition=Q(source__in=[one.value for one in Source]),
                name="supervision_known_source",
            ),
        ]
