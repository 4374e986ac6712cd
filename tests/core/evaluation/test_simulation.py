"""The simulator gives what it says it puts in, within the noise of its own draws."""

import dataclasses
from collections import defaultdict

import numpy as np
import pytest
from tests.pages_of_methods import table

from cairn.core.evaluation.simulation import (
    DAYS_BEFORE,
    DEMO,
    MAP_LIKE,
    NO_DIFFERENCE,
    Arm,
    Assumptions,
    SyntheticProgram,
    simulate,
)
from cairn.core.evaluation.simulation.use import expected_days, relapse_chance, time_scales
from cairn.core.goals import t_score
from cairn.core.shared.refusals import Invalid

FIRST = slice(DAYS_BEFORE, DAYS_BEFORE + 84)
FOLLOW_UP = slice(DAYS_BEFORE + 84, DAYS_BEFORE + 168)


@pytest.fixture(scope="module")
def demo_like() -> SyntheticProgram:
    return simulate(people=12_000, seed=11)


@pytest.fixture(scope="module")
def map_like() -> SyntheticProgram:
    return simulate(people=16_000, seed=12, arms=MAP_LIKE)


def test_the_chance_of_use_falls_with_every_day_since_the_last() -> None:
    chances = relapse_chance(np.arange(1.0, 400), np.array(5.0), 0.8)
    assert np.all(np.diff(chances) < 0)
    assert np.all((chances > 0) & (chances < 1))


def test_the_chances_multiply_to_the_log_logistic_curve_of_the_methods_page() -> None:
    kept = np.cumprod(1 - relapse_chance(np.arange(1.0, 366), np.array(90.0), 0.8))
    for days, share in table("simulation.md", "days", "share"):
        assert kept[int(days) - 1] == pytest.approx(float(share), abs=0.006)


def test_the_methods_page_tells_what_each_arm_puts_in() -> None:
    told = table("simulation.md", "`--arms`", "arm", "mean days put in", "where it is from")
    puts_in = {"demo": DEMO, "map": MAP_LIKE, "none": NO_DIFFERENCE}
    assert [row[:3] for row in told] == [
        [name, arm.name, str(arm.days_used)] for name, arms in puts_in.items() for arm in arms
    ]


def test_the_exact_expectation_is_the_mean_that_was_wished() -> None:
    assumed = Assumptions()
    for wished in (4.1, 16.6):
        before, after = time_scales(assumed, wished)
        expected = expected_days(scale_before=before, scale_after=after, assumptions=assumed)
        assert expected == pytest.approx((assumed.before_days, wished), abs=1e-3)


@pytest.mark.parametrize(("arm", "wished"), [(0, 4.1), (1, 16.6)])
def test_map_like_arms_have_the_means_of_the_secondary_source(
    map_like: SyntheticProgram, arm: int, wished: float
) -> None:
    days = map_like.used[map_like.arm == arm, FIRST].sum(axis=1)
    error = days.std() / np.sqrt(days.size)
    assert abs(days.mean() - wished) < 3.5 * error + 0.05


def test_map_like_arms_spread_as_the_published_p_value_implies(map_like: SyntheticProgram) -> None:
    spread = [map_like.used[map_like.arm == arm, FIRST].sum(axis=1).var() for arm in (0, 1)]
    assert np.sqrt(np.mean(spread)) == pytest.approx(16.7, abs=0.8)


def test_use_falls_in_both_arms_and_the_contrast_lasts(map_like: SyntheticProgram) -> None:
    def mean(arm: int, window: slice) -> float:
        return float(map_like.used[map_like.arm == arm, window].sum(axis=1).mean())

    for arm in (0, 1):
        assert mean(arm, slice(0, 84)) > mean(arm, FIRST) > mean(arm, FOLLOW_UP)
    assert mean(0, FOLLOW_UP) < mean(1, FOLLOW_UP)


def test_use_comes_in_runs(demo_like: SyntheticProgram) -> None:
    used = demo_like.used[:, FIRST]
    after_use = used[:, 1:][used[:, :-1]].mean()
    after_none = used[:, 1:][~used[:, :-1]].mean()
    assert after_use > 3 * after_none


def test_three_in_ten_leave_by_week_twelve(demo_like: SyntheticProgram) -> None:
    share = (demo_like.stayed < 84).mean()
    assert share == pytest.approx(0.304, abs=0.018)


def test_programs_differ_in_drop_out_as_the_prediction_interval_says() -> None:
    wide = Assumptions(program_spread=0.96)
    shares = [
        float((simulate(people=150, weeks=12, seed=seed, assumptions=wide).stayed < 84).mean())
        for seed in range(120)
    ]
    low, high = np.quantile(shares, [0.05, 0.95])
    assert 0.03 < low < 0.17
    assert 0.5 < high < 0.85


