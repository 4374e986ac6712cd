"""Groups, intervals against published figures, prices, and the limit on matched rates."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.pages_of_methods import table

from cairn.core.matching import MenteeProfile, MentorProfile, assign
from cairn.core.matching.fairness import (
    Member,
    groups_of,
    hold_rates,
    prices,
    rate,
    tally,
    worst_ratio,
)
from cairn.core.matching.fairness.limit import LEAST_PEOPLE
from cairn.core.matching.fairness.report import newcombe, wilson


@pytest.mark.parametrize(
    "row", table("fairness.md", "matched", "of", "others matched", "of them", "low", "high")
)
def test_the_intervals_published_by_newcombe(row: list[str]) -> None:
    count, n, other, m = (int(cell) for cell in row[:4])
    _, low, high = newcombe(count, n, other, m)
    assert (f"{low:.4f}", f"{high:.4f}") == (row[4], row[5])


def test_wilson_at_the_ends_and_in_the_middle() -> None:
    assert wilson(0, 10) == (0.0, pytest.approx(0.2775, abs=1e-4))
    assert wilson(10, 10) == (pytest.approx(0.7225, abs=1e-4), 1.0)
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
    with pytest.raises(ValueError, match="share needs people"):
        wilson(1, 0)


def test_people_are_told_apart_by_what_they_said_and_nothing_else() -> None:
    one, two = groups_of(
        [
            MenteeProfile(id="a", gender="woman", age=29, languages=frozenset({"es"})),
            MenteeProfile(
                id="b", age=50, medication="on", languages=frozenset({"es", "en"}),
                experiences=frozenset({"prison"}),
            ),
        ]
    )  # fmt: skip
    assert one == {
        "gender": "woman", "age": "young", "language": "main", "medication": "not_said",
        "prison": "not_said",
    }  # fmt: skip
    assert (two["gender"], two["age"], two["medication"], two["prison"]) == (
        "not_said", "old", "yes", "yes",
    )  # fmt: skip


def test_a_group_is_set_against_all_others_of_its_kind() -> None:
    members = [Member({"age": "old"}, n < 2, n, 50.0 + n if n < 2 else None) for n in range(10)]
    members += [Member({"age": "young"}, n < 18, None, None) for n in range(20)]
    old, young = tally(members)
    assert (old.people, old.matched, old.waited, old.fit) == (10, 2, 4.5, 50.5)
    assert old.fit_low is not None
    assert old.fit_low < 50.5
    found = rate(old, (old, young))
    assert found.difference == pytest.approx(-0.7)
    assert found.apart
    assert rate(old, (old,)).difference is None


def test_a_protection_costs_what_the_pool_gains_without_it() -> None:
    mentees = [
        MenteeProfile(id="a", wished_gender=frozenset({"woman"})),
        MenteeProfile(id="b"),
    ]
    mentors = [MentorProfile(id="x", gender="man", capacity=2)]
    assert [(one.protection, one.matched) for one in prices(mentees, mentors, policy="pool")] == [
        ("wished_gender", 1)
    ]
    assert prices([], mentors, policy="pool") == ()


Pool = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, list[dict[str, str]]]


def unequal(seed: int, people: int = 12) -> Pool:
    """Half of the people fit better, so that the plain answer leaves the others out."""
    rng = np.random.default_rng(seed)
    mentee, mentor = np.divmod(np.arange(people * 3), 3)
    open_to = rng.random(people * 3) < 0.85
    fit = rng.integers(1000, 5000, people * 3) + np.where(mentee < people // 2, 4000, 0)
    groups = [{"g": "one" if row < people // 2 else "two"} for row in range(people)]
    return mentee[open_to], mentor[open_to], fit[open_to], np.full(3, 2), groups


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.5, 0.8, 1.0]))
def test_the_limit_never_costs_anyone_a_match_and_brings_the_rates_nearer(
    seed: int, least: float
) -> None:
    mentee, mentor, fit, places, groups = unequal(seed)
    found = assign(mentee, mentor, fit, places).mentor_of
    plain = np.full(12, -1, np.int64)
    plain[: len(found)] = found
    held = hold_rates(mentee, mentor, fit, places, plain, groups, least)
    assert (held.mentor_of >= 0).sum() == (plain >= 0).sum()
    assert (np.bincount(held.mentor_of[held.mentor_of >= 0], minlength=3) <= places).all()
    pairs = set(zip(mentee.tolist(), mentor.tolist(), strict=True))
    assert all(
        (row, int(column)) in pairs for row, column in enumerate(held.mentor_of) if column >= 0
    )
    assert held.kept >= worst_ratio(groups, plain) - 1e-9
    again = hold_rates(mentee, mentor, fit, places, plain, groups, least)
    assert again.mentor_of.tolist() == held.mentor_of.tolist()


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_best_of_all_that_keep_the_limit_by_trying_every_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people = 2 * LEAST_PEOPLE
    mentee, mentor = np.divmod(np.arange(people * 2), 2)
    fit = rng.integers(100, 900, people * 2) + np.where(mentee < LEAST_PEOPLE, 1000, 0)
    places = np.array([2, 2])
    groups = [{"g": "one" if row < LEAST_PEOPLE else "two"} for row in range(people)]
    plain = assign(mentee, mentor, fit, places).mentor_of
    assert worst_ratio(groups, plain) == 0
    held = hold_rates(mentee, mentor, fit, places, plain, groups, 0.9)
    scores = fit.reshape(people, 2)
    best = 0
    for choice in product((-1, 0, 1), repeat=people):
        given = np.array(choice)
        taken = np.bincount(given[given >= 0], minlength=2)
        if taken.tolist() == [2, 2] and worst_ratio(groups, given) >= 0.9:
            best = max(best, sum(int(scores[row, c]) for row, c in enumerate(choice) if c >= 0))
    assert sum(int(scores[row, c]) for row, c in enumerate(held.mentor_of) if c >= 0) == best


def test_where_it_cannot_be_kept_it_comes_as_near_as_can_be() -> None:
    mentee = np.repeat(np.arange(10), 1)
    mentor = np.where(mentee < 5, 0, 1)
    places = np.array([5, 1])
    groups = [{"g": "one" if row < 5 else "two"} for row in range(10)]
    fit = np.arange(10) + 1
    plain = assign(mentee, mentor, fit, places).mentor_of
    held = hold_rates(mentee, mentor, fit, places, plain, groups, 0.8)
    assert (held.mentor_of >= 0).sum() == 6
    assert held.kept == pytest.approx(0.2)


def test_small_groups_have_no_rate() -> None:
    groups = [{"g": "one"}] * 10 + [{"g": "two"}] * (LEAST_PEOPLE - 1)
    mentor_of = np.array([0] * 10 + [-1] * (LEAST_PEOPLE - 1))
    assert worst_ratio(groups, mentor_of) == 1
