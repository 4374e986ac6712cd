"""Needs, wishes and offers; rounds, the pairs they propose, and what people say to them."""

from django.db import models
from django.db.models import F, Q

from cairn.records.base import OPEN, SECRET, Kept, Privacy, Row, SealedField
from cairn.records.matching import learning_rows as learning_rows  # tables of their own
from cairn.records.people.models import Person
from cairn.records.programs.models import Program

SIDES = ["mentee", "mentor"]
OPEN_STANDINGS = ["drafted", "sent"]
NEVER_AGAIN = ["declined", "dropped"]
CLOSED_STANDINGS = ["agreed", *NEVER_AGAIN, "withdrawn", "expired"]


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


class Pause(Row):
    """A mentor takes nobody new for a while; those they walk with stay. `until` is their own day."""

    privacy = Privacy(person="person", kept=Kept.WITH_PERSON)

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    until = models.DateField(null=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "program"],
                condition=Q(ended_at=None),
                name="matching_one_pause_at_a_time",
            )
        ]


class Round(Row):
    """One matching of everyone who waits with every mentor who has room.

    `only`: one person placed at once, weighed with everyone else who waits. `sends`: its
    pairs go out by themselves. `rethinks`: pairs that nobody has answered are weighed again.
    `lists`: how many mentors each person may choose from. `answer_days`: the time to answer.
    """

    privacy = Privacy(
        person=None,
        kept=Kept.WITH_PROGRAM,
        columns={"id": OPEN, "policy": OPEN, "total": OPEN, "bound": OPEN, "fault": OPEN},
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    policy = models.CharField(max_length=24)
    only = models.UUIDField(null=True)
    sends = models.BooleanField(default=False)
    follows_up = models.BooleanField(default=True)
    rethinks = models.BooleanField(default=False)
    lists = models.PositiveSmallIntegerField(default=1)
    answer_days = models.PositiveSmallIntegerField(default=7)
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
                condition=Q(finished_at=None, only=None),
                name="matching_one_round_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(lists__gte=1, lists__lte=3, answer_days__gte=1, answer_days__lte=60),
                name="matching_round_within_reason",
            ),
        ]


class Proposal(Row):
    """A pair that a round or a coordinator puts forward; reasons are sealed with the mentee's key.

    `standing`: drafted and sent are open; agreed; declined by one of the two; dropped by
    the coordinator (neither is proposed again); withdrawn or expired, which say nothing about
    the pair. `due_at`: until when both may answer; `locked_at`: a coordinator keeps it as it
    is; `mentee_first`: the mentor is asked after the mentee has chosen. Who moved it and when is in `Answer` and on the trail.
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
    chance = models.FloatField(null=True)
    due_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    mentee_first = models.BooleanField(default=False)

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


class Alternative(Row):
    """Another mentor whom the person may choose instead of the proposed one; reasons are sealed."""

    privacy = Privacy(person="mentee", kept=Kept.WITH_PERSON)

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="+")
    mentee = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    mentor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    fit = models.FloatField()
    reasons = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "mentor"], name="matching_alternative_once")
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
