"""Leave as rows: given once, taken back at once, for nobody else and nothing else."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass, Ground, Purpose, Recipient
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.consent import commands as consent
from cairn.records.consent.models import Sharing
from cairn.records.consent.queries import decisions, shared_by, who_looked
from cairn.records.mentorships import circles
from cairn.records.mentorships.commands import end
from cairn.records.mentorships.queries import standing
from cairn.records.programs.queries import members
from cairn.records.trail.commands import write_looks
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(seconds=1)


@pytest.fixture
def stage() -> Cast:
    return cast.gather()


def may(stage: Cast, name: str, part: DataClass = DataClass.DAYS, at=LATER) -> bool:
    return standing(reader=stage.reader(name), person=stage.ana, data_class=part, at=at).leave


def share(stage: Cast, name: str, purpose: Purpose, part: DataClass = DataClass.DAYS) -> None:
    consent.share(
        by=stage.reader("Ana"),
        recipient=stage.people[name],
        data_class=part,
        purpose=purpose,
        at=NOW,
    )


def test_before_anyone_gave_leave_nobody_sees_days(stage: Cast) -> None:
    for name in ("Cy", "Dee", "Vic", "Lin", "Sam", "Eve"):
        assert not may(stage, name)
    assert may(stage, "Bo")
    assert may(stage, "Ana")


@pytest.mark.parametrize(
    ("name", "purpose"),
    [("Cy", Purpose.SUPERVISION), ("Lin", Purpose.CARE), ("Sam", Purpose.SUPPORT)],
)
def test_leave_opens_one_part_to_one_person_and_taking_it_back_closes_it(
    stage: Cast, name: str, purpose: Purpose
) -> None:
    share(stage, name, purpose)
    assert may(stage, name)
    assert not may(stage, name, DataClass.GOALS)
    ana = stage.reader("Ana")
    [given] = [
        one for one in shared_by(reader=ana, at=LATER) if one.recipient == stage.people[name]
    ]
    assert given.recipient_name == name
    consent.withdraw(by=ana, sharing=given.id, at=LATER)
    assert not may(stage, name, at=LATER)
    acts = [(noted.act, noted.detail) for noted in about(stage.ana)][:2]
    assert acts == [("leave.withdrawn", f"days:{purpose}"), ("leave.given", f"days:{purpose}")]
    with pytest.raises(NotFound):
        consent.withdraw(by=ana, sharing=given.id, at=LATER)


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.SUPPORT])
def test_leave_for_another_purpose_opens_nothing(stage: Cast, purpose: Purpose) -> None:
    share(stage, "Sam", purpose)
    assert not may(stage, "Sam")


def test_leave_twice_is_leave_once(stage: Cast) -> None:
    share(stage, "Sam", Purpose.SUPPORT)
    share(stage, "Sam", Purpose.SUPPORT)
    assert Sharing.objects.filter(recipient_id=stage.sam).count() == 1


def test_leave_is_for_people_of_ones_own_program(stage: Cast) -> None:
    with pytest.raises(NotFound):
        share(stage, "Eve", Purpose.SUPPORT)
    with pytest.raises(Invalid):
        share(stage, "Ana", Purpose.OWN)


def test_nobody_takes_back_what_another_gave(stage: Cast) -> None:
    for row in Sharing.objects.all():
        for name in ("Bo", "Dee", "Eve"):
            with pytest.raises(NotFound):
                consent.withdraw(by=stage.reader(name), sharing=row.id, at=LATER)
    assert may(stage, "Bo")


def test_when_the_mentorship_ends_the_mentor_sees_nothing_more(stage: Cast) -> None:
    end(by=stage.reader("Bo"), mentorship=stage.mentorship, at=NOW)
    assert not may(stage, "Bo")
    assert shared_by(reader=stage.reader("Ana"), at=LATER) == []


def test_many_givers_take_one_query(stage: Cast, django_assert_num_queries) -> None:
    people = [stage.ana, *(uuid4() for _ in range(50))]
    with django_assert_num_queries(1):
        answers = decisions(
            recipient=Recipient(stage.bo, frozenset({Role.MENTOR})),
            program=stage.program,
            givers=people,
            data_class=DataClass.DAYS,
            purpose=Purpose.MENTORING,
            at=LATER,
        )
    assert [one for one in people if answers[one].allowed] == [stage.ana]
    assert answers[stage.ana].ground is Ground.LEAVE


def test_leave_in_one_program_is_none_in_another(stage: Cast) -> None:
    answers = decisions(
        recipient=Recipient(stage.bo, frozenset({Role.MENTOR})),
        program=stage.elsewhere,
        givers=[stage.ana],
        data_class=DataClass.DAYS,
        purpose=Purpose.MENTORING,
        at=LATER,
    )
    assert not answers[stage.ana].allowed


def test_anas_circle_is_her_mentor_his_supervisor_and_the_clinicians(stage: Cast) -> None:
    ana = stage.reader("Ana")
    found = [(one.name, one.role) for one in circles.circle(reader=ana, at=LATER)]
    assert found == [("Bo", Role.MENTOR), ("Cy", Role.SUPERVISOR), ("Lin", Role.CLINICIAN)]
    assert [look.subject for look in ana.looks] == [stage.bo]


def test_supporters_of_others_stay_unseen_until_named(stage: Cast) -> None:
    ana = stage.reader("Ana")
    assert circles.supporter_called("Samm", reader=ana, at=LATER) is None
    assert circles.supporter_called("Bo", reader=ana, at=LATER) is None
    assert circles.supporter_called(" sam ", reader=ana, at=LATER) == stage.sam
    share(stage, "Sam", Purpose.SUPPORT)
    assert "Sam" in [one.name for one in circles.circle(reader=ana, at=LATER)]


def test_a_mentors_circle_is_whom_they_mentor(stage: Cast) -> None:
    assert [
        (one.name, one.role) for one in circles.circle(reader=stage.reader("Bo"), at=LATER)
    ] == [("Ana", Role.PARTICIPANT)]


def test_eve_has_nobody_and_is_nobodys(stage: Cast) -> None:
    assert circles.circle(reader=stage.reader("Eve"), at=LATER) == []
    assert circles.companion(reader=stage.reader("Ana"), person=stage.eve, at=LATER) is None
    assert circles.supporter_called("Eve", reader=stage.reader("Ana"), at=LATER) is None


def test_who_looked_is_told_by_name_and_part(stage: Cast) -> None:
    dee = stage.reader("Dee")
    members(reader=dee, at=NOW)
    write_looks(by=dee, at=NOW)
    [seen] = who_looked(reader=stage.reader("Ana"))
    assert (seen.who, seen.parts) == ("Dee", (DataClass.IDENTITY,))
    assert who_looked(reader=stage.reader("Eve")) == []


def row(stage: Cast, **columns: object) -> None:
    base = {
        "giver_id": stage.ana,
        "recipient_id": stage.lin,
        "program_id": stage.program,
        "data_class": "days",
        "purpose": "care",
        "since": NOW,
    }
    Sharing.objects.create(**{**base, **columns})


@pytest.mark.parametrize(
    ("forbidden", "columns"),
    [
        ("consent_not_to_oneself", {"recipient_id": "ana"}),
        ("consent_known_data_class", {"data_class": "diary"}),
        ("consent_known_purpose", {"purpose": "curiosity"}),
    ],
)
def test_the_database_forbids_leave_that_means_nothing(
    stage: Cast, forbidden: str, columns: dict[str, str]
) -> None:
    found = {
        k: stage.people[v.capitalize()] if k.endswith("_id") else v for k, v in columns.items()
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        row(stage, **found)


def test_no_leave_stands_twice_consent_one_standing_sharing(stage: Cast) -> None:
    row(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(stage)
    row(stage, withdrawn_at=NOW)
