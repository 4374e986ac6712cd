"""Versions that never change, cohorts that keep theirs, and who may come in."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import Stage
from cairn.core.programs.shipped import shipped
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from cairn.records.programs.cohorts import begin_cohort, end_place, give_place
from cairn.records.programs.models import Cohort, Place, Practice
from cairn.records.programs.practices import adopt, current_practice, version, versions
from cairn.records.programs.seating import cohort_in_full, cohorts
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
MAP = shipped("map")
FIRST = TODAY - timedelta(days=20)


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


@pytest.fixture
def cohort(stage: Cast) -> UUID:
    adopt(by=stage.reader("Dee"), program=stage.program, practice=MAP, at=NOW)
    return begin(stage, "Spring")


def begin(stage: Cast, name: str, first_day: date = FIRST) -> UUID:
    return begin_cohort(
        by=stage.reader("Dee"),
        program=stage.program,
        name=name,
        first_day=first_day,
        cohort_id=uuid4(),
        at=NOW,
    )


def place(
    stage: Cast,
    cohort: UUID,
    who: UUID,
    part: Role,
    first_day: date = FIRST,
    months: int | None = 8,
) -> UUID:
    return give_place(
        by=stage.reader("Dee"),
        cohort=cohort,
        person=who,
        part=part,
        first_day=first_day,
        months=months,
        at=NOW,
    )


def test_a_change_is_a_new_version_and_the_old_one_stays_as_it_was(
    stage: Cast, cohort: UUID
) -> None:
    dee = stage.reader("Dee")
    before = Practice.objects.get().content
    adopt(by=dee, program=stage.program, practice=replace(MAP, group_minutes=90), at=NOW)
    adopt(by=dee, program=stage.program, practice=replace(MAP, group_minutes=90), at=NOW)
    assert [one.number for one in versions(reader=dee)] == [2, 1]
    assert Practice.objects.get(version=1).content == before
    now = current_practice(stage.program)
    assert now is not None
    assert now.practice.group_minutes == 90
    assert version(reader=dee, number=1).practice == MAP
    found = cohort_in_full(reader=dee, cohort=cohort, today=TODAY, at=NOW)
    assert (found.facts.version, found.facts.practice.group_minutes) == (1, 60)
    with pytest.raises(NotFound):
        version(reader=dee, number=3)


def test_only_coordinators_choose_and_keep_and_others_elsewhere_find_nothing(
    stage: Cast, cohort: UUID
) -> None:
    for name in ("Ana", "Bo", "Cy", "Vic", "Lin", "Sam"):
        with pytest.raises(NotAllowed):
            adopt(by=stage.reader(name), program=stage.program, practice=MAP, at=NOW)
        with pytest.raises(NotAllowed):
            give_place(
                by=stage.reader(name),
                cohort=cohort,
                person=stage.ana,
                part=Role.PARTICIPANT,
                first_day=FIRST,
                at=NOW,
            )
    with pytest.raises(NotFound):
        adopt(by=stage.reader("Eve"), program=stage.program, practice=MAP, at=NOW)
    with pytest.raises(NotFound):
        give_place(
            by=stage.reader("Eve"),
            cohort=cohort,
            person=stage.ana,
            part=Role.PARTICIPANT,
            first_day=FIRST,
            at=NOW,
        )
    assert [line.facts.id for line in cohorts(reader=stage.reader("Cy"), today=TODAY)] == [cohort]
    assert cohorts(reader=stage.reader("Eve"), today=TODAY) == []


def test_places_are_given_with_week_and_noted_and_leaving_keeps_them(
    stage: Cast, cohort: UUID
) -> None:
    seat = place(stage, cohort, stage.ana, Role.PARTICIPANT)
    place(stage, cohort, stage.bo, Role.MENTOR)
    assert next(about(stage.ana)).act == "cohort.place_given"
    dee = stage.reader("Dee")
    found = cohort_in_full(reader=dee, cohort=cohort, today=TODAY, at=NOW)
    assert [(one.name, one.week, one.stage) for one in found.seats] == [
        ("Bo", 3, Stage.MENTORING),
        ("Ana", 3, Stage.MENTORING),
    ]
    assert found.seats[1].seat.days_before == (FIRST - cast.BEGINNING.date()).days
    assert found.could_enter == found.could_mentor == ()
    end_place(by=dee, place=seat, last_day=TODAY - timedelta(days=1), at=NOW)
    later = cohort_in_full(reader=dee, cohort=cohort, today=TODAY, at=NOW)
    assert later.seats[1].stage is Stage.LEFT
    assert later.could_enter == ((stage.ana, "Ana"),)
    with pytest.raises(NotFound):
        end_place(by=dee, place=seat, last_day=TODAY, at=NOW)


def test_who_is_in_a_cohort_waits_and_who_is_through_may_come_again(
    stage: Cast, cohort: UUID
) -> None:
    place(stage, cohort, stage.ana, Role.PARTICIPANT)
    autumn = begin(stage, "Autumn", FIRST)
    with pytest.raises(Invalid):
        place(stage, autumn, stage.ana, Role.PARTICIPANT)
    through = FIRST + timedelta(days=24 * 7)
    next_year = begin(stage, "Next year", through)
    place(stage, next_year, stage.ana, Role.PARTICIPANT, through)
    old, new = Place.objects.filter(person=stage.ana).order_by("first_day")
    assert (old.last_day, new.last_day) == (through - timedelta(days=1), None)


def test_the_template_decides_who_may_come_in(stage: Cast, cohort: UUID) -> None:
    for refused in (
        lambda: place(stage, cohort, stage.bo, Role.MENTOR, months=5),
        lambda: place(stage, cohort, stage.ana, Role.PARTICIPANT, FIRST - timedelta(days=1)),
        lambda: place(stage, cohort, stage.ana, Role.PARTICIPANT, FIRST + timedelta(days=85)),
    ):
        with pytest.raises(Invalid):
            refused()
    with pytest.raises(NotFound):
        place(stage, cohort, stage.dee, Role.PARTICIPANT)
    crowd = add_people(by=machine("tests"), people=[NewPerson(f"P{n}") for n in range(14)], at=NOW)
    programs.give_roles(
        by=machine("tests"),
        program=stage.program,
        people=crowd,
        role=Role.PARTICIPANT,
        at=cast.BEGINNING,
    )
    for one in crowd[:13]:
        place(stage, cohort, one, Role.PARTICIPANT)
    with pytest.raises(Invalid, match="places are taken"):
        place(stage, cohort, crowd[13], Role.PARTICIPANT)


def test_a_cohort_needs_a_template_and_a_name_of_its_own(stage: Cast) -> None:
    with pytest.raises(Invalid):
        begin(stage, "Too early")
    dee = stage.reader("Dee")
    adopt(by=dee, program=stage.program, practice=shipped("coaching"), at=NOW)
    with pytest.raises(Invalid):
        begin(stage, "No cohorts in coaching")
    adopt(by=dee, program=stage.program, practice=MAP, at=NOW)
    begin(stage, "Spring")
    for name in ("Spring", " "):
        with pytest.raises(Invalid):
            begin(stage, name)


def test_the_list_asks_as_often_for_one_cohort_as_for_many(
    stage: Cast, cohort: UUID, django_assert_num_queries
) -> None:
    place(stage, cohort, stage.ana, Role.PARTICIPANT)
    cy = stage.reader("Cy")
    with django_assert_num_queries(3):
        cohorts(reader=cy, today=TODAY)
    for name in ("Two", "Three"):
        begin(stage, name)
    with django_assert_num_queries(3):
        cohorts(reader=cy, today=TODAY)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("programs_one_place_at_a_time", {}),
        ("programs_a_place_is_a_mentors_or_a_mentees", {"part": "supervisor"}),
        (
            "programs_a_place_ends_after_it_begins",
            {"part": "mentor", "last_day": FIRST - timedelta(days=1)},
        ),
    ],
)
def test_the_database_refuses_a_place_that_cannot_be(
    stage: Cast, cohort: UUID, name: str, change: dict
) -> None:
    place(stage, cohort, stage.ana, Role.PARTICIPANT)
    kept = Place.objects.get(person=stage.ana)
    values = {"part": "participant", "last_day": None} | change
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(
            person_id=stage.ana,
            program_id=stage.program,
            cohort_id=kept.cohort_id,
            first_day=FIRST,
            placed_by=stage.dee,
            placed_at=NOW,
            **values,
        )


@pytest.mark.parametrize(
    "name", ["programs_one_practice_per_version", "programs_a_cohort_has_its_own_name"]
)
def test_the_database_refuses_a_second_version_or_cohort_by_one_name(
    stage: Cast, cohort: UUID, name: str
) -> None:
    row = Practice.objects.get() if "practice" in name else Cohort.objects.get()
    row.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
