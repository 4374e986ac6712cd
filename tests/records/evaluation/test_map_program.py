"""A full MAP-style program (2 cohorts, 10 mentors, 25 mentees, rolling entry, about 36 weeks) through the
real commands; every number on the board is worked out again here, from the diary alone."""

import statistics
from datetime import timedelta
from math import sqrt

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from cairn.core.evaluation.simulation.cohorts import Happening, SyntheticMentee, begins, play
from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import Stage
from cairn.core.programs.shipped import shipped
from cairn.records.evaluation.cohort_table import Line, cohort_table
from cairn.records.evaluation.cohorts import Board, cohort_board
from tests.records.evaluation.map_program import Program, day_of, moment, set_up

pytestmark = pytest.mark.django_db
MAP = shipped("map")
MIDDLE = 8 * 7
WEEKS, FOLLOW_UP = 12, 12


@pytest.fixture
def program() -> Program:
    diary = play(MAP, np.random.default_rng(20260302))
    return set_up(diary, MAP)


def board(program: Program, cohort: int, day: int) -> Board:
    dee = program.reader(program.coordinator, Role.COORDINATOR)
    return cohort_board(
        reader=dee,
        cohort=program.cohorts[cohort],
        today=day_of(day),
        at=moment(day) + timedelta(hours=6),
    )


def end_of(one: SyntheticMentee, day: int) -> int:
    """The last day of mentoring so far."""
    known = one.last_day if one.last_day is not None and one.last_day <= day else None
    return min(day, one.first_day + 7 * WEEKS - 1, *([known] if known is not None else []))


def mine(program: Program, one: SyntheticMentee, day: int, kind: str) -> list[Happening]:
    return [
        h
        for h in program.diary.happenings
        if h.kind == kind and h.who == one.number and h.day <= day
    ]


def in_group(program: Program, one: SyntheticMentee, day: int) -> list[Happening]:
    return [
        h
        for h in program.diary.happenings
        if h.kind == "group" and one.number in h.among and h.day <= day
    ]


def stage_of(one: SyntheticMentee, day: int) -> Stage:
    if (
        one.last_day is not None
        and one.last_day < day
        and one.last_day < one.first_day + 7 * (WEEKS + FOLLOW_UP) - 1
    ):
        return Stage.LEFT
    week = (day - one.first_day) // 7 + 1
    if week <= WEEKS:
        return Stage.MENTORING
    return Stage.FOLLOW_UP if week <= WEEKS + FOLLOW_UP else Stage.DONE


def signs_of(program: Program, one: SyntheticMentee, day: int) -> set[str]:
    if stage_of(one, day) is not Stage.MENTORING:
        return set()
    talks, tries = mine(program, one, day, "talk"), mine(program, one, day, "try")
    last = max((h.day for h in talks), default=None)
    found = set()
    since = day - (one.first_day if last is None else last)
    if last is None and 7 <= day - one.first_day < 14:
        found.add("not_begun")
    if since >= 14:
        found.add("silent")
    if sum(last is None or h.day > last for h in tries) >= 2:
        found.add("unanswered")
    held = [
        h
        for h in program.diary.happenings
        if h.kind == "group" and h.who == one.cohort and one.first_day <= h.day <= day
    ]
    if len(held) >= 2 and not any(one.number in h.among for h in held[-2:]):
        found.add("groups")
    if one.first_day <= day - 13:
        given = sum(h.minutes for h in talks if h.day >= day - 13)
        given += sum(h.minutes for h in in_group(program, one, day) if h.day >= day - 13)
        if given < (120 + 60 * sum(h.day >= day - 13 for h in held)) / 2:
            found.add("half")
    return found


