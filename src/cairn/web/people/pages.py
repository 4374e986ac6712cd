"""Finished words for the pages of coming in and of one's own account."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cairn.core.consent.readers import Reader
from cairn.core.people.names import free_alias
from cairn.core.people.passphrases import passphrase
from cairn.core.people.roles import ROLE_MEANINGS, ROLE_NAMES, Role
from cairn.records.people.queries import Account, account_of, alias_taken
from cairn.records.programs.queries import ProgramFacts, programs_of
from cairn.web.shell.words import said

NAMES_OFFERED = 3
FEW_CODES = 3


@dataclass(frozen=True)
class Welcome:
    """What someone reads before they make their account."""

    program: str
    heading: str
    told: str


@dataclass(frozen=True)
class ProgramLine:
    """One of a person's programs, with whether it is the one on screen."""

    id: UUID
    name: str
    current: bool


@dataclass(frozen=True)
class AccountPage:
    """One's own account, in words."""

    name: str
    account: Account
    codes_told: str
    codes_low: bool
    programs: tuple[ProgramLine, ...]


def offers(language: str) -> dict[str, object]:
    """Names and a passphrase to take or leave, drawn anew for each page."""
    names = tuple(
        free_alias(secrets.randbelow, alias_taken, language) for _each in range(NAMES_OFFERED)
    )
    return {"names": names, "words": passphrase(secrets.randbelow, language)}


def invited_page(program: ProgramFacts, role: Role) -> Welcome:
    """Behind an invitation: which program, in what part."""
    return Welcome(
        program.name,
        _("You are invited to {program}").format(program=program.name),
        _("Your part: {role}, who {meaning}.").format(
            role=said(ROLE_NAMES[role]).lower(), meaning=said(ROLE_MEANINGS[role])
        ),
    )


def door_page(program: ProgramFacts) -> Welcome:
    """Behind an open door: one comes as a participant."""
    return Welcome(
        program.name,
        _("Welcome to {program}").format(program=program.name),
        _("You come in as a participant. Someone of the program will help you find a mentor."),
    )


def first_page() -> Welcome:
    """Behind the first door of an empty installation."""
    return Welcome(
        "",
        _("Make your program"),
        _("This link works once. It makes the first program, and you its coordinator."),
    )


def account_page(*, reader: Reader, at: datetime) -> AccountPage:
    """One's own account and the programs one belongs to."""
    account = account_of(reader.person)
    held = programs_of(reader.person, at=at)
    return AccountPage(
        account.name,
        account,
        _("You have {count} of your recovery codes left.").format(count=account.codes_left),
        account.codes_left <= FEW_CODES,
        tuple(ProgramLine(one.id, one.name, one.id == reader.program) for one in held),
    )
