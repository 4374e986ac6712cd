"""The keyring: one look-up for many people; a value opens only where it was sealed."""

from uuid import uuid4

import pytest

from cairn.core.vault.sealing import CannotOpen
from cairn.records.vault.epochs import destroy_keys
from cairn.records.vault.keyring import Keyring, index_of, make_keys
from cairn.records.vault.models import DataKey
from tests.cast import NOW

pytestmark = pytest.mark.django_db

ANA, BO, ROW = uuid4(), uuid4(), uuid4()


def test_a_value_is_bound_to_person_row_and_column() -> None:
    make_keys([ANA, BO], at=NOW)
    ring = Keyring([ANA, BO])
    sealed = ring.seal(ANA, ROW, "note", "a quiet day")
    assert ring.open(ANA, ROW, "note", sealed) == "a quiet day"
    for person, row, column in ((BO, ROW, "note"), (ANA, BO, "note"), (ANA, ROW, "name")):
        with pytest.raises(CannotOpen):
            ring.open(person, row, column, sealed)


def test_the_same_words_never_look_the_same() -> None:
    make_keys([ANA], at=NOW)
    ring = Keyring([ANA])
    assert len({ring.seal(ANA, ROW, "note", "same") for _ in range(20)}) == 20


def test_nothing_written_stays_nothing() -> None:
    make_keys([ANA], at=NOW)
    assert Keyring([ANA]).seal(ANA, ROW, "note", "") == b""
    assert Keyring([ANA]).open(ANA, ROW, "note", b"") == ""


def test_a_ring_without_someones_key_opens_nothing_of_theirs() -> None:
    make_keys([ANA, BO], at=NOW)
    sealed = Keyring([ANA]).seal(ANA, ROW, "note", "mine")
    with pytest.raises(CannotOpen):
        Keyring([BO]).open(ANA, ROW, "note", sealed)


def test_a_destroyed_key_makes_words_unreadable() -> None:
    make_keys([ANA], at=NOW)
    sealed = Keyring([ANA]).seal(ANA, ROW, "note", "mine")
    destroy_keys([ANA], at=NOW)
    with pytest.raises(CannotOpen):
        Keyring([ANA]).open(ANA, ROW, "note", sealed)


def test_making_a_key_again_keeps_the_first() -> None:
    make_keys([ANA], at=NOW)
    before = bytes(DataKey.objects.get(person=ANA).wrapped)
    make_keys([ANA], at=NOW)
    assert bytes(DataKey.objects.get(person=ANA).wrapped) == before


def test_a_ring_takes_one_query_for_any_number(django_assert_num_queries) -> None:
    people = [uuid4() for _ in range(30)]
    make_keys(people, at=NOW)
    with django_assert_num_queries(1, using="keys"):
        Keyring(people)


def test_an_index_differs_by_kind() -> None:
    assert index_of("sign-in", "Ana") == index_of("sign-in", " ANA ")
    assert index_of("sign-in", "Ana") != index_of("invitation", "Ana")
