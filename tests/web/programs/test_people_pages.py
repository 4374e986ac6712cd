"""The list of people, one person, invitations and roles, over HTTP."""

import csv
import io
import re

import pytest
from django.test import Client
from django.utils import timezone

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.records.mentorships.circles import supervisors_of
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.programs.commands import give_roles
from cairn.records.programs.queries import roles_of
from cairn.records.trail.models import Line
from cairn.records.trail.queries import looks_at
from cairn.web.programs.pages import plain
from tests import cast
from tests.cast import BEGINNING, PASSPHRASE, Cast
from tests.web.conftest import As
from tests.web.zipped import inside

pytestmark = pytest.mark.django_db


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def crowd(stage: Cast, count: int) -> None:
    by = machine("tests")
    people = [NewPerson(f"Person {n:03}") for n in range(count)]
    ids = add_people(by=by, people=people, at=BEGINNING)
    give_roles(by=by, program=stage.program, people=ids, role=Role.PARTICIPANT, at=BEGINNING)


def text(answer) -> str:
    return answer.content.decode()


def now_roles(stage: Cast, name: str) -> frozenset[Role]:
    return roles_of(stage.people[name], stage.program, at=timezone.now())


def test_the_list_has_everyone_and_nobody_elses(dee: Client, stage: Cast) -> None:
    page = text(dee.get("/people/"))
    for name in cast.PARTS:
        assert f">{name}</a>" in page
    assert ">Eve</a>" not in page
    [look] = looks_at(stage.ana)
    assert (look.actor, look.detail) == (stage.dee, "identity:running")


def test_it_is_searched_narrowed_and_paged(dee: Client, stage: Cast) -> None:
    crowd(stage, 60)
    first = text(dee.get("/people/"))
    assert "1 to 25 of 67" in first
    assert "page=2" in first
    last = text(dee.get("/people/?page=3"))
    assert "51 to 67 of 67" in last
    assert "Further" not in last
    one = text(dee.get("/people/?q=PERSON+007"))
    assert ">Person 007</a>" in one
    assert "Person 008" not in one
    mentors = text(dee.get("/people/?role=mentor"))
    assert ">Bo</a>" in mentors
    assert ">Ana</a>" not in mentors
    assert "Nobody fits that" in text(dee.get("/people/?q=zzz"))


@pytest.mark.parametrize("asked", ["page=0", "page=x", "page=99", "role=king", "q=%00", "page=1e9"])
def test_an_address_that_makes_no_sense_breaks_nothing(dee: Client, asked: str) -> None:
    assert dee.get(f"/people/?{asked}").status_code == 200


