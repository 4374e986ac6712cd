"""A front page asks the database a few questions, however many people it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn, Use
from cairn.core.goals import Scale
from cairn.core.mentorships.contacts import Contact, Means
from cairn.core.people.roles import Role
from cairn.records.consent import commands as consent
from cairn.records.days.commands import BroughtCheckIn, bring_in_check_ins
from cairn.records.goals.commands import BroughtGoal, GoalWritten, bring_in_goals
from cairn.records.mentorships.commands import (
    BroughtContact,
    BroughtPair,
    bring_in_contacts,
    bring_in_pairs,
)
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from cairn.records.programs.queries import reader_for
from tests.cast import BEGINNING, Cast
from tests.web.conftest import As

MOST = 16
NO_ROWS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@contextmanager
def at_most(limit: int) -> Iterator[None]:
    """No more than so many statements that read or write rows, in both databases together."""
    with (
        CaptureQueriesContext(connections["default"]) as rows,
        CaptureQueriesContext(connections["keys"]) as keys,
    ):
        yield
    asked = [
        one["sql"]
        for one in (*rows.captured_queries, *keys.captured_queries)
        if not one["sql"].startswith(NO_ROWS)
    ]
    assert len(asked) <= limit, "\n".join(f"{n} {sql[:150]}" for n, sql in enumerate(asked, 1))


@pytest.fixture
def crowd(stage: Cast) -> Cast:
    """Thirty more mentees of Bo's, each with leave, a contact and a day told today."""
    by = machine("tests")
    now = timezone.now()
    today = timezone.localdate(now)
    people = add_people(by=by, people=[NewPerson(f"Mentee {n}") for n in range(30)], at=BEGINNING)
    programs.give_roles(
        by=by, program=stage.program, people=people, role=Role.PARTICIPANT, at=BEGINNING
    )
    pairs = [BroughtPair(uuid4(), person, stage.bo, BEGINNING) for person in people]
    bring_in_pairs(by=by, program=stage.program, pairs=pairs, at=BEGINNING)
    for person in people:
        consent.share(
            by=reader_for(person, at=BEGINNING),
            recipient=stage.bo,
            data_class=DataClass.DAYS,
            purpose=Purpose.MENTORING,
            at=BEGINNING,
        )
    day = today - timedelta(days=20)
    bring_in_contacts(
        by=by,
        contacts=[
            BroughtContact(pair.id, uuid4(), Contact(day, Means.PHONE, 20), now) for pair in pairs
        ],
        at=now,
    )
    days = [
        BroughtCheckIn(person, CheckIn(today - timedelta(days=back), mood=1, use=Use.NONE), now)
        for person in (*people, stage.ana)
        for back in range(5)
    ]
    bring_in_check_ins(by=by, told=days, at=now)
    levels = {-2: "much less", -1: "less", 0: "as hoped", 1: "more", 2: "much more"}
    goal = GoalWritten(Scale("A room of my own", levels), "housing")  # type: ignore[arg-type]
    bring_in_goals(
        by=by,
        program=stage.program,
        goals=[BroughtGoal(uuid4(), stage.ana, stage.ana, goal, now)],
        at=now,
    )
    return stage


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
@pytest.mark.parametrize("full", [False, True], ids=["few", "many"])
def test_a_front_page_asks_few_questions(
    as_: As, request: pytest.FixtureRequest, name: str, full: bool
) -> None:
    if full:
        request.getfixturevalue("crowd")
    browser = as_(name)
    with at_most(MOST):
        assert browser.get("/today/").status_code == 200


def test_dees_page_asks_the_same_number_for_any_program(as_: As, crowd: Cast) -> None:
    browser = as_("Dee")
    with at_most(20):
        assert browser.get("/today/").status_code == 200


@pytest.mark.parametrize(
    ("name", "address", "limit"),
    [
        ("Bo", "/mentorships/", 12),
        ("Dee", "/mentorships/", 12),
        ("Cy", "/mentorships/", 12),
        ("Ana", "/path/", 17),
    ],
)
def test_a_list_asks_few_questions(
    as_: As, crowd: Cast, name: str, address: str, limit: int
) -> None:
    browser = as_(name)
    with at_most(limit):
        assert browser.get(address).status_code == 200


def test_bos_thirty_people_are_all_there_in_order(as_: As, crowd: Cast) -> None:
    page = as_("Bo").get("/today/").content.decode()
    assert page.count("Shared a hard day today") == 31
    assert page.count("No contact for 20 days") == 30
