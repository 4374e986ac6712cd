"""Every way out is a disclosure: asked, written to the ledger and the trail, with its notice."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.law import LawPack
from cairn.core.consent.leaves import (
    DataClass,
    Ground,
    Leave,
    Purpose,
    Recipient,
    Relation,
    may_disclose,
)
from cairn.core.consent.packets import Basis, NoConsent, Packet, scope_of
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.consent.agreements import Signed, outsider, standing_of
from cairn.records.consent.lawbook import law_of
from cairn.records.consent.models import Disclosure
from cairn.records.people.queries import names_of
from cairn.records.programs.models import Membership
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

_BASES = {Ground.OWN: Basis.OWN, Ground.DUTY: Basis.DUTY}


class EmergencyIncomplete(Refusal):
    """Something that has to be written down of an emergency is missing; `fields` names all of it."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(
            phrase("Fill in every line. The law wants all of it written down right away.")
        )


def disclose(
    *,
    by: Reader,
    subject: UUID,
    recipient: str,
    data_classes: Collection[DataClass],
    purpose: Purpose,
    at: datetime,
) -> Packet:
    """Give parts of one person's record to someone outside, on a consent that stands now.

    Raises NoConsent (nothing is written then, nothing may go) unless one consent covers
    every part for this recipient and purpose.
    """
    program = by.here
    ask(Permission.DISCLOSE, _standing(by, subject))
    whom = Recipient(outsider(program, recipient))
    papers = standing_of(subject, program=program, at=at)
    paper = _covering(papers, whom, data_classes, purpose, at, subject)
    law = law_of(program, at=at)
    packet = _packet(law, Basis.CONSENT, data_classes, purpose, at, paper.recipient, paper)
    row = uuid4()
    sealed = Keyring([subject]).seal(subject, row, "recipient", paper.recipient)
    with transaction.atomic():
        Disclosure.objects.create(
            id=row,
            subject_id=subject,
            program_id=program,
            packet=packet.id,
            recipient=sealed,
            data_classes=_joined(data_classes),
            purpose=purpose,
            basis=Basis.CONSENT,
            agreement_id=paper.id,
            notice=packet.notice_version,
            by=by.person,
            at=at,
        )
        trail.note(
            by=by, act="record.disclosed", subject=subject, detail=_joined(data_classes), at=at
        )
    return packet


def take_out(
    *,
    by: Reader,
    people: Mapping[UUID, Relation],
    data_classes: Collection[DataClass],
    purpose: Purpose,
    at: datetime,
) -> Packet:
    """Take parts of some people's records out as a file for oneself: one's own, or by duty.

    For commands and pages that have asked their own permission; consent is asked here for
    every person and part, and whatever no duty covers is refused as a whole.
    """
    grounds = {
        may_disclose(part, Recipient(by.person, by.roles, frozenset({how})), purpose, at, giver=one)
        for one, how in people.items()
        for part in data_classes
    }
    if not all(answer.allowed for answer in grounds):
        raise NotAllowed
    own = all(answer.ground is Ground.OWN for answer in grounds) and bool(grounds)
    basis = _BASES[Ground.OWN if own else Ground.DUTY]
    packet = _packet(law_of(by.program, at=at), basis, data_classes, purpose, at)
    rows = [
        Disclosure(
            subject_id=one,
            program_id=by.program,
            packet=packet.id,
            recipient=b"",
            data_classes=_joined(data_classes),
            purpose=purpose,
            basis=basis,
            notice=packet.notice_version,
            by=by.person,
            at=at,
        )
        for one in people
    ]
    entries = [trail.Entry("record.taken_out", one, _joined(data_classes)) for one in people]
    with transaction.atomic():
        Disclosure.objects.bulk_create(rows, batch_size=500)
        trail.note_all(by=by, entries=entries, at=at)
    return packet


