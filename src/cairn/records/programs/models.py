"""Programs in one installation, kept fully apart, and the parts that people play in them."""

from django.db import models
from django.db.models import F, Q

from cairn.core.people.roles import Role
from cairn.records.base import LINK, OPEN, SECRET, Kept, Privacy, Row
from cairn.records.people.models import Person


class Program(Row):
    """One program: its people see nothing of another's."""

    privacy = Privacy(
        person=None,
        kept=Kept.WITH_PROGRAM,
        columns={
            "id": OPEN,
            "name": OPEN,
            "language": OPEN,
            "time_zone": OPEN,
            "door": OPEN,
            "open_to_self_referral": OPEN,
            "synthetic": OPEN,
        },
    )

    name = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=40, default="America/New_York")
    door = models.SlugField(max_length=40, unique=True)
    open_to_self_referral = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    made_at = models.DateTimeField()


class Membership(Row):
    """That a person holds a role in a program from a moment on; ended by a moment, never deleted."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"role": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    given_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program", "role"],
                condition=Q(until=None),
                name="programs_one_current_membership",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="programs_known_role"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="programs_membership_ends_after_it_begins",
            ),
        ]


class Enrollment(Row):
    """One stay of a participant in a program, from first day to last; a return is a new row."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program"],
                condition=Q(last_day=None),
                name="programs_one_open_enrollment",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="programs_enrollment_ends_after_it_begins",
            ),
        ]


class Invitation(Row):
    """A single-use link into a role; kept only as a fingerprint. May be for a person already listed."""

    privacy = Privacy(
        person="for_person", kept=Kept.SHORT, columns={"role": OPEN, "fingerprint": SECRET}
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(role.value, role.value) for role in Role])
    fingerprint = models.CharField(max_length=64, unique=True)
    for_person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="programs_invitation_expires_later"
            )
        ]


class FirstDoor(Row):
    """The single-use link by which an empty installation gets its first program and coordinator."""

    privacy = Privacy(person=None, kept=Kept.SHORT, columns={"id": OPEN, "fingerprint": SECRET})

    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Practice(Row):
    """A template of practice as it stood from a moment on; a change is a new version, never this row."""

    privacy = Privacy(
        person=None,
        kept=Kept.WITH_PROGRAM,
        columns={"id": OPEN, "version": OPEN, "content": OPEN, "made_by": LINK},
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    content = models.JSONField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "version"], name="programs_one_practice_per_version"
            )
        ]


class Cohort(Row):
    """A group of mentors and mentees who go through the weeks of one version together."""

    privacy = Privacy(
        person=None, kept=Kept.WITH_PROGRAM, columns={"id": OPEN, "name": OPEN, "made_by": LINK}
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    first_day = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "name"], name="programs_a_cohort_has_its_own_name"
            )
        ]


class Place(Row):
    """A mentor's or mentee's place in a cohort, from their first day; `last_day` if they left.

    `months` is what a mentor told of their time without use, where the template asks.
    """

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"part": OPEN})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    months = models.PositiveSmallIntegerField(null=True)
    placed_by = models.UUIDField()
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program", "part"],
                condition=Q(last_day=None),
                name="programs_one_place_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(part__in=[Role.MENTOR.value, Role.PARTICIPANT.value]),
                name="programs_a_place_is_a_mentors_or_a_mentees",
            ),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gte=F("first_day")),
                name="programs_a_place_ends_after_it_begins",
            ),
        ]
