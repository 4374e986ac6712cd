"""A round: asked for, worked out by the clock, changed by hand, sent, answered."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.core.consent.leaves import DataClass
from cairn.core.consent.readers import machine
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.consent.queries import shared_by
from cairn.records.jobs import queue
from cairn.records.matching import asked, board, commands, importing, pool, queries, rounds
from cairn.records.matching.models import Proposal, Round
from cairn.records.mentorships.queries import running_of
from cairn.records.programs.queries import reader_for
from cairn.records.trail.queries import about
from tests.cast import NOW, Cast
from tests.records.matching.crowds import crowd, do_the_work, mentees, mentors, person


def a_round(stage: Cast):
    found = rounds.start_round(by=stage.reader("Dee"), at=NOW)
    do_the_work()
    return found


def pairs(stage: Cast, found):
    return board.pairs_of(reader=stage.reader("Dee"), round_id=found, at=NOW)[0]


def test_a_round_pairs_as_many_as_can_be_and_no_mentor_beyond_their_places(stage: Cast) -> None:
    crowd(stage, 60, 20)
    found = a_round(stage)
    facts = queries.round_facts(reader=stage.reader("Dee"), round_id=found)
    lines = pairs(stage, found)
    left = board.left_of(reader=stage.reader("Dee"), round_id=found, at=NOW)
    assert facts.waiting == 60
    assert facts.seats == 60
    assert facts.matched == len(lines)
    assert len(lines) + len(left) == 60
    assert facts.optimal
    assert max(Counter(line.mentor for line in lines).values()) <= 3
    assert all(line.standing == "drafted" for line in lines)
    assert all(one.why for one in left)


def test_those_with_a_mentor_or_an_open_proposal_are_not_in_the_pool(stage: Cast) -> None:
    crowd(stage, 6, 3, capacity=1)
    first = a_round(stage)
    assert len(pairs(stage, first)) == 3
    counted = pool.count(stage.program, at=NOW)
    assert len(counted.waiting) == 3
    assert counted.places == 0
    assert stage.ana not in counted.waiting


def test_a_round_for_nobody_is_refused_kindly(stage: Cast) -> None:
    with pytest.raises(Invalid, match="Nobody is waiting"):
        rounds.start_round(by=stage.reader("Dee"), at=NOW)


@pytest.mark.parametrize("who", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_a_coordinator_starts_a_round(stage: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        rounds.start_round(by=stage.reader(who), at=NOW)


def test_two_rounds_at_once_are_refused_and_one_is_kept(stage: Cast) -> None:
    crowd(stage, 4, 2)
    rounds.start_round(by=stage.reader("Dee"), at=NOW)
    with pytest.raises(rounds.RoundUnderWay):
        rounds.start_round(by=stage.reader("Dee"), at=NOW)
    assert Round.objects.count() == 1


def test_the_database_holds_matching_one_round_at_a_time(stage: Cast) -> None:
    kept = {"program_id": stage.program, "made_by": stage.dee, "made_at": NOW, "policy": "pool"}
    Round.objects.create(**kept)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(**kept)


def test_work_whose_pool_changed_in_the_meantime_books_nobody_twice(stage: Cast) -> None:
    outcome = crowd(stage, 4, 1, capacity=2)
    first = a_round(stage)
    commands.set_aside(by=stage.reader("Dee"), round_id=first, at=NOW)
    second = rounds.start_round(by=stage.reader("Dee"), at=NOW)
    write = rounds.work_out(
        by=machine("tests"), round_id=second, at=NOW, progress=lambda _percent: None
    )
    by_hand = board.left_of(reader=stage.reader("Dee"), round_id=first, at=NOW)[0].mentee
    commands.pair_by_hand(
        by=stage.reader("Dee"),
        round_id=first,
        mentee=by_hand,
        mentor=person(outcome, "M0000"),
        at=NOW,
    )
    with transaction.atomic():
        write()
    assert Proposal.objects.filter(standing="drafted").count() == 2
    assert Proposal.objects.filter(standing="drafted", mentee_id=by_hand).count() == 1


def test_a_round_that_was_given_up_makes_room_for_the_next(stage: Cast) -> None:
    crowd(stage, 3, 1)
    stuck = rounds.start_round(by=stage.reader("Dee"), at=NOW)
    for attempt in range(queue.ATTEMPTS):
        later = NOW + timedelta(hours=attempt)
        held = queue.lease(worker="w", at=later)
        assert held is not None
        queue.fail(held, fault="Broken", at=later)
    rounds.start_round(by=stage.reader("Dee"), at=NOW + timedelta(days=1))
    assert Round.objects.get(id=stuck).fault == "gave up"


def test_a_changed_pair_keeps_the_limits(stage: Cast) -> None:
    outcome = crowd(stage, 8, 4)
    found = a_round(stage)
    line = pairs(stage, found)[0]
    name, offered = board.choices_for(
        reader=stage.reader("Dee"), round_id=found, mentee=line.mentee, at=NOW
    )
    assert name == line.mentee_name
    assert [one.choice.mentor for one in offered if one.choice.now] == [line.mentor]
    other = next(one.choice for one in offered if not one.choice.barred_by and not one.choice.now)
    commands.pair_by_hand(
        by=stage.reader("Dee"), round_id=found, mentee=line.mentee, mentor=other.mentor, at=NOW
    )
    after = next(one for one in pairs(stage, found) if one.mentee == line.mentee)
    assert (after.mentor, after.by_hand, after.fit) == (other.mentor, True, other.fit)
    barred = [one.choice for one in offered if one.choice.barred_by]
    if barred:
        with pytest.raises(Invalid, match="can't be paired"):
            commands.pair_by_hand(
                by=stage.reader("Dee"),
                round_id=found,
                mentee=line.mentee,
                mentor=barred[0].mentor,
                at=NOW,
            )
    assert outcome.new == 12


def test_a_dropped_pair_waits_on_and_is_never_proposed_again(stage: Cast) -> None:
    crowd(stage, 1, 1)
    found = a_round(stage)
    [line] = pairs(stage, found)
    commands.drop_pair(by=stage.reader("Dee"), proposal=line.proposal, at=NOW)
    assert pairs(stage, found) == ()
    [left] = board.left_of(reader=stage.reader("Dee"), round_id=found, at=NOW)
    assert left.mentee == line.mentee
    again = a_round(stage)
    assert pairs(stage, again) == ()
    with pytest.raises(commands.AlreadySettled):
        commands.drop_pair(by=stage.reader("Dee"), proposal=line.proposal, at=NOW)


def test_a_round_set_aside_may_propose_the_same_pair_again(stage: Cast) -> None:
    crowd(stage, 1, 1)
    first = a_round(stage)
    assert commands.set_aside(by=stage.reader("Dee"), round_id=first, at=NOW) == 1
    assert len(pairs(stage, a_round(stage))) == 1


def sent(stage: Cast, waiting: int = 1, offering: int = 1):
    crowd(stage, waiting, offering)
    found = a_round(stage)
    commands.send_round(by=stage.reader("Dee"), round_id=found, at=NOW)
    line = pairs(stage, found)[0]
    return line, reader_for(line.mentee, at=NOW), reader_for(line.mentor, at=NOW)


def test_nothing_is_seen_by_the_two_until_it_is_sent(stage: Cast) -> None:
    crowd(stage, 1, 1)
    found = a_round(stage)
    [line] = pairs(stage, found)
    reader = reader_for(line.mentee, at=NOW)
    assert asked.open_proposals(reader=reader, at=NOW) == []
    with pytest.raises(NotFound):
        asked.proposal(reader=reader, proposal_id=line.proposal, at=NOW)
    with pytest.raises(NotFound):
        commands.answer(by=reader, proposal=line.proposal, accepted=True, at=NOW)


def test_both_say_yes_and_the_mentorship_begins_with_what_was_shared(stage: Cast) -> None:
    line, mentee, mentor = sent(stage)
    assert [one.id for one in asked.open_proposals(reader=mentor, at=NOW)] == [line.proposal]
    told = commands.answer(
        by=mentee, proposal=line.proposal, accepted=True, at=NOW, sharing=[DataClass.GOALS]
    )
    assert told == "sent"
    assert asked.open_proposals(reader=mentee, at=NOW) == []
    assert commands.answer(by=mentor, proposal=line.proposal, accepted=True, at=NOW) == "agreed"
    [pair] = running_of([line.mentee], program=stage.program, at=NOW)
    assert pair.mentor == line.mentor
    assert [one.data_class for one in shared_by(reader=mentee, at=NOW)] == [DataClass.GOALS]


def test_a_no_ends_what_was_shared_and_the_pair_is_never_proposed_again(stage: Cast) -> None:
    line, mentee, mentor = sent(stage)
    commands.answer(
        by=mentee, proposal=line.proposal, accepted=True, at=NOW, sharing=[DataClass.DAYS]
    )
    later = NOW + timedelta(seconds=1)
    told = commands.answer(by=mentor, proposal=line.proposal, accepted=False, at=later)
    assert told == "declined"
    assert shared_by(reader=mentee, at=later) == []
    assert line.mentee in pool.count(stage.program, at=later).waiting
    assert pairs(stage, a_round(stage)) == ()


def test_a_mentors_yes_shares_nothing_of_the_mentee(stage: Cast) -> None:
    line, mentee, mentor = sent(stage)
    commands.answer(
        by=mentor, proposal=line.proposal, accepted=True, at=NOW, sharing=[DataClass.DAYS]
    )
    assert shared_by(reader=mentee, at=NOW) == []
    assert shared_by(reader=mentor, at=NOW) == []


def test_one_answer_each(stage: Cast) -> None:
    line, mentee, _ = sent(stage)
    commands.answer(by=mentee, proposal=line.proposal, accepted=True, at=NOW)
    with pytest.raises(commands.AlreadyAnswered):
        commands.answer(by=mentee, proposal=line.proposal, accepted=False, at=NOW)


@pytest.mark.parametrize("who", ["Ana", "Bo", "Dee", "Eve"])
def test_others_find_no_proposal_to_read_or_answer(stage: Cast, who: str) -> None:
    line, _, _ = sent(stage)
    with pytest.raises(NotFound):
        asked.proposal(reader=stage.reader(who), proposal_id=line.proposal, at=NOW)
    with pytest.raises(NotFound):
        commands.answer(by=stage.reader(who), proposal=line.proposal, accepted=True, at=NOW)


def test_eve_finds_nothing_of_a_round(stage: Cast) -> None:
    crowd(stage, 2, 1)
    found = a_round(stage)
    line = pairs(stage, found)[0]
    eve = stage.reader("Eve")
    with pytest.raises(NotFound):
        queries.round_facts(reader=eve, round_id=found)
    with pytest.raises(NotFound):
        board.pairs_of(reader=eve, round_id=found, at=NOW)
    with pytest.raises(NotFound):
        board.pair_in_full(reader=eve, round_id=found, mentee=line.mentee, at=NOW)
    with pytest.raises(NotFound):
        commands.drop_pair(by=eve, proposal=line.proposal, at=NOW)
    with pytest.raises(NotFound):
        commands.send_round(by=eve, round_id=found, at=NOW)
    assert queries.rounds(reader=eve) == ((), 0)


def test_what_two_people_read_of_each_other_is_only_what_both_have_said(stage: Cast) -> None:
    line, mentee, _ = sent(stage)
    told = asked.proposal(reader=mentee, proposal_id=line.proposal, at=NOW)
    assert told.i_am_mentee
    assert told.shared["interests"] == ("music",)
    assert set(told.shared) == {"languages", "available", "modes", "interests"}


def test_the_trail_says_who_was_drafted_sent_and_asked(stage: Cast) -> None:
    line, mentee, _ = sent(stage)
    commands.answer(by=mentee, proposal=line.proposal, accepted=False, at=NOW)
    acts = [noted.act for noted in about(line.mentee)]
    assert {"pair.drafted", "pair.sent", "pair.answered"} <= set(acts)


def test_a_declared_conflict_is_never_paired(stage: Cast) -> None:
    [one] = mentees(1)
    importing.bring_in(
        by=stage.reader("Dee"),
        program=stage.program,
        mentees=[replace(one, conflicts=frozenset({"M0000"}))],
        mentors=mentors(1),
        at=NOW,
    )
    found = a_round(stage)
    assert pairs(stage, found) == ()
    [left] = board.left_of(reader=stage.reader("Dee"), round_id=found, at=NOW)
    assert "conflict" in left.why[0].text()
