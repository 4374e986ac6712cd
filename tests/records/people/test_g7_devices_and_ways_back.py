"""G7: devices are struck at once; a way back takes a person who knows one, and a day."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY, authenticate
from django.db import IntegrityError, transaction

from cairn.core.consent.readers import machine
from cairn.core.people.permissions import Standing
from cairn.core.shared.refusals import NotAllowed, NotFound
from cairn.records.mentorships import vouching
from cairn.records.people import devices, recoveries
from cairn.records.people.models import Recovery, SignIn
from cairn.records.people.sessions import SessionStore, device_of
from cairn.records.people.ways_in import has_second_step
from cairn.records.trail.queries import about
from tests.cast import NOW, Cast, gather, with_accounts
from tests.records.people.authenticator import Phone
from tests.records.people.test_g7_passkeys import make

DAY = timedelta(days=1)
NEW = "nine owls on a barn roof"


@pytest.fixture
def stage(db: None) -> Cast:
    return with_accounts(gather())


def signed_in(stage: Cast, name: str = "Ana", *, unfamiliar: bool = False) -> str:
    """A session of someone's; answers its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(stage.people[name])
    session.save()
    key = session.session_key
    assert key
    devices.note_sign_in(by=stage.reader(name), session_key=key, unfamiliar=unfamiliar, at=NOW)
    return key


def news(key: str) -> bool:
    return SignIn.objects.get(session_key=key).news


def test_g7_to_strike_a_device_is_to_end_its_session(stage: Cast) -> None:
    here, there = signed_in(stage), signed_in(stage)
    seats = devices.devices_of(reader=stage.reader("Ana"), session_key=here, at=NOW)
    assert [seat.here for seat in seats] == [True, False]
    devices.sign_out_device(by=stage.reader("Ana"), device=device_of(there), at=NOW)
    assert SessionStore(there).load() == {}
    assert SessionStore(here).load() != {}


def test_g7_nobody_strikes_anothers_device(stage: Cast) -> None:
    here = signed_in(stage)
    with pytest.raises(NotFound):
        devices.sign_out_device(by=stage.reader("Bo"), device=device_of(here), at=NOW)
    devices.sign_out_others(by=stage.reader("Bo"), session_key="", at=NOW)
    assert SignIn.objects.filter(session_key=here).exists()


def test_g7_everywhere_else_is_everywhere_but_here(stage: Cast) -> None:
    here, *others = (signed_in(stage) for _ in range(3))
    devices.sign_out_others(by=stage.reader("Ana"), session_key=here, at=NOW)
    assert SignIn.objects.filter(session_key=here).exists()
    assert not SignIn.objects.filter(session_key__in=others).exists()


def test_g7_a_new_device_is_told_to_the_others_until_it_is_answered(stage: Cast) -> None:
    here, strange = signed_in(stage), signed_in(stage, unfamiliar=True)
    assert (news(here), news(strange)) == (True, False)
    ana = stage.reader("Ana")
    with pytest.raises(NotFound):  # it can't vouch for itself
        devices.know_device(by=ana, session_key=strange, device=device_of(strange), at=NOW)
    devices.know_device(by=ana, session_key=here, device=device_of(strange), at=NOW)
    assert not news(here)


def test_g7_whoever_comes_in_later_is_told_too(stage: Cast) -> None:
    signed_in(stage, unfamiliar=True)
    assert news(signed_in(stage))


def test_g7_a_request_that_began_earlier_does_not_hush_the_news(stage: Cast) -> None:
    here = signed_in(stage)
    slow = SessionStore(here)
    slow.load()
    signed_in(stage, unfamiliar=True)
    slow["anything"] = 1
    slow.save()
    assert news(here)


