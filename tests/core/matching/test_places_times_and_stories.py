"""What is compared beyond words: how far, at which hour of the world, and what people wrote."""

from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.matching import MenteeProfile, MentorProfile, propose, read_mentees, read_mentors
from cairn.core.matching.distance import coarse, kilometers, points
from cairn.core.matching.fit import fit
from cairn.core.matching.stories import likeness, vectors
from cairn.core.matching.vocabulary import SLOTS
from cairn.core.matching.weeks import commonest_zone, hours, settled

WINTER = datetime(2026, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 15, 12, tzinfo=UTC)


def alike(one: str, other: str) -> float:
    both = vectors([one, other])
    return float(likeness(both[:1] @ both[1:].T)[0, 0])


@pytest.mark.parametrize(
    ("some", "others", "apart"),
    [
        ("40.70 -74.00", "40.70 -74.00", 0),
        ("51.50 -0.10", "48.85 2.35", 343),  # London to Paris
        ("40.70 -74.00", "34.05 -118.25", 3935),  # New York to Los Angeles
        ("0.00 179.95", "0.00 -179.95", 11),  # over the date line
        ("90.00 0.00", "-90.00 0.00", 20015),
    ],
)
def test_distances_are_those_of_the_earth(some, others, apart):
    one, other = (points([MentorProfile(id="m", place=place)]) for place in (some, others))
    assert kilometers(one, other)[0] == pytest.approx(apart, rel=0.005, abs=0.5)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_a_place_is_forgotten_to_about_five_kilometers(north, east):
    kept = points([MentorProfile(id="m", place=coarse(north, east))])[0]
    assert abs(kept[0] - north) <= 0.0251
    assert abs(kept[1] - east) <= 0.0251


def test_summer_time_is_that_of_the_day_of_the_round():
    mentee = MenteeProfile(id="p", time_zone="America/New_York")
    assert settled([mentee], WINTER, usual="UTC")[0].utc_minutes == -300
    assert settled([mentee], SUMMER, usual="UTC")[0].utc_minutes == -240


def test_who_names_no_zone_lives_where_most_live():
    here, there = MenteeProfile(id="a", time_zone="Asia/Kolkata"), MentorProfile(id="b")
    usual = commonest_zone([here], [there])
    assert settled([there], WINTER, usual=usual)[0].utc_minutes == 330
    assert commonest_zone([there]) == "UTC"


@given(st.sampled_from(SLOTS), st.sampled_from(range(-720, 841, 30)))
def test_a_part_of_a_day_is_as_long_in_every_zone(slot, minutes):
    there = MenteeProfile(id="p", available=frozenset({slot}), utc_minutes=minutes)
    assert hours([there], counting=True).sum() == 240
    assert set(np.unique(hours([there], counting=False))) == {0, 1}


slots = st.frozensets(st.sampled_from(SLOTS), max_size=5)


@given(slots, slots, st.sampled_from(range(-720, 841, 30)))
def test_two_in_one_zone_fit_the_same_wherever_that_zone_is(theirs, ours, minutes):
    def fits(zone: int) -> list[int]:
        stranger = MentorProfile(id="x", utc_minutes=0, available=frozenset({"mon_night"}))
        mentor = MentorProfile(id="m", available=ours, utc_minutes=zone)
        return fit([MenteeProfile(id="p", available=theirs, utc_minutes=zone)], [mentor, stranger])[
            0, 0
        ]

    assert fits(minutes) == fits(0)


def test_an_evening_here_is_a_night_there():
    mentee = MenteeProfile(
        id="p", available=frozenset({"mon_evening"}), time_zone="America/New_York"
    )
    mentor = MentorProfile(id="m", available=frozenset({"mon_night"}), time_zone="Europe/Madrid")
    assert propose([mentee], [mentor]).matched == 0
    matched = propose(
        settled([mentee], WINTER, usual="UTC"), settled([mentor], WINTER, usual="UTC")
    )
    assert matched.matched == 1


def test_themes_are_heard_across_two_languages():
    english = "I lost my children to foster care and want to be a good father again."
    spanish = "Perdí a mis hijos, están en acogida, y quiero volver a ser buen padre."
    other = "Fishing and motorcycles keep me calm on weekends."
    assert alike(english, spanish) > 0.8
    assert alike(english, other) < 0.2
    assert alike(spanish, other) < 0.2


def test_without_a_known_theme_shared_words_decide():
    assert alike("Straßenbahn Kegelverein", "Kegelverein Straßenbahn") == 1
    assert alike("Straßenbahn Kegelverein", "Quittenmus Wolkenbruch") < 0.3


@given(st.text(max_size=200))
def test_any_text_is_like_itself_and_never_breaks(text):
    vector = vectors([text])
    assert np.isfinite(vector).all()
    assert alike(text, text) == (1 if vector.any() else 0)


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("place", "near the river", "is not a place we can read"),
        ("place", "91, 0", "is not a place we can read"),
        ("time_zone", "Riverside/Somewhere", "is not a time zone we know"),
        ("conflicts", "M1 (nemesis)", "is not a kind of conflict we know"),
        ("travel_km", "far", "is not a whole number"),
        ("needs", "juggling", "is not a word we know here"),
    ],
)
def test_what_cannot_be_read_is_told(column, cell, words):
    sheet = read_mentees([{"mentee_id": "P1", column: cell}])
    (fault,) = sheet.faults
    assert words in fault.sentence().text()


def test_a_sheet_says_place_zone_and_the_kind_of_a_conflict():
    (mentor,) = read_mentors(
        [
            {
                "mentor_id": "M1",
                "capacity": "2",
                "place": "40.7128, -74.0060",
                "time_zone": "America/New_York",
                "conflicts": "P1 (court order); P2; P3 (casera)",
                "certified": "crisis; trauma",
            }
        ]
    ).profiles
    assert mentor.place == "40.70 -74.00"
    assert mentor.barred == {"P1": "legal", "P2": "", "P3": "landlord"}
    assert mentor.certified == {"crisis", "trauma_informed"}
    assert MentorProfile.from_dict(mentor.as_dict()) == mentor
