"""Endpoints over day-by-day records."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pages_of_methods import table

from cairn.core.evaluation import DAY_ENDPOINTS, day_endpoints, weekly_use
from cairn.core.evaluation import days as engine
from cairn.core.shared.refusals import Invalid

SIGNS = {"?": -1, "n": 0, "u": 1}


def days(*people: str) -> np.ndarray:
    width = max(len(person) for person in people)
    return np.array(
        [[SIGNS[sign] for sign in person.ljust(width, "?")] for person in people], dtype=np.int8
    )


def one(person: str, window: tuple[int, int] | None = None) -> dict[str, float]:
    status = days(person)
    found = day_endpoints(status, [window or (0, status.shape[1] - 1)])
    return {name: float(column[0, 0]) for name, column in found.items()}


def test_every_published_example_comes_out_as_printed() -> None:
    header = ["days", "known_days", "days_used", "percent_days_abstinent"]
    header += ["longest_abstinent_run", "any_use", "days_to_first_use", "first_use_event"]
    rows = table("outcomes.md", *header)
    for person, *cells in rows:
        found = one(person.strip("`"))
        for name, cell in zip(header[1:], cells, strict=True):
            expected = float("nan") if cell == "none" else float(cell)
            assert found[name] == pytest.approx(expected, abs=5e-5, nan_ok=True), (person, name)


def test_heavy_weeks_and_relapse_by_hand() -> None:
    found = one("nnn" + "unuu" + "unnnnnn" + "uuu")
    assert (found["relapse_day"], found["relapse_event"]) == (2, 1)
    assert found["heavy_weeks"] == 0
    assert one("nuuuunn" + "uuuu")["heavy_weeks"] == 2


def test_a_gap_stops_the_clock_of_relapse_too() -> None:
    found = one("nnnnnnn?uuuuuuu")
    assert (found["relapse_day"], found["relapse_event"]) == (7, 0)
    assert found["days_used"] == 7


def test_days_beyond_the_records_are_unknown() -> None:
    found = one("nn", (0, 3))
    assert (found["window_days"], found["known_days"], found["coverage"]) == (4, 2, 0.5)
    assert found["any_use"] == -1
    assert one("nn", (5, 9))["known_days"] == 0


def test_each_result_is_people_by_windows() -> None:
    found = day_endpoints(days("nnu", "u??"), [(0, 0), (1, 2)])
    assert tuple(found) == DAY_ENDPOINTS
    assert {column.shape for column in found.values()} == {(2, 2)}
    assert found["days_used"].tolist() == [[0, 1], [1, 0]]
    assert all(c.shape == (2, 0) for c in day_endpoints(days("n", "u"), []).values())
    assert all(
        c.shape == (0, 1) for c in day_endpoints(np.empty((0, 3), np.int8), [(0, 2)]).values()
    )


def test_days_after_a_persons_last_are_outside_and_not_unknown() -> None:
    status = days("nnnnnnn", "nnn????", "???????")
    found = day_endpoints(status, [(0, 6), (5, 6)], np.array([7, 3, 0]))
    assert found["window_days"].tolist() == [[7, 2], [3, 0], [0, 0]]
    assert found["any_use"].tolist() == [[0, 0], [0, -1], [-1, -1]]
    assert found["coverage"][1, 0] == 1
    assert np.isnan(found["coverage"][1, 1])


def test_weeks_are_use_none_or_unknown() -> None:
    weeks = weekly_use(days("nnnnnnn" + "nn?nnnn" + "?u?????" + "nn"), (0, 22))
    assert weeks.tolist() == [[0, -1, 1, 0]]


@pytest.mark.parametrize("window", [(-1, 3), (3, 2)])
def test_impossible_windows_are_refused(window: tuple[int, int]) -> None:
    with pytest.raises(Invalid):
        day_endpoints(days("nnnn"), [window])
    with pytest.raises(Invalid):
        weekly_use(days("nnnn"), window)


def test_impossible_days_are_refused() -> None:
    for status in (np.array([[2]], np.int8), np.array([[0]], np.int64), np.array([0], np.int8)):
        with pytest.raises(Invalid):
            day_endpoints(status, [(0, 0)])


people = st.lists(st.text("?nu", min_size=1, max_size=40), min_size=1, max_size=8)


@given(people, st.integers(0, 20), st.integers(0, 30))
def test_agrees_with_reading_day_by_day(several: list[str], first: int, more: int) -> None:
    found = day_endpoints(days(*several), [(first, first + more)])
    width = max(map(len, several))
    for row, person in enumerate(several):
        cut = person.ljust(width, "?")[first : first + more + 1].ljust(more + 1, "?")
        expected = _slowly(cut)
        for name, value in expected.items():
            assert found[name][row, 0] == pytest.approx(value, nan_ok=True), (cut, name)


def _slowly(cut: str) -> dict[str, float]:
    known = len(cut.replace("?", ""))
    used = cut.count("u")
    before_gap = cut.split("?")[0]
    first = before_gap.find("u")
    starts = [
        i for i in range(len(before_gap) - 6) if before_gap[i : i + 7].count("u") >= engine.HEAVY
    ]
    nothing = float("nan")
    return {
        "known_days": known,
        "days_used": used,
        "days_abstinent": cut.count("n"),
        "percent_days_abstinent": 100 * cut.count("n") / known if known else nothing,
        "longest_abstinent_run": max(
            len(run) for run in cut.replace("?", " ").replace("u", " ").split(" ")
        ),
        "any_use": 1 if used else 0 if known == len(cut) else -1,
        "days_to_first_use": (first + 1 if first >= 0 else len(before_gap)) if known else nothing,
        "first_use_event": int(first >= 0),
        "relapse_day": (starts[0] + 1 if starts else len(before_gap)) if known else nothing,
        "relapse_event": len(starts[:1]),
        "heavy_weeks": sum(cut[i : i + 7].count("u") >= 4 for i in range(0, len(cut), 7)),
        "observed_run": len(before_gap),
    }


def test_blocks_of_people_join_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    status = np.random.default_rng(7).integers(-1, 2, size=(37, 50)).astype(np.int8)
    whole = day_endpoints(status, [(0, 49), (3, 60)])
    weeks = weekly_use(status, (3, 60))
    monkeypatch.setattr(engine, "_BLOCK_CELLS", 100)
    blocks = day_endpoints(status, [(0, 49), (3, 60)])
    for name in DAY_ENDPOINTS:
        np.testing.assert_array_equal(whole[name], blocks[name])
    np.testing.assert_array_equal(weeks, weekly_use(status, (3, 60)))