def check(program: Program, cohort: int, day: int) -> int:
    """Every number of one board against the diary; answers how many were compared."""
    found, compared = board(program, cohort, day), 0
    begun = [m for m in program.diary.mentees if m.cohort == cohort and m.first_day <= day]
    rows = {row.person: row for row in found.mentees}
    assert set(rows) == {program.mentees[m.number] for m in begun}
    for one in begun:
        row, weeks = rows[program.mentees[one.number]], (end_of(one, day) - one.first_day + 1) / 7
        assert row.week == (day - one.first_day) // 7 + 1
        assert row.stage is stage_of(one, day)
        assert row.seat.days_before == one.treated
        assert row.mentor_name == f"Mentor {one.mentor}"
        assert row.dose.weeks == pytest.approx(weeks)
        assert row.dose.group == sum(h.minutes for h in in_group(program, one, day))
        assert row.dose.group_planned == pytest.approx(weeks * 60)
        assert row.dose.individual == sum(h.minutes for h in mine(program, one, day, "talk"))
        assert row.dose.individual_planned == pytest.approx(weeks * 60)
        assert {sign.sign.value for sign in row.signs} == signs_of(program, one, day)
        compared += 10
    told = []
    for week in (4, 8, 12, 24):
        could = [m for m in begun if m.first_day + 7 * week - 1 <= day]
        kept = [m for m in could if m.last_day is None or m.last_day >= m.first_day + 7 * week - 1]
        told.append((week, len(kept), len(could)))
    assert found.retention == tuple(told)
    return compared + 8 + check_mentors(program, found, cohort, day)


def check_mentors(program: Program, found: Board, cohort: int, day: int) -> int:
    talks = [
        h
        for h in program.diary.happenings
        if h.kind == "supervise" and h.who == cohort and h.day <= day
    ]
    recent = [h for h in talks if day - 30 < h.day]
    rated = [h for h in program.diary.happenings if h.kind == "rate" and h.day <= day]
    numbers = [n for n, where in enumerate(program.diary.mentors) if where == cohort]
    assert [row.name for row in found.mentors] == [f"Mentor {n}" for n in numbers]
    for number, row in zip(numbers, found.mentors, strict=True):
        assert (row.month.talks, row.month.minutes) == (len(recent), sum(h.minutes for h in recent))
        enough = len(recent) >= 2 and sum(h.minutes for h in recent) >= 120
        in_time = day < begins(cohort) + 24 * 7
        assert row.due is (in_time and day - begins(cohort) >= 30 and not enough)
        assert row.people == sum(
            m.mentor == number and m.first_day <= day and stage_of(m, day) is Stage.MENTORING
            for m in program.diary.mentees
        )
        for source, (mean, many) in row.means.items():
            scores = [
                s for h in rated if h.who == number and h.source == source.value for s in h.among
            ]
            assert (mean, many) == (pytest.approx(statistics.mean(scores)), len(scores))
    theirs = [h for h in rated if h.who in numbers]
    table = np.zeros((4, 4))
    for one in (h for h in theirs if h.source == "self"):
        [other] = [
            h for h in theirs if (h.who, h.day, h.source) == (one.who, one.day, "supervisor")
        ]
        for a, b in zip(one.among, other.among, strict=True):
            table[a, b] += 1
    assert found.agreement.pairs == table.sum()
    if table.sum():
        kappa = cohens_kappa(table, wt="quadratic", return_results=False)
        assert found.agreement.kappa == pytest.approx(kappa)
        assert found.agreement.icc == pytest.approx(icc_again(theirs))
    return 12 * len(numbers) + 4


def icc_again(rated: list[Happening]) -> float:
    """ICC(2,1) by F ratios (McGraw and Wong), over weekly means that all three gave."""
    weeks: dict[tuple[int, int], dict[str, float]] = {}
    for h in rated:
        weeks.setdefault((h.who, h.day), {})[h.source] = statistics.mean(h.among)
    full = np.array(
        [[w[s] for s in ("self", "supervisor", "mentee")] for w in weeks.values() if len(w) == 3]
    )
    n, k = full.shape
    rows, columns = full.mean(axis=1).var(ddof=1) * k, full.mean(axis=0).var(ddof=1) * n
    error = (full.var(ddof=0) * n * k - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1))
    f_rows, f_columns = rows / error, columns / error
    return (f_rows - 1) / (f_rows + k - 1 + k * (f_columns - 1) / n)


