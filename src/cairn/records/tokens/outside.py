"""Which sign-in at an organization opens whose account; only a coordinator says so, for staff."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.organizations import LONGEST_SUBJECT
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import STAFF
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.core.shared.words import phrase
from cairn.records.people.queries import can_sign_in
from cairn.records.programs.queries import roles_of
from cairn.records.tokens.models import OutsideLogin
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import index_of


def let_in(*, by: Reader, person: UUID, issuer: str, subject: str, at: datetime) -> None:
    """Let the organization's sign-in of this subject open a staff account that stands already."""
    ask(Permission.INVITE, Standing(by.roles))
    if not roles_of(person, by.here, at=at) & STAFF or not can_sign_in([person]):
        raise NotFound
    subject = subject.strip()
    if not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Invalid(
            phrase("Write what your organization calls them, letter by letter."), "subject"
        )
    try:
        with transaction.atomic():
            OutsideLogin.objects.filter(person_id=person, ended_at=None).update(ended_at=at)
            OutsideLogin.objects.create(
                person_id=person,
                program_id=by.here,
                fingerprint=_fingerprint(issuer, subject),
                made_by=by.person,
                made_at=at,
            )
            trail.note(by=by, act="organization.let_in", subject=person, at=at)
    except IntegrityError as clash:
        raise Invalid(phrase("Someone else comes in with that already."), "subject") from clash


def shut_out(*, by: Reader, person: UUID, at: datetime) -> None:
    """The organization's sign-in opens this account no more."""
    ask(Permission.INVITE, Standing(by.roles))
    with transaction.atomic():
        standing = OutsideLogin.objects.filter(person_id=person, program_id=by.here, ended_at=None)
        if not standing.update(ended_at=at):
            raise NotFound
        trail.note(by=by, act="organization.shut_out", subject=person, at=at)


def comes_in_by_organization(*, reader: Reader, person: UUID, at: datetime) -> bool:
    """Whether the organization's sign-in opens someone's staff account; not found if they are none."""
    ask(Permission.INVITE, Standing(reader.roles))
    if not roles_of(person, reader.here, at=at) & STAFF:
        raise NotFound
    return OutsideLogin.objects.filter(
        person_id=person, program_id=reader.here, ended_at=None
    ).exists()


def person_behind(issuer: str, subject: str, *, at: datetime) -> UUID | None:
    """Whose account this opens: someone let in before, who is still staff there; for the door."""
    row = OutsideLogin.objects.filter(
        fingerprint=_fingerprint(issuer, subject), ended_at=None
    ).first()
    if row is None or not roles_of(row.person_id, row.program_id, at=at) & STAFF:
        return None
    return row.person_id if can_sign_in([row.person_id]) else None


def _fingerprint(issuer: str, subject: str) -> str:
    # Hashed before it is indexed: the index takes large and small letters for the same.
    return index_of("outside", sha256(f"{issuer}\0{subject}".encode()).hexdigest())
