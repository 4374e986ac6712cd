"""The agreed pair, what they did together, and who stands behind the mentor."""

from django.db import models
from django.db.models import F, Q

from cairn.records.base import OPEN, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person
from cairn.records.programs.models import Program


class Mentorship(Row):
    """A participant and a mentor who both said yes."""

    privacy = Privacy(
        person="mentee", kept=Kept.WITH_PERSON, lets_go={"mentor": ("ended_at", "ended_by")}
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposal = models.UUIDField(null=True, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentee", "program"],
                condition=Q(ended_at=None),
                name="mentorships_one_mentor_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(mentee=F("mentor")), name="mentorships_two_people"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="mentorships_an_end_has_an_author",
            ),
        ]


class Oversight(Row):
    """That a supervisor stands behind a mentor in a program, from a moment to a moment."""

    privacy = Privacy(person="mentor", kept=Kept.WITH_PERSON, lets_go={"supervisor": ("until",)})

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    supervisor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "mentor"],
                condition=Q(until=None),
                name="mentorships_one_supervisor_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(supervisor=F("mentor")), name="mentorships_nobody_oversees_oneself"
            ),
        ]


class Contact(Row):
    """One time that the two were in touch, or tried: when, how, how long, what kind of help."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON, columns={"means": OPEN})

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="contacts")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    means = models.CharField(max_length=12)
    minutes = models.PositiveSmallIntegerField()
    reached = models.BooleanField(default=True)
    emotional = models.BooleanField(default=False)
    informational = models.BooleanField(default=False)
    instrumental = models.BooleanField(default=False)
    affiliational = models.BooleanField(default=False)
    note = SealedField(default=b"")
    next_step = SealedField(default=b"")
    logged_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__lte=600), name="mentorships_contact_under_ten_hours"
            ),
            models.CheckConstraint(
                condition=Q(means__in=["in_person", "phone", "video", "text", "group"]),
                name="mentorships_known_means",
            ),
        ]
        indexes = [models.Index(fields=["mentorship", "day"], name="mentorships_contact_day")]
