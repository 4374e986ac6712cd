"""A round in the coordinator's hands: planned, laid out, searched, locked, swapped, and chosen from."""

import re

import pytest
from django.test import Client

from cairn.clockwork.worker import Worker
from cairn.core.matching.profiles import MenteeProfile
from cairn.records.matching.commands import write_profile
from cairn.records.matching.models import Alternative, Proposal, Round, Unmatched
from cairn.records.mentorships.models import Mentorship
from tests.cast import BEGINNING, Cast
from tests.records.matching.crowds import crowd
from tests.web.conftest import As


def a_round(client: Client, **plan: str) -> str:
    address = client.post("/matching/", plan)["Location"]
    Worker().do_what_is_due()
    return str(address)


@pytest.fixture
def dee(as_: As) -> Client:
    return as_("Dee")


def test_a_round_remembers_how_it_is_run(stage: Cast, dee: Client) -> None:
    crowd(stage, 4, 2, at=BEGINNING)
    assert "How this round is run" in dee.get("/matching/").content.decode()
    plan = {"policy": "fair", "lists": "3", "answer_days": "3", "rethinks": "on", "holds": "on"}
    a_round(dee, **plan)
    row = Round.objects.get()
    assert (row.policy, row.lists, row.answer_days) == ("fair", 3, 3)
    assert (row.rethinks, row.follows_up) == (True, False)


def test_nonsense_in_the_plan_stays_typed_and_starts_nothing(stage: Cast, dee: Client) -> None:
    crowd(stage, 4, 2, at=BEGINNING)
    answer = dee.post("/matching/", {"answer_days": "500"})
    assert answer.status_code == 422
    assert 'value="500"' in answer.content.decode()
    assert not Round.objects.exists()


def test_a_round_is_laid_out_by_mentor_and_searched_by_name(stage: Cast, dee: Client) -> None:
    crowd(stage, 20, 8, at=BEGINNING)
    address = a_round(dee)
    laid_out = dee.get(f"{address}?view=board").content.decode()
    assert laid_out.count("free</span>") >= 6
    page = dee.get(address).content.decode()
    name = re.findall(r"<b>([^<]+) → ", page)[0]
    found = dee.get(address, {"q": name.lower()}).content.decode()
    assert f"<b>{name} → " in found
    assert len(re.findall(r"<b>[^<]+ → ", found)) < len(re.findall(r"<b>[^<]+ → ", page))
    nobody = dee.get(address, {"q": "Zebedee"}).content.decode()
    assert "Nobody of this round has that name." in nobody


def test_a_pair_is_kept_swapped_and_reminded_from_the_page(stage: Cast, dee: Client) -> None:
    crowd(stage, 9, 3, at=BEGINNING)
    address = a_round(dee)
    for pair in Proposal.objects.order_by("id"):
        page = dee.get(f"{address}people/{pair.mentee_id}/").content.decode()
        others = re.findall(r'name="other" value="([^"]+)"', page)
        if others:
            break
    effect = re.findall(r"total fit ([+-][0-9.]+)", page.split("Swap mentors with")[1])[0]
    answer = dee.post(
        address,
        {"act": "swap", "proposal": pair.id, "other": others[0], "person": pair.mentee_id},
        follow=True,
    )
    assert f"The total fit changes by {effect}." in answer.content.decode()
    fresh = Proposal.objects.get(mentee_id=pair.mentee_id, standing="drafted")
    assert fresh.mentor_id != pair.mentor_id
    dee.post(address, {"act": "lock", "proposal": fresh.id, "person": fresh.mentee_id})
    kept = dee.get(f"{address}?person={fresh.mentee_id}").content.decode()
    assert "kept as it is" in kept
    assert 'name="other"' not in kept
    dee.post(address, {"act": "send"})
    dee.post(address, {"act": "remind", "proposal": fresh.id})
    fresh.refresh_from_db()
    assert fresh.reminded_at is not None


def test_someone_left_is_placed_at_once_when_a_place_comes_free(stage: Cast, dee: Client) -> None:
    crowd(stage, 6, 1, capacity=2, at=BEGINNING)
    address = a_round(dee)
    crowd(stage, 6, 4, capacity=3, at=BEGINNING)
    person = re.findall(
        r'name="person" value="([^"]+)"[^>]*>\s*<button[^>]*value="place"',
        dee.get(f"{address}?person={left_in(stage)}").content.decode(),
    )[0]
    where = dee.post(address, {"act": "place", "person": person})["Location"]
    Worker().do_what_is_due()
    assert "1 of 1" in dee.get(where).content.decode()
    assert Proposal.objects.filter(mentee_id=person, standing="drafted").count() == 1


def left_in(stage: Cast) -> object:
    paired = Proposal.objects.values_list("mentee_id", flat=True)
    return Unmatched.objects.exclude(mentee_id__in=paired).values_list("mentee_id", flat=True)[0]


def test_as_many_queries_for_a_large_round_as_for_a_small_one(
    stage: Cast, dee: Client, django_assert_max_num_queries
) -> None:
    crowd(stage, 40, 14, at=BEGINNING)
    address = a_round(dee)
    for view in (address, f"{address}?view=board", f"{address}?q=a"):
        dee.get(view)
        with django_assert_max_num_queries(70):
            dee.get(view)


def test_a_person_chooses_from_their_list_in_two_taps(stage: Cast, as_: As, dee: Client) -> None:
    Mentorship.objects.update(ended_at=BEGINNING, ended_by=stage.ana)
    crowd(stage, 0, 4, at=BEGINNING)
    write_profile(
        by=stage.reader("Ana"),
        person=stage.ana,
        side="mentee",
        profile=MenteeProfile(id=str(stage.ana), languages=frozenset({"en"})),
        at=BEGINNING,
    )
    address = a_round(dee, lists="3")
    dee.post(address, {"act": "send"})
    ana = as_("Ana")
    assert "could be your mentor" in ana.get("/today/").content.decode()
    pair = Proposal.objects.get(mentee_id=stage.ana)
    page = ana.get(f"/proposals/{pair.id}/").content.decode()
    assert "Or someone else" in page
    assert page.count('name="instead"') == 2
    other = Alternative.objects.order_by("id")[0]
    answer = ana.post(f"/proposals/{pair.id}/", {"instead": other.id}, follow=True)
    assert "You said yes" in answer.content.decode()
