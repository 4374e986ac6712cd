"""How people come in: by a single-use invitation, or by a program's open door."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from cairn.core.consent.readers import Reader, machine
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.people.commands import NewPerson, add_people, credentials, open_account
from cairn.records.people.models import Person
from cairn.records.programs.commands import AlreadyUsed, enroll, give_roles
from cairn.records.programs.models import Invitation, Membership, Program
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import index_of

INVITATION_DAYS = 14


def invite(*, by: Reader, role: Role, at: datetime, for_person: UUID | None = None) -> str:
    """A single-use link token into a role of the actor's program, good for two weeks."""
    ask(Permission.INVITE, Standing(by.roles))
    if for_person is not None and not _may_claim(for_person, by.here):
        raise NotFound
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        Invitation.objects.create(
            program_id=by.here,
            role=role,
            fingerprint=index_of("invitation", token),
            for_person_id=for_person,
            made_by=by.person,
            made_at=at,
            expires_at=at + timedelta(days=INVITATION_DAYS),
        )
        trail.note(by=by, act="person.invited", subject=for_person, detail=role, at=at)
    return token


def accept_invitation(
    *, by: Reader, token: str, alias: str, passphrase: str, language: str, at: datetime
) -> tuple[UUID, tuple[str, ...]]:
    """Use an invitation: a new account (or the listed person's), with its role; codes shown once."""
    row = (
        Invitation.objects.select_related("program")
        .filter(fingerprint=index_of("invitation", token), used_at=None, expires_at__gt=at)
        .first()
    )
    if row is None:
        raise NotFound
    way_in = credentials(alias, passphrase)
    newcomer = NewPerson(alias, language, row.program.time_zone)
    with transaction.atomic():
        if not Invitation.objects.filter(id=row.id, used_at=None).update(used_at=at):
            raise AlreadyUsed
        person = row.for_person_id or add_people(by=by, people=[newcomer], at=at)[0]
        codes = open_account(by=by, person=person, credentials=way_in, at=at)
        _join(person, row.program, Role(row.role), at)
    return person, codes


def join_by_invitation(*, by: Reader, token: str, at: datetime) -> UUID:
    """Use an invitation with the account one has; answers the program joined."""
    row = Invitation.objects.select_related("program").filter(
        fingerprint=index_of("invitation", token),
        used_at=None,
        expires_at__gt=at,
        for_person=None,
    )
    found = row.first()
    if found is None:
        raise NotFound
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        if not Invitation.objects.filter(id=found.id, used_at=None).update(used_at=at):
            raise AlreadyUsed
        _join(by.person, found.program, Role(found.role), at)
        trail.note(by=by, act="invitation.used", subject=by.person, detail=found.role, at=at)
    return found.program_id


def refer_oneself(
    *, by: Reader, program: UUID, alias: str, passphrase: str, language: str, at: datetime
) -> tuple[UUID, tuple[str, ...]]:
    """Come in by the open door as a participant; codes shown once."""
    row = Program.objects.filter(id=program, open_to_self_referral=True).first()
    if row is None:
        raise NotFound
    way_in = credentials(alias, passphrase)
    newcomer = NewPerson(alias, language, row.time_zone)
    with transaction.atomic():
        [person] = add_people(by=by, people=[newcomer], at=at)
        codes = open_account(by=by, person=person, credentials=way_in, at=at)
        _join(person, row, Role.PARTICIPANT, at)
    return person, codes


def _join(person: UUID, program: Program, role: Role, at: datetime) -> None:
    by = machine("the-door")
    give_roles(by=by, program=program.id, people=[person], role=role, at=at)
    if role is Role.PARTICIPANT:
        day = at.astimezone(ZoneInfo(program.time_zone)).date()
        enroll(by=by, program=program.id, stays=[(person, day)], at=at)


def _may_claim(person: UUID, program: UUID) -> bool:
    listed = Membership.objects.filter(person_id=person, program_id=program, until=None).exists()
    return listed and Person.objects.filter(id=person, sign_in=None).exists()
