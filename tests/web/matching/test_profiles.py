"""One person's needs or offer: theirs to read and write, and the coordinator's."""

import pytest
from django.test import Client

from cairn.records.matching import queries
from cairn.records.matching.models import Profile
from tests.cast import NOW, Cast
from tests.web.conftest import As


def test_ana_writes_her_profile_and_it_is_there_again(stage: Cast, as_: As) -> None:
    ana = as_("Ana")
    page = ana.get("/profile/").content.decode()
    assert "checked" not in page
    answer = ana.post(
        "/profile/?side=mentee",
        {
            "languages": "English, Spanish",
            "age": "34",
            "pathways": ["smart"],
            "available": ["mon_evening", "sat_morning"],
            "interests": "music, football",
        },
    )
    assert answer.status_code == 302
    _, sides = queries.profile_of(reader=stage.reader("Dee"), person=stage.ana, at=NOW)
    kept = sides["mentee"]
    assert kept is not None
    assert kept.languages == {"en", "es"}
    assert kept.available == {"mon_evening", "sat_morning"}
    assert kept.interests == {"music", "football"}
    page = ana.get("/profile/").content.decode()
    assert "English, Spanish" in page
    assert 'value="34"' in page


def test_a_mentor_pauses_with_a_capacity_of_nothing(stage: Cast, as_: As) -> None:
    bo = as_("Bo")
    assert bo.post("/profile/", {"languages": "English", "capacity": "0"}).status_code == 302
    assert Profile.objects.get(person_id=stage.bo).capacity == 0
    assert queries.overview(reader=stage.reader("Dee"), at=NOW).mentors_with_room == 0


def test_a_mentor_takes_a_pause_and_comes_back(stage: Cast, as_: As) -> None:
    bo = as_("Bo")
    bo.post("/profile/", {"languages": "English", "capacity": "3"})
    assert queries.overview(reader=stage.reader("Dee"), at=NOW).places == 2
    bo.post("/profile/?side=mentor", {"act": "pause", "until": "2027-01-15"})
    page = bo.get("/profile/").content.decode()
    assert "Nobody new up to 15 January 2027" in page
    assert queries.overview(reader=stage.reader("Dee"), at=NOW).places == 0
    bo.post("/profile/?side=mentor", {"act": "resume"})
    assert "On a pause" not in bo.get("/profile/").content.decode()
    assert queries.overview(reader=stage.reader("Dee"), at=NOW).places == 2


def test_the_kind_of_a_conflict_stands_in_the_coordinators_form_and_never_in_ones_own(
    stage: Cast, as_: As
) -> None:
    dee = as_("Dee")
    where = f"/matching/profiles/{stage.ana}/?side=mentee"
    assert dee.post(where, {"conflicts": "M7 (landlord), M8"}).status_code == 302
    assert 'value="M7 (Housing), M8"' in dee.get(where).content.decode()
    assert "(Housing)" not in as_("Ana").get("/profile/").content.decode()


def test_what_cannot_be_read_stands_beside_its_field_and_stays_typed(as_: As) -> None:
    answer = as_("Bo").post("/profile/", {"languages": "Elvish", "capacity": "-1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Elvish" in page
    assert "is not a word we know here" in page


def test_the_coordinator_changes_a_profile_and_declares_a_conflict(stage: Cast, as_: As) -> None:
    address = f"/matching/profiles/{stage.ana}/"
    dee = as_("Dee")
    assert dee.post(address, {"conflicts": "QX77"}).status_code == 302
    assert 'value="QX77"' in dee.get(address).content.decode()
    ana = as_("Ana")
    assert "QX77" not in ana.get("/profile/").content.decode()
    assert ana.post("/profile/", {"age": "30"}).status_code == 302
    assert 'value="QX77"' in dee.get(address).content.decode(), "her own change keeps it"


def test_the_same_again_writes_no_new_row(stage: Cast, as_: As) -> None:
    for _ in range(2):
        as_("Ana").post("/profile/", {"age": "30"})
    assert Profile.objects.count() == 1


@pytest.mark.parametrize(("who", "status"), [("Bo", 403), ("Cy", 403), ("Vic", 403), ("Eve", 404)])
def test_others_neither_read_nor_write_it(stage: Cast, as_: As, who: str, status: int) -> None:
    address = f"/matching/profiles/{stage.ana}/"
    assert as_(who).get(address).status_code == status
    assert as_(who).post(address, {"age": "30"}).status_code == status
    assert not Profile.objects.exists()


def test_someone_with_neither_role_has_no_profile(as_: As) -> None:
    assert as_("Vic").get("/profile/").status_code == 404


def test_signed_out_goes_to_sign_in(stage: Cast) -> None:
    assert "/sign-in/" in Client().get(f"/matching/profiles/{stage.ana}/")["Location"]
