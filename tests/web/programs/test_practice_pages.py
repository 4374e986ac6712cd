"""Choosing how to work, and keeping a cohort, over HTTP."""

from uuid import uuid4

import pytest
from django.test import Client

from cairn.core.programs.shipped import shipped
from cairn.records.programs.models import Cohort, Place
from cairn.records.programs.practices import current_practice
from tests.cast import Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def text(answer) -> str:
    return answer.content.decode()


def test_a_template_is_taken_changed_and_the_older_one_still_shown(
    dee: Client, stage: Cast
) -> None:
    assert "The shelf" in text(dee.get("/program/practice/"))
    assert dee.post("/program/practice/", {"pick": "map"})["Location"] == "/program/practice/"
    shown = text(dee.get("/program/practice/"))
    assert "not the authors&#x27; manual" in shown
    form = dee.get("/program/practice/edit/").context["form"]
    values = {name: value for name, value in form.initial.items() if name in form.fields}
    answer = dee.post("/program/practice/edit/", {**values, "group_minutes": 90})
    assert answer["Location"] == "/program/practice/"
    now = current_practice(stage.program)
    assert now is not None
    assert (now.number, now.practice.group_minutes) == (2, 90)
    assert now.practice.modules == shipped("map").modules
    old = text(dee.get("/program/practice/1/"))
    assert "older version" in old
    assert dee.get("/program/practice/3/").status_code == 404
    wrong = dee.post("/program/practice/edit/", {**values, "mentors_low": 9})
    assert wrong.status_code == 422
    assert "The first number is the smaller one." in text(wrong)


def test_a_cohort_is_begun_filled_and_left(dee: Client, stage: Cast) -> None:
    early = {"id": str(uuid4()), "name": "Spring", "first_day": "2026-11-02"}
    assert dee.post("/cohorts/", early).status_code == 422
    dee.post("/program/practice/", {"pick": "map"})
    address = dee.post("/cohorts/", early)["Location"]
    assert address == f"/cohorts/{Cohort.objects.get().id}/"
    place = {"part": "mentee", "person": str(stage.ana), "first_day": "2026-11-02"}
    assert dee.post(address, place)["Location"] == address
    short = {"part": "mentor", "person": str(stage.bo), "first_day": "2026-11-02", "months": "3"}
    refused = dee.post(address, short)
    assert refused.status_code == 422
    assert "6 months without use" in text(refused)
    assert dee.post(address, {**short, "months": "7"})["Location"] == address
    page = text(dee.get(address))
    assert "1 of 13 places" in page
    assert "1 of 5 places" in page
    seat = Place.objects.get(person=stage.ana)
    assert dee.post(f"{address}places/{seat.id}/leave/")["Location"] == address
    assert dee.post(f"{address}places/{uuid4()}/leave/").status_code == 404
    assert "Spring" in text(dee.get("/cohorts/"))
