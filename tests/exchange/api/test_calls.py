"""What the API does: reads and writes as the pages do, once, and says no in problems."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from tests.cast import Cast
from tests.exchange.api.conftest import JSON, Calling

from cairn.config.environment import Environment
from cairn.core.consent.leaves import DataClass, Purpose
from cairn.core.people.scopes import Scope
from cairn.exchange.api.urls import document
from cairn.records.consent.commands import withdraw_all
from cairn.records.days.models import CheckIn
from cairn.records.days.queries import own_day
from cairn.records.tokens.models import Token
from cairn.records.trail.models import Line

GOAL: dict[str, Any] = {
    "title": "A room of my own",
    "domain": "housing",
    "levels": {
        "much_less": "No plan",
        "less": "With friends",
        "as_hoped": "The form is in",
        "more": "A date",
        "much_more": "A month in it",
    },
}


def today() -> date:
    return timezone.now().date()


def is_problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The problem that the answer tells of; its shape is the document's."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
    assert set(told) == set(document()["components"]["schemas"]["Problem"]["required"])
    assert told["status"] == status
    assert told["detail"]
    return told


def test_a_day_is_told_and_read_again(calling: Calling, stage: Cast) -> None:
    ana, day = calling("Ana"), str(today())
    told = {"day": day, "mood": 4, "use": "use", "substances": {"alcohol": "use"}, "note": "Rain."}
    made = ana.post("check-ins", told)
    assert made.status_code == 201, made.content
    one = ana.get(f"check-ins/{day}").json()
    assert (one["mood"], one["substances"], one["note"]) == (4, ["alcohol"], "Rain.")
    assert ana.get("days").json() == {"items": [{"day": day, "use": "use"}], "next": None}
    kept = own_day(reader=stage.reader("Ana"), day=today())
    assert kept is not None
    assert kept.note == "Rain."


def test_sent_twice_it_is_there_once_and_sent_otherwise_it_is_refused(calling: Calling) -> None:
    ana, key, day = calling("Ana"), uuid4(), str(today())
    first, again = (ana.post("check-ins", {"day": day, "mood": 3}, key) for _ in range(2))
    assert first.json() == again.json() == {"id": str(key)}
    is_problem(ana.post("check-ins", {"day": day, "mood": 1}, key), 409)
    is_problem(ana.post("goals", GOAL, key), 409)
    assert CheckIn.objects.count() == 1
    assert CheckIn.objects.get().mood == 3


def test_what_was_refused_leaves_its_key_free(calling: Calling) -> None:
    ana, key = calling("Ana"), uuid4()
    told = is_problem(ana.post("check-ins", {"day": "2999-01-01", "mood": 3}, key), 422)
    assert told["faults"][0]["field"] == "day"
    assert ana.post("check-ins", {"day": str(today()), "mood": 3}, key).status_code == 201


def test_someone_elses_id_as_a_key_finds_nothing(calling: Calling) -> None:
    made = calling("Bo").post("goals", GOAL).json()["id"]
    is_problem(calling("Ana").post("goals", GOAL, made), 404)


def test_goals_are_written_rated_and_read_by_the_two(calling: Calling, stage: Cast) -> None:
    ana, bo = calling("Ana"), calling("Bo")
    goal = ana.post("goals", GOAL).json()["id"]
    assert bo.post(f"goals/{goal}/ratings", {"level": -0.5}).status_code == 201
    whole = ana.get(f"goals/{goal}").json()
    assert whole["levels"] == GOAL["levels"]
    assert whole["ratings"] == [{"rater": str(stage.bo), "level": -0.5, "day": str(today())}]
    assert bo.get("goals", person=stage.ana).json()["items"][0]["title"] == GOAL["title"]
    is_problem(ana.post(f"goals/{goal}/ratings", {"level": 0.3}), 422)


def test_a_contact_is_logged_and_read_with_its_note_only_in_scope(
    calling: Calling, stage: Cast
) -> None:
    told = {
        "day": str(today()),
        "means": "phone",
        "minutes": 20,
        "support": ["emotional"],
        "note": "She rang.",
    }
    at = f"mentorships/{stage.mentorship}/contacts"
    made = calling("Bo").post(at, told).json()["id"]
    assert calling("Ana").get(f"{at}/{made}").json()["note"] == "She rang."
    bare = calling("Ana", Scope.CONTACTS_READ).get(at).json()["items"][0]
    assert (bare["minutes"], bare["note"]) == (20, None)
    assert calling("Dee").get(at).json()["items"][0]["note"] is None
    is_problem(calling("Ana").get(f"{at}/{uuid4()}"), 404)


def test_lists_go_on_by_cursors_and_end(calling: Calling, stage: Cast) -> None:
    ana = calling("Ana")
    for back in range(5):
        day = str(today() - timedelta(days=back))
        assert ana.post("check-ins", {"day": day, "use": "none"}).status_code == 201
        assert ana.post("goals", GOAL).status_code == 201
    for address in ("check-ins", "days", "goals"):
        seen, cursor, pages = [], None, 0
        while pages == 0 or cursor:
            page = ana.get(address, count=2, **({"cursor": cursor} if cursor else {})).json()
            seen += [one.get("id") or one["day"] for one in page["items"]]
            cursor, pages = page["next"], pages + 1
        assert (len(seen), len(set(seen)), pages) == (5, 5, 3), address
    for wrong in ("x", "!!!", "OTk5OTk5OTk5OTk5OTk5OTk5OQ", "é", "\x00", "4pyT", "wrI"):
        for address in ("days", "goals", "mentorships"):
            is_problem(ana.get(address, cursor=wrong), 422)


def test_reading_anothers_record_leaves_a_look_as_pages_do(calling: Calling, stage: Cast) -> None:
    calling("Ana").post("check-ins", {"day": str(today()), "mood": 2})
    bo = calling("Bo")
    assert len(bo.get("check-ins", person=stage.ana).json()["items"]) == 1
    line = Line.objects.filter(act="record.read", actor=stage.bo, subject=stage.ana).latest("seq")
    assert line.detail == "days:mentoring"


def test_leave_taken_back_shows_nothing_from_then_on(calling: Calling, stage: Cast) -> None:
    calling("Ana").post("check-ins", {"day": str(today()), "mood": 2})
    bo = calling("Bo")
    assert bo.get("days", person=stage.ana).status_code == 200
    now = timezone.now()
    withdraw_all(
        by=stage.reader("Ana", now),
        giver=stage.ana,
        recipient=stage.bo,
        purposes=[Purpose.MENTORING],
        at=now,
    )
    for address in ("days", "check-ins", f"check-ins/{today()}", "goals"):
        is_problem(bo.get(address, person=stage.ana), 404)


@pytest.mark.parametrize("token", ["", "cairn_" + "0" * 48, "\x00", "x" * 5000, "é"])
def test_without_a_token_that_works_nothing_opens(stage: Cast, token: str) -> None:
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_browsers_session_opens_nothing_here(stage: Cast) -> None:
    client = Client()
    assert client.login(alias="Ana at the river", password="quiet stones beside water")
    is_problem(client.get("/api/v1/me"), 401)
    told = client.post("/api/v1/check-ins", {"day": str(today())}, content_type=JSON)
    is_problem(told, 401)
    assert not CheckIn.objects.exists()


def test_a_token_works_within_its_scopes_only(calling: Calling, stage: Cast) -> None:
    only = calling("Ana", Scope.DAYS_READ)
    assert only.get("days").status_code == 200
    told = is_problem(only.post("check-ins", {"day": str(today()), "mood": 1}), 403)
    assert "days:write" in told["detail"]
    is_problem(only.get("goals"), 403)
    is_problem(only.get(f"mentorships/{stage.mentorship}/contacts"), 403)
    assert only.get("me").json()["scopes"] == ["days:read"]


@pytest.mark.parametrize(
    "body",
    [
        " ",
        "{",
        "[1",
        '"x"',
        "null",
        "[]",
        "\ud800".encode("utf-8", "surrogatepass"),
        b"\xff",
        "[" * 5000,
    ],
)
def test_what_is_no_json_or_another_shape_is_refused(calling: Calling, body: Any) -> None:
    answer = calling("Ana").post("check-ins", body)
    is_problem(answer, answer.status_code)
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("told", [
    {"mood": 3}, {"day": "x"}, {"day": "2026-11-20", "mood": 6}, {"day": "2026-11-20", "mood": "3; DROP TABLE"},
    {"day": "2026-11-20", "extra": 1}, {"day": "2026-11-20", "mood": 10**400},
    {"day": "2026-11-20", "note": "x" * 2001}, {"day": "2026-11-20", "substances": {"nope": "use"}},
    {"day": "2026-11-20", "use": "none", "substances": {"alcohol": "use"}}, {"day": "2026-11-20"},
])  # fmt: skip
def test_what_cannot_be_true_is_refused_with_a_sentence(calling: Calling, told: Any) -> None:
    told = is_problem(calling("Ana").post("check-ins", told), 422)
    assert told["faults"]
    assert not CheckIn.objects.exists()


def test_hard_words_come_back_as_they_were(calling: Calling) -> None:
    ana, hard = calling("Ana"), "a\x00b \u202e<script>'; DROP TABLE people; --"
    assert ana.post("check-ins", {"day": str(today()), "note": hard}).status_code == 201
    assert ana.get(f"check-ins/{today()}").json()["note"] == hard


def test_too_much_and_another_kind_of_content_are_refused(calling: Calling) -> None:
    ana = calling("Ana")
    is_problem(ana.post("check-ins", {"day": str(today()), "note": "x" * 70_000}), 413)
    bearing = {"Authorization": f"Bearer {ana.token}", "Idempotency-Key": str(uuid4())}
    is_problem(ana.client.post("/api/v1/check-ins", {"day": "x"}, headers=bearing), 415)
    is_problem(ana.client.delete("/api/v1/check-ins", headers=bearing), 405)
    is_problem(ana.client.get("/api/v1/nowhere/at/all"), 404)
    del bearing["Idempotency-Key"]
    told = ana.client.post("/api/v1/goals", GOAL, content_type=JSON, headers=bearing)
    is_problem(told, 422)


def test_a_token_that_asks_too_often_has_to_wait_and_others_need_not(
    calling: Calling, own_keys: Environment, settings: Any
) -> None:
    object.__setattr__(settings.CAIRN, "api_calls", 3)
    ana, bo = calling("Ana"), calling("Bo")
    assert [ana.get("me").status_code for _ in range(3)] == [200] * 3
    answer = ana.get("me")
    is_problem(answer, 429)
    assert 1 <= int(answer.headers["Retry-After"]) <= 21
    assert bo.get("me").status_code == 200


def test_nothing_is_kept_by_a_cache_and_the_last_day_is_remembered(
    calling: Calling, stage: Cast
) -> None:
    answer = calling("Ana").get("me")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.json()["person"] == str(stage.ana)
    assert Token.objects.get().used_on == today()
    assert Line.objects.filter(act="token.used", actor=stage.ana).count() == 1


def test_problems_speak_the_callers_language(calling: Calling) -> None:
    ana = calling("Ana")
    told = ana.client.get(
        f"/api/v1/goals/{UUID(int=4)}",
        headers={"Authorization": f"Bearer {ana.token}", "Accept-Language": "es"},
    )
    assert told.headers["Content-Language"] == "es"
    is_problem(told, 404)


def test_the_document_is_open_and_whole(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    told = answer.json()
    assert told["openapi"] == "3.1.0"
    assert {"days", "goals", "mentorships"} <= {
        tag for one in told["paths"].values() for way in one.values() for tag in way["tags"]
    }
    for address, ways in told["paths"].items():
        for way, operation in ways.items():
            assert operation["summary"], address
            statuses = {int(status) for status in operation["responses"]}
            assert statuses >= {401, 403, 404, 422, 429} | (
                {409, 413, 415} if way == "post" else set()
            )
    assert told["components"]["securitySchemes"]["TokenAuth"]["scheme"] == "bearer"


def test_every_part_that_a_scope_names_is_a_part_of_leave() -> None:
    assert {scope.split(":")[0] for scope in Scope} <= set(DataClass)
