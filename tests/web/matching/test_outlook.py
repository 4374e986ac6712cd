"""What would help, as the coordinator reads it and tries it out."""

from tests.cast import Cast
from tests.records.matching.crowds import crowd
from tests.web.conftest import As

WHERE = "/matching/outlook/"


def test_dee_reads_whom_to_look_for_and_what_a_place_more_would_do(stage: Cast, as_: As) -> None:
    crowd(stage, 20, 2, capacity=3)
    dee = as_("Dee")
    page = dee.get(WHERE).content.decode()
    assert "6 of 20" in page
    assert "One more mentor who speaks English and is free" in page
    assert "could go there" in page
    page = dee.get(WHERE, {"more_places": "2"}).content.decode()
    assert "4 people more would have a mentor." in page
    assert "10 of 20" in page
    assert 'value="2"' in page
    page = dee.get(WHERE, {"least_fit": "100"}).content.decode()
    assert "6 people fewer would have a mentor." in page


def test_nobody_waiting_is_told_kindly_and_nonsense_stays_typed(as_: As) -> None:
    dee = as_("Dee")
    assert "All is well" in dee.get(WHERE).content.decode()
    answer = dee.get(WHERE, {"more_places": "many", "lifted": "safety"})
    assert answer.status_code == 422
    assert 'value="many"' in answer.content.decode()


def test_as_many_queries_for_many_as_for_few(
    stage: Cast, as_: As, django_assert_max_num_queries
) -> None:
    crowd(stage, 30, 6)
    dee = as_("Dee")
    dee.get(WHERE)
    with django_assert_max_num_queries(40):
        dee.get(WHERE, {"more_places": "1"})
