"""Setting a cover and taking it away: proved by the passphrase, tries counted before they are looked at."""

import pytest
from django.db import IntegrityError, transaction

from cairn.core.shared.refusals import Invalid
from cairn.records.cover.commands import Opening, start_afresh, uncover, wish
from cairn.records.cover.models import Cover
from cairn.records.cover.queries import Wishes, wishes_of
from cairn.records.trail.models import Line
from tests import cast
from tests.cast import NOW, PASSPHRASE, Cast

pytestmark = pytest.mark.django_db
PIN = "2749"


@pytest.fixture
def stage(db: None) -> Cast:
    return cast.with_accounts(cast.gather())


def wished(stage: Cast, **how: object) -> Wishes:
    told = {"look": "list", "pin": PIN, "one_entry": False, "passphrase": PASSPHRASE, **how}
    return wish(by=stage.reader("Ana"), at=NOW, **told)  # type: ignore[arg-type]


def tried(stage: Cast, secret: str) -> Opening:
    return uncover(by=stage.reader("Ana"), secret=secret, at=NOW)


def test_who_never_wished_anything_has_nothing(stage: Cast) -> None:
    assert wishes_of(stage.ana) == Wishes()
    assert tried(stage, PASSPHRASE) is Opening.SHUT


def test_the_number_and_the_passphrase_open_and_nothing_else_does(stage: Cast) -> None:
    assert wished(stage) == wishes_of(stage.ana) == Wishes("list", has_pin=True)
    assert tried(stage, "2748") is Opening.MISSED
    assert tried(stage, PIN) is Opening.OPEN
    assert tried(stage, PASSPHRASE) is Opening.OPEN
    assert wishes_of(stage.ana).missed == 0
    acts = Line.objects.filter(subject=stage.ana, act__startswith="cover.")
    assert [line.act for line in acts.order_by("seq")] == [
        "cover.set",
        "cover.missed",
        "cover.opened",
        "cover.opened",
    ]


def test_after_five_misses_not_even_the_right_number_opens(stage: Cast) -> None:
    wished(stage)
    ends = [tried(stage, "1111") for _try in range(5)]
    assert ends == [Opening.MISSED] * 4 + [Opening.SHUT]
    assert tried(stage, PIN) is Opening.SHUT
    assert tried(stage, PASSPHRASE) is Opening.SHUT
    start_afresh(by=stage.reader("Ana"), at=NOW)
    assert tried(stage, PIN) is Opening.OPEN


def test_one_persons_misses_are_nobody_elses(stage: Cast) -> None:
    wished(stage)
    wish(
        by=stage.reader("Bo"),
        look="kitchen",
        pin="8306",
        one_entry=True,
        passphrase=PASSPHRASE,
        at=NOW,
    )
    assert uncover(by=stage.reader("Bo"), secret=PIN, at=NOW) is Opening.MISSED
    assert wishes_of(stage.ana).missed == 0
    assert wishes_of(stage.bo).missed == 1


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"passphrase": "some other words entirely"}, "passphrase"),
        ({"pin": ""}, "pin"),
        ({"pin": "1234"}, "pin"),
        ({"look": "bank"}, "look"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    stage: Cast, how: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        wished(stage, **how)
    assert refused.value.field == field
    assert wishes_of(stage.ana) == Wishes()


def test_a_blank_number_keeps_the_one_there_is(stage: Cast) -> None:
    wished(stage)
    assert wished(stage, pin="", look="kitchen").look == "kitchen"
    assert tried(stage, PIN) is Opening.OPEN
    assert PIN not in Cover.objects.get(person_id=stage.ana).pin


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"look": "list", "pin": ""}, "cover_has_a_number"),
        ({"missed": 6}, "cover_misses_are_limited"),
    ],
)
def test_the_database_forbids(stage: Cast, row: dict[str, object], name: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Cover.objects.create(person_id=stage.ana, set_at=NOW, **row)
