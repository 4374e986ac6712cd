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


class Understanding(Row):
    """What the two agreed on, or one of them offers; a change is the next version, never an edit."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    times = SealedField()
    boundaries = SealedField(default=b"")
    own_line = SealedField(default=b"")
    shared = SealedField(default=b"")
    written_by = models.UUIDField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "version"], name="mentorships_each_version_once"
            ),
        ]


class Acceptance(Row):
    """That one of the two said yes to a version of what they agree on."""

    privacy = Privacy(person="understanding__mentee", kept=Kept.WITH_PERSON)

    understanding = models.ForeignKey(
        Understanding, on_delete=models.CASCADE, related_name="acceptances"
    )
    who = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["understanding", "who"], name="mentorships_each_accepts_once"
            ),
        ]


class Appointment(Row):
    """A talk that is planned; whether it took place, the contacts say."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON, columns={"means": OPEN})

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=12)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    called_off_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__range=(5, 600)), name="mentorships_talk_of_some_length"
            ),
            models.CheckConstraint(
                condition=Q(means__in=["in_person", "phone", "video", "text", "group"]),
                name="mentorships_talk_by_known_means",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False),
                name="mentorships_called_off_by_someone",
            ),
        ]
        indexes = [models.Index(fields=["mentorship", "starts_at"], name="mentorships_talk_start")]


class Rest(Row):
    """That the two rest, from a moment to a moment; nobody says why."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="rests")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    begun_by = models.UUIDField()
    until = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship"],
                condition=Q(until=None),
                name="mentorships_one_rest_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(until=None, ended_by=None)
                | Q(until__isnull=False, ended_by__isnull=False),
                name="mentorships_a_rest_is_ended_by_someone",
            ),
        ]
