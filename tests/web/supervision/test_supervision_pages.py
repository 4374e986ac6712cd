"""The queue, a talk, what was agreed, and a rating, over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cairn.core.programs.shipped import shipped
from cairn.records.programs.practices import adopt
from cairn.records.supervision.models import Action, Fidelity, Talk
from tests.cast import NOW, Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def test_a_talk_is_kept_with_what_was_agreed_and_the_mentor_reads_it(as_: As, stage: Cast) -> None:
    adopt(by=stage.reader("Dee"), program=stage.program, practice=shipped("map"), at=NOW)
    cy, bo = as_("Cy"), as_("Bo")
    assert "0 of 2 talks and 0 of 120 minutes" in text(cy.get("/supervision/"))
    address = f"/supervision/mentors/{stage.bo}/"
    day = (timezone.now() - timedelta(days=1)).date().isoformat()
    sent = {
        "id": str(uuid4()),
        "day": day,
        "minutes": "60",
        "note": "On limits.",
        "actions": "Ring her\nRest",
    }
    assert cy.post(address, sent)["Location"] == address
    assert "You agreed: Ring her" in text(cy.get(address))
    assert cy.post(address, {**sent, "minutes": "0"}).status_code == 422
    assert bo.get("/supervision/")["Location"] == address
    page = text(bo.get(address))
    assert "On limits." in page
    assert "For the next talk" not in page
    assert bo.post(address, sent).status_code == 403
    first = Action.objects.first()
    assert first is not None
    assert bo.post(f"/supervision/actions/{first.id}/done/").status_code == 302
    assert Action.objects.exclude(done_at=None).count() == 1
    several = {**sent, "id": str(uuid4()), "mentors": [str(stage.bo)]}
    assert cy.post("/supervision/together/", several)["Location"] == "/supervision/"
    assert Talk.objects.count() == 2


def test_each_of_three_rates_in_their_own_words_and_may_skip(as_: As, stage: Cast) -> None:
    adopt(by=stage.reader("Dee"), program=stage.program, practice=shipped("map"), at=NOW)
    address = f"/supervision/mentors/{stage.bo}/practice/"
    day = (timezone.now() - timedelta(days=1)).date().isoformat()
    for name, said in (("Ana", "never sees"), ("Bo", "How did you work"), ("Cy", "saw or heard")):
        client = as_(name)
        assert said in text(client.get(address))
        assert client.post(address, {"day": day, "item_0": "3", "item_2": "1"}).status_code == 302
        assert client.post(address, {"day": day}).status_code == 422
    assert sorted(Fidelity.objects.values_list("source", flat=True)) == [
        "mentee",
        "mentee",
        "self",
        "self",
        "supervisor",
        "supervisor",
    ]
    assert as_("Dee").get(address).status_code == 403


def test_a_mentee_finds_the_way_to_rate_their_mentor(as_: As, stage: Cast) -> None:
    ana = as_("Ana")
    assert "Nothing to rate" in text(ana.get("/supervision/my-mentor/"))
    adopt(by=stage.reader("Dee"), program=stage.program, practice=shipped("map"), at=NOW)
    way = f"/supervision/mentors/{stage.bo}/practice/"
    assert ana.get("/supervision/my-mentor/")["Location"] == way
    assert "/supervision/my-mentor/" in text(ana.get(f"/mentorships/{stage.mentorship}/"))
    assert as_("Dee").get("/supervision/my-mentor/").status_code == 403
