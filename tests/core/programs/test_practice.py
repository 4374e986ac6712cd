"""Templates: what ships, what they promise, and that a form's text is read back as it was written."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.people.roles import Role
from cairn.core.programs.cohorts import (
    Stage,
    Stay,
    ask_entry,
    last_day_of,
    last_entry,
    retained,
    stage,
    week_of,
    weeks_mentored,
)
from cairn.core.programs.practice import (
    Module,
    from_data,
    read_items,
    read_measures,
    read_modules,
    write_measures,
    write_modules,
)
from cairn.core.programs.shipped import ORDER, shelf, shipped
from cairn.core.shared.refusals import Invalid

MAP = shipped("map")
MONDAY = date(2026, 3, 2)


def day(number: int) -> date:
    """The n-th day, 1 being the first."""
    return MONDAY + timedelta(days=number - 1)


def test_map_is_as_the_abstracts_have_it_and_says_that_it_is_no_manual() -> None:
    assert (MAP.cohorts, MAP.mentors, MAP.mentees) == (2, (4, 5), (12, 13))
    assert (MAP.weeks, MAP.mentor_weeks, MAP.follow_up_weeks) == (12, 24, 12)
    assert (MAP.group_minutes, MAP.individual_minutes) == (60, (60, 240))
    assert (MAP.start_within_days, MAP.mentor_months) == (30, 6)
    assert (MAP.supervision_sessions, MAP.supervision_minutes) == (2, 120)
    assert "not the authors' manual" in MAP.source
    assert len(MAP.modules) == MAP.weeks


@pytest.mark.parametrize("key", ORDER)
def test_each_shipped_template_names_its_source_and_survives_being_kept(key: str) -> None:
    one = shelf()[key]
    assert one.source
    assert from_data(json.loads(json.dumps(one.as_data()))) == one
    assert read_modules(write_modules(one.modules)) == one.modules
    assert read_measures(write_measures(one.measures)) == one.measures
    assert read_items("\n".join(one.fidelity)) == one.fidelity


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"mentors": (5, 4)}, "mentors"),
        ({"weeks": 261}, "weeks"),
        ({"mentor_weeks": 11}, "mentor_weeks"),
        ({"group_minutes": 0, "individual_minutes": (0, 0)}, "group_minutes"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused_beside_its_field(
    change: dict, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        replace(MAP, **change)
    assert refused.value.field == field


def test_modules_are_titles_with_points_and_begin_again_after_the_last() -> None:
    read = read_modules("One\n- a\n-b\n\nTwo\n")
    assert read == (Module("One", ("a", "b")), Module("Two"))
    two = replace(MAP, modules=read)
    assert [two.module_of(week).title for week in (1, 2, 3)] == ["One", "Two", "One"]  # type: ignore[union-attr]
    assert two.module_of(0) is None
    for wrong in ("- a point first", "x" * 121):
        with pytest.raises(Invalid):
            read_modules(wrong)
    for wrong in ("Goals", "Goals: soon", "Goals: 900", ": 3"):
        with pytest.raises(Invalid):
            read_measures(wrong)


def test_the_weeks_of_one_person() -> None:
    stay = Stay(MONDAY)
    told = [
        (0, 0, Stage.AHEAD),
        (1, 1, Stage.MENTORING),
        (7, 1, Stage.MENTORING),
        (8, 2, Stage.MENTORING),
    ]
    told += [
        (84, 12, Stage.MENTORING),
        (85, 13, Stage.FOLLOW_UP),
        (168, 24, Stage.FOLLOW_UP),
        (169, 25, Stage.DONE),
    ]
    for number, week, where in told:
        assert week_of(MONDAY, day(number)) == week
        assert stage(MAP, stay, day(number)) is where
    assert stage(MAP, Stay(MONDAY, day(30)), day(30)) is Stage.MENTORING
    assert stage(MAP, Stay(MONDAY, day(30)), day(31)) is Stage.LEFT
    assert stage(MAP, Stay(MONDAY, day(30)), day(400)) is Stage.LEFT
    assert stage(MAP, Stay(MONDAY, day(168)), day(400)) is Stage.DONE
    assert stage(shipped("coaching"), stay, day(900)) is Stage.MENTORING
    assert weeks_mentored(MAP, stay, day(14)) == 2
    assert weeks_mentored(MAP, stay, day(400)) == 12
    assert weeks_mentored(MAP, Stay(MONDAY, day(21)), day(400)) == 3
    assert weeks_mentored(MAP, stay, day(0)) == 0


def test_entry_is_rolling_until_the_last_day_that_leaves_all_the_weeks() -> None:
    final = MONDAY + timedelta(weeks=12)
    assert last_entry(MAP, MONDAY) == final
    assert last_entry(shipped("coaching"), MONDAY) is None
    assert last_day_of(MAP, MONDAY, mentor=True) == MONDAY + timedelta(days=24 * 7 - 1)
    assert last_day_of(MAP, final) == MONDAY + timedelta(days=36 * 7 - 1)
    common = {"cohort_first_day": MONDAY, "there": 0}
    ask_entry(MAP, part=Role.PARTICIPANT, day=final, **common)
    ask_entry(MAP, part=Role.MENTOR, day=final, months=6, **common)
    for part, when, there, months in (
        (Role.PARTICIPANT, day(0), 0, None),
        (Role.PARTICIPANT, final + timedelta(days=1), 0, None),
        (Role.PARTICIPANT, MONDAY, 13, None),
        (Role.MENTOR, MONDAY, 5, 9),
        (Role.MENTOR, MONDAY, 0, 5),
        (Role.MENTOR, MONDAY, 0, None),
    ):
        with pytest.raises(Invalid):
            ask_entry(MAP, part=part, cohort_first_day=MONDAY, day=when, there=there, months=months)


@given(st.integers(0, 300), st.integers(1, 24), st.one_of(st.none(), st.integers(1, 200)))
def test_retention_is_known_only_once_the_week_is_over(
    at: int, week: int, left: int | None
) -> None:
    stay = Stay(MONDAY, None if left is None else day(left))
    told = retained(MAP, stay, week, day(at))
    if at < week * 7:
        assert told is None
    else:
        assert told is (left is None or left >= week * 7)
