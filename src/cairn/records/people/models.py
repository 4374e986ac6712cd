"""People: who signs in, under a name that only they and those they meet can read."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models

from cairn.records.base import OPEN, SECRET, Kept, Privacy, Row, SealedField


class Person(Row, AbstractBaseUser):
    """Anyone in an installation. No e-mail, no birth date; the name is an alias of their choice."""

    privacy = Privacy(
        person="id",
        kept=Kept.WITH_PERSON,
        columns={
            "sign_in": SECRET,
            "password": SECRET,
            "language": OPEN,
            "time_zone": OPEN,
            "theme": OPEN,
            "synthetic": OPEN,
        },
    )

    last_login = None
    sign_in = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    name = SealedField()
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=40, default="UTC")
    theme = models.CharField(max_length=8, default="auto")
    synthetic = models.BooleanField(default=False)
    joined_at = models.DateTimeField()

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=["en", "es"]), name="people_person_language"
            ),
        ]

    def __str__(self) -> str:
        return f"person {self.id}"


class RecoveryCode(Row):
    """One of the printed codes that let a person back in; kept only as a keyed fingerprint."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"fingerprint": SECRET})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Departure(Row):
    """That a person asked to be erased: from when, after which wait, and how it ended."""

    privacy = Privacy(person="person", kept=Kept.BY_LAW)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(withdrawn_at=None),
                name="people_one_departure",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None) | models.Q(done_at=None),
                name="people_departure_has_one_end",
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gte=models.F("asked_at")), name="people_departure_waits"
            ),
        ]
