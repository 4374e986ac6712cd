"""Whatever is done to the trail behind Cairn's back is found (G12)."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from cairn.core.consent.readers import Reader, machine
from cairn.records.trail.chain import START, link, seal_of_head
from cairn.records.trail.commands import Entry, note_all
from cairn.records.trail.models import Head, Line
from cairn.records.trail.queries import verify

pytestmark = pytest.mark.django_db

LINES = 24
MOMENT = timedelta(microseconds=1)


def write_lines(at: datetime) -> None:
    people = [Reader(uuid4(), uuid4()) for _ in range(3)] + [machine("clock")]
    acts = ["record.read", "day.told", "person.added"]
    for number in range(LINES // 3):
        entries = [
            Entry(act, None if number % 5 == 0 else uuid4(), "days:mentoring" * (number % 2))
            for act in acts
        ]
        note_all(by=people[number % 4], entries=entries, at=at + timedelta(minutes=number))


def other(chance: random.Random, name: str, was: Any) -> Any:
    """A value for this column that isn't the one that stands there."""
    if isinstance(was, datetime):
        return was + MOMENT * chance.choice([-1, 1, 10**6])
    if isinstance(was, UUID) or (was is None and name in {"subject", "program"}):
        return UUID(int=chance.getrandbits(128), version=4)
    if name == "hash":
        return was[1:] + ("0" if was[0] != "0" else "1")
    return was[:-1] if was and chance.random() < 0.5 else f"{was}x"


FIELDS = ["at", "actor", "machine", "act", "subject", "program", "detail", "hash"]


def alter(chance: random.Random) -> None:
    """One column of one line, alone."""
    line = Line.objects.get(seq=chance.randint(1, LINES))
    name = chance.choice(FIELDS)
    Line.objects.filter(seq=line.seq).update(**{name: other(chance, name, getattr(line, name))})


def forget_whom(chance: random.Random) -> None:
    """Take the subject or program out of a line that has one."""
    name = chance.choice(["subject", "program"])
    seqs = list(Line.objects.exclude(**{name: None}).values_list("seq", flat=True))
    Line.objects.filter(seq=chance.choice(seqs)).update(**{name: None})


def alter_and_make_up_the_rest(chance: random.Random) -> None:
    """One column, and then every hash after it and the head's anew, as someone clever would."""
    seq = chance.randint(1, LINES)
    line = Line.objects.get(seq=seq)
    name = chance.choice([field for field in FIELDS if field != "hash"])
    Line.objects.filter(seq=seq).update(**{name: other(chance, name, getattr(line, name))})
    chain_anew()


def remove(chance: random.Random) -> None:
    Line.objects.filter(seq=chance.randint(1, LINES)).delete()


def remove_and_close_the_gap(chance: random.Random) -> None:
    gap = chance.randint(1, LINES)
    Line.objects.filter(seq=gap).delete()
    for seq in range(gap + 1, LINES + 1):
        Line.objects.filter(seq=seq).update(seq=seq - 1)
    chain_anew()


def insert(chance: random.Random) -> None:
    """One more line at the end that fits the chain, and the head moved to it."""
    last = Line.objects.get(seq=LINES)
    fields = {name: getattr(last, name) for name in FIELDS if name != "hash"}
    fields["act"] = chance.choice(["record.read", "leave.given"])
    mark = link(last.hash, seq=LINES + 1, **fields)
    Line.objects.create(seq=LINES + 1, hash=mark, **fields)
    if chance.random() < 0.5:
        Head.objects.update(seq=LINES + 1, hash=mark)


def insert_below_the_first(_chance: random.Random) -> None:
    first = Line.objects.get(seq=1)
    first.seq = 0
    first.save(force_insert=True)


