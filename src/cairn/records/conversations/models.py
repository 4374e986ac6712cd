"""What two people of a pair write to each other, how far it came, and who else read it and why."""

from django.db import models
from django.db.models import F, Q

from cairn.records.base import OPEN, Kept, Privacy, Row, SealedField
from cairn.records.mentorships.models import Mentorship
from cairn.records.people.models import Person


class Message(Row):
    """One message, sealed with the mentee's key; its id comes from whoever sends it."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = SealedField()
    sent_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["mentorship", "sent_at"], name="conversations_by_time")]


class Receipt(Row):
    """That the other was shown that a message is there, or was shown the message itself."""

    privacy = Privacy(person="message__mentee", kept=Kept.WITH_PERSON, columns={"kind": OPEN})

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="receipts")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=9)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "reader", "kind"], name="conversations_each_step_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["delivered", "read"]), name="conversations_known_steps"
            ),
        ]


class Report(Row):
    """That one of the two asks the supervisor to look at a message."""

    privacy = Privacy(person="message__mentee", kept=Kept.WITH_PERSON)

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    reporter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "reporter"], name="conversations_each_reports_once"
            ),
        ]


class Opening(Row):
    """That a supervisor reads along for a while, and why: both of the two see it."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("opened_at")), name="conversations_opening_ends_later"
            ),
        ]


class Silence(Row):
    """That one of the two wants no messages, from a moment to a moment; nobody says why."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    mentorship = models.ForeignKey(Mentorship, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    wished_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentorship", "wished_by"],
                condition=Q(until=None),
                name="conversations_one_silence_each",
            ),
        ]
