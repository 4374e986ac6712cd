"""Before and after, with intervals and bounds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from tests.pages_of_methods import table

from cairn.core.evaluation import Change, days_used_change
from cairn.core.shared.refusals import Invalid


def compare(people: list[tuple[int, int, int, int]], **options: object) -> Change:
    columns = np.array(people, dtype=np.int64).reshape(-1, 4).T
    return days_used_change(*columns, **options)  # type: ignore[arg-type]


def test_every_published_example_comes_out_as_printed() -> None:
    rows = table(
        "outcomes.md",
        "used before",
        "known before",
        "used after",
        "known after",
        "before, of 84",
        "after, of 84",
        "difference",
        "least possible",
        "greatest possible",
    )
    for row in rows:
        used_before, known_before, used_after, known_after, *expected = map(int, row)
        found = compare([(used_before, known_before, used_after, known_after)])
        assert found.before is not None
        assert found.after is not None
        assert [
            found.before.mean,
            found.after.mean,
            found.difference,
            found.least,
            found.greatest,
        ] == pytest.approx(expected)


def test_the_interval_is_that_of_a_paired_t_test() -> None:
    random = np.random.default_rng(3)
    before, after = random.integers(0, 85, 40), random.integers(0, 60, 40)
    known = np.full(40, 84)
    found = days_used_change(before, known, after, known)
    reference = stats.ttest_rel(after, before).confidence_interval(0.95)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx(tuple(reference))
    assert found.before is not None
    assert (found.before.median, found.before.mean) == (np.median(before), before.mean())
    assert found.least == found.greatest == found.difference


def test_days_by_hand_give_a_known_interval() -> None:
    found = compare([(10, 84, 8, 84), (20, 84, 14, 84), (30, 84, 29, 84)], level=0.9)
    # differences -2, -6, -1: mean -3, sd sqrt(7), t(2, .95) = 2.919986
    assert found.difference == pytest.approx(-3)
    assert found.interval is not None
    assert found.interval.high == pytest.approx(-3 + 2.919986 * (7 / 3) ** 0.5, abs=1e-5)


def test_people_known_too_little_in_either_half_are_left_out_and_counted() -> None:
    found = compare([(1, 13, 5, 84), (5, 84, 1, 13), (10, 14, 14, 14)])
    assert (found.n, found.left_out) == (1, 2)
    assert found.after is not None
    assert (found.after.used, found.after.known, found.after.mean) == (14, 14, 84)
    assert found.after.coverage == pytest.approx(14 / 84)
    assert found.interval is None


def test_with_nobody_to_compare_nothing_is_claimed() -> None:
    found = compare([])
    assert (found.n, found.before, found.difference, found.interval) == (0, None, None, None)
    assert str(found.words) == "Too few days are known yet to compare before and after."


def test_it_is_said_in_words_with_what_it_rests_on() -> None:
    found = compare([(42, 84, 21, 84), (42, 84, 21, 84)])
    assert str(found.words) == (
        "2 people used on 21.0 of the last 84 days on average; in the 84 days before it was 42.0."
    )
    said = " ".join(map(str, found.assumptions))
    assert "at least 14 known days" in said
    assert "does not show what caused it" in said
    assert len(found.assumptions) == 5


def test_a_bootstrap_interval_comes_only_with_a_generator_and_repeats_with_its_seed() -> None:
    people = [(10 + i, 84, 5, 84) for i in range(20)]
    assert compare(people).bootstrap is None
    one = compare(people, generator=np.random.default_rng(1)).bootstrap
    two = compare(people, generator=np.random.default_rng(1)).bootstrap
    assert one == two
    student = compare(people).interval
    assert one is not None
    assert student is not None
    assert one.low == pytest.approx(student.low, abs=1)
    assert one.high == pytest.approx(student.high, abs=1)


@pytest.mark.parametrize("person", [(5, 4, 0, 84), (-1, 84, 0, 84), (0, 85, 0, 84)])
def test_counts_that_cannot_be_are_refused(person: tuple[int, int, int, int]) -> None:
    with pytest.raises(Invalid):
        compare([person])


def test_halves_of_different_people_are_refused() -> None:
    one, two = np.array([1]), np.array([1, 2])
    with pytest.raises(Invalid):
        days_used_change(one, one, two, two)
    with pytest.raises(Invalid):
        days_used_change(one, two, one, one)
    with pytest.raises(Invalid):
        days_used_change(one, one, one, one, least_known=0)


half = st.integers(0, 84).flatmap(lambda known: st.tuples(st.integers(0, known), st.just(known)))


@given(st.lists(st.tuples(half, half).map(lambda both: both[0] + both[1]), max_size=12))
def test_bounds_hold_the_estimate_and_swap_with_the_halves(
    people: list[tuple[int, int, int, int]],
) -> None:
    found = compare(people)
    assert found.n + found.left_out == len(people)
    if found.n == 0:
        return
    assert found.difference is not None
    assert found.least is not None
    assert found.greatest is not None
    assert found.least - 1e-9 <= found.difference <= found.greatest + 1e-9
    swapped = compare([person[2:] + person[:2] for person in people])
    assert swapped.difference == pytest.approx(-found.difference)
    assert swapped.least == pytest.approx(-found.greatest)
