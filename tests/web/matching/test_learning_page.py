"""What counts, and whether a round was fair, over HTTP."""

import csv
import io

import pytest
from django.test import Client

from cairn.clockwork.worker import Worker
from cairn.core.matching.learning import FIELDS, as_table, expert_weights
from cairn.records.matching.learning_rows import Practice, Version
from cairn.records.matching.models import Round
from tests.cast import BEGINNING, NOW, Cast
from tests.records.matching.crowds import crowd
from tests.web.conftest import As

AT = "/matching/learning/"


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def moved(stage: Cast) -> Version:
    weights = as_table(expert_weights())
    weights["goals"], weights["age"] = weights["goals"] + 0.06, weights["age"] - 0.06
    nothing = dict.fromkeys(("accepted", "contacts", "stayed", "goals", "alliance"), 80)
    return Version.objects.create(
        program_id=stage.program,
        number=3,
        made_by=stage.dee,
        made_at=BEGINNING,
        body={
            "fields": list(FIELDS),
            "weights": weights,
            "expert": as_table(expert_weights()),
            "low": dict.fromkeys(FIELDS, 0.0),
            "high": dict.fromkeys(FIELDS, 0.3),
            "verdict": "moved",
            "gain": [0.05, 0.01, 0.09],
            "pairs": 80,
            "known": nothing,
            "mentor_share": 0.1,
            "judged": {
                "people": 80, "same": 0.7, "robust": None, "low": None, "high": None,
                "effective": 0.0, "warning": "There are no past rounds to try these weights on.",
            },
        },
    )  # fmt: skip


def test_learning_with_no_past_says_so_and_offers_nothing_to_adopt(
    stage: Cast, dee: Client
) -> None:
    assert "Nothing has been learned here yet" in dee.get(AT).content.decode()
    page = dee.post(AT, {"act": "learn"}, follow=True).content.decode()
    assert "Nothing changes until you adopt it." in page
    assert "There is no past to learn from yet" in page
    assert "Adopt version" not in page


def test_weights_then_and_now_are_told_adopted_and_taken_back(stage: Cast, dee: Client) -> None:
    one = moved(stage)
    page = dee.get(AT).content.decode()
    assert "Goals counts more: 14 of 100, it was 8" in page
    assert "Age counts less: 5 of 100, it was 11" in page
    assert "about 2.0 more would do better" in page
    assert "no past rounds to try" in page
    assert "Rounds weigh by the evidence." in page
    page = dee.post(AT, {"act": "adopt", "version": str(one.id)}, follow=True).content.decode()
    assert "Rounds weigh by version 3." in page
    assert "Adopt version 3" not in page
    page = dee.post(AT, {"act": "evidence"}, follow=True).content.decode()
    assert "Rounds weigh by the evidence." in page
    assert Practice.objects.count() == 2


def test_the_limits_are_kept_and_what_makes_no_sense_is_not_found(stage: Cast, dee: Client) -> None:
    page = dee.post(
        AT, {"act": "limits", "explores": "on", "least_rate": "80"}, follow=True
    ).content.decode()
    assert "Between near equals, a little is left to chance." in page
    assert "No group is matched less than 80 % as often as the best." in page
    assert dee.post(AT, {"act": "limits", "least_rate": "7"}).status_code == 404
    assert dee.post(AT, {"act": "adopt"}).status_code == 404


def test_the_report_of_a_round_and_its_counts(stage: Cast, dee: Client) -> None:
    crowd(stage, 30, 4, at=BEGINNING)
    address = str(dee.post("/matching/")["Location"])
    Worker().do_what_is_due()
    page = dee.get(f"{address}fairness/").content.decode()
    assert "Is this round fair?" in page
    assert "under 30" in page
    assert "What each protection costs" in page
    assert "Race is never kept." in page
    assert f"{address}fairness/" in dee.get(address).content.decode()
    answer = dee.post(f"{address}fairness/counts.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows
    for row in rows:
        assert not row["people"] or row["people"] == "0" or int(row["people"]) >= 11


def test_a_round_without_a_report_says_so(stage: Cast, dee: Client) -> None:
    row = Round.objects.create(
        program_id=stage.program, made_by=stage.dee, made_at=NOW, policy="pool", finished_at=NOW
    )
    page = dee.get(f"/matching/rounds/{row.id}/fairness/").content.decode()
    assert "No report for this round" in page
