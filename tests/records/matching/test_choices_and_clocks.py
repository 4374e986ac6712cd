"""Choosing among three, response clocks, placing one at once, rethinking, locking and swapping."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.core.shared.refusals import Invalid, NotFound
from cairn.records.matching import asked, board, changes, clocks, commands, pool, queries, rounds
from cairn.records.matching.models import Alternative, Proposal, Round
from cairn.records.mentorships.commands import end
from cairn.records.mentorships.queries import running_of
from cairn.records.programs.queries import reader_for
from tests.cast import NOW, Cast
from tests.records.matching.crowds import crowd, do_the_work

WEEK = timedelta(days=7)


def a_round(stage: Cast, **plan):
    found = rounds.start_round(by=stage.reader("Dee"), at=NOW, plan=rounds.Plan(**plan))
    do_the_work()
    return found


def sent(stage: Cast, **plan):
    found = a_round(stage, **plan)
    commands.send_round(by=stage.reader("Dee"), round_id=found, at=NOW)
    return found


def say(proposal: Proposal, side: str, accepted: bool) -> str:
    by = reader_for(getattr(proposal, f"{side}_id"), at=NOW)
    return commands.answer(by=by, proposal=proposal.id, accepted=accepted, at=NOW)


def clock(at) -> None:
    clocks.keep_clocks(by=machine("clock"), at=at)


def test_no_place_stands_on_more_than_two_lists(stage: Cast) -> None:
    crowd(stage, 14, 8, capacity=3)
    found = a_round(stage, lists=3)
    first = Counter(Proposal.objects.filter(round_id=found).values_list("mentor_id", flat=True))
    also = Counter(Alternative.objects.values_list("mentor_id", flat=True))
    assert sum(also.values()) > len(first)
    assert all(also[mentor] <= 2 * (3 - first[mentor]) for mentor in also)
    assert max(Counter(Alternative.objects.values_list("proposal_id", flat=True)).values()) == 2


def test_choosing_another_gives_the_first_place_back_and_asks_the_other_mentor(
    stage: Cast,
) -> None:
    crowd(stage, 6, 4, capacity=2)
    sent(stage, lists=3)
    listed = Alternative.objects.order_by("id")[0]
    before = Proposal.objects.get(id=listed.proposal_id)
    ana, mentor = reader_for(listed.mentee_id, at=NOW), reader_for(listed.mentor_id, at=NOW)
    shown = asked.proposal(reader=ana, proposal_id=before.id, at=NOW)
    assert listed.id in {one.id for one in shown.others}
    with pytest.raises(NotFound):
        asked.proposal(reader=reader_for(before.mentor_id, at=NOW), proposal_id=before.id, at=NOW)
    with pytest.raises(NotFound):
        changes.choose_instead(by=mentor, alternative=listed.id, at=NOW)
    chosen = changes.choose_instead(by=ana, alternative=listed.id, at=NOW)
    before.refresh_from_db()
    assert before.standing == "withdrawn"
    assert commands.answer(by=mentor, proposal=chosen, accepted=True, at=NOW) == "agreed"


def test_a_place_that_was_taken_meanwhile_is_said_kindly(stage: Cast) -> None:
    crowd(stage, 6, 4, capacity=2)
    sent(stage, lists=3)
    listed = Alternative.objects.order_by("id")[0]
    room = pool.count(stage.program, at=NOW).room(listed.mentor_id)
    others = Alternative.objects.filter(mentor_id=listed.mentor_id).exclude(id=listed.id)
    for other in others[:room]:
        changes.choose_instead(by=reader_for(other.mentee_id, at=NOW), alternative=other.id, at=NOW)
    if pool.count(stage.program, at=NOW).room(listed.mentor_id) == 0:
        with pytest.raises(Invalid, match="Choose another"):
            changes.choose_instead(
                by=reader_for(listed.mentee_id, at=NOW), alternative=listed.id, at=NOW
            )
    held = Counter(
        Proposal.objects.filter(standing__in=["sent", "agreed"]).values_list("mentor_id", flat=True)
    )
    assert max(held.values()) <= 2


def test_at_half_time_both_are_reminded_once_and_at_the_end_the_pair_runs_out(
    stage: Cast,
) -> None:
    crowd(stage, 1, 2)
    sent(stage, answer_days=7)
    pair = Proposal.objects.get()
    clock(NOW + timedelta(days=3))
    pair.refresh_from_db()
    assert pair.reminded_at is None
    clock(NOW + timedelta(days=4))
    clock(NOW + timedelta(days=5))
    pair.refresh_from_db()
    assert pair.reminded_at == NOW + timedelta(days=4)
    assert asked.open_proposals(reader=reader_for(pair.mentor_id, at=NOW), at=NOW)[0].reminded
    clock(NOW + WEEK)
    pair.refresh_from_db()
    assert pair.standing == "expired"
    assert Round.objects.count() == 1
    assert pair.mentee_id in pool.count(stage.program, at=NOW).waiting


@pytest.mark.parametrize("how", ["declined", "expired"])
def test_whoever_said_yes_and_was_left_is_offered_the_next_best_at_once(
    stage: Cast, how: str
) -> None:
    made = crowd(stage, 2, 4)
    sent(stage)
    pair = Proposal.objects.get(mentee_id=made.people["mentee", "P0001"])
    say(pair, "mentee", True)
    if how == "declined":
        say(pair, "mentor", False)
    else:
        clock(NOW + WEEK)
    Worker(clock=lambda: NOW + WEEK).do_what_is_due()
    fresh = Proposal.objects.exclude(id=pair.id).get(mentee_id=pair.mentee_id)
    assert (fresh.standing, fresh.mentee_id) == ("sent", pair.mentee_id)
    assert fresh.mentor_id != pair.mentor_id
    assert fresh.due_at == fresh.sent_at + WEEK


def test_a_program_may_want_to_look_at_the_next_best_itself(stage: Cast) -> None:
    made = crowd(stage, 2, 4)
    sent(stage, follows_up=False)
    say(Proposal.objects.get(mentee_id=made.people["mentee", "P0001"]), "mentee", False)
    do_the_work()
    assert Proposal.objects.filter(standing="drafted").count() == 1


def test_who_comes_on_tuesday_gets_what_fridays_round_would_give_them(stage: Cast) -> None:
    made = crowd(stage, 12, 4, capacity=2)
    dee = stage.reader("Dee")
    friday = a_round(stage)
    best = {
        (one.mentee, one.mentor) for one in board.pairs_of(reader=dee, round_id=friday, at=NOW)[0]
    }
    commands.set_aside(by=dee, round_id=friday, at=NOW)
    tuesday = made.people["mentee", "P0003"]
    found = rounds.place_one(by=dee, program=stage.program, mentee=tuesday, sends=False, at=NOW)
    do_the_work()
    placed = Proposal.objects.filter(round_id=found)
    assert {(one.mentee_id, one.mentor_id) for one in placed} == {
        pair for pair in best if pair[0] == tuesday
    }
    later = queries.round_facts(reader=dee, round_id=a_round(stage))
    assert len(placed) + (later.matched or 0) == len(best)


def test_only_those_who_wait_are_placed(stage: Cast) -> None:
    crowd(stage, 1, 1)
    with pytest.raises(NotFound):
        rounds.place_one(
            by=stage.reader("Dee"), program=stage.program, mentee=stage.ana, sends=False, at=NOW
        )


def test_rethinking_moves_only_what_nobody_said_yes_to_and_nothing_locked(stage: Cast) -> None:
    crowd(stage, 6, 2, capacity=3)
    first = sent(stage)
    agreed, locked, *_ = Proposal.objects.filter(round_id=first).order_by("id")
    say(agreed, "mentee", True)
    Proposal.objects.filter(id=locked.id).update(locked_at=NOW)
    crowd(stage, 12, 6, capacity=3)
    a_round(stage, rethinks=True)
    standing = dict(Proposal.objects.filter(round_id=first).values_list("id", "standing"))
    assert standing[agreed.id] == standing[locked.id] == "sent"
    open_now = Proposal.objects.filter(standing__in=["drafted", "sent"])
    assert len({one.mentee_id for one in open_now}) == open_now.count() == 12
    assert max(Counter(one.mentor_id for one in open_now).values()) <= 3


def test_a_locked_pair_stays_when_the_round_is_set_aside(stage: Cast) -> None:
    crowd(stage, 3, 1)
    found, dee = a_round(stage), stage.reader("Dee")
    kept = Proposal.objects.order_by("id")[0]
    changes.keep_as_it_is(by=dee, proposal=kept.id, locked=True, at=NOW)
    assert commands.set_aside(by=dee, round_id=found, at=NOW) == 2
    changes.keep_as_it_is(by=dee, proposal=kept.id, locked=False, at=NOW)
    assert commands.set_aside(by=dee, round_id=found, at=NOW) == 1


def test_two_pairs_change_mentors_and_the_total_changes_as_it_was_said(stage: Cast) -> None:
    crowd(stage, 9, 3, capacity=3)
    found, dee = a_round(stage), stage.reader("Dee")

    def total() -> float:
        lines, _ = board.pairs_of(reader=dee, round_id=found, at=NOW)
        return sum(line.fit for line in lines)

    before = total()
    pair, swap = next(
        (pair, options[0])
        for pair in Proposal.objects.filter(round_id=found).order_by("id")
        if (options := changes.swaps_of(reader=dee, proposal=pair.id, at=NOW))
    )
    told = changes.swap_pairs(by=dee, one=pair.id, other=swap.proposal, at=NOW)
    assert told == swap.effect
    assert total() == pytest.approx(before + told)
    assert Proposal.objects.filter(standing="drafted").count() == 9
    with pytest.raises(NotFound):
        changes.swap_pairs(by=dee, one=pair.id, other=swap.proposal, at=NOW)


@pytest.mark.parametrize("plan", [{"answer_days": 0}, {"answer_days": 61}])
def test_a_round_gives_people_a_reasonable_time(stage: Cast, plan: dict[str, int]) -> None:
    crowd(stage, 1, 1)
    with pytest.raises(Invalid):
        a_round(stage, **plan)


def test_after_a_mentorship_has_ended_a_round_looks_for_someone_else(stage: Cast) -> None:
    made = crowd(stage, 2, 4)
    sent(stage)
    pair = Proposal.objects.get(mentee_id=made.people["mentee", "P0001"])
    say(pair, "mentee", True)
    say(pair, "mentor", True)
    ana = reader_for(pair.mentee_id, at=NOW)
    (walk,) = running_of([pair.mentee_id], program=stage.program, at=NOW)
    end(by=ana, mentorship=walk.id, at=NOW)
    assert pair.mentee_id in pool.count(stage.program, at=NOW).waiting
    a_round(stage)
    fresh = Proposal.objects.get(mentee_id=pair.mentee_id, standing="drafted")
    assert fresh.mentor_id != pair.mentor_id


@pytest.mark.parametrize("plan", [{"lists": 0}, {"lists": 4}, {"answer_days": 0}])
def test_the_database_holds_matching_round_within_reason(stage: Cast, plan: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            program_id=stage.program, made_by=stage.dee, made_at=NOW, policy="pool", **plan
        )


def test_the_database_holds_matching_alternative_once(stage: Cast) -> None:
    crowd(stage, 6, 4, capacity=2)
    a_round(stage, lists=3)
    kept = Alternative.objects.values("proposal_id", "mentee_id", "mentor_id", "fit", "reasons")[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Alternative.objects.create(**kept)
