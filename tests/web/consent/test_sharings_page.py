""" "Who sees what" over HTTP: one button gives leave, one takes it back, at once."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cairn.core.consent.leaves import DATA_CLASS_NAMES, DataClass
from cairn.records.consent.queries import shared_by
from cairn.records.mentorships.queries import standing
from tests.cast import Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(as_: As) -> Client:
    return as_("Ana")


def text(answer) -> str:
    return answer.content.decode()


def sees(stage: Cast, name: str, part: DataClass = DataClass.DAYS) -> bool:
    now = timezone.now()
    reader = stage.reader(name, at=now)
    return standing(reader=reader, person=stage.ana, data_class=part, at=now).leave


def share(client: Client, person: object, part: str = "days"):
    return client.post("/sharings/", {"person": str(person), "part": part})


def test_it_says_who_sees_what_by_duty_and_by_leave(ana: Client) -> None:
    page = text(ana.get("/sharings/"))
    assert page.index("Bo") < page.index("Cy") < page.index("Lin")
    for part in (DataClass.IDENTITY, DataClass.MENTORSHIP, DataClass.DAYS, DataClass.GOALS):
        assert DATA_CLASS_NAMES[part].text() in page
    assert page.count("Take it back") == 2
    assert "Sam" not in page
    assert "Eve" not in page
    assert "Nobody has looked yet." in page


@pytest.mark.parametrize("name", ["Cy", "Lin"])
def test_one_tap_gives_leave_and_one_takes_it_back_at_once(
    ana: Client, stage: Cast, name: str
) -> None:
    person = stage.people[name]
    assert not sees(stage, name)
    assert share(ana, person)["Location"] == "/sharings/"
    assert sees(stage, name)
    assert not sees(stage, name, DataClass.GOALS)
    now = timezone.now()
    leaves = shared_by(reader=stage.reader("Ana", at=now), at=now)
    [leave] = [one for one in leaves if one.recipient == person]
    assert f"/sharings/{leave.id}/end/" in text(ana.get("/sharings/"))
    assert ana.post(f"/sharings/{leave.id}/end/")["Location"] == "/sharings/"
    assert not sees(stage, name)


def test_every_leave_on_the_page_can_be_taken_back(ana: Client, stage: Cast) -> None:
    for address in re.findall(r"/sharings/[\w-]+/end/", text(ana.get("/sharings/"))):
        ana.post(address)
    assert not sees(stage, "Bo")
    assert not sees(stage, "Bo", DataClass.GOALS)
    assert "Take it back" not in text(ana.get("/sharings/"))


def test_a_supporter_is_let_see_by_the_name_they_use(ana: Client, stage: Cast) -> None:
    wrong = ana.post("/sharings/supporter/", {"name": "Samuel", "preset": "standard"})
    assert wrong.status_code == 422
    assert "Samuel" in text(wrong)
    assert "No supporter here uses that name." in text(wrong)
    assert ana.post("/sharings/supporter/", {"name": "sam"}).status_code == 422
    ana.post("/sharings/supporter/", {"name": "sam", "preset": "standard"})
    assert sees(stage, "Sam")
    assert "Sam" in text(ana.get("/sharings/"))


def test_nobody_outside_the_circle_is_let_in(ana: Client, stage: Cast) -> None:
    for person in (stage.eve, stage.dee, stage.vic, stage.ana, uuid4(), "x"):
        assert share(ana, person).status_code == 404


@pytest.mark.parametrize("part", ["identity", "safety", "diary", "notes"])
def test_only_parts_that_leave_covers_are_given(ana: Client, stage: Cast, part: str) -> None:
    assert share(ana, stage.bo, part).status_code == 404


def test_a_supervisor_may_be_let_read_the_notes(ana: Client, stage: Cast) -> None:
    share(ana, stage.cy, "notes")
    assert sees(stage, "Cy", DataClass.NOTES)


@pytest.mark.parametrize("name", ["Bo", "Cy", "Dee", "Eve"])
def test_nobody_takes_back_or_gives_for_another(as_: As, stage: Cast, name: str) -> None:
    now = timezone.now()
    leave = shared_by(reader=stage.reader("Ana", at=now), at=now)[0]
    assert as_(name).post(f"/sharings/{leave.id}/end/").status_code == 404
    assert sees(stage, "Bo")


def test_who_looked_is_on_the_page(ana: Client, as_: As) -> None:
    as_("Dee").get("/people/")
    assert "Dee saw the name you chose" in text(ana.get("/sharings/"))


def test_the_page_takes_few_queries(ana: Client, django_assert_max_num_queries) -> None:
    ana.get("/sharings/")
    with django_assert_max_num_queries(24):
        ana.get("/sharings/")


def test_a_preset_lets_a_supporter_as_near_as_it_says_and_a_pause_ends_all(
    ana: Client, stage: Cast
) -> None:
    near = {
        part: lambda part=part: sees(stage, "Sam", part)
        for part in (DataClass.MILESTONES, DataClass.DAYS, DataClass.GOALS)
    }
    held = {
        "close": (True, True, True),
        "cheerleader": (True, False, False),
        "standard": (True, True, False),
        "pause": (False, False, False),
    }
    ana.post("/sharings/supporter/", {"name": "Sam", "preset": "cheerleader"})
    for preset, expected in held.items():
        ana.post("/sharings/near/", {"person": str(stage.sam), "preset": preset})
        assert tuple(one() for one in near.values()) == expected, preset
    assert "Paused" in text(ana.get("/sharings/"))
    for person, preset in ((stage.bo, "close"), (stage.eve, "close"), (stage.sam, "closer")):
        answer = ana.post("/sharings/near/", {"person": str(person), "preset": preset})
        assert answer.status_code == 404


def test_a_cheerleader_sees_stones_and_no_days(ana: Client, as_, stage: Cast) -> None:
    ana.post("/sharings/supporter/", {"name": "Sam", "preset": "cheerleader"})
    page = text(as_("Sam").get("/today/"))
    assert "Ana" in page
    assert "No stone yet" in page
