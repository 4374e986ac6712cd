"""The public pages: home, help now, language, the demo's door, health."""

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client, override_settings
from django.utils import timezone

from cairn.core.consent.readers import machine
from cairn.core.people.roles import Role
from cairn.core.safety.lines import PUBLIC_LINES
from cairn.records.people.commands import NewPerson, add_people
from cairn.records.people.queries import account_of
from cairn.records.programs import doors
from cairn.records.programs.commands import give_roles, make_program
from cairn.records.safety.commands import add_line
from tests.cast import NOW, TODAY, Cast
from tests.web.conftest import As

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return answer.content.decode()


def test_home_names_no_program_whose_door_is_closed(client: Client, stage: Cast) -> None:
    page = text(client.get("/"))
    assert "Riverside" not in page
    assert "/sign-in/" in page
    assert "/sos/" in page


@pytest.mark.parametrize("name", ["Ana", "Bo", "Cy", "Dee", "Vic", "Lin", "Sam"])
def test_signed_in_home_leads_to_today(as_: As, name: str) -> None:
    assert as_(name).get("/")["Location"] == "/today/"


def test_help_now_has_every_line_and_touches_no_database(
    client: Client, django_assert_num_queries
) -> None:
    with django_assert_num_queries(0), django_assert_num_queries(0, using="keys"):
        page = text(client.get("/sos/"))
    for line in PUBLIC_LINES:
        for way in line.ways:
            assert f'href="{way.link.replace("&", "&amp;")}"' in page
    assert page.count("Checked on") == len(PUBLIC_LINES)
    assert "tel:911" in page
    assert "Breathe in" in page


def test_help_now_is_small_and_sets_no_session(client: Client, db: None) -> None:
    answer = client.get("/sos/")
    assert len(answer.content) < 12_000
    assert settings.SESSION_COOKIE_NAME not in answer.cookies


def test_help_now_shows_the_programs_own_lines_to_its_people_only(
    client: Client, as_: As, stage: Cast
) -> None:
    add_line(
        by=stage.reader("Dee"),
        name="Riverside on call",
        number="(555) 010-2030",
        hours="every evening",
        checked_on=TODAY,
        today=TODAY,
        at=NOW,
    )
    page = text(as_("Ana").get("/sos/"))
    assert 'href="tel:5550102030"' in page
    assert "20 November 2026" in page
    assert "Riverside" not in text(as_("Eve").get("/sos/"))
    assert "Riverside" not in text(client.get("/sos/"))


def test_a_browser_that_stood_at_a_programs_door_sees_its_lines(
    client: Client, stage: Cast
) -> None:
    dee = stage.reader("Dee")
    add_line(
        by=dee, name="On call", number="555 010", hours="", checked_on=TODAY, today=TODAY, at=NOW
    )
    client.get(f"/invitations/{doors.invite(by=dee, role=Role.MENTOR, at=timezone.now())}/")
    if client.session.get("program"):
        assert "On call" in text(client.get("/sos/"))
    else:
        pytest.fail("the door was not remembered")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_language_is_kept_in_the_browser_and_for_the_person(
    client: Client, as_: As, stage: Cast, language: str
) -> None:
    wanted = {"language": language, "next": "/about/"}
    answer = client.post("/language/", wanted)
    assert answer["Location"] == "/about/"
    assert f'lang="{language}"' in text(client.get("/about/"))
    as_("Ana").post("/language/", wanted)
    assert account_of(stage.ana).language == language


def test_an_unknown_language_or_a_far_address_leads_nowhere(client: Client, stage: Cast) -> None:
    assert client.post("/language/", {"language": "xx"}).status_code == 404
    far = client.post("/language/", {"language": "es", "next": "https://elsewhere.example"})
    assert far["Location"] == "/"
    assert client.get("/language/").status_code == 405


def made_up() -> dict[str, object]:
    by, people = machine("demo"), {}
    for program, names in (("Shore", ["Ana", "Bo", "Dee", "Zed"]), ("Hill", ["Eve"])):
        made = make_program(by=by, name=program, at=NOW, synthetic=True)
        ids = add_people(by=by, people=[NewPerson(n, synthetic=True) for n in names], at=NOW)
        for name, person in zip(names, ids, strict=True):
            role = Role.COORDINATOR if name in {"Dee", "Eve"} else Role.PARTICIPANT
            give_roles(by=by, program=made, people=[person], role=role, at=NOW)
            people[name] = person
    return people


def test_one_click_becomes_one_of_the_cast(client: Client, db: None) -> None:
    people = made_up()
    page = text(client.get("/demo/"))
    assert page.index("Be Ana") < page.index("Be Bo") < page.index("Be Dee") < page.index("Be Eve")
    assert "Zed" not in page
    assert client.post("/demo/", {"person": people["Dee"]})["Location"] == "/"
    assert client.get("/people/").status_code == 200
    client.post("/demo/", {"person": people["Ana"]})
    assert client.get("/people/").status_code == 403
    assert client.session["_auth_user_id"] == str(people["Ana"])


def test_the_demo_opens_no_real_account(client: Client, stage: Cast) -> None:
    people = made_up()
    for person in (stage.ana, stage.dee, people["Zed"], "nobody"):
        assert client.post("/demo/", {"person": person}).status_code == 404
    assert "_auth_user_id" not in client.session


class Run:
    """Settings of an installation for real people."""

    mode = "run"
    organization = None


@override_settings(CAIRN=Run())
def test_where_people_are_real_there_is_no_demo(client: Client, db: None) -> None:
    for method in (client.get, client.post):
        assert method("/demo/").status_code == 404


def test_health_and_readiness_say_one_word(client: Client) -> None:
    assert (client.get("/healthz").content, client.get("/readyz").content) == (b"ok", b"ready")
    assert client.post("/healthz").status_code == 405


def test_a_missing_table_is_not_ready_but_alive(client: Client) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'consent'")
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200


def test_a_page_that_is_not_there_still_helps(client: Client, db: None) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "988" in text(answer)


@pytest.mark.parametrize("address", ["/", "/sos/", "/about/", "/sign-in/", "/healthz"])
def test_every_public_page_carries_the_headers(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
