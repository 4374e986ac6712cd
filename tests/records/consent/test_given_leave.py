"""What leave stands as its giver sees it, and who looked."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.records.consent.commands import share, withdraw
from cairn.records.consent.models import Sharing
from cairn.records.consent.queries import shared_by, who_looked
from cairn.records.programs.commands import give_roles
from cairn.records.programs.queries import reader_for
from cairn.records.trail.commands import write_looks
from tests.cast import Cast, gather

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Cast:
    return gather()


def given_by(stage: Cast, name: str, now: datetime) -> list[tuple[object, DataClass]]:
    return [(one.recipient, one.data_class) for one in shared_by(reader=stage.reader(name), at=now)]


def test_ones_own_standing_leave_is_listed_and_nobody_elses(stage: Cast, now: datetime) -> None:
    mine = [(stage.bo, DataClass.DAYS), (stage.bo, DataClass.GOALS)]
    assert sorted(given_by(stage, "Ana", now), key=str) == sorted(mine, key=str)
    assert given_by(stage, "Bo", now) == []
    [first, _] = shared_by(reader=stage.reader("Ana"), at=now)
    assert first.recipient_name == "Bo"


def test_leave_that_was_taken_back_or_has_ended_is_not_listed(stage: Cast, now: datetime) -> None:
    ana = stage.reader("Ana")
    [first, second] = shared_by(reader=ana, at=now)
    withdraw(by=ana, sharing=first.id, at=now)
    assert [one.id for one in shared_by(reader=ana, at=now)] == [second.id]
    end = now + timedelta(days=1)
    Sharing.objects.filter(id=second.id).update(until=end)
    assert [one.id for one in shared_by(reader=ana, at=end - timedelta(seconds=1))] == [second.id]
    assert shared_by(reader=ana, at=end) == []


def test_leave_of_one_program_is_not_listed_in_another(stage: Cast, now: datetime) -> None:
    by = machine("tests")
    for person in (stage.ana, stage.eve):
        give_roles(by=by, program=stage.elsewhere, people=[person], role=Role.PARTICIPANT, at=now)
    there = reader_for(stage.ana, at=now, program=stage.elsewhere)
    assert shared_by(reader=there, at=now) == []
    share(
        by=there,
        recipient=stage.eve,
        data_class=DataClass.DAYS,
        purpose=Purpose.SUPPORT,
        at=now,
    )
    assert [one.recipient for one in shared_by(reader=there, at=now)] == [stage.eve]
    assert stage.eve not in [recipient for recipient, _ in given_by(stage, "Ana", now)]


def test_the_newest_looks_come_first_and_no_more_than_asked_for(stage: Cast, now: datetime) -> None:
    for number in range(12):
        bo = stage.reader("Bo")
        bo.look(stage.ana, DataClass.DAYS, Purpose.MENTORING)
        bo.look(uuid4(), DataClass.GOALS, Purpose.MENTORING)
        write_looks(by=bo, at=now + timedelta(minutes=number))
    seen = who_looked(reader=stage.reader("Ana"), limit=3)
    assert [one.at for one in seen] == [now + timedelta(minutes=n) for n in (11, 10, 9)]
    assert {(one.who, one.parts) for one in seen} == {("Bo", (DataClass.DAYS,))}
    assert len(who_looked(reader=stage.reader("Ana"))) == 10
