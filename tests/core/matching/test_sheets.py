"""Reading the rows of a sheet: many ways to write it, every fault named."""

import json

import pytest

from cairn.core.matching import (
    MenteeProfile,
    MentorProfile,
    read_mentees,
    read_mentors,
    suggest_mapping,
    template_rows,
    unknown_conflicts,
)
from cairn.core.matching.template import COLUMNS, columns_of
from cairn.core.matching.times import read_slots
from cairn.core.matching.vocabulary import SLOTS


def told(remarks):
    return [remark.sentence().text() for remark in remarks]


def one_mentee(**cells):
    return read_mentees([{"mentee_id": "P1", **cells}])


@pytest.mark.parametrize(("side", "read"), [("mentee", read_mentees), ("mentor", read_mentors)])
def test_the_template_with_its_example_row_has_no_fault(side, read):
    headings, rows = template_rows(side)
    sheet = read([dict(zip(headings, row, strict=True)) for row in rows])
    assert (sheet.faults, sheet.warnings) == ((), ())
    profile = sheet.profiles[0]
    for column in columns_of(side):
        if column.example:
            assert getattr(profile, column.field) not in ("", None, frozenset()), column.name


@pytest.mark.parametrize("side", ["mentee", "mentor"])
def test_no_heading_means_two_columns(side):
    headings = [heading for column in columns_of(side) for heading in column.headings]
    assert len(headings) == len(set(headings))


@pytest.mark.parametrize(
    "column", [column for column in COLUMNS if column.words], ids=lambda c: c.name
)
def test_no_spelling_means_two_words_and_every_spelling_is_read(column):
    spellings = [spelling for word in column.words for spelling in word.spellings]
    assert len(spellings) == len(set(spellings))
    side = column.side or "mentee"
    read = read_mentees if side == "mentee" else read_mentors
    start = {"mentee_id": "1"} if side == "mentee" else {"mentor_id": "1", "capacity": "1"}
    for word in column.words:
        for spelling in (word.name.text(), word.code, *word.also):
            sheet = read([{**start, column.name: spelling}])
            if column.name == "wished_gender" and not sheet.profiles[0].wished_gender:
                continue
            assert not sheet.faults, told(sheet.faults)
            held = getattr(sheet.profiles[0], column.field)
            assert word.code in held if isinstance(held, frozenset) else word.code == held


def test_race_is_not_a_column():
    assert not {"race", "ethnicity", "raza", "etnia"} & {
        heading for column in COLUMNS for heading in column.headings
    }


@pytest.mark.parametrize(
    ("cell", "slots"),
    [
        ("Mon evening; Thu evening", {"mon_evening", "thu_evening"}),
        ("lunes tarde", {"mon_afternoon"}),
        ("Lunes y miércoles por la noche", {"mon_evening", "wed_evening"}),
        ("Mon, Wed evening", {"mon_evening", "wed_evening"}),
        ("Mon morning, evening", {"mon_morning", "mon_evening"}),
        ("Mon/Tue am", {"mon_morning", "tue_morning"}),
        ("Fri-Sun mornings", {"fri_morning", "sat_morning", "sun_morning"}),
        ("Sun to Mon night", {"sun_night", "mon_night"}),
        ("Saturday", {"sat_morning", "sat_afternoon", "sat_evening"}),
        ("weekends at night", {"sat_night", "sun_night"}),
        ("mon_evening", {"mon_evening"}),
        ("Mon; Tue evening", {"mon_morning", "mon_afternoon", "mon_evening", "tue_evening"}),
        (["every day", " time"][0] + " morning", {s for s in SLOTS if "morning" in s}),
        ("any time", set(SLOTS)),
        ("", set()),
    ],
)
def test_times_are_read_as_people_write_them(cell, slots):
    assert read_slots(cell) == slots


def test_one_profile_holds_what_the_row_says():
    sheet = one_mentee(
        Idiomas="Español and English",
        edad="34.0",
        género="Mujer",
        medication="methadone",
        **{"Wished Gender": "any", "conflicts": "M1; M2", "interests": "Music,  FOOTBALL "},
    )
    assert sheet.profiles == (
        MenteeProfile(
            id="P1",
            languages=frozenset({"es", "en"}),
            age=34,
            gender="woman",
            medication="on",
            conflicts=frozenset({"M1", "M2"}),
            interests=frozenset({"music", "football"}),
        ),
    )


@pytest.mark.parametrize(
    ("cell", "pathways"),
    [
        ("12-step and SMART", {"twelve_step", "smart"}),
        ("AA/NA", {"twelve_step"}),
        ("Doce pasos y laico; cultura", {"twelve_step", "secular", "culture"}),
        ("faith, harm reduction | other", {"faith", "harm_reduction", "other"}),
        ("medication & smart", {"medication", "smart"}),
    ],
)
def test_several_words_in_a_cell_are_parted_as_people_part_them(cell, pathways):
    assert one_mentee(pathways=cell).profiles[0].pathways == pathways