def test_the_list_takes_the_same_queries_for_many(
    dee: Client, stage: Cast, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(14):
        dee.get("/people/")
    crowd(stage, 80)
    with django_assert_max_num_queries(14):
        dee.get("/people/")


def test_the_list_leaves_as_a_file_and_that_is_noted(dee: Client, stage: Cast) -> None:
    assert dee.get("/people/list/").status_code == 405
    answer = dee.post("/people/list/", {"role": "mentor"})
    rows = list(csv.reader(io.StringIO(inside(answer, "list.csv").decode())))
    assert rows == [["Name", "Roles", "Here since"], ["Bo", "Mentor", "2026-03-02"]]
    noted = Line.objects.get(act="people.taken_out")
    assert (noted.actor, noted.detail) == (stage.dee, "1 people")
    assert looks_at(stage.bo)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", " ="])
def test_no_cell_becomes_a_formula(dee: Client, stage: Cast, sign: str) -> None:
    by = machine("tests")
    [person] = add_people(by=by, people=[NewPerson(f"{sign}HYPERLINK(1)")], at=BEGINNING)
    give_roles(by=by, program=stage.program, people=[person], role=Role.MENTOR, at=BEGINNING)
    rows = list(
        csv.reader(io.StringIO(inside(dee.post("/people/list/"), "list.csv").decode(), newline=""))
    )
    assert f"'{sign}HYPERLINK(1)" in [row[0] for row in rows]
    assert plain("Ana") == "Ana"


def test_inviting_shows_a_link_that_works(dee: Client, client: Client, stage: Cast) -> None:
    assert dee.get("/people/invite/").context["form"]["role"].value() is None
    assert dee.post("/people/invite/", {}).status_code == 422
    page = text(dee.post("/people/invite/", {"role": "supporter"}))
    address = re.search(r"http://testserver(/invitations/[\w-]+/)", page)
    assert address
    assert "supporter" in text(client.get(address[1]))


def test_a_listed_person_gets_a_link_to_their_own_account(
    dee: Client, client: Client, stage: Cast
) -> None:
    assert "cannot sign in yet" in text(dee.get(f"/people/{stage.bo}/"))
    page = text(dee.post(f"/people/{stage.bo}/invite/"))
    address = re.search(r"http://testserver(/invitations/[\w-]+/)", page)
    assert address
    mine = {"alias": "Warm Owl", "passphrase": PASSPHRASE, "language": "en"}
    assert client.post(address[1], mine).status_code == 200
    assert client.session["_auth_user_id"] == str(stage.bo)
    assert "Signs in with" in text(dee.get(f"/people/{stage.bo}/"))


def test_roles_are_given_and_ended(dee: Client, stage: Cast) -> None:
    address = f"/people/{stage.ana}/"
    assert dee.post(address, {"role": "king"}).status_code == 422
    assert dee.post(address, {"role": "participant"}).status_code == 422
    assert dee.post(address, {"role": "mentor"})["Location"] == address
    assert now_roles(stage, "Ana") == {Role.PARTICIPANT, Role.MENTOR}
    assert dee.post(f"{address}end-role/", {"role": "mentor"})["Location"] == address
    assert now_roles(stage, "Ana") == {Role.PARTICIPANT}
    assert dee.post(f"{address}end-role/", {"role": "king"}).status_code == 404
    assert dee.post(f"{address}end-role/", {"role": "mentor"}).status_code == 404


def test_the_last_coordinator_is_told_why_she_stays(dee: Client, stage: Cast) -> None:
    answer = dee.post(f"/people/{stage.dee}/end-role/", {"role": "coordinator"}, follow=True)
    assert "A program needs at least one coordinator." in text(answer)
    assert now_roles(stage, "Dee") == {Role.COORDINATOR}


def test_a_mentor_gets_a_supervisor_from_among_the_supervisors(dee: Client, stage: Cast) -> None:
    address = f"/people/{stage.bo}/supervisor/"
    give_roles(
        by=machine("tests"),
        program=stage.program,
        people=[stage.lin],
        role=Role.SUPERVISOR,
        at=BEGINNING,
    )
    assert "Cy" in text(dee.get(f"/people/{stage.bo}/"))
    assert dee.post(address, {"supervisor": str(stage.vic)}).status_code == 422
    assert dee.post(address, {"supervisor": str(stage.lin)}).status_code == 302
    now = timezone.now()
    assert supervisors_of([stage.bo], program=stage.program, at=now) == {stage.bo: stage.lin}
    assert dee.post(f"/people/{stage.ana}/supervisor/", {"supervisor": ""}).status_code == 404


@pytest.mark.parametrize("act", ["", "invite/", "end-role/", "supervisor/"])
def test_eve_finds_nobody_of_another_program(as_: As, stage: Cast, act: str) -> None:
    eve = as_("Eve")
    address = f"/people/{stage.bo}/{act}"
    sent = {"role": "mentor", "supervisor": str(stage.eve)}
    assert eve.post(address, sent).status_code == 404
    if not act:
        assert eve.get(address).status_code == 404


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Vic", "Lin", "Sam"])
@pytest.mark.parametrize("act", ["", "invite/", "end-role/", "supervisor/"])
def test_others_of_the_program_may_not(as_: As, stage: Cast, name: str, act: str) -> None:
    sent = {"role": "mentor", "supervisor": str(stage.cy)}
    assert as_(name).post(f"/people/{stage.bo}/{act}", sent).status_code == 403
