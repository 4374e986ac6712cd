"""The group over HTTP: it met, and one tap says that everyone was there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cairn.core.people.roles import Role
from cairn.core.programs.shipped import shipped
from cairn.records.groups.models import Attendance
from cairn.records.programs.cohorts import begin_cohort, give_place
from cairn.records.programs.practices import adopt
from tests.cast import NOW, Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db


def test_a_group_is_held_with_everyone_in_one_tap_and_put_right(as_: As, stage: Cast) -> None:
    dee, first = stage.reader("Dee"), timezone.now().date() - timedelta(days=20)
    adopt(by=dee, program=stage.program, practice=shipped("map"), at=NOW)
    cohort = begin_cohort(
        by=dee, program=stage.program, name="Spring", first_day=first, cohort_id=uuid4(), at=NOW
    )
    for who, part in ((stage.ana, Role.PARTICIPANT), (stage.bo, Role.MENTOR)):
        give_place(by=dee, cohort=cohort, person=who, part=part, first_day=first, months=9, at=NOW)
    bo = as_("Bo")
    assert "Spring" in bo.get("/groups/").content.decode()
    address = f"/groups/{cohort}/"
    page = bo.get(address).content.decode()
    assert "Getting to know each other" in page
    day = first + timedelta(days=7)
    sent = {"id": str(uuid4()), "day": day.isoformat(), "minutes": "60"}
    meeting = bo.post(address, sent)["Location"]
    assert bo.post(address, {**sent, "id": str(uuid4())}).status_code == 422
    assert "Ana" in bo.get(meeting).content.decode()
    assert bo.post(meeting, {"everyone": "1"})["Location"] == address
    assert set(Attendance.objects.values_list("person_id", flat=True)) == {stage.ana, stage.bo}
    assert bo.post(meeting, {"came": [str(stage.bo)]})["Location"] == address
    assert "0 of 1" in bo.get(address).content.decode()
    assert bo.post(meeting, {"came": [str(stage.sam)]}).status_code == 422
