"""What was shown of people goes on the trail, whole, however much it was."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import Reader
from cairn.records.trail.commands import Entry, note_all, write_looks
from cairn.records.trail.models import Head, Line
from cairn.records.trail.queries import looks_at, verify

pytestmark = pytest.mark.django_db


def test_one_line_for_each_person_with_the_parts_that_were_shown(now: datetime) -> None:
    reader, ana, bo = Reader(uuid4(), uuid4()), uuid4(), uuid4()
    reader.look(ana, DataClass.GOALS, Purpose.MENTORING)
    reader.look(ana, DataClass.DAYS, Purpose.MENTORING)
    reader.look(bo, DataClass.IDENTITY, Purpose.RUNNING)
    write_looks(by=reader, at=now)
    lines = list(Line.objects.order_by("seq"))
    assert [(line.subject, line.detail) for line in lines] == [
        (ana, "days:mentoring goals:mentoring"),
        (bo, "identity:running"),
    ]
    assert {(line.act, line.actor, line.program) for line in lines} == {
        ("record.read", reader.person, reader.program)
    }
    assert reader.looks == []


def test_a_look_at_every_part_for_every_purpose_fits_and_loses_nothing(now: datetime) -> None:
    reader, ana = Reader(uuid4()), uuid4()
    for part in DataClass:
        for purpose in Purpose:
            reader.look(ana, part, purpose)
    write_looks(by=reader, at=now)
    lines = list(looks_at(ana, limit=100))
    told = {word for line in lines for word in line.detail.split()}
    assert told == {f"{part}:{purpose}" for part in DataClass for purpose in Purpose}
    assert max(len(line.detail) for line in lines) <= 120
    assert verify().whole


def test_a_look_at_oneself_or_the_same_look_twice_says_nothing_more(now: datetime) -> None:
    reader, ana = Reader(uuid4()), uuid4()
    reader.look(reader.person, DataClass.DAYS, Purpose.OWN)
    for _ in range(2):
        reader.look(ana, DataClass.DAYS, Purpose.MENTORING)
    write_looks(by=reader, at=now)
    write_looks(by=reader, at=now)
    assert Line.objects.count() == 1


def test_nothing_to_note_writes_nothing(now: datetime) -> None:
    note_all(by=Reader(uuid4()), entries=[], at=now)
    assert not Head.objects.exists()


def test_a_line_goes_with_its_act_when_the_act_fails(now: datetime) -> None:
    with transaction.atomic():
        note_all(by=Reader(uuid4()), entries=[Entry("day.told")], at=now)
        transaction.set_rollback(True)
    assert not Line.objects.exists()
    assert verify().whole


def test_there_is_one_head_trail_head_is_one() -> None:
    with pytest.raises(IntegrityError, match="trail_head_is_one"):
        Head.objects.create(id=2)
