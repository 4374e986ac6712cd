"""The demo's people have the stories that the front pages tell."""

import numpy as np
import pytest

from cairn.core.evaluation.simulation import DAYS_BEFORE, Demo, demo_program
from cairn.core.matching.vocabulary import SLOTS


@pytest.fixture(scope="module", params=[7, 8, 2026])
def demo(request: pytest.FixtureRequest) -> Demo:
    return demo_program(request.param)


def column(demo: Demo, mentee: int, days_ago: int) -> int:
    return DAYS_BEFORE + demo.today - days_ago - int(demo.program.entry[mentee])


def test_ana_has_been_here_96_days_and_has_a_stretch_of_12_after_a_setback(demo: Demo) -> None:
    program = demo.program
    assert demo.today - program.entry[demo.ana] == 96
    setback = column(demo, demo.ana, 13)
    status = program.answers.status[demo.ana]
    assert status[setback] == 1
    assert np.all(status[setback + 1 : setback + 13] == 0)
    assert np.all(status[setback - 40 : setback] != 1)
    assert np.all(status[column(demo, demo.ana, 0) :] == -1)


def test_ana_has_one_goal_that_moved_and_meets_bo_every_week(demo: Demo) -> None:
    program = demo.program
    hers = program.goals.mentee == demo.ana
    assert program.goals.level[hers].tolist() == [-1, -1, 0, 1]
    met = program.contacts.day[program.contacts.mentee == demo.ana]
    assert np.all(np.diff(met) == 7)
    assert 96 - met[-1] <= 7


def test_bo_has_three_people_in_different_need(demo: Demo) -> None:
    program = demo.program
    assert np.flatnonzero(program.mentor_of == demo.bo).tolist() == [
        demo.ana,
        demo.silent,
        demo.caller,
    ]
    quiet = program.answers.source[demo.silent]
    assert quiet[column(demo, demo.silent, 10)] == 2
    assert np.all(quiet[column(demo, demo.silent, 9) :] == 0)
    last_met = program.contacts.day[program.contacts.mentee == demo.silent].max()
    assert demo.today - program.entry[demo.silent] - last_met > 9
    asked = program.answers.wants_call
    assert np.flatnonzero(asked[demo.caller]).tolist() == [column(demo, demo.caller, 1)]
    assert not asked[demo.ana].any()


def test_nothing_is_known_of_today_and_later(demo: Demo) -> None:
    program = demo.program
    day = np.arange(program.used.shape[1]) - DAYS_BEFORE + program.entry[:, None]
    assert np.all(program.answers.status[day >= demo.today] == -1)
    assert np.all(program.entry[program.contacts.mentee] + program.contacts.day < demo.today)
    assert np.all(program.entry[program.goals.mentee] + program.goals.day < demo.today)


def test_some_wait_for_a_mentor_and_no_mentor_is_over_capacity(demo: Demo) -> None:
    program = demo.program
    assert (len(program.mentees), len(program.mentors)) == (44, 16)
    assert (program.mentor_of == -1).sum() >= 9
    taken = np.bincount(program.mentor_of[program.mentor_of >= 0], minlength=16)
    assert np.all(taken <= [mentor.capacity for mentor in program.mentors])


def test_bo_can_be_ana_s_mentor(demo: Demo) -> None:
    ana, bo = demo.program.mentees[demo.ana], demo.program.mentors[demo.bo]
    assert (ana.name, bo.name) == ("Ana", "Bo")
    assert ana.languages & bo.languages
    assert ana.available <= set(SLOTS)


def test_the_feelings_of_the_three_stay_on_their_scales(demo: Demo) -> None:
    said = demo.program.answers
    for feeling, most in ((said.mood, 5), (said.sleep, 5), (said.craving, 10)):
        assert feeling[:3].max() <= most
        assert feeling[:3].min() >= -1
