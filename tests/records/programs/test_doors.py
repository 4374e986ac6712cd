"""The ways in: an invitation, an open door, the first door of an empty installation."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import Reader, machine
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.people.queries import can_sign_in, names_of
from cairn.records.programs import commands as programs
from cairn.records.programs import doors, queries
from cairn.records.programs.models import Enrollment, Invitation, Program
from cairn.records.trail.models import Line
from cairn.records.trail.queries import about, verify
from tests import cast
from tests.cast import NOW, PASSPHRASE, Cast

pytestmark = pytest.mark.django_db

DOOR = machine("the-door")
LATER = NOW + timedelta(minutes=1)


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


def come_in(token: str, alias: str = "Quiet Heron", at=LATER):
    return doors.accept_invitation(
        by=DOOR, token=token, alias=alias, passphrase=PASSPHRASE, language="es", at=at
    )


@pytest.mark.parametrize("role", list(Role))
def test_an_invitation_makes_an_account_in_its_role(stage: Cast, role: Role) -> None:
    token = doors.invite(by=stage.reader("Dee"), role=role, at=NOW)
    shown = queries.invitation(token, at=NOW)
    assert (shown.program.name, shown.role) == ("Riverside", role)
    person, codes = come_in(token)
    assert len(codes) == 10
    assert queries.roles_of(person, stage.program, at=LATER) == {role}
    assert names_of([person]) == {person: "Quiet Heron"}
    enrolled = Enrollment.objects.filter(person_id=person).exists()
    assert enrolled == (role is Role.PARTICIPANT)
    acts = [noted.act for noted in about(person)]
    assert {"person.added", "account.opened", "role.given"} <= set(acts)
    assert verify().whole


def test_an_invitation_works_once_and_for_two_weeks(stage: Cast) -> None:
    token = doors.invite(by=stage.reader("Dee"), role=Role.MENTOR, at=NOW)
    with pytest.raises(NotFound):
        come_in(token, at=NOW + timedelta(days=14))
    come_in(token)
    with pytest.raises(NotFound):
        come_in(token, "Warm Owl")
    with pytest.raises(NotFound):
        queries.invitation(token, at=LATER)


def test_a_taken_alias_leaves_the_invitation_unused(stage: Cast) -> None:
    dee = stage.reader("Dee")
    come_in(doors.invite(by=dee, role=Role.MENTOR, at=NOW))
    token = doors.invite(by=dee, role=Role.MENTOR, at=NOW)
    with pytest.raises(Invalid):
        come_in(token)
    come_in(token, "Warm Owl")


def test_the_link_itself_is_stored_nowhere(stage: Cast) -> None:
    token = doors.invite(by=stage.reader("Dee"), role=Role.MENTOR, at=NOW)
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(Line.objects.values()))


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_a_coordinator_invites(stage: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        doors.invite(by=stage.reader(name), role=Role.SUPPORTER, at=NOW)


def test_a_listed_person_opens_the_account_that_is_theirs(stage: Cast) -> None:
    dee = stage.reader("Dee")
    token = doors.invite(by=dee, role=Role.PARTICIPANT, at=NOW, for_person=stage.ana)
    assert queries.invitation(token, at=NOW).for_listed_person
    person, _codes = come_in(token)
    assert person == stage.ana
    assert can_sign_in([stage.ana]) == {stage.ana}
    assert queries.roles_of(stage.ana, stage.program, at=LATER) == {Role.PARTICIPANT}
    with pytest.raises(NotFound):
        doors.invite(by=dee, role=Role.PARTICIPANT, at=LATER, for_person=stage.ana)


def test_nobody_is_invited_for_a_person_of_another_program(stage: Cast) -> None:
    with pytest.raises(NotFound):
        doors.invite(by=stage.reader("Eve"), role=Role.MENTOR, at=NOW, for_person=stage.ana)


def test_someone_with_an_account_joins_a_second_program_with_it(stage: Cast) -> None:
    token = doors.invite(by=stage.reader("Eve"), role=Role.MENTOR, at=NOW)
    joined = doors.join_by_invitation(by=stage.reader("Bo"), token=token, at=LATER)
    assert joined == stage.elsewhere
    assert queries.roles_of(stage.bo, stage.elsewhere, at=LATER) == {Role.MENTOR}
    with pytest.raises(NotFound):
        doors.join_by_invitation(by=stage.reader("Bo"), token=token, at=LATER)


def test_anothers_listed_account_cannot_be_joined_with_ones_own(stage: Cast) -> None:
    token = doors.invite(
        by=stage.reader("Dee"), role=Role.PARTICIPANT, at=NOW, for_person=stage.ana
    )
    with pytest.raises(NotFound):
        doors.join_by_invitation(by=stage.reader("Eve"), token=token, at=LATER)


def test_a_closed_door_lets_nobody_in_and_is_listed_nowhere(stage: Cast) -> None:
    facts = queries.program_facts(stage.program)
    assert queries.open_programs() == []
    with pytest.raises(NotFound):
        queries.by_door(facts.door)
    with pytest.raises(NotFound):
        doors.refer_oneself(
            by=DOOR,
            program=stage.program,
            alias="Warm Owl",
            passphrase=PASSPHRASE,
            language="en",
            at=NOW,
        )


def test_by_an_open_door_one_comes_as_a_participant(stage: Cast) -> None:
    programs.set_door(by=stage.reader("Dee"), open_to_self_referral=True, at=NOW)
    assert [program.name for program in queries.open_programs()] == ["Riverside"]
    person, codes = doors.refer_oneself(
        by=DOOR,
        program=stage.program,
        alias="Warm Owl",
        passphrase=PASSPHRASE,
        language="en",
        at=NOW,
    )
    assert queries.roles_of(person, stage.program, at=NOW) == {Role.PARTICIPANT}
    assert Enrollment.objects.get(person_id=person).first_day == cast.TODAY
    assert len(set(codes)) == 10
    with pytest.raises(NotAllowed):
        programs.set_door(by=stage.reader("Cy"), open_to_self_referral=False, at=NOW)


def test_the_first_door_opens_once_and_only_an_empty_house() -> None:
    token = programs.open_first_door(at=NOW)
    assert token is not None
    newer = programs.open_first_door(at=NOW)
    assert newer is not None
    assert not programs.first_door_stands(token), "a new start ends the old link"
    assert programs.first_door_stands(newer)
    entry = {
        "name": "Riverside",
        "alias": "Dee Rivers",
        "passphrase": PASSPHRASE,
        "language": "en",
        "time_zone": "America/New_York",
        "at": NOW,
    }
    with pytest.raises(NotFound):
        programs.enter_first_door(by=machine("first-start"), token=token, **entry)
    person, codes = programs.enter_first_door(by=machine("first-start"), token=newer, **entry)
    assert len(codes) == 10
    reader = queries.reader_for(person, at=LATER)
    assert reader.roles == {Role.COORDINATOR}
    assert programs.open_first_door(at=NOW) is None
    with pytest.raises(NotFound):
        programs.enter_first_door(by=machine("first-start"), token=newer, **entry)


def test_a_first_door_with_a_bad_passphrase_stays_open() -> None:
    token = programs.open_first_door(at=NOW)
    assert token is not None
    with pytest.raises(Invalid):
        programs.enter_first_door(
            by=machine("first-start"),
            token=token,
            name="Riverside",
            alias="Dee Rivers",
            passphrase="short",
            language="en",
            time_zone="America/New_York",
            at=NOW,
        )
    assert programs.first_door_stands(token)
    assert not Program.objects.exists()


def test_a_person_cannot_open_the_first_door() -> None:
    token = programs.open_first_door(at=NOW)
    with pytest.raises(NotFound):
        programs.enter_first_door(
            by=Reader(machine("x").person),
            token=token or "",
            name="Riverside",
            alias="Dee Rivers",
            passphrase=PASSPHRASE,
            language="en",
            time_zone="America/New_York",
            at=NOW,
        )


def test_no_invitation_ends_before_it_is_made_programs_invitation_expires_later(
    stage: Cast,
) -> None:
    doors.invite(by=stage.reader("Dee"), role=Role.MENTOR, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(expires_at=NOW)
