"""How someone stands to someone: by a running pair, by oversight, by leave, in one program, now."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import Model

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Look, Reader, machine
from cairn.core.people.permissions import Permission, Standing
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotFound
from cairn.records.consent.commands import share
from cairn.records.mentorships import queries
from cairn.records.mentorships.models import Mentorship, Oversight
from cairn.records.mentorships.queries import (
    Pair,
    Sight,
    in_sight,
    mentees_in_sight,
    purpose_of,
    running_of,
    seats_taken,
    standing,
    standings,
)
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs.commands import give_roles
from cairn.records.programs.queries import reader_for
from tests.cast import BEGINNING, Cast, gather

pytestmark = pytest.mark.django_db

BY = machine("tests")
A_MOMENT = timedelta(seconds=1)
NOBODY = Standing()


@pytest.fixture
def stage() -> Cast:
    return gather()


def stands(stage: Cast, name: str, at: datetime, part: DataClass = DataClass.DAYS) -> Standing:
    return standing(reader=stage.reader(name), person=stage.ana, data_class=part, at=at)


def ties(one: Standing) -> set[str]:
    names = ("is_self", "mentors", "supervises", "leave", "machine", "is_party")
    return {name for name in names if getattr(one, name)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ana", {"is_self", "leave"}),
        ("Bo", {"mentors", "leave"}),
        ("Cy", {"supervises"}),
        ("Dee", set()),
        ("Vic", set()),
        ("Lin", set()),
        ("Sam", set()),
    ],
)
def test_each_of_the_cast_stands_to_ana_as_the_story_says(
    name: str, expected: set[str], stage: Cast, now: datetime
) -> None:
    found = stands(stage, name, now)
    assert ties(found) == expected
    assert found.roles == stage.reader(name).roles


def test_eve_of_another_program_is_a_stranger_to_everyone(stage: Cast, now: datetime) -> None:
    people = [person for name, person in stage.people.items() if name != "Eve"]
    found = standings(reader=stage.reader("Eve"), people=people, data_class=DataClass.DAYS, at=now)
    assert set(found) == set(people)
    assert set(found.values()) == {NOBODY}


def test_someone_without_a_program_finds_nothing(stage: Cast, now: datetime) -> None:
    with pytest.raises(NotFound):
        standing(reader=Reader(stage.eve), person=stage.ana, data_class=DataClass.DAYS, at=now)


def test_a_machine_is_known_as_one(stage: Cast, now: datetime) -> None:
    clock = replace(BY, program=stage.program)
    found = standing(reader=clock, person=stage.ana, data_class=DataClass.DAYS, at=now)
    assert ties(found) == {"machine"}


def test_a_pair_counts_from_its_beginning_to_its_end(stage: Cast, now: datetime) -> None:
    assert not stands(stage, "Bo", BEGINNING - A_MOMENT).mentors
    assert stands(stage, "Bo", BEGINNING).mentors
    Mentorship.objects.update(ended_at=now, ended_by=stage.bo)
    assert stands(stage, "Bo", now - A_MOMENT).mentors
    assert not stands(stage, "Bo", now).mentors
    assert not stands(stage, "Cy", now).supervises, "who supervised the pair stands back too"


def test_oversight_counts_from_its_beginning_to_its_end(stage: Cast, now: datetime) -> None:
    Oversight.objects.update(since=now, until=now + timedelta(days=1))
    for moment, counts in (
        (now - A_MOMENT, False),
        (now, True),
        (now + timedelta(days=1) - A_MOMENT, True),
        (now + timedelta(days=1), False),
    ):
        assert stands(stage, "Cy", moment).supervises == counts


def test_another_mentors_or_supervisors_people_are_not_ones_own(stage: Cast, now: datetime) -> None:
    others = add_people(by=BY, people=[NewPerson("Mo"), NewPerson("Su")], at=now)
    for person, role in zip(others, (Role.MENTOR, Role.SUPERVISOR), strict=True):
        give_roles(by=BY, program=stage.program, people=[person], role=role, at=now)
        reader = reader_for(person, at=now)
        found = standing(reader=reader, person=stage.ana, data_class=DataClass.DAYS, at=now)
        assert ties(found) == set()
        assert found.roles == {role}


def _there(row: Model, stage: Cast) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(program_id=stage.elsewhere)


def test_a_pair_of_another_program_is_none_here(stage: Cast, now: datetime) -> None:
    _there(Mentorship.objects.get(), stage)
    assert not stands(stage, "Bo", now).mentors
    assert not stands(stage, "Cy", now).supervises


def test_oversight_in_another_program_is_none_here(stage: Cast, now: datetime) -> None:
    _there(Oversight.objects.get(), stage)
    assert not stands(stage, "Cy", now).supervises


def test_who_never_belonged_here_is_a_stranger_even_in_a_pair(stage: Cast, now: datetime) -> None:
    [outside] = add_people(by=BY, people=[NewPerson("Outside")], at=now)
    Mentorship.objects.update(mentee_id=outside)
    for name in ("Bo", "Cy"):
        found = standing(
            reader=stage.reader(name), person=outside, data_class=DataClass.DAYS, at=now
        )
        assert found == NOBODY


def test_leave_counts_for_the_purpose_that_goes_with_the_tie(stage: Cast, now: datetime) -> None:
    for name, purpose in (
        ("Cy", Purpose.SUPERVISION),
        ("Lin", Purpose.CARE),
        ("Sam", Purpose.SUPPORT),
        ("Dee", Purpose.RUNNING),
    ):
        assert not stands(stage, name, now).leave
        for wrong in set(Purpose) - {purpose, Purpose.OWN}:
            _share(stage, name, wrong, now)
        assert not stands(stage, name, now).leave, f"{name} has leave only for other purposes"
        _share(stage, name, purpose, now)
        assert stands(stage, name, now).leave
        assert purpose_of(stands(stage, name, now), stage.reader(name)) is purpose
    assert purpose_of(stands(stage, "Bo", now), stage.reader("Bo")) is Purpose.MENTORING


def _share(stage: Cast, name: str, purpose: Purpose, at: datetime) -> None:
    share(
        by=stage.reader("Ana"),
        recipient=stage.people[name],
        data_class=DataClass.DAYS,
        purpose=purpose,
        at=at,
    )


def test_who_both_mentors_and_supervises_looks_as_a_mentor(stage: Cast) -> None:
    both = Standing(frozenset(Role), mentors=True, supervises=True)
    assert purpose_of(both, stage.reader("Bo")) is Purpose.MENTORING
    every_role = replace(stage.reader("Bo"), roles=frozenset(Role))
    assert purpose_of(Standing(supervises=True), every_role) is Purpose.SUPERVISION
    assert purpose_of(Standing(), every_role) is Purpose.CARE
    without = replace(every_role, roles=frozenset(Role) - {Role.CLINICIAN})
    assert purpose_of(Standing(), without) is Purpose.SUPPORT


def seen(stage: Cast, name: str, at: datetime) -> tuple[dict[UUID, Sight], list[Look]]:
    reader = stage.reader(name)
    people = list(stage.people.values())
    found = in_sight(
        reader=reader,
        people=people,
        permission=Permission.DAY_READ,
        data_class=DataClass.DAYS,
        at=at,
    )
    return found, reader.looks


def test_in_sight_are_those_who_gave_leave_and_each_is_a_look(stage: Cast, now: datetime) -> None:
    found, looks = seen(stage, "Bo", now)
    assert found == {
        stage.ana: Sight(Purpose.MENTORING),
        stage.bo: Sight(Purpose.RUNNING),
    }
    assert looks == [Look(stage.ana, DataClass.DAYS, Purpose.MENTORING)]
    for name in ("Cy", "Dee", "Vic", "Lin", "Sam", "Eve"):
        found, looks = seen(stage, name, now)
        assert set(found) == {stage.people[name]}
        assert looks == []


def test_leave_alone_is_not_enough_without_the_permission(stage: Cast, now: datetime) -> None:
    _share(stage, "Dee", Purpose.RUNNING, now)
    found, looks = seen(stage, "Dee", now)
    assert stage.ana not in found
    assert looks == []


def test_a_tie_alone_is_not_enough_without_leave(now: datetime) -> None:
    stage = gather(leave=False)
    found, looks = seen(stage, "Bo", now)
    assert stage.ana not in found
    assert looks == []
    pairs = running_of([stage.ana], program=stage.program, at=now)
    assert as_mentor(stage.reader("Bo"), pairs, now) == {}


def as_mentor(reader: Reader, pairs: list[Pair], at: datetime) -> dict[UUID, Sight]:
    return mentees_in_sight(
        reader=reader,
        pairs=pairs,
        permission=Permission.DAY_READ,
        data_class=DataClass.DAYS,
        at=at,
    )


def test_mentees_in_sight_are_those_of_ones_own_running_pairs(stage: Cast, now: datetime) -> None:
    [pair] = running_of([stage.ana], program=stage.program, at=now)
    bo = stage.reader("Bo")
    assert as_mentor(bo, [pair], now) == {stage.ana: Sight(Purpose.MENTORING)}
    assert bo.looks == [Look(stage.ana, DataClass.DAYS, Purpose.MENTORING)]
    for other in (
        replace(pair, mentor=stage.cy),
        replace(pair, program=stage.elsewhere),
        replace(pair, ended_at=now),
        replace(pair, began_at=now + A_MOMENT),
    ):
        assert as_mentor(stage.reader("Bo"), [other], now) == {}


def test_a_leave_covers_the_days_from_its_first_on() -> None:
    first = date(2026, 9, 1)
    sight = Sight(Purpose.MENTORING, first)
    assert sight.covers(first)
    assert not sight.covers(first - timedelta(days=1))
    assert Sight(Purpose.MENTORING).covers(date(1990, 1, 1))


def test_the_first_day_of_a_leave_is_handed_on(stage: Cast, now: datetime) -> None:
    first = date(2026, 9, 1)
    share(
        by=stage.reader("Ana"),
        recipient=stage.sam,
        data_class=DataClass.DAYS,
        purpose=Purpose.SUPPORT,
        first_day=first,
        at=now,
    )
    found, _ = seen(stage, "Sam", now)
    assert found[stage.ana] == Sight(Purpose.SUPPORT, first)


def test_a_pair_runs_from_its_beginning_until_its_end(now: datetime) -> None:
    pair = Pair(uuid4(), uuid4(), uuid4(), uuid4(), BEGINNING, None)
    assert not pair.runs(BEGINNING - A_MOMENT)
    assert pair.runs(BEGINNING)
    ended = replace(pair, ended_at=now)
    assert ended.runs(now - A_MOMENT)
    assert not ended.runs(now)


def test_running_pairs_are_found_by_either_side_in_their_program(
    stage: Cast, now: datetime
) -> None:
    for person in (stage.ana, stage.bo):
        [pair] = running_of([person], program=stage.program, at=now)
        assert (pair.id, pair.mentee, pair.mentor) == (stage.mentorship, stage.ana, stage.bo)
    assert running_of([stage.cy], program=stage.program, at=now) == []
    assert running_of([stage.ana], program=stage.elsewhere, at=now) == []
    assert running_of([stage.ana], program=stage.program, at=BEGINNING - A_MOMENT) == []
    assert seats_taken(stage.program, at=now) == {stage.bo: 1}
    assert seats_taken(stage.elsewhere, at=now) == {}
    Mentorship.objects.update(ended_at=now, ended_by=stage.bo)
    assert running_of([stage.ana], program=stage.program, at=now) == []
    assert seats_taken(stage.program, at=now) == {}


def test_seats_are_counted_for_each_mentor(stage: Cast, now: datetime) -> None:
    more = add_people(by=BY, people=[NewPerson("Uma"), NewPerson("Val")], at=now)
    for person in more:
        Mentorship.objects.create(
            program_id=stage.program, mentee_id=person, mentor_id=stage.bo, began_at=now
        )
    assert seats_taken(stage.program, at=now) == {stage.bo: 3}


def test_many_people_take_no_more_queries_than_one(
    stage: Cast, now: datetime, django_assert_max_num_queries: object
) -> None:
    people = list(stage.people.values())
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        standings(reader=stage.reader("Bo"), people=people, data_class=DataClass.DAYS, at=now)


def test_the_purpose_of_each_relation_is_as_written() -> None:
    assert {str(tie): str(purpose) for tie, purpose in queries.PURPOSES.items()} == {
        "mentor": "mentoring",
        "mentee": "mentoring",
        "supervisor": "supervision",
    }
