"""People: who signs in, under a name that only they and those they meet can read."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q

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


class SignIn(Row, AbstractBaseSession):
    """One browser's session. Signed in, it is a line in the person's list of devices.

    To delete the row is to sign that device out, at once. No address and no hour is kept:
    the days it began and was last seen, and a word for the kind of device.
    """

    privacy = Privacy(
        person="person",
        kept=Kept.SHORT,
        columns={
            "session_key": SECRET,
            "session_data": SECRET,
            "expire_date": SECRET,
            "device": OPEN,
            "shared": OPEN,
            "unfamiliar": OPEN,
            "news": OPEN,
        },
    )

    session_key = models.CharField(max_length=40, unique=True)
    session_data = models.CharField(max_length=20_000)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=12, blank=True)
    began_on = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    shared = models.BooleanField(default=False)
    unfamiliar = models.BooleanField(default=False)
    news = models.BooleanField(default=False)

    class Meta:
        verbose_name = "sign-in"
        indexes = [models.Index(fields=["expire_date"], name="people_signin_expires")]

    OWN = "session_data expire_date person device began_on seen_on shared".split()  # noqa: SIM905

    def save(self, **how: Any) -> None:
        """A session writes what is its own; never over what others have said of it meanwhile."""
        if how.get("force_update"):
            how["update_fields"] = self.OWN
        super().save(**how)


class Passkey(Row):
    """A passkey that opens a person's account, under the name they gave it."""

    privacy = Privacy(
        person="person",
        kept=Kept.WITH_PERSON,
        columns={"fingerprint": SECRET, "credential": SECRET, "sign_count": SECRET},
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64, unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    name = SealedField()
    made_at = models.DateTimeField()
    used_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)


class CodeApp(Row):
    """The secret that a person's app makes one-time codes from; sealed, and never shown again."""

    privacy = Privacy(
        person="person",
        kept=Kept.WITH_PERSON,
        columns={"secret": SECRET, "last_step": SECRET},
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    secret = models.BinaryField()
    last_step = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at=None) & ~Q(confirmed_at=None),
                name="people_one_code_app",
            ),
        ]


class Recovery(Row):
    """That someone vouched for a person who lost their phone: the wait, and how it ended."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"fingerprint": SECRET})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.UUIDField()
    vouched_by = models.UUIDField()
    vouched_at = models.DateTimeField()
    ready_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.UUIDField(null=True)
    fingerprint = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(stopped_at=None, used_at=None),
                name="people_one_recovery",
            ),
            models.CheckConstraint(
                condition=Q(opened_at=None) | Q(opened_at__gte=F("ready_at")),
                name="people_recovery_waits",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | (Q(stopped_at=None) & ~Q(opened_at=None)),
                name="people_recovery_is_opened_by_someone",
            ),
        ]
