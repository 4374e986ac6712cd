"""Front pages: what each of the cast finds, and what a day told changes."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.consent.readers import machine
from cairn.core.days import CheckIn, Use
from cairn.core.people.roles import Role
from cairn.records.consent import commands as consent
from cairn.records.consent.queries import shared_by
from cairn.records.days.commands import tell_day
from cairn.records.days.models import CheckIn as CheckInRow
from cairn.records.programs import commands as programs
from cairn.records.programs.queries import reader_for
from tests.cast import Cast
from tests.web.conftest import As


def now() -> datetime:
    return timezone.now()


def tell(stage: Cast, **answers: object) -> None:
    today = timezone.localdate(now())
    tell_day(
        by=reader_for(stage.ana, at=now()),
        check_in=CheckIn(today, **answers),  # type: ignore[arg-type]
        check_in_id=uuid4(),
        today=today,
        at=now(),
    )


def body(as_: As, name: str) -> str:
    answer = as_(name).get("/today/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_signed_out_one_is_asked_to_sign_in(client: object, db: None) -> None:
    assert client.get("/today/").status_code == 302  # type: ignore[attr-defined]


def test_ana_is_asked_two_questions_and_nothing_is_chosen_for_her(as_: As) -> None:
    page = body(as_, "Ana")
    assert "That was my day" in page
    assert "checked" not in page
    assert "Only Bo can see this, because you said so." in page


def test_without_leave_nobody_is_said_to_see_it_and_no_call_is_offered(
    as_: As, stage: Cast
) -> None:
    withdraw(stage)
    page = body(as_, "Ana")
    assert "Only you can see this." in page
    assert "d like a call" not in page


def withdraw(stage: Cast) -> None:
    ana = reader_for(stage.ana, at=now())
    for leave in shared_by(reader=ana, at=now()):
        consent.withdraw(by=ana, sharing=leave.id, at=now())


def test_three_taps_keep_a_day_and_it_is_thanked_for(as_: As) -> None:
    browser = as_("Ana")
    answers = {"id": str(uuid4()), "mood": "4", "use": "none"}
    assert browser.post("/today/", answers).status_code == 302
    page = browser.get("/today/").content.decode()
    assert "Thank you for telling it" in page
    assert "All your days" in page
    assert "That was my day" not in page


def test_the_same_form_sent_twice_is_one_row(as_: As) -> None:
    browser = as_("Ana")
    answers = {"id": str(uuid4()), "use": "declined"}
    browser.post("/today/", answers)
    browser.post("/today/", answers)
    assert CheckInRow.objects.count() == 1


def test_a_setback_is_met_kindly_with_three_quiet_choices(as_: As) -> None:
    browser = as_("Ana")
    browser.post("/today/", {"id": str(uuid4()), "use": "use"})
    page = browser.get("/today/").content.decode()
    assert "Nothing you built is gone." in page
    assert "Talk to someone now" in page
    assert "Talk to someone now" not in browser.get("/today/?later=1").content.decode()


@pytest.mark.parametrize(
    "answers",
    [{}, {"mood": "9"}, {"use": "none", "substances": ["alcohol"]}, {"mood": "3", "id": "no"}],
)
def test_what_cannot_be_kept_is_said_with_what_was_typed_still_there(
    as_: As, answers: dict[str, object]
) -> None:
    answer = as_("Ana").post(
        "/today/",
        {"id": str(uuid4()), "note": "by the river", **answers}
        if answers
        else {"id": str(uuid4())},
    )
    assert answer.status_code == 422
    assert not CheckInRow.objects.exists()
    if answers:
        assert "by the river" in answer.content.decode()


def test_bo_reaches_ana_first_when_she_asked_for_a_call(as_: As, stage: Cast) -> None:
    tell(stage, wants_call=True)
    page = body(as_, "Bo")
    assert "Asked for a call today" in page
    assert f"/mentorships/{stage.mentorship}/contacts/new/" in page


def reasons(as_: As) -> list[str]:
    return re.findall(r"<ul class=\"reasons\">.*?</ul>", body(as_, "Bo"), flags=re.DOTALL)


def test_a_setback_alone_is_no_reason_on_bos_page(as_: As, stage: Cast) -> None:
    before = reasons(as_)
    tell(stage, use=Use.USE)
    assert reasons(as_) == before


def test_leave_withdrawn_hides_her_day_from_bo_at_the_very_next_read(as_: As, stage: Cast) -> None:
    tell(stage, mood=1)
    assert "Shared a hard day today" in body(as_, "Bo")
    withdraw(stage)
    assert "Shared a hard day" not in body(as_, "Bo")


def test_cy_sees_mentors_and_silent_pairs(as_: As) -> None:
    page = body(as_, "Cy")
    assert "walks with 1 person" in page
    assert "Ana and Bo" in page


def test_dee_reads_four_sentences_and_nothing_of_a_day(as_: As, stage: Cast) -> None:
    tell(stage, mood=1, wants_call=True)
    page = body(as_, "Dee")
    assert "pair is under way" in page
    assert "Ana" not in page


def test_vic_is_led_to_the_outcomes(as_: As) -> None:
    assert "/outcomes/" in body(as_, "Vic")


def test_lin_and_sam_see_only_what_is_shared_with_them(as_: As, stage: Cast) -> None:
    assert "Nothing is shared with you yet" in body(as_, "Lin")
    consent.share(
        by=reader_for(stage.ana, at=now()),
        recipient=stage.sam,
        data_class=DataClass.DAYS,
        purpose=Purpose.SUPPORT,
        at=now(),
    )
    assert "The days Ana shares" in body(as_, "Sam")
    assert "Nothing is shared with you yet" in body(as_, "Lin")


def test_eve_sees_no_one_of_this_program(as_: As, stage: Cast) -> None:
    page = body(as_, "Eve")
    assert "Ana" not in page
    assert str(stage.mentorship) not in page


def test_someone_with_two_parts_sees_both(as_: As, stage: Cast) -> None:
    programs.give_roles(
        by=machine("tests"),
        program=stage.program,
        people=[stage.bo],
        role=Role.PARTICIPANT,
        at=now() - timedelta(minutes=1),
    )
    page = body(as_, "Bo")
    assert "That was my day" in page
    assert "Whom to reach today" in page
