"""The trail: appended in order, tied together; any tampering is found, and it holds no content."""

import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader, machine
from cairn.records.trail import commands as trail
from cairn.records.trail.models import Head, Line
from cairn.records.trail.queries import about, looks_at, verify
from tests.cast import NOW, gather

pytestmark = pytest.mark.django_db

ANA, BO = UUID(int=1), UUID(int=2)
BY = machine("tests")


def lay(lines: int) -> None:
    for number in range(lines):
        trail.note(by=BY, act="test.act", subject=ANA, at=NOW + timedelta(seconds=number))


def test_an_empty_trail_is_whole() -> None:
    assert verify().whole
    assert verify().lines == 0


def test_what_the_cast_did_is_one_whole_chain() -> None:
    gather()
    assert verify().whole
    assert verify().lines == Line.objects.count() > 20


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", NOW + timedelta(days=1)),
        ("actor", BO),
        ("machine", "someone"),
        ("act", "test.other"),
        ("subject", BO),
        ("subject", None),
        ("program", BO),
        ("detail", "changed"),
        ("hash", "f" * 64),
    ],
)
def test_an_altered_line_is_found(column: str, value: object) -> None:
    lay(5)
    Line.objects.filter(seq=3).update(**{column: value})
    assert verify().broken_at == 3


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_a_removed_line_is_found(gone: int) -> None:
    lay(5)
    Line.objects.filter(seq=gone).delete()
    assert verify().broken_at == gone


def test_a_removed_end_is_found() -> None:
    lay(5)
    Line.objects.filter(seq__gte=4).delete()
    assert verify().broken_at == 4


def test_lines_in_another_order_are_found() -> None:
    lay(4)
    Line.objects.filter(seq=2).update(seq=99)
    Line.objects.filter(seq=3).update(seq=2)
    Line.objects.filter(seq=99).update(seq=3)
    assert verify().broken_at == 2


def test_an_added_line_is_found() -> None:
    lay(2)
    last = Line.objects.get(seq=2)
    last.pk = 3
    last.save(force_insert=True)
    assert verify().broken_at == 3


def test_a_head_that_points_elsewhere_is_found() -> None:
    lay(2)
    Head.objects.update(hash="0" * 64)
    assert not verify().whole


def test_any_of_many_random_tamperings_is_found() -> None:
    lay(12)
    chance = random.Random(7)
    for _ in range(60):
        with transaction.atomic():
            seq = chance.randint(1, 12)
            column = chance.choice(["actor", "subject", "program", "act", "detail", "delete"])
            if column == "delete":
                Line.objects.filter(seq=seq).delete()
            else:
                fresh = uuid4() if column in {"actor", "subject", "program"} else str(uuid4())
                Line.objects.filter(seq=seq).update(**{column: fresh})
            assert verify().broken_at == seq
            transaction.set_rollback(True)
    assert verify().whole


def test_an_act_that_is_rolled_back_leaves_no_line() -> None:
    lay(1)
    with transaction.atomic():
        lay(1)
        transaction.set_rollback(True)
    assert verify().lines == 1


def test_looks_are_one_line_per_person_and_written_once() -> None:
    reader = Reader(person=BO)
    reader.look(ANA, DataClass.DAYS, Purpose.MENTORING)
    reader.look(ANA, DataClass.GOALS, Purpose.MENTORING)
    reader.look(ANA, DataClass.DAYS, Purpose.MENTORING)
    reader.look(BO, DataClass.DAYS, Purpose.OWN)
    trail.write_looks(by=reader, at=NOW)
    trail.write_looks(by=reader, at=NOW)
    [line] = looks_at(ANA)
    assert line.actor == BO
    assert line.detail == "days:mentoring goals:mentoring"
    assert list(looks_at(BO)) == []


def test_what_is_said_about_someone_comes_newest_first() -> None:
    lay(3)
    trail.note(by=BY, act="test.other", subject=BO, at=NOW)
    noted = list(about(ANA))
    assert [one.at for one in noted] == sorted((one.at for one in noted), reverse=True)
    assert len(noted) == 3


def test_there_is_one_head_trail_head_is_one() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.create(id=2)


def test_the_trail_holds_no_name() -> None:
    gather()
    words = " ".join(f"{line.act} {line.detail} {line.machine}" for line in Line.objects.all())
    for name in ("Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam", "Eve", "Riverside"):
        assert name not in words
