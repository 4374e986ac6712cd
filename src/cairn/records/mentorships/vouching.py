"""Who may vouch for whom, and let back in: how each stands to the person is known here."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.readers import Reader
from cairn.core.people.permissions import Permission, Standing, allows, ask
from cairn.core.people.roles import Role
from cairn.core.people.second_steps import must_prove_twice
from cairn.core.shared.refusals import NotFound
from cairn.records.mentorships.circles import supervisors_of
from cairn.records.mentorships.queries import standing
from cairn.records.people import recoveries
from cairn.records.people.queries import can_sign_in, names_of
from cairn.records.programs.queries import roles_of


@dataclass(frozen=True)
class WayBack:
    """Where someone's way back stands, as the one who may vouch sees it."""

    person: UUID
    name: str
    has_account: bool
    recovery: recoveries.OpenRecovery | None
    may_finish: bool


def way_back(*, reader: Reader, person: UUID, at: datetime) -> WayBack:
    """How far someone's way back has come; theirs is no way for oneself."""
    how = _standing(reader, person, at)
    ask(Permission.RECOVERY_VOUCH, how)
    purpose, relation = _duty(how)
    reader.see(person, DataClass.IDENTITY, purpose, relation=relation, at=at)
    return WayBack(
        person,
        names_of([person]).get(person, ""),
        bool(can_sign_in([person])),
        recoveries.open_recovery(person, at=at),
        allows(Permission.RECOVERY_FINISH, how),
    )


def vouch(*, by: Reader, person: UUID, at: datetime) -> datetime:
    """Say that this person lost their phone, and that one knows them."""
    how = _standing(by, person, at)
    ask(Permission.RECOVERY_VOUCH, how)
    if not can_sign_in([person]):
        raise NotFound
    return recoveries.begin(by=by, standing=how, person=person, at=at)


def let_back_in(*, by: Reader, person: UUID, at: datetime) -> str:
    """The link for someone for whom somebody vouched a day ago."""
    how = _standing(by, person, at)
    ask(Permission.RECOVERY_FINISH, how)
    takes_two = must_prove_twice(roles_of(person, by.here, at=at))
    return recoveries.finish(by=by, standing=how, person=person, takes_two=takes_two, at=at)


def call_off(*, by: Reader, person: UUID, at: datetime) -> None:
    """Take the word back, or stop what looks wrong."""
    recoveries.stop(by=by, person=person, standing=_standing(by, person, at), at=at)


def _standing(reader: Reader, person: UUID, at: datetime) -> Standing:
    if person == reader.person:
        raise NotFound
    how = standing(reader=reader, person=person, data_class=DataClass.IDENTITY, at=at)
    behind = supervisors_of([person], program=reader.here, at=at)
    # A supervisor stands behind their mentors as well as behind those whom these walk with.
    return replace(how, supervises=how.supervises or behind.get(person) == reader.person)


def _duty(how: Standing) -> tuple[Purpose, Relation]:
    """What the look is for, by how one stands to the person."""
    if how.mentors and Role.MENTOR in how.roles:
        return Purpose.MENTORING, Relation.MENTOR
    if how.supervises and Role.SUPERVISOR in how.roles:
        return Purpose.SUPERVISION, Relation.SUPERVISOR
    return Purpose.RUNNING, Relation.MEMBER
