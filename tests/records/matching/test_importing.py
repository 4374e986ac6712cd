"""Sheets become people: once, all or nothing, and the same sheet twice changes nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.matching import importing, pool, queries
from cairn.records.matching.models import Draft, Profile, SheetId
from cairn.records.people.models import Person
from cairn.records.people.queries import names_of
from cairn.records.programs.queries import enrolled_since, people_in_role
from cairn.records.trail.queries import about, verify
from tests.cast import NOW, Cast
from tests.records.matching.crowds import crowd, mentees, mentors


def bring(stage: Cast, who: str = "Dee", **sheets):
    return importing.bring_in(by=stage.reader(who), program=stage.program, at=NOW, **sheets)


def test_new_people_get_a_name_a_role_and_a_first_day(stage: Cast) -> None:
    [one] = mentees(1)
    named = replace(one, id="P7", name="River", waiting_days=9)
    outcome = bring(stage, mentees=[replace(one, waiting_days=3), named], mentors=mentors(1))
    assert (outcome.new, outcome.changed, outcome.unchanged) == (3, 0, 0)
    invented, river = outcome.people["mentee", "P0000"], outcome.people["mentee", "P7"]
    names = names_of([invented, river])
    assert names[river] == "River"
    assert len(names[invented].split()) >= 2
    assert {invented, river} <= people_in_role(stage.program, Role.PARTICIPANT, at=NOW)
    assert outcome.people["mentor", "M0000"] in people_in_role(stage.program, Role.MENTOR, at=NOW)
    assert enrolled_since(stage.program)[river] == (NOW - timedelta(days=9)).date()


def test_the_same_sheet_twice_changes_nothing(stage: Cast) -> None:
    first = crowd(stage, 30, 10)
    lines = verify().lines
    again = crowd(stage, 30, 10)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 40)
    assert again.people == first.people
    assert verify().lines == lines
    assert Profile.objects.count() == 40


def test_a_changed_row_renews_one_profile_and_keeps_the_old(stage: Cast) -> None:
    crowd(stage, 3, 2)
    changed = [replace(mentees(1)[0], age=61), *mentees(3)[1:]]
    outcome = bring(stage, mentees=changed)
    assert (outcome.new, outcome.changed, outcome.unchanged) == (0, 1, 2)
    person = outcome.people["mentee", "P0000"]
    kept = Profile.objects.filter(person_id=person).order_by("written_at", "replaced_at")
    assert [row.replaced_at for row in kept].count(None) == 1
    _, sides = queries.profile_of(reader=stage.reader("Dee"), person=person, at=NOW)
    assert sides["mentee"] is not None
    assert sides["mentee"].age == 61


def test_a_code_means_someone_else_in_another_program(stage: Cast) -> None:
    ours = crowd(stage, 1, 0)
    theirs = importing.bring_in(
        by=machine("tests"), program=stage.elsewhere, mentees=mentees(1), at=NOW
    )
    assert ours.people != theirs.people


def test_nothing_is_half_written(stage: Cast) -> None:
    before = (Person.objects.count(), Profile.objects.count(), SheetId.objects.count())
    broken = [*mentees(2), replace(mentees(1)[0], id="P9", name="x" * 10, story="\ud800")]
    with pytest.raises(UnicodeEncodeError):
        bring(stage, mentees=broken)
    assert (Person.objects.count(), Profile.objects.count(), SheetId.objects.count()) == before


@pytest.mark.parametrize("who", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
def test_only_a_coordinator_brings_people_in(stage: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        bring(stage, who, mentees=mentees(1))
    with pytest.raises(NotAllowed):
        importing.keep_draft(by=stage.reader(who), content={}, at=NOW)


def test_eve_brings_nobody_into_this_program(stage: Cast) -> None:
    with pytest.raises(NotFound):
        bring(stage, "Eve", mentees=mentees(1))


def test_the_trail_names_everyone_who_came(stage: Cast) -> None:
    outcome = bring(stage, mentees=mentees(1))
    acts = {noted.act for noted in about(outcome.people["mentee", "P0000"])}
    assert {"person.added", "role.given", "person.enrolled", "profile.written"} <= acts


def test_a_profile_is_sealed(stage: Cast) -> None:
    bring(stage, mentees=[replace(mentees(1)[0], story="my own words", name="River")])
    row = Profile.objects.get()
    assert b"own words" not in bytes(row.body)
    assert "P0000" not in SheetId.objects.get().fingerprint


def test_twelve_hundred_rows_take_a_bounded_number_of_queries(
    stage: Cast, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(170):
        assert bring(stage, mentees=mentees(1000), mentors=mentors(200)).new == 1200
    with django_assert_max_num_queries(10):
        assert bring(stage, mentees=mentees(1000), mentors=mentors(200)).unchanged == 1200
    assert len(pool.count(stage.program, at=NOW).waiting) == 1000


def test_a_draft_is_its_authors_alone_and_lasts_a_day(stage: Cast) -> None:
    dee = stage.reader("Dee")
    draft = importing.keep_draft(by=dee, content={"mentee": [["P1", "Ana's words"]]}, at=NOW)
    assert b"words" not in bytes(Draft.objects.get().body)
    assert importing.draft_content(reader=dee, draft=draft, at=NOW)["mentee"]
    with pytest.raises(NotFound):
        importing.draft_content(reader=stage.reader("Eve"), draft=draft, at=NOW)
    with pytest.raises(NotFound):
        importing.draft_content(reader=dee, draft=draft, at=NOW + timedelta(days=1))
    importing.forget_old_drafts(by=machine("tests"), at=NOW + timedelta(days=1))
    assert not Draft.objects.filter(id=draft).exists()


def test_a_changed_mapping_renews_the_draft(stage: Cast) -> None:
    dee = stage.reader("Dee")
    draft = importing.keep_draft(by=dee, content={"a": 1}, at=NOW)
    assert importing.keep_draft(by=dee, content={"a": 2}, at=NOW, draft=draft) == draft
    assert importing.draft_content(reader=dee, draft=draft, at=NOW) == {"a": 2}
    importing.drop_draft(by=dee, draft=draft, at=NOW)
    with pytest.raises(NotFound):
        importing.keep_draft(by=dee, content={}, at=NOW, draft=draft)
