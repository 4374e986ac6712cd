"""What holds for every pool, however small or odd, checked against naive second solvers."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from cairn.core.matching import POLICIES, assign


@st.composite
def pools(draw, most_people=5, most_mentors=4):
    people = draw(st.integers(1, most_people))
    capacity = draw(st.lists(st.integers(0, 3), min_size=1, max_size=most_mentors))
    cells = draw(
        st.dictionaries(
            st.tuples(st.integers(0, people - 1), st.integers(0, len(capacity) - 1)),
            st.tuples(st.integers(-20, 20), st.integers(-5, 5)),
            min_size=1,
        )
    )
    mentee, mentor = (np.array(side) for side in zip(*cells, strict=True))
    score, theirs = (np.array(side) for side in zip(*cells.values(), strict=True))
    return mentee, mentor, score, np.array(capacity), theirs


def every_matching(mentee, mentor, capacity):
    """All matchings as arrays like `mentor_of`: slow and certain."""
    people = int(mentee.max()) + 1
    choices = [[-1, *mentor[mentee == person]] for person in range(people)]
    for chosen in product(*choices):
        taken = np.bincount([m for m in chosen if m >= 0], minlength=len(capacity))
        if (taken <= capacity).all():
            yield np.array(chosen)


def scores_of(chosen, mentee, mentor, score):
    return score[chosen[mentee] == mentor]


def regrets(mentee, score):
    best = {person: score[mentee == person].max() for person in set(mentee.tolist())}
    return np.array([best[p] - s for p, s in zip(mentee.tolist(), score.tolist(), strict=True)])


@given(pools())
def test_pool_fair_and_balanced_agree_with_trying_everything(pool):
    mentee, mentor, score, capacity, _ = pool
    regret = regrets(mentee, score)
    aims = {
        "pool": lambda c: (sum(scores_of(c, mentee, mentor, score)),),
        "fair": lambda c: (
            min(scores_of(c, mentee, mentor, score), default=0),
            sum(scores_of(c, mentee, mentor, score)),
        ),
        "balanced": lambda c: (
            -max(scores_of(c, mentee, mentor, regret), default=0),
            sum(scores_of(c, mentee, mentor, score)),
        ),
    }
    matchings = list(every_matching(mentee, mentor, capacity))
    most = max((m >= 0).sum() for m in matchings)
    fullest = [m for m in matchings if (m >= 0).sum() == most]
    for policy, aim in aims.items():
        result = assign(mentee, mentor, score, capacity, policy=policy)
        assert result.matched == result.most == most
        assert aim(result.mentor_of) == max(aim(m) for m in fullest)
        assert result.bound == max(sum(scores_of(m, mentee, mentor, score)) for m in fullest)
        assert result.optimal == (result.total == result.bound)


@given(pools())
def test_stable_matchings_leave_no_pair_that_would_rather_have_each_other(pool):
    mentee, mentor, score, capacity, theirs = pool
    for policy in ("stable_for_mentees", "stable_for_mentors"):
        result = assign(mentee, mentor, score, capacity, policy=policy, mentor_score=theirs)
        held = {
            (p, result.mentor_of[p]): place
            for place, p in enumerate(mentee.tolist())
            if result.mentor_of[p] == mentor[place]
        }
        for place, (p, m) in enumerate(zip(mentee.tolist(), mentor.tolist(), strict=True)):
            own = held.get((p, result.mentor_of[p]))
            wants = own is None or (-score[place], m) < (-score[own], mentor[own])
            seats = [at for (_, other), at in held.items() if other == m]
            wanted = len(seats) < capacity[m] or any(
                (-theirs[place], p) < (-theirs[at], mentee[at]) for at in seats
            )
            assert not (wants and wanted and (p, m) not in held)
        most = max((c >= 0).sum() for c in every_matching(mentee, mentor, capacity))
        assert result.most == most


@given(st.integers(0, 2**32 - 1))
def test_pool_agrees_with_the_second_solver_on_full_tables_of_fractions(seed):
    rng = np.random.default_rng(seed)
    people, mentors = rng.integers(1, 30), rng.integers(1, 12)
    capacity = rng.integers(0, 5, mentors)
    table = rng.normal(scale=10.0 ** rng.integers(-6, 7), size=(people, mentors))
    mentee, mentor = (axis.ravel() for axis in np.indices(table.shape))
    result = assign(mentee, mentor, table.ravel(), capacity)
    seats = np.repeat(table, capacity, axis=1)
    rows, columns = linear_sum_assignment(seats, maximize=True)
    assert result.matched == len(rows)
    assert result.total == pytest.approx(seats[rows, columns].sum(), rel=1e-9, abs=1e-12)
    assert result.optimal


@given(pools(most_people=8, most_mentors=6), st.sampled_from(POLICIES), st.randoms())
def test_the_order_of_the_pairs_changes_nothing(pool, policy, random):
    mentee, mentor, score, capacity, theirs = pool
    order = list(range(len(mentee)))
    random.shuffle(order)
    as_given = assign(mentee, mentor, score, capacity, policy=policy, mentor_score=theirs)
    shuffled = assign(
        mentee[order],
        mentor[order],
        score[order],
        capacity,
        policy=policy,
        mentor_score=theirs[order],
    )
    assert as_given.mentor_of.tolist() == shuffled.mentor_of.tolist()


@given(pools(most_people=8, most_mentors=6), st.sampled_from(POLICIES))
def test_capacity_is_never_exceeded_and_only_allowed_pairs_are_made(pool, policy):
    mentee, mentor, score, capacity, theirs = pool
    result = assign(mentee, mentor, score, capacity, policy=policy, mentor_score=theirs)
    placed = result.mentor_of[result.mentor_of >= 0]
    assert (np.bincount(placed, minlength=len(capacity)) <= capacity).all()
    allowed = set(zip(mentee.tolist(), mentor.tolist(), strict=True))
    made = {(p, m) for p, m in enumerate(result.mentor_of.tolist()) if m >= 0}
    assert made <= allowed
    assert result.matched == len(made)


@given(pools(most_people=8, most_mentors=6), pools(most_people=8), st.sampled_from(POLICIES))
def test_one_more_mentor_never_lowers_the_number_matched(pool, other, policy):
    mentee, mentor, score, capacity, theirs = pool
    liked = np.intersect1d(mentee, other[0])
    new = len(capacity)
    before = assign(mentee, mentor, score, capacity, policy=policy, mentor_score=theirs)
    after = assign(
        np.r_[mentee, liked],
        np.r_[mentor, np.full(len(liked), new)],
        np.r_[score, np.full(len(liked), 7)],
        np.r_[capacity, 2],
        policy=policy,
        mentor_score=np.r_[theirs, liked],
    )
    assert after.matched >= before.matched
