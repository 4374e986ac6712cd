"""The cairn: stones stay, and each person's are their own."""

import gzip
import re

import pytest

from cairn.web.shell import cairns


def outlines(drawing: str) -> list[str]:
    return re.findall(r'<path class="stone-(?:\d|new)" d="([^"]+)"', drawing)


def test_the_same_person_always_sees_the_same_stones() -> None:
    assert cairns.draw(5, "ana") == cairns.draw(5, "ana")


def test_two_people_have_different_stones() -> None:
    assert outlines(cairns.draw(5, "ana")) != outlines(cairns.draw(5, "bo"))


@pytest.mark.parametrize("count", range(1, 7))
def test_a_new_stone_leaves_the_others_as_they_were(count: int) -> None:
    before, after = outlines(cairns.draw(count, "ana")), outlines(cairns.draw(count + 1, "ana"))
    assert after[:count] == before
    assert len(after) == count + 1


@pytest.mark.parametrize("count", [1, 4, 7, 8, 30])
def test_only_the_newest_stone_is_gold(count: int) -> None:
    assert cairns.draw(count, "ana").count('class="stone-new"') == 1


def test_finished_cairns_stand_beside_the_one_being_laid() -> None:
    assert len(outlines(cairns.draw(7, "ana"))) == 7
    assert len(outlines(cairns.draw(8, "ana"))) == 7 + 1
    assert len(outlines(cairns.draw(16, "ana"))) == 14 + 2


def test_no_stones_yet_shows_the_place_for_the_first() -> None:
    drawing = cairns.draw(0, "ana")
    assert "stone-next" in drawing
    assert outlines(drawing) == []


def test_fewer_than_no_stones_is_refused() -> None:
    with pytest.raises(ValueError, match="fewer than no stones"):
        cairns.draw(-1, "ana")


def test_the_picture_is_told_in_words_or_marked_as_decoration() -> None:
    assert 'aria-label="A cairn of 5 stones. Stones stay."' in cairns.draw(5, "ana")
    assert 'aria-hidden="true"' in cairns.draw(5, "ana", label="")


@pytest.mark.parametrize("count", [0, 7, 500])
def test_a_drawing_is_light_however_long_the_way(count: int) -> None:
    assert len(gzip.compress(cairns.draw(count, "ana").encode())) <= 4_500


def test_a_strange_seed_can_not_break_out_of_the_drawing() -> None:
    assert "<script" not in cairns.draw(3, "<script>", label='"><script>')
