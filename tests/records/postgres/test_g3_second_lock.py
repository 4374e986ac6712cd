"""The second lock: PostgreSQL itself gives no row outside the scope that was said (G3)."""

import threading
from collections.abc import Iterator
from contextvars import copy_context
from itertools import cycle, islice
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, models, transaction

from cairn.exchange.cli import checkup
from cairn.records.base import declared_tables
from cairn.records.people.models import Person
from cairn.records.postgres import policies
from cairn.records.programs.models import Membership
from cairn.records.scope import DOOR_ROOMS, NOBODY, Scope, Wide, current, narrow, wide, within
from tests.cast import BEGINNING, Cast, gather
from tests.postgres import SUPERUSER
from tests.rows import MADE_ELSEWHERE, fill

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no second lock"),
]

DOOR = Scope(wide=Wide.DOOR)
CHECKS = 10_000


def about_people() -> Iterator[tuple[type[models.Model], str]]:
    for keys in (False, True):
        for model, privacy in declared_tables(keys=keys):
            if privacy.person:
                yield model, privacy.person


TABLES = [model for model, _path in about_people()]


@pytest.fixture
def stage() -> Cast:
    """The cast, and a row about Ana in every table there is."""
    stage = gather()
    fill(stage, stage.ana, stage.bo)
    return stage


def count(model: type[models.Model]) -> int:
    """How many rows plain SQL finds, as the role that Cairn connects as."""
    alias = "keys" if getattr(model, "keys_apart", False) else "default"
    with connections[alias].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {model._meta.db_table}")  # noqa: S608
        return int(cursor.fetchone()[0])


def test_g3_every_table_about_people_is_behind_its_policy_and_the_role_is_bound() -> None:
    behind = policies.conditions("default") | policies.conditions("keys")
    assert set(behind) == {model._meta.db_table for model in TABLES}
    for alias in ("default", "keys"):
        assert policies.lacking(alias) == []
        assert not policies.unbound(alias)


@pytest.mark.parametrize("model", TABLES, ids=lambda model: model._meta.label)
def test_g3_with_nothing_said_plain_sql_finds_no_row(model: Any, stage: Cast) -> None:
    with wide(Wide.TESTS):
        there = count(model)
    with within(NOBODY):
        assert count(model) == 0
    if not getattr(model, "keys_apart", False):
        with within(DOOR):
            assert count(model) == (there if model._meta.app_label in DOOR_ROOMS else 0)


@pytest.mark.parametrize(
    ("model", "path"), list(about_people()), ids=lambda part: getattr(part, "__name__", part)
)
def test_g3_eve_next_door_finds_nothing_of_ana(model: Any, path: str, stage: Cast) -> None:
    if getattr(model, "keys_apart", False):
        pytest.skip("keys open nothing without the rows; who asks at all is enough")
    about_ana = model._default_manager.filter(**{path: stage.ana})
    with wide(Wide.TESTS):
        assert about_ana.exists() or model._meta.label in MADE_ELSEWHERE
    with within(Scope(stage.eve, stage.elsewhere)):
        assert not about_ana.exists()
        changed = about_ana.all()._raw_delete("default") if not path.count("__") else 0
        assert changed == 0
    with within(Scope(stage.ana, None)):
        assert about_ana.exists() or model._meta.label in MADE_ELSEWHERE


def test_g3_who_belongs_to_a_program_is_in_reach_there_and_nobody_else(stage: Cast) -> None:
    with within(Scope(stage.dee, stage.program)):
        here = set(Person.objects.values_list("pk", flat=True))
        assert here == {one for name, one in stage.people.items() if name != "Eve"}
    with within(Scope(stage.eve, stage.elsewhere)):
        assert set(Person.objects.values_list("pk", flat=True)) == {stage.eve}


def test_g3_rows_can_not_be_slipped_into_another_program(stage: Cast) -> None:
    theirs = within(Scope(stage.eve, stage.elsewhere))
    with theirs, pytest.raises(ProgrammingError, match="policy"), transaction.atomic():
        Membership.objects.create(
            person_id=stage.ana, program_id=stage.program, role="coordinator", since=BEGINNING
        )
    with within(Scope(stage.eve, stage.elsewhere)):
        assert not Membership.objects.filter(program=stage.program).update(role="evaluator")


def test_g3_a_scope_ends_with_its_block_and_after_a_fault(stage: Cast) -> None:
    with wide(Wide.TESTS):
        theirs = within(Scope(stage.eve, stage.elsewhere))
        with pytest.raises(IntegrityError), transaction.atomic(), theirs:
            Person.objects.filter(pk=stage.eve).update(language=None)
        assert current() == Scope(wide=Wide.TESTS)
        assert Person.objects.filter(pk=stage.ana).exists()
        with wide(Wide.DOOR):
            narrow(person=stage.eve, program=stage.elsewhere)
            assert not Person.objects.filter(pk=stage.ana).exists()
        assert Person.objects.filter(pk=stage.ana).exists()


@pytest.mark.django_db(transaction=True, databases=["default", "keys"])
def test_g3_ten_thousand_checks_from_hand_to_hand_on_the_same_connections_leak_nothing() -> None:
    stage = gather()
    hands = [
        (Scope(stage.ana, stage.program), len(stage.people) - 1),
        (Scope(stage.eve, stage.elsewhere), 1),
        (NOBODY, 0),
        (Scope(stage.eve, None), 1),
        (Scope(wide=Wide.TESTS), len(stage.people)),
    ]
    leaks: list[tuple[Scope, int]] = []

    def check(start: int) -> None:
        try:
            for scope, wanted in islice(cycle(hands), start, start + CHECKS // 2):
                with within(scope):
                    found = count(Person)
                if found != wanted:
                    leaks.append((scope, found))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=copy_context().run, args=[check, n]) for n in (0, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert leaks == []


def test_g3_the_doctor_finds_a_table_that_stands_open() -> None:
    assert list(checkup.second_lock()) == []
    with connection.cursor() as cursor:
        cursor.execute(f"DROP POLICY {policies.POLICY} ON goals_goal")
    [(well, line)] = checkup.second_lock()
    assert not well
    assert "goals_goal" in line
    policies.apply("default")
    assert list(checkup.second_lock()) == []


def test_g3_the_doctor_finds_a_role_that_no_policy_binds() -> None:
    bound = connections["default"]
    unbound = bound.copy()
    unbound.settings_dict = {**bound.settings_dict, "USER": SUPERUSER}
    connections["default"] = unbound
    try:
        [(well, line)] = checkup.second_lock()
    finally:
        unbound.close()
        connections["default"] = bound
    assert not well
    assert "BYPASSRLS" in line
