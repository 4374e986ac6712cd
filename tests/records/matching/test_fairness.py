"""A round's report of fairness: made with the round, read by its coordinator, safe to leave."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cairn.clockwork.worker import Worker
from cairn.core.consent.readers import machine
from cairn.core.evaluation.small_numbers import K
from cairn.core.matching.profiles import MenteeProfile, MentorProfile
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.matching import fairness, learning, rounds
from cairn.records.matching.importing import bring_in
from cairn.records.matching.learning_rows import RoundReport
from cairn.records.matching.models import Round
from cairn.records.trail.models import Line
from tests.cast import NOW, Cast
from tests.records.matching.crowds import crowd


def a_round(stage: Cast, at=NOW):
    found = rounds.start_round(by=stage.reader("Dee"), at=at)
    Worker(clock=lambda: at).do_what_is_due()
    return found


def test_every_round_has_a_report_that_counts_everyone_once_for_each_kind(stage: Cast) -> None:
    crowd(stage, 40, 10)
    told = fairness.fairness_of(reader=stage.reader("Dee"), round_id=a_round(stage))
    for kind in {one.kind for one in told.groups}:
        groups = [one for one in told.groups if one.kind == kind]
        assert sum(one.people for one in groups) == 40
        assert sum(one.matched for one in groups) == Round.objects.get().matched
    assert told.priced
    assert told.kept is None
    assert told.practice.version is None


@pytest.mark.parametrize("who", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_a_coordinator_reads_it(stage: Cast, who: str) -> None:
    crowd(stage, 4, 2)
    found = a_round(stage)
    with pytest.raises(NotAllowed):
        fairness.fairness_of(reader=stage.reader(who), round_id=found)
    with pytest.raises(NotFound):
        fairness.fairness_of(reader=stage.reader("Dee"), round_id=stage.ana)


def test_what_leaves_has_no_small_count_and_stands_on_the_trail(stage: Cast) -> None:
    crowd(stage, 40, 8)
    found = a_round(stage)
    dee = stage.reader("Dee")
    whole = fairness.fairness_of(reader=dee, round_id=found).groups
    safe = fairness.fairness_to_leave(by=dee, round_id=found, at=NOW)
    assert len(safe) == len(whole)
    small = [one for one in whole if 0 < one.matched < K]
    assert small
    for one in safe:
        assert one.people is None or one.people == 0 or one.people >= K
        assert one.matched is None or one.matched == 0 or one.matched >= K
    assert Line.objects.order_by("-seq").values_list("act", flat=True)[0] == (
        "round.fairness_exported"
    )


def unequal(stage: Cast) -> None:
    """Six places for six young and six old; the young fit better."""
    young = [
        MenteeProfile(id=f"P{n}", age=25, goals=frozenset({"work"}), languages=frozenset({"en"}))
        for n in range(6)
    ]
    old = [
        MenteeProfile(id=f"P{n}", age=60, goals=frozenset({"health"}), languages=frozenset({"en"}))
        for n in range(6, 12)
    ]
    mentor = MentorProfile(
        id="M1", age=25, goals=frozenset({"work"}), capacity=6, languages=frozenset({"en"})
    )
    bring_in(
        by=machine("tests"), program=stage.program, mentees=[*young, *old], mentors=[mentor], at=NOW
    )


def test_the_limit_holds_in_a_round_and_the_report_says_so(stage: Cast) -> None:
    unequal(stage)
    dee = stage.reader("Dee")
    learning.set_limits(by=dee, explores=False, least_rate=1.0, at=NOW)
    told = fairness.fairness_of(reader=dee, round_id=a_round(stage))
    ages = {one.group: one.matched for one in told.groups if one.kind == "age"}
    assert ages == {"old": 3, "young": 3}
    assert told.kept == pytest.approx(1.0)
    assert told.practice.least_rate == 1.0


def test_the_database_holds_matching_one_report_a_round(stage: Cast) -> None:
    crowd(stage, 4, 2)
    found = a_round(stage)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundReport.objects.create(round_id=found, body={})


def test_a_report_remembers_the_practice_of_its_own_day(stage: Cast) -> None:
    crowd(stage, 4, 2)
    found = a_round(stage)
    dee = stage.reader("Dee")
    later = NOW + timedelta(days=1)
    learning.set_limits(by=dee, explores=False, least_rate=0.9, at=later)
    assert fairness.fairness_of(reader=dee, round_id=found).practice.least_rate is None
