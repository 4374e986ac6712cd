"""What a check-in keeps, and what it kindly refuses."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.days import ANY, NOTE_LENGTH, SUBSTANCES, CheckIn, Use, ask_day, day_rows
from cairn.core.shared.refusals import Invalid

TODAY = date(2026, 3, 4)


def test_nothing_is_preselected_and_blank_stays_unknown() -> None:
    blank = CheckIn(TODAY)
    assert (blank.mood, blank.use, blank.craving, blank.sleep) == (None, None, None, None)
    assert blank.is_blank
    assert day_rows(blank) == []


def test_rather_not_say_is_its_own_answer() -> None:
    assert day_rows(CheckIn(TODAY, use=Use.DECLINED)) == [(ANY, Use.DECLINED)]


def test_no_use_says_none() -> None:
    assert day_rows(CheckIn(TODAY, use=Use.NONE)) == [(ANY, Use.NONE)]


def test_a_named_use_makes_the_day_a_day_of_use() -> None:
    rows = day_rows(CheckIn(TODAY, substances={"alcohol": Use.USE, "cannabis": Use.NONE}))
    assert rows == [(ANY, Use.USE), ("alcohol", Use.USE), ("cannabis", Use.NONE)]


def test_tobacco_alone_does_not_make_a_day_of_use() -> None:
    checkin = CheckIn(TODAY, use=Use.NONE, substances={"nicotine": Use.USE})
    assert day_rows(checkin) == [(ANY, Use.NONE), ("nicotine", Use.USE)]


def test_one_named_none_says_nothing_about_the_whole_day() -> None:
    assert day_rows(CheckIn(TODAY, substances={"alcohol": Use.NONE})) == [("alcohol", Use.NONE)]


@pytest.mark.parametrize("whole", [Use.NONE, Use.DECLINED])
def test_two_answers_that_cannot_both_be_true_are_refused_kindly(whole: Use) -> None:
    with pytest.raises(Invalid) as refusal:
        CheckIn(TODAY, use=whole, substances={"heroin": Use.USE})
    assert refusal.value.field == "use"
    assert "Please" in str(refusal.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("mood", 0),
        ("mood", 6),
        ("mood", True),
        ("mood", 2.5),
        ("craving", -1),
        ("craving", 11),
        ("sleep", 0),
        ("sleep", 6),
        ("use", "maybe"),
        ("substances", {"tea": Use.USE}),
        ("substances", {"alcohol": "perhaps"}),
        ("note", "x" * (NOTE_LENGTH + 1)),
    ],
)
def test_impossible_answers_are_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(Invalid) as refusal:
        CheckIn(TODAY, **{field: value})  # type: ignore[arg-type]
    assert refusal.value.field == field


def test_answers_as_a_form_sends_them_become_values() -> None:
    checkin = CheckIn(TODAY, use="use", substances={"alcohol": "use"})  # type: ignore[arg-type, dict-item]
    assert checkin.use is Use.USE
    assert checkin.substances["alcohol"] is Use.USE


def test_a_check_in_cannot_be_changed_afterwards() -> None:
    named = {"alcohol": Use.NONE}
    checkin = CheckIn(TODAY, substances=named)
    named["alcohol"] = Use.USE
    assert checkin.substances["alcohol"] is Use.NONE
    with pytest.raises(TypeError):
        checkin.substances["alcohol"] = Use.USE  # type: ignore[index]


def test_wanting_a_call_is_worth_keeping() -> None:
    assert not CheckIn(TODAY, wants_call=True).is_blank


def test_a_day_that_has_not_come_is_refused() -> None:
    ask_day(TODAY, today=TODAY)
    with pytest.raises(Invalid):
        ask_day(date(2026, 3, 5), today=TODAY)


answers = st.dictionaries(st.sampled_from(sorted(SUBSTANCES)), st.sampled_from(list(Use)))


@given(st.one_of(st.none(), st.sampled_from(list(Use))), answers)
def test_unknown_and_declined_never_become_no_use(whole: Use | None, named: dict[str, Use]) -> None:
    try:
        rows = dict(day_rows(CheckIn(TODAY, use=whole, substances=named)))
    except Invalid:
        assert whole in {Use.NONE, Use.DECLINED}
        assert Use.USE in named.values()
        return
    assert {name: said for name, said in rows.items() if name != ANY} == named
    if rows.get(ANY) is Use.NONE:
        assert whole is Use.NONE
