"""Stones stay once they are kept; how days count is one's own choice."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn, Use
from cairn.core.days.looking_back import Said
from cairn.core.milestones import Aim, Choice
from cairn.core.shared.refusals import NotAllowed
from cairn.records.consent.commands import share
from cairn.records.days.commands import tell_day
from cairn.records.days.looking_back import fill_in
from cairn.records.milestones.commands import choose_counting, keep_stones
from cairn.records.milestones.models import CountingChoice, LaidStone
from cairn.records.milestones.queries import OwnPath, own_choice, own_path, stones_shared
from tests.cast import NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def tell(stage: Cast, ago: int, use: Use, later: int = 0) -> None:
    tell_day(
        by=stage.reader("Ana"),
        check_in=CheckIn(TODAY - timedelta(days=ago), use=use),
        check_in_id=uuid4(),
        today=TODAY,
        at=NOW + timedelta(minutes=later),
    )


def path(stage: Cast) -> OwnPath:
    return own_path(reader=stage.reader("Ana"), today=TODAY)


def marks(found: OwnPath, kind: str = "days") -> list[int]:
    return [stone.mark for stone in found.stones if stone.kind == kind]


def keep(at_minute: int = 0) -> int:
    at = NOW + timedelta(minutes=at_minute)
    return keep_stones(by=machine("clock"), today=TODAY, at=at)


def test_a_kept_stone_stays_though_its_day_is_corrected(stage: Cast) -> None:
    for ago in (2, 1, 0):
        tell(stage, ago, Use.NONE)
    assert marks(path(stage)) == [1, 3]
    assert keep() > 0
    assert keep(1) == 0
    tell(stage, 1, Use.USE, later=5)
    assert path(stage).counting.total == 2
    assert marks(path(stage)) == [1, 3]


def test_what_was_corrected_before_it_was_kept_lays_nothing(stage: Cast) -> None:
    tell(stage, 0, Use.NONE)
    tell(stage, 0, Use.USE, later=5)
    keep(6)
    assert marks(path(stage)) == []
    assert marks(path(stage), "hard_day_told") == [1]


def test_shared_stones_do_not_fall_and_tell_of_no_hard_day(stage: Cast) -> None:
    share(
        by=stage.reader("Ana"),
        recipient=stage.sam,
        data_class=DataClass.MILESTONES,
        purpose=Purpose.SUPPORT,
        at=NOW,
    )
    tell(stage, 1, Use.NONE)
    tell(stage, 0, Use.USE)
    keep()
    tell(stage, 1, Use.USE, later=5)
    [seen] = stones_shared(reader=stage.reader("Sam"), today=TODAY, at=NOW + timedelta(minutes=9))
    assert [(stone.kind, stone.mark) for stone in seen.stones] == [("days", 1)]
    assert stones_shared(reader=stage.reader("Lin"), today=TODAY, at=NOW) == []


def test_a_limit_counts_days_within_it(stage: Cast) -> None:
    ana = stage.reader("Ana")
    for ago, amount in ((3, "2"), (2, "5")):
        fill_in(
            by=ana,
            said=Said("use", "alcohol", Decimal(amount), "drinks"),
            chosen=[TODAY - timedelta(days=ago)],
            stretch=[],
            today=TODAY,
            at=NOW,
        )
    assert path(stage).counting.total == 0
    choose_counting(by=ana, choice=Choice(Aim.LIMIT, Decimal(3)), at=NOW)
    assert path(stage).counting.total == 1
    choose_counting(by=ana, choice=Choice(Aim.SHOWING_UP, hidden=True), at=NOW)
    assert path(stage).counting.total == 2
    assert own_choice(reader=ana) == Choice(Aim.SHOWING_UP, hidden=True)
    assert CountingChoice.objects.count() == 2


def test_nobody_else_changes_how_days_are_counted(stage: Cast) -> None:
    choose_counting(by=stage.reader("Bo"), choice=Choice(Aim.SHOWING_UP), at=NOW)
    assert own_choice(reader=stage.reader("Ana")) == Choice()
    for name in ("Bo", "Dee"):
        with pytest.raises(NotAllowed):
            keep_stones(by=stage.reader(name), today=TODAY, at=NOW)


@pytest.mark.parametrize(
    ("constraint", "table", "rows"),
    [
        ("milestones_one_current_choice", CountingChoice, [{"aim": "no_use"}] * 2),
        ("milestones_known_aim", CountingChoice, [{"aim": "perfect"}]),
        ("milestones_stone_laid_once", LaidStone, [{"kind": "days", "mark": 1}] * 2),
    ],
)
def test_the_database_forbids(
    stage: Cast, constraint: str, table: type, rows: list[dict[str, object]]
) -> None:
    more = (
        {"hidden": False, "chosen_at": NOW, "chosen_by": stage.ana}
        if table is CountingChoice
        else {"laid": TODAY, "kept_at": NOW}
    )
    *before, last = rows
    for row in before:
        table.objects.create(person_id=stage.ana, **row, **more)  # type: ignore[attr-defined]
    with pytest.raises(IntegrityError), transaction.atomic():
        table.objects.create(person_id=stage.ana, **last, **more)  # type: ignore[attr-defined]
