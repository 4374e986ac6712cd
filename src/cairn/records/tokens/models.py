"""Tokens by which a person lets another program act for them, and what was sent with them lately."""

from django.db import models
from django.db.models import F, Q

from cairn.records.base import OPEN, SECRET, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person
from cairn.records.programs.models import Program


class Token(Row):
    """One token, kept only as a keyed fingerprint; good for one program, until a day.

    `stamp` follows the person's passphrase: when that changes, the token opens nothing.
    """

    privacy = Privacy(
        person="person",
        kept=Kept.WITH_PERSON,
        columns={"fingerprint": SECRET, "stamp": SECRET, "scopes": OPEN},
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    label = SealedField()
    fingerprint = models.CharField(max_length=64, unique=True)
    stamp = models.CharField(max_length=64)
    scopes = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="tokens_token_ends_after_it_begins"
            ),
        ]


class Sent(Row):
    """That something was sent under a key: fingerprints of key and content, for a day or two."""

    privacy = Privacy(
        person="token__person",
        kept=Kept.SHORT,
        columns={"key": SECRET, "content": SECRET},
    )

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    content = models.CharField(max_length=64)
    sent_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["token", "key"], name="tokens_each_key_once"),
        ]


class OutsideLogin(Row):
    """That signing in at an organization, under one subject there, opens a staff account here."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON, columns={"fingerprint": SECRET})

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    fingerprint = models.CharField(max_length=64)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(ended_at=None),
                name="tokens_one_login_one_person",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="tokens_one_person_one_login"
            ),
        ]