def reorder(chance: random.Random) -> None:
    """What two lines say changes places, with or without their hashes."""
    one, two = (Line.objects.get(seq=seq) for seq in chance.sample(range(1, LINES + 1), 2))
    names = FIELDS if chance.random() < 0.5 else FIELDS[:-1]
    for seq, line in ((one.seq, two), (two.seq, one)):
        Line.objects.filter(seq=seq).update(**{name: getattr(line, name) for name in names})


def cut(chance: random.Random) -> None:
    Line.objects.filter(seq__gt=chance.randint(0, LINES - 1)).delete()


def cut_with_the_head(chance: random.Random) -> None:
    """Cut, and the head set to what is the last line now."""
    kept = chance.randint(0, LINES - 1)
    Line.objects.filter(seq__gt=kept).delete()
    last = Line.objects.filter(seq=kept).first()
    Head.objects.update(seq=kept, hash=last.hash if last else START)


def lose_the_head(_chance: random.Random) -> None:
    Head.objects.all().delete()


def change_the_head(chance: random.Random) -> None:
    name = chance.choice(["seq", "hash", "seal"])
    was = getattr(Head.objects.get(), name)
    Head.objects.update(**{name: was + 1 if name == "seq" else was[1:] + was[0]})
    if getattr(Head.objects.get(), name) == was:
        Head.objects.update(**{name: "f" * 64})


def seal_with_a_guess(chance: random.Random) -> None:
    """Everything made up anew, with a seal of one's own."""
    alter_and_make_up_the_rest(chance)
    head = Head.objects.get()
    guess = chance.randbytes(32)
    Head.objects.update(seal=seal_of_head(guess, seq=head.seq, last=head.hash))


def chain_anew() -> None:
    before = START
    count = 0
    for line in Line.objects.order_by("seq"):
        count += 1
        fields = {name: getattr(line, name) for name in FIELDS if name != "hash"}
        before = link(before, seq=line.seq, **fields)
        Line.objects.filter(seq=line.seq).update(hash=before)
    Head.objects.update(seq=count, hash=before)


WAYS: list[Callable[[random.Random], None]] = [
    alter,
    forget_whom,
    alter_and_make_up_the_rest,
    remove,
    remove_and_close_the_gap,
    insert,
    insert_below_the_first,
    reorder,
    cut,
    cut_with_the_head,
    lose_the_head,
    change_the_head,
    seal_with_a_guess,
]


def found(tries: int, at: datetime) -> tuple[int, list[str]]:
    """How many of so many tamperings were found, and which were not."""
    write_lines(at)
    assert verify().whole
    missed = []
    for number in range(tries):
        chance = random.Random(number)
        way = WAYS[number % len(WAYS)]
        with transaction.atomic():
            way(chance)
            if verify().whole:
                missed.append(f"{way.__name__} with {number}")
            transaction.set_rollback(True)
    assert verify().whole
    return tries - len(missed), missed


def test_g12_every_tampering_with_the_trail_is_found(now: datetime) -> None:
    assert found(300, now) == (300, [])


@pytest.mark.deep
def test_g12_ten_thousand_tamperings_are_found(now: datetime) -> None:
    assert found(10_000, now) == (10_000, [])


@pytest.mark.parametrize("seq", [1, 12, LINES])
def test_the_verdict_names_the_first_line_that_was_changed(seq: int, now: datetime) -> None:
    write_lines(now)
    Line.objects.filter(seq=seq).update(detail="other")
    assert verify().broken_at == seq


def test_the_verdict_names_the_place_of_a_line_that_is_gone(now: datetime) -> None:
    write_lines(now)
    Line.objects.filter(seq=7).delete()
    assert verify().broken_at == 7


def test_lines_cut_off_are_missed_where_the_next_would_be(now: datetime) -> None:
    write_lines(now)
    Line.objects.filter(seq__gt=LINES - 2).delete()
    assert verify().broken_at == LINES - 1


def test_an_empty_trail_is_whole(db: object) -> None:
    verdict = verify()
    assert (verdict.whole, verdict.lines) == (True, 0)
