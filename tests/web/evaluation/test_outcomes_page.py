"""The outcomes page: who opens it, what it says and what it keeps to itself."""

import csv
import io
import re
from html import unescape

import pytest
from django.test import Client

from tests.cast import Cast
from tests.records.evaluation.crowd import crowd
from tests.web.conftest import As

pytestmark = pytest.mark.django_db

MOST_QUERIES = 14


def text_of(client: Client) -> str:
    """The page's words without its tags."""
    return unescape(re.sub(r"<[^>]+>", " ", client.get("/outcomes/").content.decode()))


def lines_of(client: Client) -> dict[str, list[str]]:
    answer = client.get("/outcomes/figures.csv")
    assert answer["Content-Type"].startswith("text/csv")
    header, *lines = csv.reader(io.StringIO(answer.content.decode()))
    assert header == ["figure", "people", "value", "low", "high"]
    return {name: rest for name, *rest in lines}


@pytest.mark.parametrize(
    ("name", "status"),
    [("Ana", 403), ("Bo", 403), ("Cy", 403), ("Dee", 200), ("Vic", 200), ("Lin", 403)],
)
@pytest.mark.parametrize("address", ["/outcomes/", "/outcomes/figures.csv"])
def test_coordinator_and_evaluator_open_it_and_nobody_else(
    as_: As, name: str, status: int, address: str
) -> None:
    assert as_(name).get(address).status_code == status


@pytest.mark.parametrize("address", ["/outcomes/", "/outcomes/figures.csv"])
def test_strangers_are_led_to_sign_in(client: Client, db: None, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/")


def test_eve_sees_nothing_of_the_program_next_door(stage: Cast, as_: As) -> None:
    crowd(stage, 14)
    words = text_of(as_("Eve"))
    assert "Hillside" in words
    assert "Riverside" not in words
    assert lines_of(as_("Eve"))["contacts"][1] == "0"


def test_a_program_without_days_is_told_kindly_that_there_is_nothing_yet(as_: As) -> None:
    words = text_of(as_("Eve"))
    assert "Nothing to tell yet" in words
    assert "not known" not in words


def test_it_asks_answers_shows_says_how_and_what_it_does_not_prove(stage: Cast, as_: As) -> None:
    crowd(stage, 40)
    words = " ".join(text_of(as_("Dee")).split())
    order = [
        "Is it helping?",
        "No clear change in days of use so far.",
        "on average in the last 12 weeks than in the 12 before (likely between",
        "This does not show what caused it.",
        "Share of known days with use, by week",
        "12 weeks before",
        "The figures as a table",
        "How this is computed, and what it does not show",
        "Days that nobody told about are left out, not filled in.",
    ]
    places = [words.index(sentence) for sentence in order]
    assert places == sorted(places)


def test_before_and_since_can_be_told_apart_in_every_row(stage: Cast, as_: As) -> None:
    crowd(stage, 14)
    page = as_("Dee").get("/outcomes/").content.decode()
    for part in ("12 weeks before", "last 12 weeks"):
        assert page.count(f'data-label="Part">{part}<') == 2 * 12


def test_where_a_number_is_hidden_the_page_says_so(stage: Cast, as_: As) -> None:
    crowd(stage, 14, paired=4)
    whole, safe = text_of(as_("Dee")), text_of(as_("Vic"))
    assert re.search(r"with a mentor: \d; waiting: \d\d", whole)
    assert "with a mentor: not shown; waiting: not shown" in " ".join(safe.split())
    assert "Numbers that rest on fewer than 11 people are not shown" in safe
    assert "Numbers that rest on fewer than 11 people are not shown" not in whole


def test_too_few_people_give_no_answer_to_whoever_may_open_no_record(stage: Cast, as_: As) -> None:
    crowd(stage, 8)
    assert "Too few people to say." in text_of(as_("Vic"))
    assert "Too few people to say." not in text_of(as_("Dee"))


def test_the_file_holds_no_small_number_whoever_takes_it(stage: Cast, as_: As) -> None:
    crowd(stage, 14, paired=4)
    for name in ("Dee", "Vic"):
        lines = lines_of(as_(name))
        assert lines["matched"] == lines["waiting"] == lines["mentors"] == ["", "", "", ""]
        assert lines["contacts"][1] == ""
        assert len([name for name in lines if name.startswith("use_share_week_")]) == 24
        people = [int(line[0]) for line in lines.values() if line[0]]
        assert min(people, default=11) >= 11


def test_no_cell_of_the_file_can_be_taken_for_a_formula(stage: Cast, as_: As) -> None:
    crowd(stage, 30)
    lines = lines_of(as_("Dee"))
    assert float(lines["days_used_difference"][1])
    for name, cells in lines.items():
        assert re.fullmatch(r"[a-z][a-z0-9_-]*", name)
        for cell in cells:
            assert re.fullmatch(r"|\d{4}-\d\d-\d\d|-?\d+(\.\d+)?(e-?\d+)?", cell), cell


def test_the_page_takes_as_many_queries_for_sixty_people_as_for_ten(
    stage: Cast, as_: As, django_assert_max_num_queries
) -> None:
    client = as_("Vic")
    crowd(stage, 10)
    client.get("/outcomes/")
    crowd(stage, 50, seed=6)
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/outcomes/")


def test_nobodys_name_is_on_the_page(stage: Cast, as_: As) -> None:
    crowd(stage, 14)
    words = text_of(as_("Dee"))
    assert "Person 1" not in words
    assert "Ana" not in words
