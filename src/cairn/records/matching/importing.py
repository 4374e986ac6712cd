"""Bringing people in from sheets: all in one go, and the same sheet twice changes nothing."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from cairn.core.consent.readers import Reader, machine
from cairn.core.matching.profiles import MenteeProfile, MentorProfile, Profile
from cairn.core.matching.template import Side
from cairn.core.people.names import free_alias
from cairn.core.people.permissions import Permission, Standing, ask
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.matching.models import Draft, SheetId
from cairn.records.matching.models import Profile as ProfileRow
from cairn.records.matching.pool import program_of
from cairn.records.matching.sealed import fingerprint, sealed_row
from cairn.records.matching.sorting import Sorted, sort_out
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs.commands import enroll, give_roles
from cairn.records.programs.queries import program_facts
from cairn.records.trail import commands as trail
from cairn.records.vault.keyring import Keyring

DRAFT_LIVES = timedelta(days=1)
ROLES: dict[Side, Role] = {"mentee": Role.PARTICIPANT, "mentor": Role.MENTOR}


@dataclass(frozen=True)
class Outcome:
    """How many people were new, changed or as they were; `people`: (side, code) to person."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    people: Mapping[tuple[Side, str], UUID] = field(default_factory=dict)


def bring_in(
    *,
    by: Reader,
    program: UUID,
    mentees: Sequence[MenteeProfile] = (),
    mentors: Sequence[MentorProfile] = (),
    at: datetime,
) -> Outcome:
    """Add who is new and renew what has changed, in one transaction; who is not listed stays.

    A code that was brought in before means the same person again. New people get the
    sheet's name or an invented one, their role, and (mentees) an enrollment that began
    as many days ago as they have waited.
    """
    ask(Permission.SHEET_IMPORT, _standing(by, program))
    facts = program_facts(program)
    sides = [sort_out(program, "mentee", mentees), sort_out(program, "mentor", mentors)]
    if not any(one.new or one.changed for one in sides):
        return _outcome(sides, {})
    door = replace(machine("the-sheet"), program=program)
    with transaction.atomic():
        added: dict[tuple[Side, str], UUID] = {}
        for one in sides:
            ids = add_people(
                by=by,
                people=[
                    NewPerson(
                        name, facts.language, profile.time_zone or facts.time_zone, facts.synthetic
                    )
                    for profile, name in zip(one.new, _names(one.new, facts.language), strict=True)
                ],
                at=at,
            )
            added |= {(one.side, p.id): person for p, person in zip(one.new, ids, strict=True)}
            give_roles(by=door, program=program, people=ids, role=ROLES[one.side], at=at)
            if one.side == "mentee":
                enroll(
                    by=door,
                    program=program,
                    stays=[(added["mentee", p.id], (at - _waited(p)).date()) for p in one.new],
                    at=at,
                )
            _keep(by, program, one, added, at)
    return _outcome(sides, added)


def keep_draft(
    *, by: Reader, content: Mapping[str, Any], at: datetime, draft: UUID | None = None
) -> UUID:
    """Hold sheets (or a changed mapping of them) until they are brought in, a day at most."""
    ask(Permission.SHEET_IMPORT, Standing(by.roles))
    row = draft or uuid4()
    body = Keyring([by.person]).seal(
        by.person, row, "body", json.dumps(content, ensure_ascii=False)
    )
    with transaction.atomic():
        if draft is not None:
            if not _drafts(by, at).filter(id=draft).update(body=body):
                raise NotFound
            return row
        Draft.objects.create(
            id=row,
            program_id=program_of(by),
            author_id=by.person,
            body=body,
            made_at=at,
            expires_at=at + DRAFT_LIVES,
        )
        trail.note(by=by, act="sheet.read", at=at)
    return row


def draft_content(*, reader: Reader, draft: UUID, at: datetime) -> dict[str, Any]:
    """What one's own draft holds; not found when someone else's, used or too old."""
    ask(Permission.SHEET_IMPORT, Standing(reader.roles))
    row = _drafts(reader, at).filter(id=draft).first()
    if row is None:
        raise NotFound
    text = Keyring([reader.person]).open(reader.person, row.id, "body", row.body)
    content: dict[str, Any] = json.loads(text)
    return content


def drop_draft(*, by: Reader, draft: UUID, at: datetime) -> None:
    """Forget a draft: it was brought in, or its author thought better of it."""
    ask(Permission.SHEET_IMPORT, Standing(by.roles))
    with transaction.atomic():
        if _drafts(by, at).filter(id=draft).delete()[0]:
            trail.note(by=by, act="sheet.forgotten", at=at)


def forget_old_drafts(*, by: Reader, at: datetime) -> None:
    """Delete what was uploaded and not brought in within a day."""
    ask(Permission.SHEET_IMPORT, Standing(by.roles, machine=bool(by.machine)))
    Draft.objects.filter(expires_at__lte=at).delete()


def _drafts(reader: Reader, at: datetime) -> Any:
    return Draft.objects.filter(
        program_id=program_of(reader), author_id=reader.person, expires_at__gt=at
    )


def _keep(
    by: Reader,
    program: UUID,
    one: Sorted,
    added: Mapping[tuple[Side, str], UUID],
    at: datetime,
) -> None:
    written = [(added[one.side, profile.id], profile) for profile in one.new]
    keyring = Keyring(person for person, _ in [*written, *one.changed])
    ProfileRow.objects.filter(
        program_id=program,
        side=one.side,
        replaced_at=None,
        person_id__in=[person for person, _ in one.changed],
    ).update(replaced_at=at)
    ProfileRow.objects.bulk_create(
        [
            sealed_row(
                keyring, person, program, one.side, profile, written_by=by.person, written_at=at
            )
            for person, profile in [*written, *one.changed]
        ],
        batch_size=500,
    )
    SheetId.objects.bulk_create(
        [
            SheetId(
                program_id=program,
                side=one.side,
                fingerprint=fingerprint(program, one.side, profile.id),
                person_id=person,
            )
            for person, profile in written
        ],
        batch_size=500,
    )
    trail.note_all(
        by=by,
        entries=[
            trail.Entry("profile.written", person, one.side)
            for person, _ in [*written, *one.changed]
        ],
        at=at,
    )


def _names(profiles: Sequence[Profile], language: str) -> list[str]:
    taken = {profile.name for profile in profiles}
    names = []
    for profile in profiles:
        name = profile.name or free_alias(secrets.randbelow, taken.__contains__, language)
        taken.add(name)
        names.append(name[:80])
    return names


def _waited(profile: Profile) -> timedelta:
    days = profile.waiting_days if isinstance(profile, MenteeProfile) else None
    return timedelta(days=days or 0)


def _outcome(sides: Sequence[Sorted], added: Mapping[tuple[Side, str], UUID]) -> Outcome:
    known = {
        (one.side, profile.id): person
        for one in sides
        for person, profile in [*one.changed, *one.unchanged]
    }
    return Outcome(
        new=sum(len(one.new) for one in sides),
        changed=sum(len(one.changed) for one in sides),
        unchanged=sum(len(one.unchanged) for one in sides),
        people={**known, **added},
    )


def _standing(by: Reader, program: UUID) -> Standing:
    roles = by.roles if by.program == program else frozenset()
    return Standing(roles, machine=bool(by.machine))
