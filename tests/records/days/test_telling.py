"""Telling a day: one row per retry, corrections beside the old answer, words sealed."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from cairn.core.days import CheckIn, Use
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.days.commands import tell_day
from cairn.records.days.models import CheckIn as CheckInRow
from cairn.records.days.models import DayStatus
from cairn.records.days.queries import own_day, own_days, own_statuses
from cairn.records.trail.models import Line
from tests.cast import NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def tell(stage: Cast, told: CheckIn, *, own_id: UUID | None = None, later: int = 0) -> UUID:
    return tell_day(
        by=stage.reader("Ana"),
        check_in=told,
        check_in_id=own_id or uuid4(),
        today=TODAY,
        at=NOW + timedelta(minutes=later),
    )


def test_a_day_is_kept_with_its_words_sealed_and_one_line_on_the_trail(stage: Cast) -> None:
    before = Line.objects.count()
    told = CheckIn(TODAY, mood=4, use=Use.NONE, craving=2, sleep=3, note="Walked by the river")
    row = CheckInRow.objects.get(id=tell(stage, told))
    assert b"river" not in bytes(row.note)
    assert Line.objects.count() == before + 1
    kept = own_day(reader=stage.reader("Ana"), day=TODAY)
    assert kept is not None
    assert (kept.mood, kept.use, kept.craving, kept.sleep) == (4, Use.NONE, 2, 3)
    assert kept.note == "Walked by the river"


def test_the_same_id_twice_is_one_row(stage: Cast) -> None:
    own_id = uuid4()
    told = CheckIn(TODAY, mood=3, use=Use.USE)
    assert tell(stage, told, own_id=own_id) == tell(stage, told, own_id=own_id, later=1)
    assert CheckInRow.objects.count() == 1
    assert DayStatus.objects.count() == 1


def test_a_correction_is_a_new_row_and_the_old_one_stays(stage: Cast) -> None:
    tell(stage, CheckIn(TODAY, use=Use.USE, substances={"alcohol": Use.USE}))
    tell(stage, CheckIn(TODAY, mood=2, use=Use.NONE), later=5)
    assert CheckInRow.objects.count() == 2
    assert CheckInRow.objects.get(replaced_at=None).use == "none"
    current = DayStatus.objects.filter(replaced_at=None).values_list("substance", "status")
    assert list(current) == [("any", "none")]


def test_blank_stays_unknown_and_rather_not_say_is_its_own_answer(stage: Cast) -> None:
    yesterday = TODAY - timedelta(days=1)
    tell(stage, CheckIn(yesterday, mood=3))
    tell(stage, CheckIn(TODAY, use=Use.DECLINED))
    statuses = own_statuses(reader=stage.reader("Ana"), first_day=yesterday, last_day=TODAY)
    assert statuses == {TODAY: Use.DECLINED}
    days = own_days(reader=stage.reader("Ana"), today=TODAY)
    assert days.counts == {yesterday: None, TODAY: None}


def test_a_named_substance_makes_a_day_of_use_and_is_shown_again(stage: Cast) -> None:
    tell(stage, CheckIn(TODAY, substances={"alcohol": Use.USE}))
    kept = own_day(reader=stage.reader("Ana"), day=TODAY)
    assert kept is not None
    assert (kept.use, kept.substances) == (Use.USE, ("alcohol",))


def test_tobacco_alone_is_no_day_of_use(stage: Cast) -> None:
    tell(stage, CheckIn(TODAY, use=Use.NONE, substances={"nicotine": Use.USE}))
    days = own_days(reader=stage.reader("Ana"), today=TODAY)
    assert days.counts[TODAY] is True


@pytest.mark.parametrize("told", [CheckIn(TODAY), CheckIn(TODAY + timedelta(days=1), mood=3)])
def test_nothing_said_or_a_day_to_come_is_refused_and_nothing_is_written(
    stage: Cast, told: CheckIn
) -> None:
    with pytest.raises(Invalid):
        tell(stage, told)
    assert not CheckInRow.objects.exists()


def test_an_id_that_is_someone_elses_finds_nothing(stage: Cast) -> None:
    own_id = tell(stage, CheckIn(TODAY, mood=3))
    with pytest.raises(NotFound):
        tell_day(
            by=stage.reader("Eve"),
            check_in=CheckIn(TODAY, mood=1),
            check_in_id=own_id,
            today=TODAY,
            at=NOW,
        )


CHECK_IN = {"recorded_at": NOW, "recorded_by": uuid4(), "day": date(2026, 5, 1)}
STATUS = {**CHECK_IN, "substance": "any", "status": "none", "source": "check-in"}


@pytest.mark.parametrize(
    ("constraint", "model", "values"),
    [
        ("days_mood_in_range", CheckInRow, {"mood": 6}),
        ("days_craving_in_range", CheckInRow, {"craving": 11}),
        ("days_sleep_in_range", CheckInRow, {"sleep": 0}),
        ("days_known_use", CheckInRow, {"use": "perhaps"}),
        ("days_known_status", DayStatus, {"status": "perhaps"}),
        ("days_known_source", DayStatus, {"source": "hearsay"}),
    ],
)
def test_the_database_refuses_what_cannot_be(
    stage: Cast, constraint: str, model: type, values: dict[str, object]
) -> None:
    usual = CHECK_IN if model is CheckInRow else STATUS
    with pytest.raises(IntegrityError, match=constraint):
        model.objects.create(person_id=stage.ana, **{**usual, **values})


@pytest.mark.parametrize(
    ("constraint", "model"),
    [("days_one_current_check_in", CheckInRow), ("days_one_current_status", DayStatus)],
)
def test_the_database_keeps_one_current_answer(stage: Cast, constraint: str, model: type) -> None:
    assert constraint in {one.name for one in model._meta.constraints}
    usual = CHECK_IN if model is CheckInRow else STATUS
    model.objects.create(person_id=stage.ana, **usual)
    with pytest.raises(IntegrityError):
        model.objects.create(person_id=stage.ana, **usual)
