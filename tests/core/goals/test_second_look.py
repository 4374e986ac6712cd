"""Common faults in a described goal are found, and a well-described one is left in peace."""

import pytest

from cairn.core.goals import Scale
from cairn.core.goals.second_look import Fault, second_look

GOOD = {
    -2: "I stay home all week",
    -1: "I go to 1 meeting a week",
    0: "I go to 2 meetings a week",
    1: "I go to 3 meetings a week",
    2: "I go to 3 meetings a week, and help to set up the chairs",
}
COUNTED = {level: f"{level + 3} meetings a week" for level in range(-2, 3)}


def found(changed: dict[int, str], base: dict[int, str] = GOOD) -> list[tuple[Fault, int | None]]:
    return [(one.fault, one.level) for one in second_look(Scale("People", {**base, **changed}))]


@pytest.mark.parametrize("base", [GOOD, COUNTED, {level: COUNTED[-level] for level in COUNTED}])
def test_a_goal_that_can_be_seen_and_counted_is_left_in_peace(base: dict[int, str]) -> None:
    assert found({}, base) == []


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({-1: "I stay at home all week"}, (Fault.ALIKE, -1)),
        ({1: "I feel happier among people"}, (Fault.UNSEEN, 1)),
        ({1: "Me siento mejor con la gente"}, (Fault.UNSEEN, 1)),
        ({2: "I work and rent a room and see my son"}, (Fault.TWO_THINGS, 2)),
        ({2: "I work; I rent a room"}, (Fault.TWO_THINGS, 2)),
        ({2: "Trabajo y alquilo y veo a mi hijo"}, (Fault.TWO_THINGS, 2)),
    ],
)
def test_a_common_fault_is_worth_a_second_look(
    changed: dict[int, str], fault: tuple[Fault, int]
) -> None:
    assert found(changed) == [fault]


def test_numbers_that_go_up_and_down_are_noticed_only_where_every_level_has_one() -> None:
    assert found({1: "1 meeting a week"}, COUNTED) == [(Fault.NO_DIRECTION, None)]
    assert found({1: "no meeting"}, COUNTED) == []


def test_another_count_is_another_level() -> None:
    assert found({1: "4,5 meetings a week"}, COUNTED) == []


def test_a_feeling_that_is_counted_can_be_seen() -> None:
    assert found({1: "I say that I feel well on 5 of 7 days"}) == []
