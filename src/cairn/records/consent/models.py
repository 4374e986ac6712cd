"""Leave that people gave, consents that they signed, the ledger of what went out, and incidents."""

from django.db import models
from django.db.models import F, Q

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.packets import Basis
from cairn.core.consent.written import Kind, OpenEnd, RecipientKind
from cairn.records.base import OPEN, Kept, Privacy, Row, SealedField
from cairn.records.people.models import Person
from cairn.records.programs.models import Program


class Sharing(Row):
    """Leave for one person to see one part of another's record, for one purpose."""

    privacy = Privacy(
        person="giver",
        kept=Kept.BY_LAW,
        columns={"data_class": OPEN, "purpose": OPEN},
        lets_go={"giver": ("withdrawn_at",), "recipient": ("withdrawn_at",)},
    )

    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    data_class = models.CharField(max_length=16)
    purpose = models.CharField(max_length=16)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    first_day = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "recipient", "program", "data_class", "purpose"],
                condition=Q(withdrawn_at=None),
                name="consent_one_standing_sharing",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("recipient")), name="consent_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(data_class__in=[kind.value for kind in DataClass]),
                name="consent_known_data_class",
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=[purpose.value for purpose in Purpose]),
                name="consent_known_purpose",
            ),
        ]


class LawChoice(Row):
    """Which law a program is under, from what it said of itself; the newest counts."""

    privacy = Privacy(person=None, kept=Kept.BY_LAW, columns={"id": OPEN, "pack": OPEN})

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40)
    offers_treatment = models.BooleanField(null=True)
    federal_help = models.BooleanField(null=True)
    receives_records = models.BooleanField(null=True)
    bills_electronically = models.BooleanField(null=True)
    chosen_by = models.UUIDField()
    chosen_at = models.DateTimeField()


class Agreement(Row):
    """A written consent to give parts of one's record to someone outside, as it was signed.

    The words are sealed with the person's key; the text is kept as it was read when signing.
    """

    privacy = Privacy(
        person="person",
        kept=Kept.BY_LAW,
        columns=dict.fromkeys(
            (
                *("pack", "text_version", "language", "device", "kind", "recipient_kind"),
                *("data_classes", "told", "open_end"),
            ),
            OPEN,
        ),
        lets_go={"person": ("withdrawn_at",)},
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    pack = models.CharField(max_length=40)
    text_version = models.CharField(max_length=24)
    language = models.CharField(max_length=8)
    device = models.CharField(max_length=12)
    kind = models.CharField(max_length=16)
    recipient_kind = models.CharField(max_length=16)
    data_classes = models.CharField(max_length=160)
    told = models.CharField(max_length=160)
    recipient = SealedField()
    participants = SealedField(default=b"")
    purpose = SealedField(default=b"")
    signature = SealedField()
    text = SealedField()
    open_end = models.CharField(max_length=20, blank=True)
    until = models.DateTimeField(null=True)
    signed_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]),
                name="consent_known_agreement_kind",
            ),
            models.CheckConstraint(
                condition=Q(recipient_kind__in=[kind.value for kind in RecipientKind]),
                name="consent_known_recipient_kind",
            ),
            models.CheckConstraint(
                condition=~Q(data_classes=""), name="consent_agreement_covers_something"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=False, until__gt=F("signed_at"))
                | Q(until=None, open_end__in=[end.value for end in OpenEnd]),
                name="consent_agreement_has_an_end",
            ),
        ]
        indexes = [models.Index(fields=["person", "program"], name="consent_agreement_person")]


class Disclosure(Row):
    """One line of the ledger: what of whom went out, to whom, why, on what ground, by whom, when.

    Rows of one packet share its number. Never changed, never deleted while the law wants it.
    """

    privacy = Privacy(
        person="subject",
        kept=Kept.BY_LAW,
        columns=dict.fromkeys(("data_classes", "purpose", "basis", "notice"), OPEN),
    )

    subject = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    program = models.ForeignKey(Program, on_delete=models.PROTECT, null=True, related_name="+")
    packet = models.UUIDField()
    recipient = SealedField()
    affiliation = SealedField(null=True)
    nature = SealedField(null=True)
    data_classes = models.CharField(max_length=160)
    purpose = models.CharField(max_length=16)
    basis = models.CharField(max_length=12)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True, related_name="+")
    notice = models.CharField(max_length=60, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["packet", "subject"], name="consent_one_line_a_packet"),
            models.CheckConstraint(
                condition=Q(basis__in=[basis.value for basis in Basis]),
                name="consent_known_basis",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.CONSENT, agreement__isnull=False)
                | (~Q(basis=Basis.CONSENT) & Q(agreement=None)),
                name="consent_disclosure_names_its_agreement",
            ),
            models.CheckConstraint(
                condition=Q(basis=Basis.EMERGENCY, affiliation__isnull=False, nature__isnull=False)
                | (~Q(basis=Basis.EMERGENCY) & Q(affiliation=None, nature=None)),
                name="consent_emergency_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(data_classes=""), name="consent_disclosure_holds_something"
            ),
        ]
        indexes = [models.Index(fields=["subject", "at"], name="consent_disclosure_subject")]


class Breach(Row):
    """One incident in which records may have reached someone who should not have them.

    Its words are sealed with a key of the program's own, since they are about no one person.
    """

    privacy = Privacy(
        person=None,
        kept=Kept.BY_LAW,
        columns=dict.fromkeys(
            ("id", "sensitive", "wrong_person", "really_seen", "undone", "likely"), OPEN
        ),
    )

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="+")
    what = SealedField()
    reasons = SealedField(default=b"")
    happened_on = models.DateField()
    found_on = models.DateField()
    sensitive = models.CharField(max_length=8, blank=True)
    wrong_person = models.CharField(max_length=8, blank=True)
    really_seen = models.CharField(max_length=8, blank=True)
    undone = models.CharField(max_length=8, blank=True)
    likely = models.BooleanField(null=True)
    assessed_at = models.DateTimeField(null=True)
    kept_by = models.UUIDField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(found_on__gte=F("happened_on")), name="consent_breach_found_after"
            ),
            models.CheckConstraint(
                condition=Q(likely=None, assessed_at=None)
                | Q(likely__isnull=False, assessed_at__isnull=False),
                name="consent_breach_judged_with_a_date",
            ),
        ]


class Affected(Row):
    """That an incident touches a person, and when they were told."""

    privacy = Privacy(person="person", kept=Kept.BY_LAW)

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    told_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["breach", "person"], name="consent_affected_once")
        ]
