"""Logging contacts: once, by the mentor, sealed with the mentee's key."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from cairn.core.consent.readers import machine
from cairn.core.mentorships.contacts import Contact, Means, Support
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.mentorships.caseloads import caseload, listing, my_people, overview
from cairn.records.mentorships.commands import (
    BroughtContact,
    BroughtPair,
    HasEnded,
    bring_in_contacts,
    bring_in_pairs,
    end,
    log_contact,
)
from cairn.records.mentorships.models import Contact as ContactRow
from cairn.records.mentorships.models import Mentorship, Oversight
from cairn.records.mentorships.pairs import contacts_of, pair_in_full
from cairn.records.mentorships.queries import doses
from cairn.records.trail.models import Line
from tests.cast import BEGINNING, NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db
CONTACT = Contact(TODAY, Means.PHONE, 30, frozenset({Support.EMOTIONAL}), note="By the river")


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def log(stage: Cast, name: str = "Bo", own_id: UUID | None = None, what: Contact = CONTACT) -> UUID:
    return log_contact(
        by=stage.reader(name),
        mentorship=stage.mentorship,
        contact=what,
        contact_id=own_id or uuid4(),
        today=TODAY,
        at=NOW,
    )


def test_a_contact_is_kept_once_with_one_line_on_the_trail(stage: Cast) -> None:
    before, own_id = Line.objects.count(), uuid4()
    assert log(stage, own_id=own_id) == log(stage, own_id=own_id)
    assert Line.objects.count() == before + 1
    row = ContactRow.objects.get()
    assert b"river" not in bytes(row.note)
    found = pair_in_full(reader=stage.reader("Bo"), mentorship=stage.mentorship, at=NOW)
    assert (found.line.totals.contacts, found.line.totals.minutes) == (1, 30)
    assert found.balance.times[Support.EMOTIONAL] == 1


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("Ana", NotAllowed), ("Cy", NotAllowed), ("Dee", NotAllowed), ("Eve", NotFound)],
)
def test_only_the_mentor_logs(stage: Cast, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        log(stage, name)
    assert not ContactRow.objects.exists()


def test_nothing_is_added_to_what_has_ended(stage: Cast) -> None:
    end(by=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW - timedelta(minutes=1))
    with pytest.raises((HasEnded, NotAllowed)):
        log(stage)


def test_a_day_to_come_is_refused(stage: Cast) -> None:
    with pytest.raises(Invalid):
        log(stage, what=Contact(TODAY + timedelta(days=1), Means.PHONE, 10))


@pytest.mark.parametrize(("name", "notes"), [("Ana", True), ("Bo", True), ("Cy", False)])
def test_what_was_written_is_for_the_two(stage: Cast, name: str, notes: bool) -> None:
    log(stage)
    reader = stage.reader(name)
    page = contacts_of(reader=reader, mentorship=stage.mentorship, at=NOW)
    assert page.notes_shown is notes
    assert (page.contacts[0].note == "By the river") is notes
    assert bool(reader.looks) is (name != "Ana")


@pytest.mark.parametrize(("name", "refusal"), [("Eve", NotFound), ("Vic", NotAllowed)])
def test_strangers_find_nothing(stage: Cast, name: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        contacts_of(reader=stage.reader(name), mentorship=stage.mentorship, at=NOW)
    with pytest.raises(refusal):
        pair_in_full(reader=stage.reader(name), mentorship=stage.mentorship, at=NOW)


def test_lists_hold_what_each_may_see(stage: Cast) -> None:
    log(stage)
    assert [line.mentee_name for line in my_people(reader=stage.reader("Bo"), at=NOW)] == ["Ana"]
    found = caseload(reader=stage.reader("Cy"), today=TODAY, at=NOW)
    assert [(one.name, one.people, one.silent) for one in found.mentors] == [("Bo", 1, 0)]
    later = TODAY + timedelta(days=14)
    assert overview(reader=stage.reader("Dee"), today=later, at=NOW).silent == 1
    assert listing(reader=stage.reader("Dee"), at=NOW, search="AN").total == 1
    assert listing(reader=stage.reader("Eve"), at=NOW).total == 0
    with pytest.raises(NotAllowed):
        listing(reader=stage.reader("Ana"), at=NOW)


def test_figures_carry_codes_and_no_ids(stage: Cast) -> None:
    log(stage)
    [dose] = doses(reader=stage.reader("Vic"), first_day=TODAY, last_day=TODAY, at=NOW)
    assert dose.minutes == 30
    assert dose.person not in str(stage.ana)
    assert doses(reader=stage.reader("Eve"), first_day=TODAY, last_day=TODAY, at=NOW) == []
    with pytest.raises(NotAllowed):
        doses(reader=stage.reader("Bo"), first_day=TODAY, last_day=TODAY, at=NOW)


def test_many_are_brought_in_by_a_machine_only_and_only_once(stage: Cast) -> None:
    by = machine("demo")
    pair = BroughtPair(uuid4(), stage.sam, stage.lin, BEGINNING, NOW)
    many = [BroughtContact(pair.id, uuid4(), CONTACT, NOW) for _ in range(20)]
    for _ in range(2):
        bring_in_pairs(by=by, program=stage.program, pairs=[pair], at=NOW)
    before = Line.objects.count()
    assert bring_in_contacts(by=by, contacts=many, at=NOW) == 20
    assert bring_in_contacts(by=by, contacts=many, at=NOW) == 0
    assert Line.objects.count() == before + 1
    with pytest.raises(NotAllowed):
        bring_in_contacts(by=stage.reader("Bo"), contacts=many, at=NOW)
    with pytest.raises(NotFound):
        bring_in_pairs(by=stage.reader("Eve"), program=stage.program, pairs=[pair], at=NOW)


def contact_with(stage: Cast, **values: object) -> None:
    usual = {"day": TODAY, "means": "phone", "minutes": 5, "logged_at": NOW}
    people = {"mentorship_id": stage.mentorship, "mentee_id": stage.ana, "author_id": stage.bo}
    ContactRow.objects.create(**{**usual, **people, **values})


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("mentorships_contact_under_ten_hours", {"minutes": 601}),
        ("mentorships_known_means", {"means": "pigeon"}),
    ],
)
def test_the_database_refuses_a_contact_that_cannot_be(
    stage: Cast, constraint: str, values: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        contact_with(stage, **values)


@pytest.mark.parametrize(
    ("constraint", "mentee", "mentor", "values"),
    [
        ("mentorships_one_mentor_at_a_time", "Ana", "Lin", {}),
        ("mentorships_two_people", "Sam", "Sam", {}),
        ("mentorships_an_end_has_an_author", "Sam", "Bo", {"ended_at": NOW}),
    ],
)
def test_the_database_refuses_a_pair_that_cannot_be(
    stage: Cast, constraint: str, mentee: str, mentor: str, values: dict[str, object]
) -> None:
    assert constraint in {one.name for one in Mentorship._meta.constraints}
    with pytest.raises(IntegrityError):
        Mentorship.objects.create(
            program_id=stage.program,
            mentee_id=stage.people[mentee],
            mentor_id=stage.people[mentor],
            began_at=NOW,
            **values,
        )


@pytest.mark.parametrize(
    ("constraint", "mentor"),
    [
        ("mentorships_one_supervisor_at_a_time", "Bo"),
        ("mentorships_nobody_oversees_oneself", "Dee"),
    ],
)
def test_the_database_refuses_an_oversight_that_cannot_be(
    stage: Cast, constraint: str, mentor: str
) -> None:
    assert constraint in {one.name for one in Oversight._meta.constraints}
    with pytest.raises(IntegrityError):
        Oversight.objects.create(
            program_id=stage.program,
            supervisor_id=stage.dee,
            mentor_id=stage.people[mentor],
            since=NOW,
            given_by=stage.dee,
        )
