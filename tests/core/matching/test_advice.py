"""Whom to look for, where places run out, and what a round would do if it were otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.matching import MenteeProfile, MentorProfile, propose
from cairn.core.matching.advice import bottlenecks, oddities, recruiting
from cairn.core.matching.supposing import Wish, suppose
from cairn.core.shared.refusals import Invalid


def some(*words):
    return frozenset(words)


def waiting(name, **said):
    return MenteeProfile(id=name, **said)


SPANISH_EVENING = {"languages": some("es"), "available": some("mon_evening")}


def tried(mentees, mentors, wish=None, **more):
    return suppose(mentees, mentors, wish or Wish(), **{"refused": frozenset(), "held": {}, **more})


def test_the_mentor_to_look_for_is_the_one_who_would_place_most():
    left = [
        *(waiting(f"a{n}", **SPANISH_EVENING) for n in range(3)),
        waiting("b", languages=some("es", "en"), available=some("tue_evening", "wed_morning")),
        waiting("c", languages=some("en"), available=some("sat_morning")),
    ]
    first, second = recruiting(left)
    assert first.told.text() == (
        "One more mentor who speaks Spanish and is free at this time of day: evening "
        "would place 4 people."
    )
    assert second.would_place == ("c",)


def test_what_one_such_mentor_would_place_is_what_the_solver_then_places():
    left = [waiting(f"a{n}", **SPANISH_EVENING, needs=some("crisis")) for n in range(4)]
    (one,) = recruiting(left)
    mentor = MentorProfile(
        id="new",
        capacity=len(one.would_place),
        languages=some("es"),
        available=some("mon_evening"),
        certified=some("crisis"),
    )
    assert {pair.mentee_id for pair in propose(left, [mentor]).pairs} == set(one.would_place)
    assert "is certified for: Crisis support" in one.told.text()


def test_a_bottleneck_is_a_mentor_whom_people_could_go_to_if_there_were_room():
    left = [waiting("a"), waiting("b", languages=some("es"))]
    full = MentorProfile(id="full", languages=some("en"), capacity=1)
    none = MentorProfile(id="none", languages=some("es", "en"), capacity=0)
    found = bottlenecks(left, [full, none], refused={("a", "none")}, held={"full": 1})
    assert [(one.mentor, one.could_go) for one in found] == [("full", 1), ("none", 1)]
    assert bottlenecks(left, [], refused=set(), held={}) == ()


def test_profiles_that_work_against_themselves_are_named():
    told = oddities(
        [waiting("a", modes=some("in_person"), travel_km=0, place="0.00 0.00"), waiting("b")],
        [MentorProfile(id="m", capacity=2)],
        refused={("b", "m")},
    )
    assert [one.text() for one in told] == [
        "1 mentor has places and has not said when they are free. Ask them.",
        "1 person meets only in person and cannot travel at all. Ask them.",
        "1 person fits no mentor of the program, however many places there were.",
    ]
    assert oddities([], [], refused=set()) == ()


def test_supposing_nothing_is_the_round_itself():
    mentees = [waiting(f"p{n}", age=20 + n) for n in range(5)]
    mentors = [MentorProfile(id=f"m{n}", age=30 * n + 20, capacity=2) for n in range(2)]
    as_is, round_ = tried(mentees, mentors), propose(mentees, mentors)
    assert as_is.matched == {pair.mentee_id for pair in round_.pairs}
    assert as_is.mean_fit * len(as_is.matched) == pytest.approx(round_.total_fit)


def test_each_wish_does_what_it_says():
    far = {"modes": some("in_person"), "travel_km": 5}
    mentee = waiting("p", languages=some("es"))
    mentor = MentorProfile(id="m", languages=some("en"))
    assert tried([mentee], [mentor]).left == {"p"}
    assert tried([mentee], [mentor], Wish(lifted=some("language"))).matched == {"p"}
    two = [waiting("p"), waiting("q")]
    assert len(tried(two, [MentorProfile(id="m")], Wish(more_places=1)).matched) == 2
    assert not tried(two, [MentorProfile(id="m", capacity=0)], Wish(more_places=1)).matched
    resting = MentorProfile(id="m", resting=True)
    assert not tried([waiting("p")], [resting]).matched
    assert tried([waiting("p")], [resting], Wish(back=True)).matched == {"p"}
    apart = (
        waiting("p", place="40.70 -74.00", **far),
        MentorProfile(id="m", place="40.90 -74.00", **far),
    )
    assert not tried([apart[0]], [apart[1]]).matched
    assert tried([apart[0]], [apart[1]], Wish(more_km=10)).matched == {"p"}
    assert not tried([waiting("p")], [MentorProfile(id="m")], Wish(least_fit=51)).matched


@pytest.mark.parametrize("limit", ["conflict", "safety", "refused", "capacity"])
def test_what_protects_someone_is_never_lifted(limit):
    with pytest.raises(Invalid, match="protects"):
        tried([waiting("p")], [MentorProfile(id="m")], Wish(lifted=some(limit)))


def test_an_empty_side_and_a_circle_of_vetoes_are_no_trouble():
    assert tried([], []).mean_fit is None
    assert tried([waiting("p")], []).left == {"p"}
    circle = [waiting(f"p{n}", conflicts=some(f"m{n}|kin", f"m{(n + 1) % 3}")) for n in range(3)]
    mentors = [MentorProfile(id=f"m{n}", conflicts=some(f"p{n}|legal")) for n in range(3)]
    assert len(tried(circle, mentors).matched) == 3


people = st.lists(
    st.fixed_dictionaries(
        {
            "languages": st.frozensets(st.sampled_from(["en", "es"])),
            "age": st.none() | st.integers(18, 80),
        }
    ),
    max_size=7,
)


@given(people, people, st.integers(0, 3), st.integers(0, 100))
def test_a_looser_wish_never_places_fewer_and_a_tighter_one_never_more(theirs, ours, more, least):
    mentees = [MenteeProfile(id=f"p{n}", **said) for n, said in enumerate(theirs)]
    mentors = [MentorProfile(id=f"m{n}", **said) for n, said in enumerate(ours)]
    now = len(tried(mentees, mentors).matched)
    looser = Wish(lifted=some("language"), more_places=more)
    assert len(tried(mentees, mentors, looser).matched) >= now
    assert len(tried(mentees, mentors, Wish(least_fit=least)).matched) <= now
