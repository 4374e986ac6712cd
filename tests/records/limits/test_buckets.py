"""A bucket gives what it holds, fills by itself, and is never in debt."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.records.limits.buckets import Limit, forget_old, take
from cairn.records.limits.models import Bucket

THREE = Limit(burst=3, seconds=10)


@pytest.mark.both
def test_the_fourth_at_once_has_to_wait_and_then_gets_one(db: None, now: datetime) -> None:
    assert [take("k", limit=THREE, at=now) for _ in range(3)] == [0, 0, 0]
    assert take("k", limit=THREE, at=now) == pytest.approx(10)
    assert take("k", limit=THREE, at=now + timedelta(seconds=4)) == pytest.approx(6)
    assert take("k", limit=THREE, at=now + timedelta(seconds=11)) == 0
    assert take("k", limit=THREE, at=now + timedelta(seconds=12)) > 0


def test_one_bucket_says_nothing_of_another(db: None, now: datetime) -> None:
    for _ in range(3):
        take("k", limit=THREE, at=now)
    assert take("other", limit=THREE, at=now) == 0


def test_a_long_rest_fills_it_to_the_brim_and_no_further(db: None, now: datetime) -> None:
    take("k", limit=THREE, at=now)
    later = now + timedelta(days=300)
    assert [take("k", limit=THREE, at=later) > 0 for _ in range(4)] == [False] * 3 + [True]


def test_a_clock_that_goes_back_gives_nothing_away(db: None, now: datetime) -> None:
    for _ in range(3):
        take("k", limit=THREE, at=now)
    assert take("k", limit=THREE, at=now - timedelta(hours=1)) > 0
    assert take("k", limit=THREE, at=now + timedelta(seconds=5)) > 0


def test_a_bucket_is_never_in_debt(db: None, now: datetime) -> None:
    with (
        pytest.raises(IntegrityError, match="limits_bucket_is_never_in_debt"),
        transaction.atomic(),
    ):
        Bucket.objects.create(key="k", left=-1, at=now)


def test_old_counts_are_forgotten(db: None, now: datetime) -> None:
    take("old", limit=THREE, at=now - timedelta(days=2))
    take("new", limit=THREE, at=now)
    forget_old(at=now)
    assert list(Bucket.objects.values_list("key", flat=True)) == ["new"]
