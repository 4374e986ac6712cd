"""Counting with kindness."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages_of_methods import table

from cairn.core.milestones import Effort, by_no_use, count, lay_stones

START = date(2026, 1, 1)
ANSWERS = {"no use": True, "use": False, "?": None}


def days(told: list[bool | None]) -> dict[date, bool | None]:
    return {START + timedelta(days=i): counts for i, counts in enumerate(told)}


def test_the_published_examples_come_out_as_printed() -> None:
    rows = table("days.md", "days, oldest first (the last is today)", "stretch", "total", "longest")
    for told, stretch, total, longest in rows:
        answers = [ANSWERS[word.strip()] for word in told.split(",")]
        told_days = {day: said for day, said in days(answers).items() if said is not None}
        result = count(told_days, START + timedelta(days=len(answers) - 1))
        assert result.stretch == (None if stretch == "not known" else int(stretch)), told
        assert (result.total, result.longest) == (int(total), int(longest)), told


def test_nothing_told_is_not_zero_days() -> None:
    nothing = count({}, START)
    assert nothing.stretch is None
    assert nothing.began is None
    assert lay_stones({}, START) == ()


def test_the_journey_began_with_the_first_day_told_whatever_it_held() -> None:
    assert count(days([False, True]), START + timedelta(days=1)).began == START


def test_days_after_today_are_left_out() -> None:
    assert count(days([True, True, True]), START).total == 1


def test_statuses_become_days_that_count() -> None:
    assert by_no_use({START: 0, date(2026, 1, 2): 1, date(2026, 1, 3): -1}) == {
        START: True,
        date(2026, 1, 2): False,
        date(2026, 1, 3): None,
    }


def test_a_hard_day_lays_a_stone_of_its_own() -> None:
    stones = lay_stones(days([False]), START)
    assert {(stone.kind, stone.mark) for stone in stones} == {("check_in", 1), ("hard_day_told", 1)}
    assert {str(stone.words) for stone in stones} == {
        "The first day you told",
        "You told about a hard day",
    }


def test_stones_for_days_go_on_after_a_year() -> None:
    stones = lay_stones(days([True] * 500), START + timedelta(days=499))
    assert [stone.mark for stone in stones if stone.kind == "days"][-2:] == [365, 456]
    assert "456 days in all" in {str(stone.words) for stone in stones}


def test_a_hard_day_told_is_honored_once_and_never_counted() -> None:
    done = [(Effort.HARD_DAY_TOLD, START)] * 30
    [stone] = lay_stones({}, START, done)
    assert str(stone.words) == "You told about a hard day"


@pytest.mark.parametrize("effort", [one for one in Effort if one is not Effort.HARD_DAY_TOLD])
def test_every_other_effort_has_words_for_the_first_and_for_many(effort: Effort) -> None:
    done = [(effort, START)] * 5
    words = [str(stone.words) for stone in lay_stones({}, START, done)]
    assert len(set(words)) == 2
    assert "5" in words[-1]


told_days = st.dictionaries(
    st.integers(0, 60).map(lambda i: START + timedelta(days=i)),
    st.sampled_from([True, False, None]),
)
efforts = st.lists(st.tuples(st.sampled_from(list(Effort)), told_days.map(lambda _: START)))
TODAY = START + timedelta(days=50)


@given(told_days, st.integers(0, 60), st.sampled_from([True, False, None]), efforts)
def test_telling_another_day_never_takes_anything_away(
    told: dict[date, bool | None],
    new: int,
    counts: bool | None,
    done: list[tuple[Effort, date]],
) -> None:
    day = START + timedelta(days=new)
    if day in told:
        return
    more = told | {day: counts}
    before, after = count(told, TODAY), count(more, TODAY)
    assert after.total >= before.total
    assert after.longest >= before.longest
    if before.began is not None:
        assert after.began is not None
        assert after.began <= before.began
    laid = {(s.kind, s.mark): s.laid for s in lay_stones(told, TODAY, done)}
    now = {(s.kind, s.mark): s.laid for s in lay_stones(more, TODAY, done)}
    assert set(laid) <= set(now)
    assert all(now[stone] <= laid[stone] for stone in laid)


@given(told_days)
def test_no_stretch_runs_across_a_day_that_is_unknown(told: dict[date, bool | None]) -> None:
    result = count(told, TODAY)
    for length in (result.stretch or 0, result.longest):
        assert length <= result.total
    if result.stretch:
        last = TODAY if told.get(TODAY) is not None else TODAY - timedelta(days=1)
        assert all(told[last - timedelta(days=i)] for i in range(result.stretch))
        assert not told.get(last - timedelta(days=result.stretch))
