"""A group meets, people are there, and the minutes go to each one's dose."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Look
from cairn.core.people.roles import Role
from cairn.core.programs.shipped import shipped
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.groups.commands import attend, hold
from cairn.records.groups.models import Attendance, Meeting
from cairn.records.groups.queries import attended, group, meeting_in_full, my_groups
from cairn.records.programs.cohorts import begin_cohort, give_place
from cairn.records.programs.practices import adopt
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
FIRST = TODAY - timedelta(days=20)


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


@pytest.fixture
def cohort(stage: Cast) -> UUID:
    dee = stage.reader("Dee")
    adopt(by=dee, program=stage.program, practice=shipped("map"), at=NOW)
    made = begin_cohort(
        by=dee, program=stage.program, name="Spring", first_day=FIRST, cohort_id=uuid4(), at=NOW
    )
    for who, part in ((stage.ana, Role.PARTICIPANT), (stage.bo, Role.MENTOR)):
        give_place(by=dee, cohort=made, person=who, part=part, first_day=FIRST, months=9, at=NOW)
    return made


def met(stage: Cast, cohort: UUID, day: date = TODAY, who: str = "Bo", minutes: int = 60) -> UUID:
    return hold(
        by=stage.reader(who),
        cohort=cohort,
        meeting_id=uuid4(),
        day=day,
        minutes=minutes,
        today=TODAY,
        at=NOW,
    )


def there(stage: Cast, cohort: UUID, meeting: UUID, *came: UUID, who: str = "Bo") -> None:
    attend(by=stage.reader(who), cohort=cohort, meeting=meeting, came=came, today=TODAY, at=NOW)


@pytest.mark.parametrize("who", ["Bo", "Cy", "Dee"])
def test_a_meeting_has_the_next_agenda_and_its_minutes_go_to_everyone_there(
    stage: Cast, cohort: UUID, who: str
) -> None:
    steps = shipped("map").modules
    first = met(stage, cohort, TODAY - timedelta(days=7), who)
    second = met(stage, cohort, TODAY, who, minutes=50)
    there(stage, cohort, first, stage.ana, stage.bo, who=who)
    there(stage, cohort, second, stage.ana, who=who)
    assert [(one.person, one.minutes) for one in attended([cohort]) if one.person == stage.ana] == [
        (stage.ana, 60),
        (stage.ana, 50),
    ]
    reader = stage.reader(who)
    found = group(reader=reader, cohort=cohort, today=TODAY, at=NOW)
    assert [(one.module, one.came, one.expected) for one in found.meetings] == [
        (steps[1], 1, 1),
        (steps[0], 1, 1),
    ]
    assert found.next == steps[2]
    full = meeting_in_full(reader=reader, cohort=cohort, meeting=second, today=TODAY, at=NOW)
    assert [(one.name, one.came) for one in full.people] == [("Ana", True), ("Bo", False)]
    purpose = {"Bo": Purpose.MENTORING, "Cy": Purpose.SUPERVISION, "Dee": Purpose.RUNNING}[who]
    assert Look(stage.ana, DataClass.IDENTITY, purpose) in reader.looks
    assert [one.id for one in my_groups(reader=reader, today=TODAY, at=NOW)] == [cohort]


def test_saying_it_again_puts_it_right_and_what_was_wrong_is_kept_withdrawn(
    stage: Cast, cohort: UUID
) -> None:
    meeting = met(stage, cohort)
    there(stage, cohort, meeting, stage.ana)
    there(stage, cohort, meeting, stage.ana)
    assert Attendance.objects.count() == 1
    there(stage, cohort, meeting)
    assert attended([cohort]) == []
    assert next(about(stage.ana)).act == "group.was_not_there"
    there(stage, cohort, meeting, stage.ana)
    assert Attendance.objects.filter(person=stage.ana).count() == 2


def test_others_neither_hold_nor_see_it(stage: Cast, cohort: UUID) -> None:
    meeting = met(stage, cohort)
    for name in ("Ana", "Vic", "Lin", "Sam"):
        with pytest.raises(NotAllowed):
            met(stage, cohort, who=name)
        with pytest.raises(NotAllowed):
            meeting_in_full(
                reader=stage.reader(name), cohort=cohort, meeting=meeting, today=TODAY, at=NOW
            )
    with pytest.raises(NotFound):
        group(reader=stage.reader("Eve"), cohort=cohort, today=TODAY, at=NOW)
    with pytest.raises(NotFound):
        there(stage, cohort, meeting, stage.sam)
    with pytest.raises(NotFound):
        there(stage, cohort, uuid4(), stage.ana)


def test_a_day_that_cannot_be_is_refused(stage: Cast, cohort: UUID) -> None:
    met(stage, cohort)
    for day, minutes in (
        (TODAY, 60),
        (TODAY + timedelta(days=1), 60),
        (FIRST - timedelta(days=1), 60),
        (FIRST, 0),
        (FIRST, 601),
    ):
        with pytest.raises(Invalid):
            met(stage, cohort, day, minutes=minutes)


def test_the_page_asks_as_often_for_one_meeting_as_for_many(
    stage: Cast, cohort: UUID, django_assert_num_queries
) -> None:
    def read() -> None:
        group(reader=stage.reader("Cy"), cohort=cohort, today=TODAY, at=NOW)

    met(stage, cohort)
    with django_assert_num_queries(7):
        read()
    for back in range(1, 9):
        met(stage, cohort, TODAY - timedelta(days=back))
    with django_assert_num_queries(7):
        read()


@pytest.mark.parametrize("name", ["groups_one_meeting_a_day", "groups_meeting_under_ten_hours"])
def test_the_database_refuses_a_meeting_that_cannot_be(
    stage: Cast, cohort: UUID, name: str
) -> None:
    met(stage, cohort)
    row = Meeting.objects.get()
    row.pk = uuid4()
    if "hours" in name:
        row.day, row.minutes = FIRST, 601
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("name", ["groups_there_once_a_meeting", "groups_there_under_ten_hours"])
def test_the_database_refuses_a_time_that_cannot_be(stage: Cast, cohort: UUID, name: str) -> None:
    there(stage, cohort, met(stage, cohort), stage.ana)
    row = Attendance.objects.get()
    row.pk = uuid4()
    if "hours" in name:
        row.person_id, row.minutes = stage.bo, 601
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
