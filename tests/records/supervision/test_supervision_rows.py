"""Talks sealed for each mentor, actions, the queue, and ratings by three."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.core.programs.shipped import shipped
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.core.supervision.cadence import Month
from cairn.core.supervision.fidelity import Source
from cairn.records.mentorships.commands import oversee
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs import commands as programs
from cairn.records.programs.practices import adopt
from cairn.records.supervision.commands import TalkHeld, finish_action, hold_talk, rate_fidelity
from cairn.records.supervision.models import Action, Fidelity, Talk
from cairn.records.supervision.queries import mentor_in_full, queue, ratings_of
from cairn.records.trail.queries import about
from tests import cast
from tests.cast import BEGINNING, NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Cast:
    stage = cast.gather()
    adopt(by=stage.reader("Dee"), program=stage.program, practice=shipped("map"), at=NOW)
    return stage


def talk(
    stage: Cast,
    *mentors: UUID,
    back: int = 0,
    minutes: int = 60,
    who: str = "Cy",
    words: str = "Ring her",
) -> UUID:
    return hold_talk(
        by=stage.reader(who),
        mentors=mentors or (stage.bo,),
        talk=TalkHeld(
            TODAY - timedelta(days=back), minutes, "How it goes.", (words,) if words else ()
        ),
        talk_id=uuid4(),
        today=TODAY,
        at=NOW,
    )


def rated(stage: Cast, who: str, scores: dict[int, int], back: int = 0) -> None:
    rate_fidelity(
        by=stage.reader(who),
        mentor=stage.bo,
        scores=scores,
        day=TODAY - timedelta(days=back),
        today=TODAY,
        at=NOW,
    )


def more_mentors(stage: Cast, many: int) -> list[UUID]:
    people = add_people(
        by=machine("tests"), people=[NewPerson(f"M{n}") for n in range(many)], at=NOW
    )
    programs.give_roles(
        by=machine("tests"), program=stage.program, people=people, role=Role.MENTOR, at=BEGINNING
    )
    for one in people:
        oversee(
            by=machine("tests"),
            program=stage.program,
            supervisor=stage.cy,
            mentor=one,
            at=BEGINNING,
        )
    return people


def test_a_talk_is_sealed_counted_and_ends_the_alarm(stage: Cast) -> None:
    cy = stage.reader("Cy")
    [before] = queue(reader=cy, today=TODAY, at=NOW).mentors
    assert (before.name, before.people, before.silent, before.due, before.unrated) == (
        "Bo",
        1,
        1,
        True,
        True,
    )
    talk(stage, back=20)
    talk(stage)
    rated(stage, "Cy", {0: 2})
    [after] = queue(reader=cy, today=TODAY, at=NOW).mentors
    assert (after.due, after.unrated, after.month, after.open_actions) == (
        False,
        False,
        Month(2, 120),
        2,
    )
    assert b"How it goes" not in bytes(Talk.objects.latest("day").note)
    full = mentor_in_full(reader=cy, mentor=stage.bo, today=TODAY, at=NOW)
    assert [one.note for one in full.talks] == ["How it goes.", "How it goes."]
    assert [str(point.words) for point in full.agenda][:2] == ["You agreed: Ring her"] * 2
    assert "Ana: no talk" in str(full.agenda[2].words)
    assert next(about(stage.bo)).act in {"fidelity.rated", "supervision.held"}


def test_the_mentor_reads_their_own_and_either_says_that_it_is_done(stage: Cast) -> None:
    talk(stage)
    own = mentor_in_full(reader=stage.reader("Bo"), mentor=stage.bo, today=TODAY, at=NOW)
    assert own.own
    assert (own.talks[0].note, own.agenda, own.actions[0].words) == ("How it goes.", (), "Ring her")
    finish_action(by=stage.reader("Bo"), action=own.actions[0].id, at=NOW)
    with pytest.raises(NotFound):
        finish_action(by=stage.reader("Cy"), action=own.actions[0].id, at=NOW)
    assert (
        mentor_in_full(reader=stage.reader("Cy"), mentor=stage.bo, today=TODAY, at=NOW)
        .actions[0]
        .done
    )


def test_a_talk_of_several_counts_for_each_and_is_sealed_for_each(stage: Cast) -> None:
    [fay] = more_mentors(stage, 1)
    together = talk(stage, stage.bo, fay)
    rows = {row.mentor_id: row for row in Talk.objects.filter(together=together)}
    assert set(rows) == {stage.bo, fay}
    assert {row.kind for row in rows.values()} == {"group"}
    assert bytes(rows[stage.bo].note) != bytes(rows[fay].note)
    assert Action.objects.count() == 2


def test_only_who_stands_behind_a_mentor_keeps_or_reads(stage: Cast) -> None:
    talk(stage)
    action = Action.objects.get().id
    for name in ("Ana", "Dee", "Vic", "Lin", "Sam", "Bo"):
        with pytest.raises(NotAllowed):
            talk(stage, who=name)
    for name in ("Ana", "Dee", "Vic", "Lin", "Sam"):
        with pytest.raises(NotAllowed):
            mentor_in_full(reader=stage.reader(name), mentor=stage.bo, today=TODAY, at=NOW)
        with pytest.raises(NotAllowed):
            finish_action(by=stage.reader(name), action=action, at=NOW)
    for act in (
        lambda: talk(stage, who="Eve"),
        lambda: mentor_in_full(reader=stage.reader("Eve"), mentor=stage.bo, today=TODAY, at=NOW),
        lambda: finish_action(by=stage.reader("Eve"), action=action, at=NOW),
        lambda: rated(stage, "Eve", {0: 1}),
    ):
        with pytest.raises(NotFound):
            act()


def test_three_rate_the_same_week_once_each_and_again_puts_it_right(stage: Cast) -> None:
    for who, score in (("Ana", 3), ("Bo", 1), ("Cy", 2), ("Bo", 2)):
        rated(stage, who, {0: score, 1: 3})
    found = ratings_of(stage.program, [stage.bo])
    assert len(found) == 6
    assert {(one.source, one.score) for one in found if one.item == 0} == {
        (Source.MENTEE, 3),
        (Source.SELF, 2),
        (Source.SUPERVISOR, 2),
    }
    seen = mentor_in_full(reader=stage.reader("Cy"), mentor=stage.bo, today=TODAY, at=NOW)
    assert seen.means[Source.MENTEE] == (3.0, 2)
    own = mentor_in_full(reader=stage.reader("Bo"), mentor=stage.bo, today=TODAY, at=NOW)
    assert set(own.means) == {Source.SELF}
    for name in ("Dee", "Vic", "Sam"):
        with pytest.raises(NotAllowed):
            rated(stage, name, {0: 1})
    for wrong in ({}, {99: 1}, {0: 4}):
        with pytest.raises(Invalid):
            rated(stage, "Bo", wrong)
    with pytest.raises(Invalid):
        rated(stage, "Bo", {0: 1}, back=-1)


def test_what_cannot_be_is_refused_and_the_same_talk_twice_is_one(stage: Cast) -> None:
    for minutes, back, words in ((0, 0, ""), (601, 0, ""), (60, -1, ""), (60, 0, "x" * 301)):
        with pytest.raises(Invalid):
            talk(stage, minutes=minutes, back=back, words=words)
    same = uuid4()
    for _ in range(2):
        hold_talk(
            by=stage.reader("Cy"),
            mentors=[stage.bo],
            talk=TalkHeld(TODAY, 30),
            talk_id=same,
            today=TODAY,
            at=NOW,
        )
    assert Talk.objects.count() == 1
    with pytest.raises(Invalid):
        hold_talk(
            by=stage.reader("Cy"),
            mentors=[],
            talk=TalkHeld(TODAY, 30),
            talk_id=uuid4(),
            today=TODAY,
            at=NOW,
        )


def test_the_queue_asks_as_often_for_one_mentor_as_for_ten(
    stage: Cast, django_assert_num_queries
) -> None:
    talk(stage)
    cy = stage.reader("Cy")
    with django_assert_num_queries(8):
        queue(reader=cy, today=TODAY, at=NOW)
    for one in more_mentors(stage, 9):
        talk(stage, one)
    with django_assert_num_queries(8):
        found = queue(reader=cy, today=TODAY, at=NOW)
    assert found.over
    assert len(found.mentors) == 10


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("supervision_once_in_a_talk", {}),
        ("supervision_talk_under_ten_hours", {"together": uuid4(), "minutes": 601}),
        ("supervision_known_kind", {"together": uuid4(), "kind": "by post"}),
    ],
)
def test_the_database_refuses_a_talk_that_cannot_be(stage: Cast, name: str, change: dict) -> None:
    talk(stage)
    row = Talk.objects.get()
    row.pk = uuid4()
    for key, value in change.items():
        setattr(row, key, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("supervision_each_item_once_a_week", {}),
        ("supervision_score_in_range", {"item": 5, "score": 4}),
        ("supervision_known_source", {"item": 5, "source": "rumor"}),
    ],
)
def test_the_database_refuses_a_rating_that_cannot_be(stage: Cast, name: str, change: dict) -> None:
    rated(stage, "Bo", {0: 1})
    row = Fidelity.objects.get()
    row.pk = uuid4()
    for key, value in change.items():
        setattr(row, key, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_supervision_done_has_an_author(stage: Cast) -> None:
    talk(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.update(done_at=NOW)