def break_glass(
    *,
    by: Reader,
    subject: UUID,
    recipient: str,
    affiliation: str,
    nature: str,
    data_classes: Collection[DataClass],
    at: datetime,
    given_at: datetime | None = None,
) -> Packet:
    """Write down what was given to medical personnel in an emergency (42 CFR 2.51).

    Who, of where, by whom, when, and what the emergency was: all of it, or it is refused.
    The person is shown it on their own page.
    """
    ask(Permission.EMERGENCY_KEEP, _standing(by, subject))
    told = {"recipient": recipient, "affiliation": affiliation, "nature": nature}
    lacking = [name for name, words in told.items() if not words.strip()]
    if lacking or not data_classes:
        raise EmergencyIncomplete([*lacking, *([] if data_classes else ["parts"])])
    when = given_at or at
    if when > at:
        raise Invalid(phrase("That moment is still to come."), "given_at")
    law = law_of(by.here, at=at)
    packet = _packet(law, Basis.EMERGENCY, data_classes, Purpose.EMERGENCY, when, recipient)
    row = uuid4()
    keyring = Keyring([subject])
    sealed = {name: keyring.seal(subject, row, name, words.strip()) for name, words in told.items()}
    with transaction.atomic():
        Disclosure.objects.create(
            id=row,
            subject_id=subject,
            program_id=by.here,
            packet=packet.id,
            data_classes=_joined(data_classes),
            purpose=Purpose.EMERGENCY,
            basis=Basis.EMERGENCY,
            notice=packet.notice_version,
            by=by.person,
            at=when,
            **sealed,
        )
        trail.note(
            by=by, act="record.emergency", subject=subject, detail=_joined(data_classes), at=at
        )
    return packet


def in_emergency(*, reader: Reader, subject: UUID, at: datetime) -> str:
    """Whether the reader may write down an emergency about someone; else not found or not allowed.

    Answers the name for a coordinator, whose duty shows it, and nothing for a supervisor.
    """
    ask(Permission.EMERGENCY_KEEP, _standing(reader, subject))
    if not reader.has(Role.COORDINATOR):
        return ""
    reader.see(subject, DataClass.IDENTITY, Purpose.RUNNING, relation=Relation.MEMBER, at=at)
    return names_of([subject]).get(subject, "")


def _standing(by: Reader, subject: UUID) -> Standing:
    """The actor's roles count only over people who belong to the actor's program."""
    inside = Membership.objects.filter(program_id=by.here, person_id=subject).exists()
    standing = Standing(by.roles if inside else frozenset(), is_self=subject == by.person)
    if standing.stranger:
        raise NotFound
    return standing


def _covering(
    papers: Iterable[Signed],
    whom: Recipient,
    parts: Collection[DataClass],
    purpose: Purpose,
    at: datetime,
    subject: UUID,
) -> Signed:
    """The consent that covers every part; raises NoConsent with those that the best one lacks."""
    lacking = tuple(parts)
    for paper in papers:
        shut = _shut(paper.leaves, whom, parts, purpose, at, subject)
        if not shut and parts:
            return paper
        lacking = min(lacking, shut, key=len)
    raise NoConsent(lacking)


def _shut(
    leaves: Iterable[Leave],
    whom: Recipient,
    parts: Collection[DataClass],
    purpose: Purpose,
    at: datetime,
    subject: UUID,
) -> tuple[DataClass, ...]:
    held = tuple(leaves)
    return tuple(
        part
        for part in parts
        if not may_disclose(part, whom, purpose, at, giver=subject, leaves=held).allowed
    )


def _packet(
    law: LawPack,
    basis: Basis,
    parts: Collection[DataClass],
    purpose: Purpose,
    at: datetime,
    recipient: str = "",
    paper: Signed | None = None,
) -> Packet:
    notice = law.notice() if law.carries_notice else None
    until = paper.until.date().isoformat() if paper and paper.until else ""
    return Packet(
        id=uuid4(),
        at=at,
        basis=basis,
        notice=notice.text if notice else "",
        notice_version=f"{law.version}:{notice.code}" if notice else "",
        scope=scope_of(basis=basis, parts=parts, purpose=purpose, recipient=recipient, until=until),
    )


def _joined(parts: Collection[DataClass]) -> str:
    return " ".join(sorted(set(parts)))
