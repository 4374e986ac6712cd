"""Each hard limit alone, and the fit by hand."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.matching import MenteeProfile, MentorProfile
from cairn.core.matching.features import FEATURES
from cairn.core.matching.fit import compare, fit
from cairn.core.matching.limits import LIMITS, allowed_by_limit


def mentee(**said):
    return MenteeProfile(
        id="P", **{k: frozenset(v) if isinstance(v, set) else v for k, v in said.items()}
    )


def mentor(**said):
    return MentorProfile(
        id="M", **{k: frozenset(v) if isinstance(v, set) else v for k, v in said.items()}
    )


NEW_YORK = {"place": "40.70 -74.00", "modes": {"in_person"}}
ALBANY = {"place": "42.65 -73.75", "modes": {"in_person"}}


@pytest.mark.parametrize(
    ("limit", "theirs", "ours", "allowed"),
    [
        ("language", {"languages": {"es"}}, {"languages": {"en"}}, False),
        ("language", {"languages": {"es", "en"}}, {"languages": {"en"}}, True),
        ("language", {"languages": {"es"}}, {}, True),
        ("language", {}, {"languages": {"en"}}, True),
        ("wished_gender", {"wished_gender": {"woman"}}, {"gender": "man"}, False),
        ("wished_gender", {"wished_gender": {"woman"}}, {"gender": "woman"}, True),
        ("wished_gender", {"wished_gender": {"woman", "nonbinary"}}, {"gender": "nonbinary"}, True),
        ("wished_gender", {"wished_gender": {"woman"}}, {}, False),
        ("wished_gender", {"gender": "woman"}, {"gender": "man"}, True),
        ("availability", {"available": {"mon_evening"}}, {"available": {"tue_evening"}}, False),
        ("availability", {"available": {"mon_evening"}}, {"available": {"mon_evening"}}, True),
        ("availability", {"available": {"mon_evening"}}, {}, True),
        ("medication", {"medication": "on"}, {"medication": "opposed"}, False),
        ("medication", {"medication": "open"}, {"medication": "opposed"}, False),
        ("medication", {"medication": "none"}, {"medication": "opposed"}, True),
        ("medication", {}, {"medication": "opposed"}, True),
        ("medication", {"medication": "on"}, {"medication": "open"}, True),
        ("capacity", {}, {"capacity": 0}, False),
        ("capacity", {}, {"capacity": 1}, True),
        ("conflict", {"conflicts": {"M"}}, {}, False),
        ("conflict", {}, {"conflicts": {"P"}}, False),
        ("conflict", {"conflicts": {"P"}}, {"conflicts": {"M"}}, True),
        ("conflict", {"conflicts": {"M|landlord"}}, {}, False),
        ("safety", {"conflicts": {"M|legal"}}, {}, False),
        ("safety", {}, {"conflicts": {"P|safety"}}, False),
        ("pause", {}, {"resting": True}, False),
        ("certification", {"needs": {"crisis"}}, {}, False),
        ("certification", {"needs": {"crisis", "youth"}}, {"certified": {"crisis"}}, False),
        ("certification", {"needs": {"crisis"}}, {"certified": {"crisis", "youth"}}, True),
        ("certification", {}, {"certified": {"crisis"}}, True),
        ("distance", {**NEW_YORK, "travel_km": 10}, {**ALBANY, "travel_km": 20}, False),
        ("distance", {**NEW_YORK, "travel_km": 200}, {**ALBANY, "travel_km": 20}, True),
        ("distance", NEW_YORK, {**ALBANY, "travel_km": 20}, True),
        ("distance", {"travel_km": 10}, {**ALBANY, "travel_km": 20}, True),
        (
            "distance",
            {**NEW_YORK, "modes": {"in_person", "phone"}, "travel_km": 1},
            {**ALBANY, "modes": {"in_person", "phone"}, "travel_km": 1},
            True,
        ),
        (
            "availability",
            {"available": {"mon_evening"}, "utc_minutes": -300},
            {"available": {"mon_evening"}, "utc_minutes": 60},
            False,
        ),
        (
            "availability",
            {"available": {"mon_evening"}, "utc_minutes": -300},
            {"available": {"tue_night", "mon_night"}, "utc_minutes": 60},
            True,
        ),
        (
            "availability",
            {"available": {"sun_night"}, "utc_minutes": 330},
            {"available": {"sun_evening"}, "utc_minutes": 0},
            True,
        ),
    ],
)
def test_a_limit_binds_as_written(limit, theirs, ours, allowed):
    tables = allowed_by_limit([mentee(**theirs)], [mentor(**ours)])
    assert bool(tables[limit][0, 0]) is allowed
    for other, table in tables.items():
        assert other == limit or table.all()


def test_an_earlier_no_and_taken_seats_bind():
    tables = allowed_by_limit([mentee()], [mentor(capacity=2)], refused={("P", "M")}, held={"M": 2})
    assert {name for name, table in tables.items() if not table.all()} == {"refused", "capacity"}
    assert list(tables) == [limit.name for limit in LIMITS]


def test_the_weights_add_up_to_the_groups_of_the_evidence_table():
    weight = {feature.field: feature.weight for feature in FEATURES}
    assert sum(weight.values()) == pytest.approx(1)
    for fields, group in (
        ("pathways goals style", 0.30),
        ("available modes place", 0.20),
        ("age life_stage", 0.15),
        ("family", 0.10),
        ("spirituality", 0.10),
        ("interests cultures", 0.05),
        ("substances experiences wished_traits story", 0.10),
    ):
        assert sum(weight.pop(field) for field in fields.split()) == pytest.approx(group)
    assert not weight


def test_nothing_known_is_the_middle_and_all_alike_is_a_hundred():
    everything = {
        "pathways": {"smart"},
        "goals": {"work"},
        "available": {"mon_evening", "tue_evening", "wed_evening"},
        "modes": {"phone"},
        "age": 40,
        "family": {"parent"},
        "spirituality": "not",
        "interests": {"music"},
        "substances": {"alcohol"},
        "experiences": {"prison"},
        "life_stage": "changing",
        "style": {"light"},
        "cultures": {"caribbean"},
        "place": "40.70 -74.00",
        "story": "I lost my job and my children, and I pray.",
    }
    wish, met = {"wished_traits": {"deaf"}}, {"traits": {"deaf"}}
    everything["modes"] = {"in_person"}
    assert fit([mentee()], [mentor()]).tolist() == [[5000]]
    assert fit([mentee(**everything, **wish)], [mentor(**everything, **met)]).tolist() == [[10000]]
    assert fit([mentee(**everything)], [mentor()]).tolist() == [[5000]]


@pytest.mark.parametrize(
    ("theirs", "ours", "hundredths"),
    [
        ({"age": 30}, {"age": 45}, 5000),
        ({"age": 30}, {"age": 90}, 4450),
        ({"pathways": {"smart", "faith"}}, {"pathways": {"smart"}}, 5000),
        ({"pathways": {"smart"}}, {"pathways": {"smart", "faith"}}, 5900),
        ({"available": {"mon_night"}}, {"available": {"mon_night"}}, 4767),
        ({"modes": {"phone", "text"}}, {"modes": {"text"}}, 5200),
        ({"spirituality": "religious"}, {"spirituality": "spiritual"}, 5000),
        ({"spirituality": "religious"}, {"spirituality": "not"}, 4500),
        ({"interests": {"music"}}, {"interests": {"chess"}}, 4850),
        ({"gender": "woman"}, {"gender": "man"}, 5000),
    ],
)
def test_one_feature_moves_the_fit_by_its_weight(theirs, ours, hundredths):
    assert fit([mentee(**theirs)], [mentor(**ours)])[0, 0] == hundredths


words = st.frozensets(st.sampled_from(["smart", "faith", "culture"]))
people = st.lists(
    st.fixed_dictionaries(
        {
            "pathways": words,
            "interests": st.frozensets(st.sampled_from("abcde")),
            "age": st.none() | st.integers(18, 80),
            "spirituality": st.sampled_from(["", "religious", "spiritual", "not"]),
            "available": st.frozensets(st.sampled_from(["mon_night", "tue_night", "sun_morning"])),
        }
    ),
    min_size=1,
    max_size=12,
)


@given(people, people)
def test_the_fit_of_a_pair_does_not_depend_on_who_else_is_there(theirs, ours):
    mentees, mentors = [mentee(**said) for said in theirs], [mentor(**said) for said in ours]
    together = fit(mentees, mentors)
    assert together.min() >= 0
    assert together.max() <= 10000
    for row, one in enumerate(mentees):
        for column, other in enumerate(mentors):
            assert together[row, column] == fit([one], [other])[0, 0]


@given(people, people)
def test_the_parts_of_a_pair_add_up_to_its_fit(theirs, ours):
    mentees, mentors = [mentee(**said) for said in theirs], [mentor(**said) for said in ours]
    compared = compare(mentees, mentors)
    rows, columns = (axis.ravel() for axis in np.indices((len(mentees), len(mentors))))
    alike, known = compared.parts(rows, columns)
    weights = np.array([feature.weight for feature in FEATURES])
    whole = (np.where(known, alike, 0.5) * weights).sum(axis=1) * 10000
    assert np.abs(whole - compared.fit().ravel()).max() <= 0.51


def test_the_methods_page_tells_the_weights_and_limits_as_they_are():
    page = (Path(__file__).parents[3] / "docs" / "methods" / "matching.md").read_text("utf-8")
    for feature in FEATURES:
        assert f"| `{feature.field}` | {feature.weight:.2f} |" in page
    for limit in LIMITS:
        assert f"| `{limit.name}` |" in page
