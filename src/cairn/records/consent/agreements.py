"""Written consents: signing one, taking it back, and what stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q

from cairn.core.consent.law import Element
from cairn.core.consent.leaves import DataClass, Leave
from cairn.core.consent.readers import Reader
from cairn.core.consent.written import (
    Kind,
    OpenEnd,
    RecipientKind,
    WrittenConsent,
    as_leaves,
)
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import NotFound
from cairn.records.consent.lawbook import law_of
from cairn.records.consent.models import Agreement
from cairn.records.people.queries import names_of
from cairn.records.programs.models import Enrollment
from cairn.records.programs.queries import program_facts
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring, index_of

SEALED = ("recipient", "participants", "purpose", "signature", "text")


@dataclass(frozen=True)
class Wish:
    """What someone wants to sign, as they filled it in; nothing is checked yet."""

    kind: Kind
    information: frozenset[DataClass]
    recipient_kind: RecipientKind
    recipient: str
    signature: str
    told: frozenset[Element]
    adult: bool
    participants: str = ""
    purpose: str = ""
    until: datetime | None = None
    open_end: OpenEnd | None = None


@dataclass(frozen=True)
class Evidence:
    """What is kept of how it was signed: the text as read, its version, language, kind of device."""

    text: str
    text_version: str
    language: str
    device: str


@dataclass(frozen=True)
class Signed:
    """One consent as its giver sees it; `leaves` is what it allows while it stands."""

    id: UUID
    kind: Kind
    parts: tuple[DataClass, ...]
    recipient: str
    recipient_kind: RecipientKind
    participants: str
    purpose: str
    signature: str
    signed_at: datetime
    until: datetime | None
    open_end: OpenEnd | None
    withdrawn_at: datetime | None
    pack: str
    text: str
    stands: bool
    leaves: tuple[Leave, ...] = field(default=(), repr=False)


def outsider(program: UUID, recipient: str) -> UUID:
    """The id by which leave speaks of someone outside: keyed, so that it tells nobody the name."""
    name = " ".join(recipient.casefold().split())
    return UUID(index_of(f"outsider:{program}", name)[:32])


def as_consent(*, reader: Reader, wish: Wish, at: datetime) -> WrittenConsent:
    """The wish as a whole consent of the reader's; raises Incomplete, Bundled or BadEnd."""
    return WrittenConsent(
        pack=law_of(reader.here, at=at),
        kind=wish.kind,
        giver=reader.person,
        outsider=outsider(reader.here, wish.recipient),
        patient=names_of([reader.person]).get(reader.person, ""),
        discloser=program_facts(reader.here).name,
        information=wish.information,
        recipient_kind=wish.recipient_kind,
        recipient=wish.recipient,
        signature=wish.signature,
        signed_at=at,
        told=wish.told,
        adult=wish.adult,
        purpose=wish.purpose,
        participants=wish.participants,
        until=wish.until,
        open_end=wish.open_end,
    )


def sign(
    *, by: Reader, wish: Wish, evidence: Evidence, at: datetime, agreement: UUID | None = None
) -> UUID:
    """Sign a consent; kept with its evidence, it counts from now on. Twice by one id is once."""
    ask(Permission.CONSENT_SIGN, Standing(by.roles, is_self=True))
    whole = as_consent(reader=by, wish=wish, at=at)
    row = agreement or uuid4()
    keyring = Keyring([by.person])
    words = {
        "recipient": wish.recipient.strip(),
        "participants": wish.participants.strip(),
        "purpose": wish.purpose.strip(),
        "signature": wish.signature.strip(),
        "text": evidence.text,
    }
    sealed = {name: keyring.seal(by.person, row, name, words[name]) for name in SEALED}
    with transaction.atomic():
        if Agreement.objects.filter(id=row, person_id=by.person).exists():
            return row
        Agreement.objects.create(
            id=row,
            person_id=by.person,
            program_id=by.here,
            pack=whole.pack.version,
            text_version=evidence.text_version,
            language=evidence.language,
            device=evidence.device,
            kind=whole.kind,
            recipient_kind=whole.recipient_kind,
            data_classes=" ".join(sorted(whole.information)),
            told=" ".join(sorted(whole.told)),
            open_end=(whole.open_end or "") if whole.until is None else "",
            until=whole.until,
            signed_at=at,
            **sealed,
        )
        trail.note(by=by, act="consent.signed", subject=by.person, detail=whole.kind, at=at)
    return row


def revoke(*, by: Reader, agreement: UUID, at: datetime) -> None:
    """Take a consent back; nothing goes out on it from this moment."""
    ask(Permission.CONSENT_SIGN, Standing(by.roles, is_self=True))
    with transaction.atomic():
        standing = Agreement.objects.filter(id=agreement, person_id=by.person, withdrawn_at=None)
        if not standing.update(withdrawn_at=at):
            raise NotFound
        trail.note(by=by, act="consent.revoked", subject=by.person, at=at)


def mine(*, reader: Reader, at: datetime) -> list[Signed]:
    """Every consent that the reader signed in this program, newest first."""
    ask(Permission.CONSENT_SIGN, Standing(reader.roles, is_self=True))
    if reader.program is None:
        return []
    rows = Agreement.objects.filter(person_id=reader.person, program_id=reader.program)
    return _opened(rows.order_by("-signed_at", "id"), at)


def one_of_mine(*, reader: Reader, agreement: UUID, at: datetime) -> Signed:
    """One of them; not found if it is anyone else's."""
    found = [one for one in mine(reader=reader, at=at) if one.id == agreement]
    if not found:
        raise NotFound
    return found[0]


def standing_of(person: UUID, *, program: UUID, at: datetime) -> list[Signed]:
    """The consents of one person that stand now; for the ledger, which asks for itself."""
    rows = Agreement.objects.filter(person_id=person, program_id=program, signed_at__lte=at)
    rows = rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))
    return [one for one in _opened(rows.order_by("-signed_at", "id"), at) if one.stands]


def _opened(rows: Iterable[Agreement], at: datetime) -> list[Signed]:
    held = list(rows)
    keyring = Keyring(row.person_id for row in held)
    enrolled = set(
        Enrollment.objects.filter(
            person_id__in={row.person_id for row in held}, last_day=None
        ).values_list("person_id", "program_id")
    )
    return [_signed(row, keyring, (row.person_id, row.program_id) in enrolled, at) for row in held]


def _signed(row: Agreement, keyring: Keyring, enrolled: bool, at: datetime) -> Signed:
    words = {name: keyring.open(row.person_id, row.id, name, getattr(row, name)) for name in SEALED}
    parts = tuple(DataClass(part) for part in row.data_classes.split())
    leaves = as_leaves(
        kind=Kind(row.kind),
        giver=row.person_id,
        outsider=outsider(row.program_id, words["recipient"]),
        information=parts,
        since=row.signed_at,
        until=row.until,
        withdrawn_at=row.withdrawn_at,
    )
    over = row.open_end == OpenEnd.TREATMENT and not enrolled
    return Signed(
        id=row.id,
        kind=Kind(row.kind),
        parts=parts,
        recipient=words["recipient"],
        recipient_kind=RecipientKind(row.recipient_kind),
        participants=words["participants"],
        purpose=words["purpose"],
        signature=words["signature"],
        signed_at=row.signed_at,
        until=row.until,
        open_end=OpenEnd(row.open_end) if row.open_end else None,
        withdrawn_at=row.withdrawn_at,
        pack=row.pack,
        text=words["text"],
        stands=not over and any(leave.holds(at) for leave in leaves),
        leaves=() if over else leaves,
    )
