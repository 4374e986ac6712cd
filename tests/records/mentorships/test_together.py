"""What only the two keep: versions that both accept, planned talks, and a rest."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.mentorships.appointments import Talk
from cairn.core.mentorships.beginnings import Boundary, Terms
from cairn.core.mentorships.contacts import Contact, Means
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.mentorships import together as acts
from cairn.records.mentorships.appointments import call_off, in_calendar, plan_talk, planned
from cairn.records.mentorships.caseloads import caseload, my_people
from cairn.records.mentorships.commands import end, log_contact
from cairn.records.mentorships.models import Acceptance, Appointment, Rest, Understanding
from cairn.records.trail.models import Line
from tests.cast import BEGINNING, NOW, TODAY, Cast, gather

pytestmark = pytest.mark.django_db
TERMS = Terms("Tuesdays by the river", frozenset({Boundary.PRIVATE}), "No calls at work")
TALK = Talk(NOW + timedelta(days=2), 30, Means.PHONE)


@pytest.fixture
def stage(db: None) -> Cast:
    return gather()


def offer(stage: Cast, name: str = "Bo", own_id: UUID | None = None, terms: Terms = TERMS) -> UUID:
    by = stage.reader(name)
    own_id = own_id or uuid4()
    return acts.offer_terms(
        by=by, mentorship=stage.mentorship, terms=terms, terms_id=own_id, at=NOW
    )


def kept(stage: Cast, name: str = "Ana") -> acts.Together:
    return acts.together(reader=stage.reader(name), mentorship=stage.mentorship, at=NOW)


def accept(stage: Cast, name: str, terms: UUID) -> None:
    acts.accept_terms(by=stage.reader(name), mentorship=stage.mentorship, terms_id=terms, at=NOW)


def plan(stage: Cast, name: str = "Ana", talk: Talk = TALK, at: datetime = NOW) -> UUID:
    by = stage.reader(name)
    return plan_talk(by=by, mentorship=stage.mentorship, talk=talk, talk_id=uuid4(), at=at)


def test_an_agreement_counts_once_both_said_yes_and_the_one_before_stands_until_then(
    stage: Cast,
) -> None:
    first = offer(stage)
    assert kept(stage).standing is None
    assert kept(stage).offered is not None
    accept(stage, "Ana", first)
    standing = kept(stage).standing
    assert standing is not None
    assert standing.terms == TERMS
    second = offer(stage, "Ana", terms=Terms("Sundays"))
    found = kept(stage, "Bo")
    assert (found.standing.id, found.offered.id) == (first, second)  # type: ignore[union-attr]
    with pytest.raises(NotFound):
        accept(stage, "Bo", first)
    accept(stage, "Bo", second)
    assert [one.version for one in kept(stage).versions] == [2, 1]
    assert kept(stage).standing.id == second  # type: ignore[union-attr]


def test_the_words_are_sealed_and_a_retry_is_the_same_version(stage: Cast) -> None:
    lines, own_id = Line.objects.count(), uuid4()
    assert offer(stage, own_id=own_id) == offer(stage, own_id=own_id)
    assert Line.objects.count() == lines + 1
    row = Understanding.objects.get()
    assert b"river" not in bytes(row.times) + bytes(row.own_line)
    with pytest.raises(NotFound):
        offer(stage, "Ana", own_id=own_id)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [("Cy", NotAllowed), ("Dee", NotAllowed), ("Vic", NotAllowed), ("Eve", NotFound)],
)
def test_nobody_but_the_two(stage: Cast, name: str, refusal: type[Exception]) -> None:
    by, pair = stage.reader(name), stage.mentorship
    mine = offer(stage)
    talk = plan(stage)
    rows = Line.objects.count()
    for act in (
        lambda: kept(stage, name),
        lambda: offer(stage, name),
        lambda: accept(stage, name, mine),
        lambda: plan(stage, name),
        lambda: planned(reader=by, mentorship=pair, at=NOW),
        lambda: call_off(by=by, mentorship=pair, talk_id=talk, at=NOW),
        lambda: acts.rest(by=by, mentorship=pair, at=NOW),
        lambda: acts.go_on(by=by, mentorship=pair, at=NOW),
    ):
        with pytest.raises(refusal):
            act()
    assert Line.objects.count() == rows
    assert not by.looks


def test_what_has_ended_is_agreed_on_no_more(stage: Cast) -> None:
    end(by=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW - timedelta(minutes=1))
    with pytest.raises(NotAllowed):
        offer(stage, "Ana")


def test_a_planned_talk_is_in_both_lists_and_calendars_until_it_is_called_off(stage: Cast) -> None:
    talk = plan(stage)
    with pytest.raises(Invalid):
        plan(stage, talk=Talk(NOW, 30, Means.PHONE))
    for name in ("Ana", "Bo"):
        reader = stage.reader(name)
        assert [one.id for one in planned(reader=reader, mentorship=stage.mentorship, at=NOW)] == [
            talk
        ]
    call_off(by=stage.reader("Bo"), mentorship=stage.mentorship, talk_id=talk, at=NOW)
    assert planned(reader=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW) == []
    [gone] = in_calendar(reader=stage.reader("Ana"), at=NOW)
    assert gone.called_off_at == NOW
    with pytest.raises(NotFound):
        call_off(by=stage.reader("Bo"), mentorship=stage.mentorship, talk_id=talk, at=NOW)
    assert in_calendar(reader=stage.reader("Eve"), at=NOW) == []


def test_missed_talks_come_before_the_mentor_then_the_supervisor(stage: Cast) -> None:
    for days in (12, 5):
        begin = NOW - timedelta(days=days)
        plan(stage, talk=Talk(begin, 30, Means.PHONE), at=begin - timedelta(days=1))
        [line] = my_people(reader=stage.reader("Bo"), at=NOW)
        assert line.quiet.missed[-1] == begin.date()
        _talked(stage, NOW - timedelta(days=8))
        silent = caseload(reader=stage.reader("Cy"), today=TODAY, at=NOW).silent
        assert [len(one.quiet.missed) for one in silent] == ([] if days == 12 else [2])
    acts.rest(by=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW)
    assert caseload(reader=stage.reader("Cy"), today=TODAY, at=NOW).silent == ()
    acts.go_on(by=stage.reader("Bo"), mentorship=stage.mentorship, at=NOW)
    assert len(caseload(reader=stage.reader("Cy"), today=TODAY, at=NOW).silent) == 1


def _talked(stage: Cast, moment: datetime) -> None:
    log_contact(
        by=stage.reader("Bo"),
        mentorship=stage.mentorship,
        contact=Contact(moment.date(), Means.PHONE, 10),
        contact_id=uuid4(),
        today=TODAY,
        at=NOW,
    )


def test_a_rest_is_one_row_however_often_it_is_asked_for(stage: Cast) -> None:
    for _ in range(2):
        acts.rest(by=stage.reader("Ana"), mentorship=stage.mentorship, at=NOW)
    assert Rest.objects.count() == 1
    assert kept(stage).resting_since == NOW
    acts.go_on(by=stage.reader("Bo"), mentorship=stage.mentorship, at=NOW)
    assert kept(stage).resting_since is None


def test_what_the_tables_forbid(stage: Cast) -> None:
    two = {"mentorship_id": stage.mentorship, "mentee_id": stage.ana}
    when = {"written_by": stage.bo, "written_at": NOW, "times": b"x"}
    first = Understanding.objects.create(version=1, **two, **when)
    yes = Acceptance.objects.create(understanding=first, who_id=stage.ana, accepted_at=NOW)
    Rest.objects.create(**two, since=NOW, begun_by=stage.ana)
    talk = {**two, "starts_at": NOW, "made_by": stage.ana, "made_at": NOW}
    forbidden = {
        "mentorships_each_version_once": Understanding(version=1, **two, **when),
        "mentorships_each_accepts_once": Acceptance(
            understanding=first, who_id=yes.who_id, accepted_at=NOW
        ),
        "mentorships_talk_of_some_length": Appointment(minutes=4, means="phone", **talk),
        "mentorships_talk_by_known_means": Appointment(minutes=30, means="pigeon", **talk),
        "mentorships_called_off_by_someone": Appointment(
            minutes=30, means="phone", called_off_at=NOW, **talk
        ),
        "mentorships_one_rest_at_a_time": Rest(**two, since=BEGINNING, begun_by=stage.bo),
        "mentorships_a_rest_is_ended_by_someone": Rest(
            **two, since=BEGINNING, begun_by=stage.bo, until=NOW
        ),
    }
    for name, row in forbidden.items():
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            row.save(force_insert=True)
        assert "UNIQUE" in str(refused.value) or name in str(refused.value)
