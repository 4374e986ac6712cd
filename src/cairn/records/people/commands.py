"""Acts on one's own account, and the making of new ones."""

import zoneinfo
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader
from cairn.core.people.credentials import check_alias, check_passphrase
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.shared.refusals import Invalid, Refusal
from cairn.core.shared.words import phrase
from cairn.records.people.code_apps import use_code
from cairn.records.people.models import Person, RecoveryCode
from cairn.records.people.printed_codes import (
    code_fingerprint,
    fresh_codes,
    keep_codes,
    use_printed,
)
from cairn.records.people.proofs import prove
from cairn.records.people.tries import Place, try_door, try_step
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring, index_of, make_keys

NOWHERE = Place()
THEMES = ("auto", "light", "dark")


class AliasTaken(Invalid):
    """Someone here already uses this alias."""

    def __init__(self) -> None:
        super().__init__(
            phrase("That name is taken. Add a word or a number to make it yours."), "alias"
        )


class NoWayIn(Refusal):
    """Alias and code don't belong together, or the code was used before; never says which."""

    def __init__(self) -> None:
        super().__init__(
            phrase("That name and code do not open anything. Check both, or ask your program.")
        )


@dataclass(frozen=True)
class NewPerson:
    """Someone to be added who can't sign in yet."""

    name: str
    language: str = "en"
    time_zone: str = "UTC"
    synthetic: bool = False


def add_people(*, by: Reader, people: Sequence[NewPerson], at: datetime) -> list[UUID]:
    """Add people who can't sign in yet (a sheet, the demo); their ids in the same order.

    The caller has asked for permission: adding is part of an import or an invitation.
    """
    ids = [uuid4() for _ in people]
    make_keys(ids, at=at)
    keyring = Keyring(ids)
    rows = [
        Person(
            id=person,
            name=keyring.seal(person, person, "name", new.name),
            password=make_password(None),
            language=new.language,
            time_zone=new.time_zone,
            synthetic=new.synthetic,
            joined_at=at,
        )
        for person, new in zip(ids, people, strict=True)
    ]
    with transaction.atomic():
        Person.objects.bulk_create(rows, batch_size=500)
        trail.note_all(by=by, entries=[trail.Entry("person.added", one) for one in ids], at=at)
    return ids


@dataclass(frozen=True)
class Credentials:
    """An alias and passphrase that have been checked, and hashed before any transaction."""

    alias: str
    sign_in: str
    password: str


def credentials(alias: str, passphrase: str) -> Credentials:
    """Check what someone wants to sign in with; raises Invalid or AliasTaken."""
    check_alias(alias)
    check_passphrase(passphrase, alias)
    sign_in = index_of("sign-in", alias)
    if Person.objects.filter(sign_in=sign_in).exists():
        raise AliasTaken
    return Credentials(alias.strip(), sign_in, make_password(passphrase))


def open_account(
    *, by: Reader, person: UUID, credentials: Credentials, at: datetime
) -> tuple[str, ...]:
    """Let a person sign in; answers their ten recovery codes, shown this once."""
    sealed = Keyring([person]).seal(person, person, "name", credentials.alias)
    codes = fresh_codes()
    try:
        with transaction.atomic():
            Person.objects.filter(id=person, sign_in=None).update(
                sign_in=credentials.sign_in, password=credentials.password, name=sealed
            )
            keep_codes(person, codes, at)
            trail.note(by=by, act="account.opened", subject=person, at=at)
    except IntegrityError as clash:
        raise AliasTaken from clash
    return codes


def change_passphrase(*, by: Reader, old: str, new: str, at: datetime) -> None:
    """A new passphrase for oneself, proved by the old one."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    prove(by=by, passphrase=old, at=at, field="old")
    check_passphrase(new, "")
    if new == old:
        raise Invalid(phrase("That is the passphrase you have now."), "new")
    hashed = make_password(new)
    with transaction.atomic():
        Person.objects.filter(id=by.person).update(password=hashed)
        trail.note(by=by, act="account.passphrase_changed", subject=by.person, at=at)


def renew_codes(*, by: Reader, passphrase: str, at: datetime) -> tuple[str, ...]:
    """Ten new recovery codes, proved by the passphrase; the old ones stop working."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    prove(by=by, passphrase=passphrase, at=at)
    codes = fresh_codes()
    with transaction.atomic():
        RecoveryCode.objects.filter(person_id=by.person, used_at=None).update(used_at=at)
        keep_codes(by.person, codes, at)
        trail.note(by=by, act="account.codes_renewed", subject=by.person, at=at)
    return codes


def second_step(*, by: Reader, code: str, at: datetime) -> None:
    """A code of one's app or a printed one, beside the passphrase; raises Invalid otherwise."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    try_step(door="second", person=by.person, at=at)
    if not (use_code(by=by, code=code, at=at) or use_printed(by=by, code=code, at=at)):
        raise Invalid(phrase("That code does not open anything now. Take the next one."), "code")


def recover(
    *, by: Reader, alias: str, code: str, passphrase: str, at: datetime, place: Place = NOWHERE
) -> UUID:
    """Back in with a printed code: sets a new passphrase and uses the code up."""
    try_door(door="recovery", name=alias, place=place, at=at)
    check_passphrase(passphrase, alias)
    hashed = make_password(passphrase)
    person = Person.objects.filter(sign_in=index_of("sign-in", alias)).first()
    if person is None:
        raise NoWayIn
    with transaction.atomic():
        used = RecoveryCode.objects.filter(
            person=person, fingerprint=code_fingerprint(person.id, code), used_at=None
        ).update(used_at=at)
        if not used:
            raise NoWayIn
        Person.objects.filter(id=person.id).update(password=hashed)
        trail.note(by=by, act="account.recovered", subject=person.id, at=at)
    return person.id


def set_preferences(*, by: Reader, language: str, time_zone: str, theme: str, at: datetime) -> None:
    """Language, time zone and light or dark, for oneself."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    if time_zone not in zoneinfo.available_timezones():
        raise Invalid(phrase("Choose a time zone from the list."), "time_zone")
    if theme not in THEMES:
        raise Invalid(phrase("Choose light, dark, or as your device has it."), "theme")
    with transaction.atomic():
        Person.objects.filter(id=by.person).update(
            language=language, time_zone=time_zone, theme=theme
        )
        trail.note(by=by, act="account.preferences", subject=by.person, at=at)


def set_language(*, by: Reader, language: str, at: datetime) -> None:
    """The language alone, for oneself: the switch at the foot of every page."""
    ask(Permission.ACCOUNT_CHANGE, Standing(by.roles, is_self=True))
    with transaction.atomic():
        if Person.objects.filter(id=by.person).exclude(language=language).update(language=language):
            trail.note(by=by, act="account.preferences", subject=by.person, at=at)