def test_g7_a_mentor_vouches_a_day_passes_and_a_supervisor_finishes(stage: Cast) -> None:
    make(stage, Phone())
    lost = signed_in(stage)
    bo, cy = stage.reader("Bo"), stage.reader("Cy")
    assert vouching.vouch(by=bo, person=stage.ana, at=NOW) == NOW + DAY
    assert news(lost), "every live session says so"
    with pytest.raises(NotAllowed):
        vouching.let_back_in(by=bo, person=stage.ana, at=NOW + DAY)
    with pytest.raises(recoveries.TooEarly):
        vouching.let_back_in(by=cy, person=stage.ana, at=NOW + DAY - timedelta(seconds=1))
    token = vouching.let_back_in(by=cy, person=stage.ana, at=NOW + DAY)
    assert token not in str(Recovery.objects.values())
    door: Any = {"by": machine("recovery"), "token": token, "passphrase": NEW}
    person, codes = recoveries.come_back(**door, at=NOW + DAY)
    assert (person, len(codes)) == (stage.ana, 10)
    assert authenticate(alias="Ana at the river", password=NEW) is not None
    assert not has_second_step(stage.ana), "the lost phone opens nothing"
    assert not SignIn.objects.filter(session_key=lost).exists()
    with pytest.raises(NotFound):
        recoveries.come_back(**door, at=NOW + DAY)
    acts = [line.act for line in about(stage.ana)]
    assert acts[:3] == ["recovery.used", "recovery.opened", "recovery.vouched"]


def test_g7_the_link_works_for_half_an_hour(stage: Cast) -> None:
    vouching.vouch(by=stage.reader("Bo"), person=stage.ana, at=NOW)
    token = vouching.let_back_in(by=stage.reader("Dee"), person=stage.ana, at=NOW + DAY)
    assert recoveries.link_stands(token, at=NOW + DAY)
    assert not recoveries.link_stands(token, at=NOW + DAY + timedelta(minutes=31))
    assert not recoveries.link_stands("", at=NOW + DAY)


def test_g7_the_person_stops_it_on_any_device_and_the_link_is_dead(stage: Cast) -> None:
    here = signed_in(stage)
    vouching.vouch(by=stage.reader("Bo"), person=stage.ana, at=NOW)
    token = vouching.let_back_in(by=stage.reader("Dee"), person=stage.ana, at=NOW + DAY)
    own = Standing(is_self=True)
    recoveries.stop(by=stage.reader("Ana"), person=stage.ana, standing=own, at=NOW + DAY)
    assert not recoveries.link_stands(token, at=NOW + DAY)
    assert not news(here)
    with pytest.raises(NotFound):
        vouching.let_back_in(by=stage.reader("Dee"), person=stage.ana, at=NOW + 2 * DAY)


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("Ana", NotFound),
        ("Vic", NotAllowed),
        ("Lin", NotAllowed),
        ("Sam", NotAllowed),
        ("Eve", NotFound),
    ],
)
def test_g7_who_does_not_know_them_vouches_for_nobody(
    stage: Cast, name: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        vouching.vouch(by=stage.reader(name), person=stage.ana, at=NOW)
    assert not Recovery.objects.exists()


def test_g7_into_a_colleagues_account_it_takes_two(stage: Cast) -> None:
    dee = stage.reader("Dee")
    vouching.vouch(by=dee, person=stage.cy, at=NOW)
    with pytest.raises(recoveries.OneIsNotEnough):
        vouching.let_back_in(by=dee, person=stage.cy, at=NOW + DAY)


def test_g7_a_supervisor_stands_behind_their_mentors_and_those_they_walk_with(stage: Cast) -> None:
    cy = stage.reader("Cy")
    for person in (stage.bo, stage.ana):
        vouching.vouch(by=cy, person=person, at=NOW)
    with pytest.raises(NotAllowed):
        vouching.vouch(by=cy, person=stage.vic, at=NOW)


def test_g7_what_nobody_finishes_lapses_and_can_begin_anew(stage: Cast) -> None:
    vouching.vouch(by=stage.reader("Bo"), person=stage.ana, at=NOW)
    late = NOW + DAY + recoveries.LAPSES
    with pytest.raises(NotFound):
        vouching.let_back_in(by=stage.reader("Dee"), person=stage.ana, at=late)
    assert vouching.vouch(by=stage.reader("Bo"), person=stage.ana, at=late) == late + DAY


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "people_one_recovery"),
        ({"opened_at": NOW, "stopped_at": NOW}, "people_recovery_waits"),
        ({"used_at": NOW}, "people_recovery_is_opened_by_someone"),
    ],
)
def test_g7_states_of_a_way_back_that_the_database_forbids(
    stage: Cast, fields: dict[str, Any], constraint: str
) -> None:
    told = {"program": stage.program, "vouched_by": stage.bo, "vouched_at": NOW}
    told |= {"person_id": stage.ana, "ready_at": NOW + DAY}
    Recovery.objects.create(**told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.create(**told, **fields)
    assert constraint in {one.name for one in Recovery._meta.constraints}