def test_every_fault_is_named_with_row_and_column():
    sheet = read_mentors(
        [
            {"mentor_id": "a", "capacity": "-1", "age": "abc", "gender": "womn"},
            {"mentor_id": "b", "capacity": "two", "age": "7", "gender": ""},
            {"mentor_id": "a", "capacity": "", "age": "34.5", "gender": "?"},
            {"mentor_id": "", "capacity": "1", "age": "", "gender": "xyzzy"},
            {"mentor_id": "c", "capacity": "1", "age": "40", "gender": "man"},
        ]
    )
    assert [profile.id for profile in sheet.profiles] == ["c"]
    assert told(sheet.faults) == [
        "Row 2, capacity: -1 can't be right here. Write a number from 0 to 1000.",
        "Row 2, gender: “womn” is not a word we know here. Did you mean “Woman”?",
        "Row 2, age: “abc” is not a whole number. Write one like 34.",
        "Row 3, capacity: “two” is not a whole number. Write one like 3.",
        "Row 3, age: 7 can't be right here. Write a number from 12 to 110.",
        "Row 4, mentor_id: “a” is already in row 2. Give each person one row.",
        "Row 4, capacity: This can't be empty.",
        "Row 4, age: “34.5” is not a whole number. Write one like 34.",
        "Row 5, mentor_id: This can't be empty.",
        (
            "Row 5, gender: “xyzzy” is not a word we know here. "
            "Use one of: Woman; Man; Nonbinary; Another gender."
        ),
    ]


def test_a_time_that_cannot_be_read_is_named():
    assert told(one_mentee(available="Mon evening; someday").faults) == [
        (
            "Row 2, available: “someday” is not a day or a part of the day. "
            "Write it like: Mon evening; Sat morning."
        )
    ]


def test_a_capacity_of_nought_is_kept_with_a_warning():
    sheet = read_mentors([{"mentor_id": "a", "capacity": "0"}])
    assert sheet.profiles == (MentorProfile(id="a", capacity=0),)
    assert told(sheet.warnings) == [
        "Row 2, capacity: This mentor takes nobody now, because the capacity is 0."
    ]


def test_a_missing_column_is_named_and_a_near_one_is_suggested():
    assert told(read_mentors([{"mentor_id": "a"}]).faults) == [
        "The column capacity is missing. Add it, or take the template."
    ]
    assert told(read_mentees([{"mentee_code_id": "a"}]).faults) == [
        "The column mentee_id is missing. Is it the one headed “mentee_code_id”? Then rename it."
    ]


def test_a_sheet_without_rows_says_so():
    assert told(read_mentees([]).faults) == [
        "The sheet has no rows. Add one row per person below the headings."
    ]
    assert told(read_mentees([{"mentee_id": " "}]).faults) == [
        "The sheet has headings but no rows. Add one row per person."
    ]


def test_blank_rows_are_passed_over_and_still_counted():
    sheet = read_mentees([{"mentee_id": "a"}, {"mentee_id": ""}, {"mentee_id": "a"}])
    assert told(sheet.faults)[0].startswith("Row 4, mentee_id")


def test_columns_that_matching_does_not_read_are_named():
    sheet = one_mentee(race="any", **{"shoe size": "42"})
    assert told(sheet.warnings) == ["Not used in matching: race, shoe size."]


def test_columns_can_be_mapped_by_hand():
    rows = [{"who": "P1", "lang": "en", "name": "x"}]
    sheet = read_mentees(rows, {"mentee_id": "who", "languages": "lang", "story": "name"})
    assert sheet.profiles == (MenteeProfile(id="P1", languages=frozenset({"en"}), story="x"),)
    assert told(read_mentees(rows, {"mentee_id": "whom", "shoe": "who"}).faults) == [
        "There is no column “whom”. Choose another for mentee_id.",
        "There is no field named “shoe” to fill.",
    ]


def test_a_mapping_is_suggested_for_near_headings():
    suggested = suggest_mapping(["Mentor Id", "Capacityy", "Langages", "colour", "Edad"], "mentor")
    assert suggested == {
        "mentor_id": "Mentor Id",
        "capacity": "Capacityy",
        "languages": "Langages",
        "age": "Edad",
    }


def test_a_conflict_that_names_nobody_is_a_warning():
    mentees = [MenteeProfile(id="P1", conflicts=frozenset({"M1", "M9"}))]
    mentors = [MentorProfile(id="M1", conflicts=frozenset({"P1"}))]
    assert told(unknown_conflicts(mentees, mentors)) == [
        "P1 must not be paired with “M9”, but no one has that code. Check it."
    ]


@pytest.mark.parametrize(("side", "read"), [("mentee", read_mentees), ("mentor", read_mentors)])
def test_profiles_come_back_from_plain_values_as_they_were(side, read):
    headings, rows = template_rows(side)
    profile = read([dict(zip(headings, rows[0], strict=True))]).profiles[0]
    kept = json.loads(json.dumps(profile.as_dict()))
    assert type(profile).from_dict(kept) == profile


@pytest.mark.parametrize(
    "wrong",
    [
        {"id": ""},
        {"id": "a", "age": 7},
        {"id": "a", "gender": "womn"},
        {"id": "a", "available": frozenset({"someday"})},
        {"id": "a", "capacity": -1},
        {"id": "a", "medication": "on"},
    ],
)
def test_a_mentor_profile_refuses_what_it_cannot_hold(wrong):
    with pytest.raises(ValueError, match=r"needs an id|age must|can't"):
        MentorProfile(**wrong)
    with pytest.raises(ValueError, match="no field"):
        MentorProfile.from_dict({"id": "a", "race": "x"})
