"""Programs kept apart: who may list, give and end roles, and what the database forbids."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Look, Reader, machine
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from cairn.records.programs import queries
from cairn.records.programs.models import Enrollment, Membership, Program
from cairn.records.trail.models import Line
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


def last_act(person: object) -> tuple[str, str]:
    noted = next(about(person))  # type: ignore[arg-type]
    return noted.act, noted.detail


def test_a_coordinator_sees_her_own_program_by_name_and_leaves_looks(stage: Cast) -> None:
    dee = stage.reader("Dee")
    page = queries.members(reader=dee, at=NOW)
    assert [member.name for member in page.members] == sorted(cast.PARTS)
    assert page.total == len(cast.PARTS)
    assert Look(stage.ana, DataClass.IDENTITY, Purpose.RUNNING) in dee.looks
    assert Look(stage.dee, DataClass.IDENTITY, Purpose.RUNNING) not in dee.looks


def test_the_list_is_searched_narrowed_and_paged(stage: Cast) -> None:
    dee = stage.reader("Dee")
    assert [m.name for m in queries.members(reader=dee, at=NOW, search=" AN").members] == ["Ana"]
    only = queries.members(reader=dee, at=NOW, role=Role.MENTOR)
    assert [m.name for m in only.members] == ["Bo"]
    page = queries.members(reader=dee, at=NOW, first=5, count=5)
    assert ([m.name for m in page.members], page.total) == (["Sam", "Vic"], 7)


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_others_of_the_program_do_not_see_the_list(stage: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        queries.members(reader=stage.reader(name), at=NOW)
    with pytest.raises(NotAllowed):
        programs.take_list_out(by=stage.reader(name), at=NOW)


def test_eve_finds_none_of_them(stage: Cast) -> None:
    eve = stage.reader("Eve")
    assert [m.name for m in queries.members(reader=eve, at=NOW).members] == ["Eve"]
    with pytest.raises(NotFound):
        queries.member(reader=eve, person=stage.ana, at=NOW)
    with pytest.raises(NotFound):
        programs.give_roles(
            by=eve, program=stage.elsewhere, people=[stage.ana], role=Role.MENTOR, at=NOW
        )
    with pytest.raises(NotAllowed):
        programs.give_roles(
            by=Reader(stage.eve, stage.elsewhere, frozenset({Role.MENTOR})),
            program=stage.elsewhere,
            people=[stage.eve],
            role=Role.MENTOR,
            at=NOW,
        )
    with pytest.raises(NotFound):
        programs.give_roles(
            by=eve, program=stage.program, people=[stage.eve], role=Role.COORDINATOR, at=NOW
        )
    with pytest.raises(NotFound):
        programs.end_role(by=eve, person=stage.bo, role=Role.MENTOR, at=NOW)


def test_a_stranger_without_a_program_finds_nothing(stage: Cast) -> None:
    with pytest.raises(NotFound):
        queries.members(reader=Reader(uuid4()), at=NOW)


def test_a_role_counts_from_its_moment_to_its_end(stage: Cast) -> None:
    dee = stage.reader("Dee")
    programs.give_roles(by=dee, program=stage.program, people=[stage.ana], role=Role.MENTOR, at=NOW)
    assert last_act(stage.ana) == ("role.given", "mentor")
    before = NOW - timedelta(seconds=1)
    assert queries.roles_of(stage.ana, stage.program, at=before) == {Role.PARTICIPANT}
    assert queries.roles_of(stage.ana, stage.program, at=NOW) == {Role.PARTICIPANT, Role.MENTOR}
    programs.end_role(by=dee, person=stage.ana, role=Role.MENTOR, at=LATER)
    assert last_act(stage.ana) == ("role.ended", "mentor")
    assert queries.roles_of(stage.ana, stage.program, at=LATER) == {Role.PARTICIPANT}
    with pytest.raises(NotFound):
        programs.end_role(by=dee, person=stage.ana, role=Role.MENTOR, at=LATER)


def test_giving_a_role_twice_is_the_same_as_once(stage: Cast) -> None:
    dee = stage.reader("Dee")
    for _ in range(2):
        programs.give_roles(
            by=dee, program=stage.program, people=[stage.bo], role=Role.MENTOR, at=NOW
        )
    assert Membership.objects.filter(person_id=stage.bo, role="mentor").count() == 1


def test_the_last_coordinator_stays(stage: Cast) -> None:
    dee = stage.reader("Dee")
    with pytest.raises(programs.LastCoordinator):
        programs.end_role(by=dee, person=stage.dee, role=Role.COORDINATOR, at=NOW)
    programs.give_roles(
        by=dee, program=stage.program, people=[stage.cy], role=Role.COORDINATOR, at=NOW
    )
    programs.end_role(by=dee, person=stage.dee, role=Role.COORDINATOR, at=LATER)
    assert not queries.roles_of(stage.dee, stage.program, at=LATER)


def test_one_person_of_the_program_is_shown_whole(stage: Cast) -> None:
    facts = queries.member(reader=stage.reader("Dee"), person=stage.bo, at=NOW)
    assert facts.name == "Bo"
    assert facts.roles == ((Role.MENTOR, cast.BEGINNING),)
    assert not facts.has_account


def test_taking_the_list_out_stays_on_the_trail_with_a_count(stage: Cast) -> None:
    dee = stage.reader("Dee")
    listed = programs.take_list_out(by=dee, at=NOW, search="a")
    assert {member.name for member in listed} == {"Ana", "Sam"}
    assert len(dee.looks) == 2
    line = Line.objects.order_by("-seq").first()
    assert line is not None
    assert (line.actor, line.act, line.detail) == (stage.dee, "people.taken_out", "2 people")


def test_a_program_is_renamed_by_its_coordinator_only(stage: Cast) -> None:
    change = {"name": " Riverbend ", "language": "es", "time_zone": "America/Denver", "at": NOW}
    programs.change_program(by=stage.reader("Dee"), **change)
    facts = queries.program_facts(stage.program)
    assert (facts.name, facts.language, facts.time_zone) == ("Riverbend", "es", "America/Denver")
    with pytest.raises(NotAllowed):
        programs.change_program(by=stage.reader("Cy"), **change)
    assert queries.program_facts(stage.elsewhere).name == "Hillside"
    for wrong in ({"name": " "}, {"time_zone": "Nowhere"}):
        with pytest.raises(Invalid):
            programs.change_program(by=stage.reader("Dee"), **{**change, **wrong})


def test_a_person_of_two_programs_is_a_reader_in_the_one_chosen(stage: Cast) -> None:
    programs.give_roles(
        by=machine("tests"),
        program=stage.elsewhere,
        people=[stage.ana],
        role=Role.SUPPORTER,
        at=NOW,
    )
    first = queries.reader_for(stage.ana, at=LATER)
    other = queries.reader_for(stage.ana, at=LATER, program=stage.elsewhere)
    assert (first.program, first.roles) == (stage.program, {Role.PARTICIPANT})
    assert (other.program, other.roles) == (stage.elsewhere, {Role.SUPPORTER})
    assert queries.reader_for(stage.bo, at=LATER, program=stage.elsewhere).program == stage.program
    names = [program.name for program in queries.programs_of(stage.ana, at=LATER)]
    assert names == ["Riverside", "Hillside"]


def test_the_cast_is_found_only_among_made_up_people(stage: Cast) -> None:
    assert queries.cast(["Ana", "Eve"]) == []
    by = machine("tests")
    for name, people in (("Hill", ["Eve"]), ("Shore", ["Ana", "Bo", "Zed"])):
        program = programs.make_program(by=by, name=name, at=NOW, synthetic=True)
        ids = add_people(by=by, people=[NewPerson(one, synthetic=True) for one in people], at=NOW)
        programs.give_roles(
            by=by, program=program, people=[*ids, stage.cy], role=Role.MENTOR, at=NOW
        )
    found = {
        (one.name, one.program, one.first_program)
        for one in queries.cast(["Ana", "Bo", "Cy", "Eve"])
    }
    assert found == {("Ana", "Shore", True), ("Bo", "Shore", True), ("Eve", "Hill", False)}


def test_the_list_takes_the_same_queries_for_many(
    stage: Cast, django_assert_max_num_queries
) -> None:
    ids = add_people(
        by=machine("tests"), people=[NewPerson(f"Person {n}") for n in range(60)], at=NOW
    )
    programs.give_roles(
        by=machine("tests"), program=stage.program, people=ids, role=Role.PARTICIPANT, at=NOW
    )
    dee = stage.reader("Dee", at=LATER)
    with django_assert_max_num_queries(3):
        assert queries.members(reader=dee, at=LATER, count=50).total == 67


def broken(**columns: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**columns)


def test_no_role_is_held_twice_at_a_time_programs_one_current_membership(stage: Cast) -> None:
    broken(
        person_id=stage.ana,
        program_id=stage.program,
        role="participant",
        since=NOW,
        given_by=stage.dee,
    )


def test_no_role_that_is_none_programs_known_role(stage: Cast) -> None:
    broken(
        person_id=stage.ana, program_id=stage.program, role="patient", since=NOW, given_by=stage.dee
    )


def test_no_role_ends_before_it_begins_programs_membership_ends_after_it_begins(
    stage: Cast,
) -> None:
    broken(
        person_id=stage.ana,
        program_id=stage.program,
        role="mentor",
        since=NOW,
        until=NOW - timedelta(days=1),
        given_by=stage.dee,
    )


def test_one_open_enrollment_programs_one_open_enrollment(stage: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.create(
            person_id=stage.ana, program_id=stage.program, first_day=NOW.date()
        )


def test_no_stay_ends_before_it_begins_programs_enrollment_ends_after_it_begins(
    stage: Cast,
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrollment.objects.filter(person_id=stage.ana).update(
            last_day=cast.BEGINNING.date().replace(year=2025)
        )


def test_only_a_machine_makes_a_program(stage: Cast) -> None:
    with pytest.raises(NotFound):
        programs.make_program(by=stage.reader("Dee"), name="Third", at=NOW)
    assert Program.objects.count() == 2