def test_every_number_on_the_board_in_the_middle_and_at_the_end(program: Program) -> None:
    diary = program.diary
    assert (len(diary.mentors), len(diary.mentees)) == (10, 25)
    assert 35 * 7 <= diary.days <= 38 * 7
    program.play(MIDDLE)
    compared = sum(check(program, cohort, MIDDLE - 1) for cohort in (0, 1))
    check_supervisor(program)
    left = [h for h in diary.happenings if h.day >= MIDDLE]
    for one in left:
        getattr(program, f"_{one.kind}")(one)
    compared += sum(check(program, cohort, diary.days) for cohort in (0, 1))
    assert compared > 600
    check_table(program)


def check_table(program: Program) -> None:
    """The file for a paper's table, line by line."""
    diary, day = program.diary, program.diary.days
    reader = program.reader(program.coordinator, Role.COORDINATOR)
    lines = {
        one.name: one for one in cohort_table(reader=reader, today=day_of(day), at=moment(day))
    }
    people, weeks = (
        diary.mentees,
        {m.number: (end_of(m, day) - m.first_day + 1) / 7 for m in diary.mentees},
    )
    assert lines["mentees"] == Line("mentees", 25, 25)
    assert lines["mentors"] == Line("mentors", None, None)
    assert lines["cohorts"].value == 2
    expected = {
        "weeks_mentored": [weeks[m.number] for m in people],
        "days_of_treatment_before_start": [m.treated for m in people],
        "group_minutes_a_week": [
            sum(h.minutes for h in in_group(program, m, day)) / weeks[m.number] for m in people
        ],
        "individual_minutes_a_week": [
            sum(h.minutes for h in mine(program, m, day, "talk")) / weeks[m.number] for m in people
        ],
    }
    levels = {m.number: mine(program, m, day, "goal") for m in people}
    now = [50 + 10 * given[-1].among[0] for given in levels.values() if given]
    expected |= {
        "goal_t_now": now,
        "goal_t_start": [40.0] * len(now),
        "goal_t_change": [t - 40 for t in now],
    }
    for name, values in expected.items():
        assert lines[name].people == len(values), name
        assert lines[name].value == pytest.approx(sum(values) / len(values)), name
        mean = sum(values) / len(values)
        assert lines[name].sd == pytest.approx(
            sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))
        ), name
    for name in ("fidelity_self", "fidelity_weighted_kappa", "supervision_talks_a_month"):
        assert lines[name].value is None, "ten mentors are too few to leave the program as a figure"
    for week in (4, 8, 12, 24):
        could = [m for m in people if m.first_day + 7 * week - 1 <= day]
        kept = sum(m.last_day is None or m.last_day >= m.first_day + 7 * week - 1 for m in could)
        line = lines[f"retained_week_{week}"]
        few = any(0 < many < 11 for many in (kept, len(could) - kept))
        assert (line.value is None) is few
        assert few or (line.value, line.people) == (kept, len(could))


def check_supervisor(program: Program) -> None:
    """A supervisor sees the pairs of their own mentors and no others."""
    for who, seen in ((program.supervisor, True), (program.coordinator, False)):
        reader = program.reader(who, Role.SUPERVISOR)
        found = cohort_board(
            reader=reader, cohort=program.cohorts[0], today=day_of(MIDDLE), at=moment(MIDDLE)
        )
        assert (len(found.mentors) == 5) is seen
        assert bool(found.mentees) is seen
        assert not found.whole


def test_the_board_asks_as_often_for_few_as_for_many(
    program: Program, django_assert_num_queries
) -> None:
    program.play(10)
    with django_assert_num_queries(10):
        board(program, 0, 9)
    for one in program.diary.happenings:
        if 10 <= one.day < MIDDLE:
            getattr(program, f"_{one.kind}")(one)
    with django_assert_num_queries(10):
        assert len(board(program, 0, MIDDLE).mentees) > 6
