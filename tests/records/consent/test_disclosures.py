"""The ledger: nothing goes out without a standing consent, and whatever goes is written down."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.law import Answers
from cairn.core.consent.leaves import DataClass, Purpose, Relation
from cairn.core.consent.packets import Basis, NoConsent
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound, Refusal
from cairn.records.consent import accounts, agreements, breaches, disclosures, lawbook
from cairn.records.consent.models import Affected, Agreement, Breach, Disclosure
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import NOW, TODAY, Cast
from tests.records.consent.test_agreements import EVIDENCE, WISH

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def stage() -> Cast:
    gathered = cast.gather()
    agreements.sign(by=gathered.reader("Ana"), wish=WISH, evidence=EVIDENCE, at=NOW)
    return gathered


def give(stage: Cast, who: str = "Dee", **other: Any) -> Any:
    asked = {
        "subject": stage.ana,
        "recipient": "valley clinic",
        "data_classes": (DataClass.DAYS,),
        "purpose": Purpose.CARE,
        "at": NOW,
    }
    return disclosures.disclose(by=stage.reader(who), **{**asked, **other})


def test_what_a_standing_consent_covers_goes_out_with_notice_scope_and_a_line(
    stage: Cast,
) -> None:
    packet = give(stage)
    assert packet.notice == (
        "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
    )
    assert packet.notice_version == "us-part2-2024:notice-short"
    said = " ".join(one.text() for one in packet.scope)
    assert "your check-ins and days" in said
    assert "Valley Clinic" in said
    [line] = accounts.accounting(reader=stage.reader("Ana"), subject=stage.ana, at=NOW)
    assert (line.recipient, line.parts, line.purpose, line.basis, line.by) == (
        "Valley Clinic",
        (DataClass.DAYS,),
        Purpose.CARE,
        Basis.CONSENT,
        "Dee",
    )
    assert "record.disclosed" in [line.act for line in about(stage.ana)]


@pytest.mark.parametrize(
    "other",
    [
        {"recipient": "Hilltop Clinic"},
        {"data_classes": (DataClass.DAYS, DataClass.NOTES)},
        {"data_classes": ()},
        {"purpose": Purpose.PROCEEDINGS},
        {"purpose": Purpose.REQUEST},
        {"at": NOW - timedelta(seconds=1)},
        {"at": NOW + timedelta(days=90)},
    ],
)
def test_whatever_it_does_not_cover_stays_and_nothing_is_written(
    stage: Cast, other: dict[str, Any]
) -> None:
    before = len(list(about(stage.ana)))
    with pytest.raises(NoConsent):
        give(stage, **other)
    assert not Disclosure.objects.exists()
    assert len(list(about(stage.ana))) == before


def test_taken_back_counts_for_the_very_next_packet(stage: Cast) -> None:
    give(stage)
    agreements.revoke(by=stage.reader("Ana"), agreement=Agreement.objects.get().id, at=NOW)
    with pytest.raises(NoConsent):
        give(stage)


@pytest.mark.parametrize("who", ["Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_the_person_or_a_coordinator_gives_anything_out(stage: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        give(stage, who)
    give(stage, "Ana")


def test_eve_finds_nobody(stage: Cast) -> None:
    with pytest.raises(NotFound):
        give(stage, "Eve")
    with pytest.raises(NotFound):
        accounts.accounting(reader=stage.reader("Eve"), subject=stage.ana, at=NOW)
    with pytest.raises(NotFound):
        glass(stage, "Eve")


def test_ones_own_copy_is_in_the_ledger_too(stage: Cast) -> None:
    packet = disclosures.take_out(
        by=stage.reader("Ana"),
        people={stage.ana: Relation.SELF},
        data_classes=list(DataClass),
        purpose=Purpose.OWN,
        at=NOW,
    )
    assert packet.basis is Basis.OWN
    [line] = accounts.accounting(reader=stage.reader("Ana"), subject=stage.ana, at=NOW)
    assert set(line.parts) == set(DataClass)
    assert accounts.recipients(reader=stage.reader("Ana"), subject=stage.ana, at=NOW) == []


def test_a_list_taken_out_by_duty_leaves_a_line_for_every_person_on_it(stage: Cast) -> None:
    packet = disclosures.take_out(
        by=stage.reader("Dee"),
        people={stage.ana: Relation.MEMBER, stage.bo: Relation.MEMBER},
        data_classes=[DataClass.IDENTITY],
        purpose=Purpose.RUNNING,
        at=NOW,
    )
    assert set(Disclosure.objects.values_list("subject_id", "packet")) == {
        (stage.ana, packet.id),
        (stage.bo, packet.id),
    }


@pytest.mark.parametrize(
    ("who", "part"), [("Dee", DataClass.DAYS), ("Bo", DataClass.IDENTITY), ("Vic", DataClass.DAYS)]
)
def test_what_no_duty_covers_is_not_taken_out(stage: Cast, who: str, part: DataClass) -> None:
    with pytest.raises(NotAllowed):
        disclosures.take_out(
            by=stage.reader(who),
            people={stage.ana: Relation.MEMBER},
            data_classes=[part],
            purpose=Purpose.RUNNING,
            at=NOW,
        )
    assert not Disclosure.objects.exists()


def test_the_accounting_reaches_back_three_years_and_no_further(stage: Cast) -> None:
    give(stage)
    dee = stage.reader("Dee")
    almost, over = NOW.replace(year=2029) - timedelta(seconds=1), NOW.replace(year=2029)
    assert len(accounts.accounting(reader=dee, subject=stage.ana, at=almost)) == 1
    assert accounts.accounting(reader=dee, subject=stage.ana, at=over) == []
    assert dee.looks
    leap = NOW.replace(year=2028, month=2, day=29)
    assert len(accounts.accounting(reader=dee, subject=stage.ana, at=leap)) == 1


def test_recipients_are_listed_once_with_last_day_and_parts(stage: Cast) -> None:
    give(stage)
    give(stage, data_classes=(DataClass.GOALS,), at=NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    [one] = accounts.recipients(reader=stage.reader("Ana"), subject=stage.ana, at=later)
    assert (one.name, one.times, one.last) == ("Valley Clinic", 2, NOW + timedelta(days=1))
    assert set(one.parts) == {DataClass.DAYS, DataClass.GOALS}


def test_under_state_law_alone_no_federal_notice_is_claimed(stage: Cast) -> None:
    lawbook.choose_law(by=stage.reader("Dee"), answers=Answers(False, False, False, False), at=NOW)
    assert give(stage).notice == ""


def glass(stage: Cast, who: str = "Dee", **other: Any) -> Any:
    told = {
        "subject": stage.ana,
        "recipient": "Dr. Park",
        "affiliation": "County hospital",
        "nature": "Found unconscious",
        "data_classes": (DataClass.IDENTITY,),
        "at": NOW,
    }
    return disclosures.break_glass(by=stage.reader(who), **{**told, **other})


def test_an_emergency_is_written_down_with_all_that_2_51_asks(stage: Cast) -> None:
    glass(stage, "Cy")
    [line] = accounts.accounting(reader=stage.reader("Ana"), subject=stage.ana, at=NOW)
    assert (line.recipient, line.affiliation, line.nature, line.by, line.at) == (
        "Dr. Park",
        "County hospital",
        "Found unconscious",
        "Cy",
        NOW,
    )
    assert line.basis is Basis.EMERGENCY
    assert "record.emergency" in [line.act for line in about(stage.ana)]


@pytest.mark.parametrize("field", ["recipient", "affiliation", "nature"])
def test_an_emergency_without_one_of_its_fields_is_refused(stage: Cast, field: str) -> None:
    with pytest.raises(disclosures.EmergencyIncomplete) as refused:
        glass(stage, **{field: " "})
    assert refused.value.fields == (field,)
    with pytest.raises(disclosures.EmergencyIncomplete):
        glass(stage, data_classes=())
    with pytest.raises(Invalid):
        glass(stage, given_at=NOW + timedelta(hours=1))


@pytest.mark.parametrize("who", ["Bo", "Vic", "Sam", "Lin"])
def test_only_a_coordinator_or_supervisor_writes_down_an_emergency(stage: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        glass(stage, who)


def ledger_line(stage: Cast, **other: Any) -> Disclosure:
    whole = {
        "subject_id": stage.ana,
        "program_id": stage.program,
        "packet": uuid4(),
        "recipient": b"",
        "data_classes": "days",
        "purpose": "own",
        "basis": "own",
        "by": stage.ana,
        "at": NOW,
    }
    return Disclosure.objects.create(**{**whole, **other})


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("consent_known_basis", {"basis": "whim"}),
        ("consent_disclosure_names_its_agreement", {"basis": "consent"}),
        ("consent_emergency_says_who_and_why", {"basis": "emergency", "nature": b"x"}),
        ("consent_emergency_says_who_and_why", {"affiliation": b"x", "nature": b"y"}),
        ("consent_disclosure_holds_something", {"data_classes": ""}),
    ],
)
def test_the_database_forbids_a_line_that_cannot_be(
    stage: Cast, name: str, odd: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ledger_line(stage, **odd)


def test_the_database_forbids_two_lines_of_one_packet_for_one_person(stage: Cast) -> None:
    """consent_one_line_a_packet"""
    first = ledger_line(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger_line(stage, packet=first.packet)


def incident(stage: Cast) -> Any:
    return breaches.open_incident(
        by=stage.reader("Dee"),
        what="A list lay open in the hall.",
        happened_on=TODAY - timedelta(days=2),
        found_on=TODAY,
        today=TODAY,
        at=NOW,
    )


JUDGED = breaches.Assessment(
    breaches.Risk.HIGH, breaches.Risk.SOME, breaches.Risk.LOW, breaches.Risk.LOW, True, "It names."
)


def test_an_incident_is_worked_through_until_everyone_is_told(stage: Cast) -> None:
    dee = stage.reader("Dee")
    found = incident(stage)
    breaches.add_affected(by=dee, incident=found, people=[stage.ana, stage.bo], at=NOW)
    breaches.assess(by=dee, incident=found, assessment=JUDGED, at=NOW)
    [one] = breaches.incidents(reader=dee, at=NOW)
    assert one.due_on == TODAY + timedelta(days=60)
    assert one.what == "A list lay open in the hall."
    assert one.waiting == 2
    assert {letter.name for letter in breaches.letters(reader=dee, incident=found, at=NOW)} == {
        "Ana",
        "Bo",
    }
    breaches.tell(by=dee, incident=found, person=stage.ana, on=TODAY, at=NOW)
    [one] = breaches.incidents(reader=dee, at=NOW)
    assert one.waiting == 1
    assert not one.public_too
    with pytest.raises(NotFound):
        breaches.tell(by=dee, incident=found, person=stage.ana, on=TODAY, at=NOW)


def test_an_incident_belongs_to_its_program_and_to_coordinators(stage: Cast) -> None:
    found = incident(stage)
    eve = stage.reader("Eve")
    assert breaches.incidents(reader=eve, at=NOW) == []
    for act in (
        lambda: breaches.assess(by=eve, incident=found, assessment=JUDGED, at=NOW),
        lambda: breaches.add_affected(by=eve, incident=found, people=[], at=NOW),
        lambda: breaches.tell(by=eve, incident=found, person=stage.ana, on=TODAY, at=NOW),
        lambda: breaches.letters(reader=eve, incident=found, at=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        breaches.incidents(reader=stage.reader("Cy"), at=NOW)


@pytest.mark.parametrize(
    "odd", [{"what": " "}, {"found_on": date(2026, 11, 21)}, {"happened_on": date(2026, 11, 21)}]
)
def test_an_incident_that_cannot_be_is_refused(stage: Cast, odd: dict[str, Any]) -> None:
    told = {"what": "x", "happened_on": TODAY, "found_on": TODAY}
    with pytest.raises(Refusal):
        breaches.open_incident(by=stage.reader("Dee"), today=TODAY, at=NOW, **{**told, **odd})


def test_strangers_are_not_added_to_an_incident(stage: Cast) -> None:
    with pytest.raises(NotFound):
        breaches.add_affected(
            by=stage.reader("Dee"), incident=incident(stage), people=[stage.eve], at=NOW
        )


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("consent_breach_found_after", {"happened_on": date(2026, 12, 1)}),
        ("consent_breach_judged_with_a_date", {"likely": True}),
    ],
)
def test_the_database_forbids_an_incident_that_cannot_be(
    stage: Cast, name: str, odd: dict[str, Any]
) -> None:
    found = incident(stage)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Breach.objects.filter(id=found).update(**odd)


def test_the_database_forbids_one_person_twice_in_an_incident(stage: Cast) -> None:
    """consent_affected_once"""
    found = incident(stage)
    Affected.objects.create(breach_id=found, person_id=stage.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affected.objects.create(breach_id=found, person_id=stage.ana)
