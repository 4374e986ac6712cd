"""Learning from a program's own pairs: only a coordinator adopts, every round remembers, rows hold."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.core.matching.learning import FIELDS, expert_weights, in_order
from cairn.core.matching.supposing import Wish
from cairn.core.shared.refusals import Invalid, NotAllowed, NotFound
from cairn.records.matching import board, choices, commands, learning, past, rounds, swapping
from cairn.records.matching.learning_rows import Practice, Version
from cairn.records.matching.models import Proposal
from cairn.records.matching.outlook import outlook
from cairn.records.mentorships.models import Mentorship
from cairn.records.trail.models import Line
from tests.cast import NOW, Cast
from tests.records.matching.crowds import crowd

LATER = NOW + timedelta(days=90)
MOVED = {
    "fields": list(FIELDS),
    "weights": {field: 1.0 if field == "goals" else 0.0 for field in FIELDS},
    "verdict": "moved",
    "mean": expert_weights().tolist(),
    "covariance": (0.01 * np.eye(len(FIELDS))).tolist(),
    "mentor_share": 0.1,
    "pairs": 100,
}


def lived(stage: Cast) -> None:
    """A crowd paired in a round; every third says no, every fourth pair ends soon."""
    crowd(stage, 60, 20)
    dee = stage.reader("Dee")
    found = rounds.start_round(by=dee, at=NOW)
    Worker(clock=lambda: NOW).do_what_is_due()
    commands.send_round(by=dee, round_id=found, at=NOW)
    for n, row in enumerate(Proposal.objects.filter(round_id=found).order_by("id")):
        yes = n % 3 != 0
        Proposal.objects.filter(id=row.id).update(
            standing="agreed" if yes else "declined", made_at=NOW
        )
        if yes:
            Mentorship.objects.create(
                program_id=stage.program,
                mentee_id=row.mentee_id,
                mentor_id=row.mentor_id,
                proposal=row.id,
                began_at=NOW,
                ended_at=NOW + timedelta(days=20) if n % 4 == 0 else None,
                ended_by=stage.dee if n % 4 == 0 else None,
            )


def version(stage: Cast, number: int = 1) -> Version:
    return Version.objects.create(
        program_id=stage.program, number=number, made_by=stage.dee, made_at=NOW, body=MOVED
    )


def test_without_a_past_a_version_is_the_evidence_and_cannot_be_adopted(stage: Cast) -> None:
    dee = stage.reader("Dee")
    found = learning.learn_now(by=dee, at=NOW)
    now, newest = learning.practice(reader=dee, at=NOW)
    assert newest is not None
    assert newest.body["verdict"] == "nothing"
    assert in_order(newest.body["weights"]).tolist() == expert_weights().tolist()
    assert now.weights == expert_weights().tolist()
    with pytest.raises(Invalid, match="does not differ"):
        learning.adopt(by=dee, version=found, at=NOW)


def test_the_past_is_read_as_it_was_and_unknown_outcomes_stay_unknown(stage: Cast) -> None:
    lived(stage)
    dee = stage.reader("Dee", at=LATER)
    early = past.past_pairs(reader=dee, at=NOW + timedelta(days=1))
    told = past.past_pairs(reader=dee, at=LATER)
    many = len(told.outcomes)
    assert many >= 50
    assert early.outcomes[:, 0].tolist() == told.outcomes[:, 0].tolist()
    assert np.isnan(early.outcomes[:, 1:3]).all()
    agreed = told.outcomes[:, 0] == 1
    assert np.isfinite(told.outcomes[agreed, 2]).all()
    assert 0 < told.outcomes[agreed, 2].mean() < 1
    assert np.isnan(told.outcomes[~agreed, 1:]).all()
    assert np.isnan(told.outcomes[:, 4]).all()
    assert told.features.shape == (many, len(FIELDS))
    assert ((told.features >= 0) & (told.features <= 1)).all()
    [one] = told.rounds
    assert one.features.shape == (many, many, len(FIELDS))
    np.testing.assert_allclose(one.features[np.arange(many), np.arange(many)], told.features)


def test_a_version_says_what_it_rests_on(stage: Cast) -> None:
    lived(stage)
    dee = stage.reader("Dee", at=LATER)
    learning.learn_now(by=dee, at=LATER)
    newest = learning.practice(reader=dee, at=LATER)[1]
    assert newest is not None
    assert newest.number == 1
    assert newest.body["pairs"] >= 50
    assert newest.body["known"]["accepted"] == newest.body["pairs"]
    assert newest.body["known"]["alliance"] == 0
    assert newest.body["judged"]["warning"].startswith("Past rounds left nothing to chance")


@pytest.mark.parametrize("who", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_a_coordinator_learns_adopts_and_sets_limits(stage: Cast, who: str) -> None:
    one, by = version(stage), stage.reader(who)
    for act in (
        lambda: learning.learn_now(by=by, at=NOW),
        lambda: learning.adopt(by=by, version=one.id, at=NOW),
        lambda: learning.set_limits(by=by, explores=True, least_rate=0.8, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert Practice.objects.count() == 0


def test_no_machine_adopts_and_eve_finds_nothing(stage: Cast) -> None:
    one = version(stage)
    with pytest.raises(NotFound):
        learning.adopt(by=machine("tests"), version=one.id, at=NOW)
    with pytest.raises((NotAllowed, NotFound)):
        learning.adopt(by=stage.reader("Eve"), version=one.id, at=NOW)
    with pytest.raises(NotFound):
        learning.adopt(by=stage.reader("Dee"), version=stage.ana, at=NOW)


def test_adopting_counts_from_then_on_and_older_rounds_keep_theirs(stage: Cast) -> None:
    one, dee = version(stage), stage.reader("Dee")
    learning.adopt(by=dee, version=one.id, at=NOW)
    before = learning.in_force(stage.program, at=NOW - timedelta(seconds=1))
    after = learning.in_force(stage.program, at=NOW)
    assert before.version is None
    assert after.version is not None
    assert after.version.number == 1
    assert after.weights[FIELDS.index("goals")] == 1
    learning.adopt(by=dee, version=None, at=NOW + timedelta(days=1))
    assert learning.in_force(stage.program, at=LATER).weights == expert_weights().tolist()
    assert len(learning.practices(reader=dee, at=LATER)) == 2


def test_other_choices_swaps_and_what_if_weigh_as_the_round_does(stage: Cast) -> None:
    one, dee = version(stage), stage.reader("Dee")
    only = {field: 1.0 if field == "pathways" else 0.0 for field in FIELDS}
    Version.objects.filter(id=one.id).update(body=MOVED | {"weights": only})
    learning.adopt(by=dee, version=one.id, at=NOW)
    crowd(stage, 12, 4)
    found = rounds.start_round(by=dee, at=NOW)
    Worker(clock=lambda: NOW).do_what_is_due()
    row = Proposal.objects.filter(round_id=found).order_by("id")[0]
    told = choices.for_mentee(row.round, row.mentee_id, at=NOW)
    assert {choice.fit for choice in told if choice.now} == {row.fit}
    fits = {choice.mentor: choice.fit for choice in told}
    for swap in swapping.swaps(row, at=NOW):
        assert swap.fits[0] == fits[swap.mentor]
    Proposal.objects.filter(round_id=found).update(standing="withdrawn")
    by_pathways = outlook(reader=dee, wish=Wish(), at=NOW).now.mean_fit
    soon = NOW + timedelta(hours=1)
    learning.adopt(by=dee, version=None, at=soon)
    assert outlook(reader=dee, wish=Wish(), at=soon).now.mean_fit != by_pathways


def test_setting_a_limit_keeps_the_version_and_stands_on_the_trail(stage: Cast) -> None:
    one, dee = version(stage), stage.reader("Dee")
    learning.adopt(by=dee, version=one.id, at=NOW)
    learning.set_limits(by=dee, explores=True, least_rate=0.8, at=NOW + timedelta(hours=1))
    now = learning.in_force(stage.program, at=LATER)
    acts = list(Line.objects.order_by("seq").values_list("act", "actor", "detail"))
    assert acts[-1] == ("practice.changed", stage.dee, "chance on, least rate 0.8")
    assert acts[-2] == ("weights.adopted", stage.dee, "version 1")
    assert now.version is not None
    assert (now.explores, now.least_rate) == (True, 0.8)
    with pytest.raises(Invalid, match="above 0"):
        learning.set_limits(by=dee, explores=False, least_rate=0.0, at=LATER)


def test_a_round_weighs_by_what_is_adopted(stage: Cast) -> None:
    crowd(stage, 30, 10)
    dee = stage.reader("Dee")
    plain = rounds.start_round(by=dee, at=NOW)
    Worker(clock=lambda: NOW).do_what_is_due()
    fits = {line.mentee: line.fit for line in board.pairs_of(reader=dee, round_id=plain, at=NOW)[0]}
    commands.set_aside(by=dee, round_id=plain, at=NOW)
    learning.adopt(by=dee, version=version(stage).id, at=NOW)
    again = rounds.start_round(by=dee, at=NOW)
    Worker(clock=lambda: NOW).do_what_is_due()
    new = {line.mentee: line.fit for line in board.pairs_of(reader=dee, round_id=again, at=NOW)[0]}
    assert set(fits) == set(new)
    assert {round(fit) for fit in new.values()} == {50}  # nobody names a goal: all neutral
    assert {round(fit) for fit in fits.values()} != {50}


def test_trying_near_equals_keeps_how_likely_each_pair_was(stage: Cast) -> None:
    crowd(stage, 30, 10)
    dee = stage.reader("Dee")
    learning.set_limits(by=dee, explores=True, least_rate=None, at=NOW)
    rounds.start_round(by=dee, at=NOW)
    Worker(clock=lambda: NOW).do_what_is_due()
    chances = list(Proposal.objects.values_list("chance", flat=True))
    assert chances
    assert all(chance is not None and 0 < chance <= 1 for chance in chances)


def test_the_database_holds_matching_version_once_and_matching_least_rate_is_a_share(
    stage: Cast,
) -> None:
    version(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        version(stage)
    for rate in (0.0, -0.5, 1.5):
        with pytest.raises(IntegrityError), transaction.atomic():
            Practice.objects.create(
                program_id=stage.program, least_rate=rate, set_by=stage.dee, set_at=NOW
            )
