"""Making programs, inviting people, giving and ending roles."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from cairn.core.consent.readers import Reader, machine
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.people.commands import NewPerson, add_people, credentials, open_account
from cairn.records.people.models import Person
from cairn.records.programs.models import Enrollment, FirstDoor, Invitation, Membership, Program
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import index_of

INVITATION_DAYS = 14


class AlreadyUsed(Refusal):
    """The link has been used, or has run out."""

    def __init__(self) -> None:
        super().__init__(
            phrase("This link has been used or has run out. Ask your program for a new one.")
        )


def make_program(
    *,
    by: Reader,
    name: str,
    at: datetime,
    language: str = "en",
    time_zone: str = "America/New_York",
    synthetic: bool = False,
) -> UUID:
    """A new, empty program; only the first door and the demo make one."""
    ask(Permission.PROGRAM_CHANGE, Standing(machine=bool(by.machine)))
    if not name.strip():
        raise Invalid(phrase("Give the program a name."), "name")
    door = f"{slugify(name)[:30] or 'program'}-{secrets.token_hex(3)}"
    with transaction.atomic():
        program = Program.objects.create(
            name=name.strip(),
            language=language,
            time_zone=time_zone,
            door=door,
            synthetic=synthetic,
            made_at=at,
        )
        trail.note(by=by, act="program.made", detail=str(program.id), at=at)
    return program.id


def open_first_door(*, at: datetime) -> str | None:
    """A single-use token that makes the first program and coordinator; None once there is one."""
    if Program.objects.exists():
        return None
    token = secrets.token_urlsafe(24)
    by = machine("first-start")
    with transaction.atomic():
        FirstDoor.objects.filter(used_at=None).update(used_at=at)
        FirstDoor.objects.create(fingerprint=index_of("first-door", token), made_at=at)
        trail.note(by=by, act="first_door.opened", at=at)
    return token


def first_door_stands(token: str) -> bool:
    """Whether this token still opens the first door."""
    return FirstDoor.objects.filter(
        fingerprint=index_of("first-door", token), used_at=None
    ).exists()


def enter_first_door(
    *,
    by: Reader,
    token: str,
    name: str,
    alias: str,
    passphrase: str,
    language: str,
    time_zone: str,
    at: datetime,
) -> tuple[UUID, tuple[str, ...]]:
    """Make the first program and its coordinator; answers the person and their recovery codes."""
    if not first_door_stands(token):
        raise NotFound
    ask(Permission.PROGRAM_CHANGE, Standing(machine=bool(by.machine)))
    way_in = credentials(alias, passphrase)
    with transaction.atomic():
        door = FirstDoor.objects.filter(fingerprint=index_of("first-door", token), used_at=None)
        if not door.update(used_at=at):
            raise AlreadyUsed
        [person] = add_people(by=by, people=[NewPerson(alias, language, time_zone)], at=at)
        codes = open_account(by=by, person=person, credentials=way_in, at=at)
        program = make_program(by=by, name=name, at=at, language=language, time_zone=time_zone)
        give_roles(by=by, program=program, people=[person], role=Role.COORDINATOR, at=at)
    return person, codes


def give_roles(
    *, by: Reader, program: UUID, people: Iterable[UUID], role: Role, at: datetime
) -> None:
    """Give people a role from now on; those who hold it already keep it as it was."""
    ask(Permission.ROLE_GIVE, _in(by, program))
    with transaction.atomic():
        held = set(
            Membership.objects.filter(program_id=program, role=role, until=None).values_list(
                "person_id", flat=True
            )
        )
        fresh = [person for person in people if person not in held]
        Membership.objects.bulk_create(
            [
                Membership(
                    person_id=person, program_id=program, role=role, since=at, given_by=by.person
                )
                for person in fresh
            ],
            batch_size=500,
        )
        trail.note_all(
            by=by, entries=[trail.Entry("role.given", one, role) for one in fresh], at=at
        )


def end_role(*, by: Reader, person: UUID, role: Role, at: datetime) -> None:
    """End a person's role in the actor's program; what they did stays under their name."""
    ask(Permission.ROLE_GIVE, Standing(by.roles))
    with transaction.atomic():
        ended = Membership.objects.filter(
            program_id=by.program, person_id=person, role=role, until=None
        ).update(until=at)
        if not ended:
            raise NotFound
        trail.note(by=by, act="role.ended", subject=person, detail=role, at=at)


def enroll(*, by: Reader, program: UUID, stays: Iterable[tuple[UUID, date]], at: datetime) -> None:
    """Open an enrollment for people from a first day each; those already enrolled stay as they are."""
    ask(Permission.ROLE_GIVE, _in(by, program))
    with transaction.atomic():
        enrolled = set(
            Enrollment.objects.filter(program_id=program, last_day=None).values_list(
                "person_id", flat=True
            )
        )
        fresh = [(person, day) for person, day in stays if person not in enrolled]
        Enrollment.objects.bulk_create(
            [Enrollment(person_id=p, program_id=program, first_day=day) for p, day in fresh],
            batch_size=500,
        )
        trail.note_all(
            by=by, entries=[trail.Entry("person.enrolled", person) for person, _ in fresh], at=at
        )


def invite(*, by: Reader, role: Role, at: datetime, for_person: UUID | None = None) -> str:
    """A single-use link token into a role of the actor's program, good for two weeks."""
    ask(Permission.INVITE, Standing(by.roles))
    if for_person is not None and not _may_claim(for_person, by.program):
        raise NotFound
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        Invitation.objects.create(
            program_id=by.program,
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


def set_door(*, by: Reader, open_to_self_referral: bool, at: datetime) -> None:
    """Open or close the program's door for people who come by themselves."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles))
    with transaction.atomic():
        Program.objects.filter(id=by.program).update(open_to_self_referral=open_to_self_referral)
        trail.note(
            by=by,
            act="program.door",
            detail="open" if open_to_self_referral else "closed",
            at=at,
        )


def _join(person: UUID, program: Program, role: Role, at: datetime) -> None:
    by = machine("the-door")
    give_roles(by=by, program=program.id, people=[person], role=role, at=at)
    if role is Role.PARTICIPANT:
        enroll(by=by, program=program.id, stays=[(person, at.date())], at=at)


def _may_claim(person: UUID, program: UUID | None) -> bool:
    listed = Membership.objects.filter(person_id=person, program_id=program, until=None).exists()
    return listed and Person.objects.filter(id=person, sign_in=None).exists()


def _in(by: Reader, program: UUID) -> Standing:
    roles = by.roles if by.program == program else frozenset()
    return Standing(roles, machine=bool(by.machine))
