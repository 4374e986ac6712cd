"""Making programs, giving and ending roles, settings; how people come in stands in `doors`."""

import secrets
import zoneinfo
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from cairn.core.consent.readers import Reader, machine
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotFound, Refusal
from cairn.core.shared.words import phrase
from cairn.records.people.commands import NewPerson, add_people, credentials, open_account
from cairn.records.programs.models import Enrollment, FirstDoor, Membership, Program
from cairn.records.programs.queries import Member, members
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import index_of

WHOLE_LIST = 1_000_000


class AlreadyUsed(Refusal):
    """The link has been used, or has run out."""

    def __init__(self) -> None:
        super().__init__(
            phrase("This link has been used or has run out. Ask your program for a new one.")
        )


class LastCoordinator(Refusal):
    """Without a coordinator nobody could bring anyone in."""

    def __init__(self) -> None:
        super().__init__(
            phrase("A program needs at least one coordinator. Give someone else the role first.")
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
    """Give people a role from now on; those who hold it already keep it as it was.

    A coordinator gives roles only to people of the program; others are not found.
    """
    ask(Permission.ROLE_GIVE, _in(by, program))
    people = list(people)
    if not by.machine and not set(people) <= _ever_in(program, people):
        raise NotFound
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
        held = Membership.objects.filter(program_id=by.here, role=role, until=None)
        if role is Role.COORDINATOR and not held.exclude(person_id=person).exists():
            raise LastCoordinator
        if not held.filter(person_id=person).update(until=at):
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


def discharge(
    *, by: Reader, program: UUID, stays: Iterable[tuple[UUID, date]], at: datetime
) -> None:
    """End people's enrollments on a last day each, and their part as participants; all else stays.

    Coming back is a new enrollment, never the old one reopened.
    """
    ask(Permission.ROLE_GIVE, _in(by, program))
    with transaction.atomic():
        open_stays = Enrollment.objects.filter(program_id=program, last_day=None)
        ended = [
            person
            for person, last_day in stays
            if open_stays.filter(person_id=person, first_day__lte=last_day).update(
                last_day=last_day
            )
        ]
        Membership.objects.filter(
            program_id=program, person_id__in=ended, role=Role.PARTICIPANT, until=None
        ).update(until=at)
        trail.note_all(
            by=by, entries=[trail.Entry("person.discharged", person) for person in ended], at=at
        )


def set_door(*, by: Reader, open_to_self_referral: bool, at: datetime) -> None:
    """Open or close the program's door for people who come by themselves."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles))
    with transaction.atomic():
        Program.objects.filter(id=by.here).update(open_to_self_referral=open_to_self_referral)
        trail.note(
            by=by,
            act="program.door",
            detail="open" if open_to_self_referral else "closed",
            at=at,
        )


def change_program(*, by: Reader, name: str, language: str, time_zone: str, at: datetime) -> None:
    """The program's name, language and time zone, for new people and shared pages."""
    ask(Permission.PROGRAM_CHANGE, Standing(by.roles))
    if not name.strip():
        raise Invalid(phrase("Give the program a name."), "name")
    if time_zone not in zoneinfo.available_timezones():
        raise Invalid(phrase("Choose a time zone from the list."), "time_zone")
    with transaction.atomic():
        Program.objects.filter(id=by.here).update(
            name=name.strip(), language=language, time_zone=time_zone
        )
        trail.note(by=by, act="program.changed", detail=str(by.here), at=at)


def take_list_out(
    *, by: Reader, at: datetime, role: Role | None = None, search: str = ""
) -> tuple[Member, ...]:
    """The whole list of people, to leave the screen as a file; that it left stays on the trail."""
    listed = members(reader=by, at=at, role=role, search=search, count=WHOLE_LIST).members
    with transaction.atomic():
        trail.note(by=by, act="people.taken_out", detail=f"{len(listed)} people", at=at)
    return listed


def _ever_in(program: UUID, people: Iterable[UUID]) -> set[UUID]:
    return set(
        Membership.objects.filter(program_id=program, person_id__in=people).values_list(
            "person_id", flat=True
        )
    )


def _in(by: Reader, program: UUID) -> Standing:
    roles = by.roles if by.program == program else frozenset()
    return Standing(roles, machine=bool(by.machine))