def test_alliance_and_mentor_go_with_fewer_days_of_use(demo_like: SyntheticProgram) -> None:
    days = demo_like.used[:, FIRST].sum(axis=1)
    met = demo_like.mentor_of >= 0
    alliance = np.corrcoef(demo_like.alliance[met], days[met])[0, 1]
    mentor = np.corrcoef(demo_like.mentor_quality[demo_like.mentor_of[met]], days[met])[0, 1]
    assert -0.28 < alliance < -0.15
    assert 2 * mentor / np.sqrt(1 - mentor**2) == pytest.approx(-0.4, abs=0.1)


def test_goal_scores_centre_on_fifty_with_a_spread_of_ten(demo_like: SyntheticProgram) -> None:
    levels: dict[int, list[int]] = defaultdict(list)
    rated = demo_like.goals
    for place in np.flatnonzero(rated.day == 84):
        levels[int(rated.mentee[place])].append(int(rated.level[place]))
    scores = np.array([t_score(held) for held in levels.values()])
    assert scores.mean() == pytest.approx(50, abs=0.6)
    assert scores.std() == pytest.approx(10, abs=0.6)


def test_feelings_move_with_use(demo_like: SyntheticProgram) -> None:
    said = demo_like.answers
    there = said.mood > 0
    used = demo_like.used
    assert said.mood[there & used].mean() < said.mood[there & ~used].mean() - 0.3
    craved = said.craving >= 0
    assert said.craving[craved & used].mean() > said.craving[craved & ~used].mean() + 0.8
    assert said.wants_call.sum() > 0
    for feeling, least, most in ((said.mood, 1, 5), (said.sleep, 1, 5), (said.craving, 0, 10)):
        known = feeling[feeling != -1]
        assert (known.min(), known.max()) == (least, most)


def test_what_is_said_is_true_or_missing_and_silence_follows_leaving(
    demo_like: SyntheticProgram,
) -> None:
    status = demo_like.answers.status
    told = status >= 0
    assert np.array_equal(status[told] == 1, demo_like.used[told])
    day = np.arange(status.shape[1]) - DAYS_BEFORE
    gone = day >= demo_like.stayed[:, None]
    assert not told[gone].any()
    assert set(np.unique(status)) == {-2, -1, 0, 1}
    by_person = (demo_like.answers.source == 2).sum(axis=1) / demo_like.stayed
    assert by_person.std() > 0.15


def test_contacts_belong_to_pairs_while_they_last(demo_like: SyntheticProgram) -> None:
    met = demo_like.contacts
    assert np.all(demo_like.mentor_of[met.mentee] >= 0)
    assert np.all(met.day < demo_like.stayed[met.mentee])
    assert np.all((met.minutes > 0) == met.kept)
    assert np.all((met.support > 0) == met.kept)
    a_week = met.day.size / (demo_like.stayed.sum() / 7)
    assert 0.9 < a_week < 1.5


def test_nobody_has_more_mentees_than_places_and_pairs_share_a_language() -> None:
    drawn = simulate(people=60, weeks=4, seed=5)
    taken = np.bincount(drawn.mentor_of, minlength=len(drawn.mentors))
    assert np.all(taken <= [mentor.capacity for mentor in drawn.mentors])
    shared = [
        mentee.languages & drawn.mentors[mentor].languages
        for mentee, mentor in zip(drawn.mentees, drawn.mentor_of, strict=True)
    ]
    assert all(shared)


def test_usual_care_meets_no_mentor_and_has_no_goals(map_like: SyntheticProgram) -> None:
    alone = map_like.arm == 1
    assert np.all(map_like.mentor_of[alone] == -1)
    assert not alone[map_like.contacts.mentee].any()
    assert not alone[map_like.goals.mentee].any()


def test_a_seed_gives_the_same_program_and_another_seed_another() -> None:
    one, same, other = (simulate(people=40, weeks=6, seed=seed) for seed in (3, 3, 4))
    assert one.mentees == same.mentees
    assert np.array_equal(one.answers.status, same.answers.status)
    assert np.array_equal(one.contacts.day, same.contacts.day)
    assert not np.array_equal(one.used, other.used)


@pytest.mark.parametrize(
    "wrong", [{"people": 0}, {"weeks": 0}, {"weeks": 105}, {"waiting": 9}, {"waiting": -1}]
)
def test_impossible_sizes_are_refused_kindly(wrong: dict[str, int]) -> None:
    with pytest.raises(Invalid):
        simulate(**{"people": 5, "seed": 1, **wrong})


def test_an_arm_outside_what_can_be_drawn_is_refused() -> None:
    with pytest.raises(Invalid, match="between"):
        Arm("too much", 80.0)


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        DEMO[0].days_used = 1.0  # type: ignore[misc]
