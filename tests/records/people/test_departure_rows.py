"""States of leaving and of the vault's latch that the database itself forbids."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from cairn.records.people.models import Departure
from cairn.records.vault.models import Latch
from tests.cast import NOW, Cast, gather


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def wish(person: UUID, **fields: datetime | None) -> Departure:
    known: dict[str, datetime | None] = {"asked_at": NOW, "due_at": NOW + timedelta(days=7)}
    return Departure(person_id=person, asked_by=person, **{**known, **fields})


def refused(row: Departure | Latch, constraint: str) -> None:
    using = "keys" if isinstance(row, Latch) else "default"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(using=using):
        row.save(force_insert=True)


def test_a_person_asks_to_leave_once_at_a_time(stage: Cast) -> None:
    wish(stage.ana).save()
    with pytest.raises(IntegrityError), transaction.atomic():  # people_one_departure
        wish(stage.ana).save()


def test_a_wish_taken_back_leaves_room_for_another(stage: Cast) -> None:
    wish(stage.ana, withdrawn_at=NOW).save()
    wish(stage.ana).save()
    assert Departure.objects.filter(person_id=stage.ana).count() == 2


def test_a_wish_is_taken_back_or_done_never_both(stage: Cast) -> None:
    refused(wish(stage.ana, withdrawn_at=NOW, done_at=NOW), "people_departure_has_one_end")


def test_nobody_leaves_before_they_asked(stage: Cast) -> None:
    refused(wish(stage.ana, due_at=NOW - timedelta(seconds=1)), "people_departure_waits")


@pytest.mark.django_db(databases=["default", "keys"])
def test_there_is_one_latch() -> None:
    refused(Latch(id=2), "vault_latch_is_one")
