"""A mentor's pause: nobody new is proposed, those they walk with stay, and they come back."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.matching import board, pauses, pool, rounds
from cairn.records.matching.models import Pause
from cairn.records.mentorships.queries import running_of
from cairn.records.programs.queries import reader_for
from tests.cast import NOW, TODAY, Cast
from tests.records.matching.crowds import crowd, do_the_work, person


def test_nobody_new_is_proposed_to_a_mentor_on_a_pause_and_it_is_named(stage: Cast) -> None:
    made = crowd(stage, 2, 1, capacity=2)
    mentor = reader_for(person(made, "M0000"), at=NOW)
    pauses.pause(by=mentor, person=mentor.person, until=None, at=NOW)
    assert pool.count(stage.program, at=NOW).places == 0
    found = rounds.start_round(by=stage.reader("Dee"), at=NOW)
    do_the_work()
    left = board.left_of(reader=stage.reader("Dee"), round_id=found, at=NOW)
    assert len(left) == 2
    assert {one.why[0].text() for one in left} == {"No mentor is back from a pause."}


def test_a_mentor_comes_back_by_word_or_by_the_calendar(stage: Cast) -> None:
    made = crowd(stage, 1, 1)
    mentor = person(made, "M0000")
    dee = stage.reader("Dee")
    pauses.pause(by=dee, person=mentor, until=TODAY, at=NOW)
    assert pauses.pause_of(reader=dee, person=mentor, at=NOW) == pauses.Pausing(TODAY)
    assert pool.count(stage.program, at=NOW + timedelta(days=1)).room(mentor) == 3
    pauses.pause(by=dee, person=mentor, until=None, at=NOW)
    assert Pause.objects.count() == 2
    pauses.resume(by=dee, person=mentor, at=NOW)
    pauses.resume(by=dee, person=mentor, at=NOW)
    assert pauses.pause_of(reader=dee, person=mentor, at=NOW) is None
    assert pool.count(stage.program, at=NOW).room(mentor) == 3


def test_those_a_mentor_walks_with_stay(stage: Cast) -> None:
    pauses.pause(by=stage.reader("Bo"), person=stage.bo, until=None, at=NOW)
    assert [pair.mentor for pair in running_of([stage.ana], program=stage.program, at=NOW)] == [
        stage.bo
    ]


@pytest.mark.parametrize("who", ["Ana", "Cy", "Vic", "Lin", "Sam"])
def test_nobody_else_pauses_a_mentor(stage: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        pauses.pause(by=stage.reader(who), person=stage.bo, until=None, at=NOW)


def test_a_pause_belongs_to_mentors_and_ends_later_than_today(stage: Cast) -> None:
    with pytest.raises(NotFound):
        pauses.pause(by=stage.reader("Dee"), person=stage.ana, until=None, at=NOW)
    with pytest.raises(Invalid, match="has passed"):
        pauses.pause(by=stage.reader("Bo"), person=stage.bo, until=date(2026, 11, 1), at=NOW)


def test_the_database_holds_matching_one_pause_at_a_time(stage: Cast) -> None:
    kept = {"person_id": stage.bo, "program_id": stage.program, "began_at": NOW}
    Pause.objects.create(**kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pause.objects.create(**kept)
