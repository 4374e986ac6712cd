"""`assign` against generated instances with known optima, and real project wishes."""

import gzip
import json

import numpy as np
import pytest
from tests.shared_data import shared_data

from cairn.core.matching import assign

INSTANCES = [
    "tiny",
    "cohort50",
    "cohort50_short",
    "c200_independent",
    "c300",
    "p1k_sparse",
    "p1k_top32",
    "p10k_top24",
]


class Instance:
    def __init__(self, name):
        folder = shared_data("matching")
        self.folder, self.name = folder, name
        expected = json.loads((folder / "expected.json").read_text())
        self.expected = next(entry for entry in expected if entry["instance"] == name)
        table = self.read("pairs")
        self.mentee, self.mentor, self.score, self.mentor_score = table.T
        self.capacity = self.read("mentors")[:, 1]

    def read(self, part):
        with gzip.open(self.folder / f"{self.name}_{part}.csv.gz", "rt") as lines:
            return np.loadtxt(lines, delimiter=",", skiprows=1, dtype=np.int64, ndmin=2)

    def assign(self, policy, score=None):
        return assign(
            self.mentee,
            self.mentor,
            self.score if score is None else score,
            self.capacity,
            policy=policy,
            mentor_score=self.mentor_score,
        )

    def given(self, result, score):
        taken = result.mentor_of[self.mentee] == self.mentor
        return score[taken]


@pytest.fixture(params=INSTANCES)
def instance(request):
    return Instance(request.param)


def test_pool_reaches_the_known_optimum_and_proves_it(instance):
    known, result = instance.expected["max_card_then_score"], instance.assign("pool")
    assert (result.matched, result.total) == (known["matched"], known["score"])
    assert result.bound == result.total
    assert result.optimal
    assert result.most == result.matched


def test_pool_on_both_sides_scores_reaches_the_known_optimum(instance):
    known = instance.expected["max_card_then_sum_of_both"]
    result = instance.assign("pool", instance.score + instance.mentor_score)
    assert (result.matched, result.total, result.optimal) == (
        known["matched"],
        known["score"],
        True,
    )


def test_leaving_someone_unmatched_can_be_priced_in_with_a_waiting_place(instance):
    people = int(instance.mentee.max()) + 1
    waiting = len(instance.capacity)
    result = assign(
        np.r_[instance.mentee, np.arange(people)],
        np.r_[instance.mentor, np.full(people, waiting)],
        np.r_[instance.score, np.full(people, 12000)],
        np.r_[instance.capacity, people],
    )
    assert result.total - 12000 * people == instance.expected["worth_it_12000"]["value"]
    assert result.optimal


def test_fair_reaches_the_known_floor_and_the_best_total_above_it(instance):
    known, result = instance.expected["fair_floor"], instance.assign("fair")
    assert instance.given(result, instance.score).min() == known["best_possible_lowest_score"]
    assert result.matched == known["matched"]
    assert result.total == known["best_score_subject_to_floor"]
    assert result.bound == instance.expected["max_card_then_score"]["score"]


def test_balanced_matches_as_many_with_no_larger_regret_than_pool(instance):
    best = np.zeros(int(instance.mentee.max()) + 1, np.int64)
    np.maximum.at(best, instance.mentee, instance.score)
    regret = best[instance.mentee] - instance.score
    balanced, pool = instance.assign("balanced"), instance.assign("pool")
    assert balanced.matched == pool.matched
    largest = instance.given(balanced, regret).max()
    assert largest <= instance.given(pool, regret).max()
    smaller = regret < largest
    narrower = assign(
        instance.mentee[smaller],
        instance.mentor[smaller],
        instance.score[smaller],
        instance.capacity,
    )
    assert narrower.matched < balanced.matched


@pytest.mark.parametrize("side", ["mentee", "mentor"])
@pytest.mark.parametrize("name", [name for name in INSTANCES if name != "p10k_top24"])
def test_both_stable_matchings_are_the_known_ones(name, side):
    instance = Instance(name)
    known = instance.expected[f"stable_{side}_optimal"]
    result = instance.assign(f"stable_for_{side}s")
    assert result.matched == known["matched"]
    assert result.total == known["mentee_score"]
    assert instance.given(result, instance.mentor_score).sum() == known["mentor_score"]
    for mentee, mentor in instance.read(f"stable_{side}_optimal"):
        assert result.mentor_of[mentee] == mentor


@pytest.mark.parametrize("year", range(1, 6))
def test_real_project_wishes_get_the_least_rank_sum(year):
    name = f"00038-0000000{year}.soi"
    known = json.loads(shared_data("preflib", "expected.json").read_text())
    known = next(entry for entry in known if entry["file"] == name)
    student, project, rank = [], [], []
    with gzip.open(shared_data("preflib", f"{name}.gz"), "rt") as lines:
        ballots = [line.split(":") for line in lines if not line.startswith("#")]
    for count, wishes in ballots:
        for _ in range(int(count)):
            number = len(set(student))
            for place, wish in enumerate(wishes.strip().split(","), start=1):
                student.append(number)
                project.append(int(wish))
                rank.append(place)
    result = assign(student, project, -np.array(rank), np.ones(max(project) + 1, int))
    best = known["max_card_then_min_rank_sum"]
    assert (result.matched, -result.total) == (best["matched"], best["rank_sum"])
    assert result.optimal
