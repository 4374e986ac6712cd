"""Needs, wishes and offers; rounds, the pairs they propose, and what people say to them."""

from django.db import models
from django.db.models import F, Q

from cairn.records.base import OPEN, SECRET, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person
from cairn.records.programs.models import Program

SIDES = ["mentee", "mentor"]
OPEN_STANDINGS = ["drafted", "sent"]
NEVER_AGAIN = ["declined", "dropped"]
CLOSED_STANDINGS = ["agreed", *NEVER_AGAIN, "withdrawn"]


class Profile(Row):
    """What a person needs and wishes for, or offers, sealed; the newest row is the one that counts."""

    privacy = Privacy(
        person="person", kept=Kept.WITH_PERSON, columns={"side": OPEN, "digest": SECRET}
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6)
    body = SealedField()
    digest = models.CharField(max_length=64)
    capacity = models.PositiveSmallIntegerField(null=True)
    written_by = models.UUIDField()
    written_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program", "side"],
                condition=Q(replaced_at=None),
                name="matching_one_current_profile",
            ),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="matching_known_side"),
            models.CheckConstraint(
                condition=Q(side="mentor", capacity__isnull=False)
                | Q(side="mentee", capacity__isnull=True),
                name="matching_mentors_have_capacity",
            ),
        ]


class SheetId(Row):
    """That a row name in a coordinator's sheet stands for a person; kept as a fingerprint."""

    privacy = Privacy(
        person="person", kept=Kept.WITH_PERSON, columns={"side": OPEN, "fingerprint": SECRET}
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=6)
    fingerprint = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program", "side", "fingerprint"], name="matching_sheet_id_once"
            )
        ]


class Round(Row):
    """One matching of everyone who waits with every mentor who has room."""

    privacy = Privacy(
        person=None,
        kept=Kept.WITH_PROGRAM,
        columns={"id": OPEN, "policy": OPEN, "total": OPEN, "bound": OPEN, "fault": OPEN},
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    policy = models.CharField(max_length=24)
    job = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    waiting = models.PositiveIntegerField(null=True)
    seats = models.PositiveIntegerField(null=True)
    matched = models.PositiveIntegerField(null=True)
    most = models.PositiveIntegerField(null=True)
    total = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    seconds = models.FloatField(null=True)
    fault = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["program"],
                condition=Q(finished_at=None),
                name="matching_one_round_at_a_time",
            )
        ]


class Proposal(Row):
    """A pair that a round or a coordinator puts forward; reasons are sealed with the mentee's key.

    `standing`: drafted and sent are open; agreed; declined by one of the two; dropped by
    the coordinator (neither is proposed again); withdrawn, which says nothing about the
    pair. Who moved it and when is in `Answer` and on the trail.
    """

    privacy = Privacy(
        person="mentee", kept=Kept.WITH_PERSON, columns={"standing": OPEN, "by_hand": OPEN}
    )

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fit = models.FloatField()
    reasons = SealedField()
    by_hand = models.BooleanField(default=False)
    standing = models.CharField(max_length=10, default="drafted")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mentee", "program"],
                condition=Q(standing__in=OPEN_STANDINGS),
                name="matching_one_open_proposal",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=[*OPEN_STANDINGS, *CLOSED_STANDINGS]),
                name="matching_known_standing",
            ),
            models.CheckConstraint(condition=~Q(mentee=F("mentor")), name="matching_two_people"),
        ]


class Unmatched(Row):
    """Someone for whom a round found no one yet, and what stood in the way (sealed)."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "mentee"], name="matching_unmatched_once")
        ]


class Answer(Row):
    """One of the two saying yes or no to a proposal; never why."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON)

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    accepted = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="matching_one_answer_each")
        ]


class Draft(Row):
    """Sheets between upload and "bring in", sealed with the uploader's key; gone within a day."""

    privacy = Privacy(person="author", kept=Kept.SHORT)

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    body = SealedField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="matching_draft_expires_later"
            )
        ]
