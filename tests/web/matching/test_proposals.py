"""The two people's page: gentle words, yes or not this one, and what is shared."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from cairn.clockwork.worker import Worker
from cairn.core.consent.leaves import DataClass
from cairn.records.consent.models import Sharing
from cairn.records.matching.models import Proposal
from cairn.records.mentorships.models import Mentorship
from tests.cast import BEGINNING, Cast
from tests.records.matching.crowds import crowd
from tests.web.conftest import As

Who = Callable[[object], Client]


@pytest.fixture
def pair(stage: Cast, as_: As) -> Proposal:
    crowd(stage, 1, 1, at=BEGINNING)
    dee = as_("Dee")
    address = dee.post("/matching/")["Location"]
    Worker().do_what_is_due()
    dee.post(address, {"act": "send"})
    return Proposal.objects.get()


def browser(person: object) -> Client:
    client = Client()
    client.force_login(
        get_user_model().objects.get(pk=person), backend="cairn.records.people.sign_in.ByAlias"
    )
    return client


def test_the_mentee_reads_gentle_words_and_nothing_is_ticked(pair: Proposal) -> None:
    page = browser(pair.mentee_id).get(f"/proposals/{pair.id}/").content.decode()
    assert "Why you two" in page
    assert "Your check-ins and days" in page
    assert "checked" not in page
    for private in ("medication", "Struggled", "lived through", "buprenorphine"):
        assert private not in page


def test_the_mentor_is_asked_without_any_sharing(pair: Proposal) -> None:
    page = browser(pair.mentor_id).get(f"/proposals/{pair.id}/").content.decode()
    assert 'name="share"' not in page
    assert "theirs to decide" in page


def test_two_yeses_begin_the_mentorship_with_only_what_was_ticked(pair: Proposal) -> None:
    address = f"/proposals/{pair.id}/"
    mentee, mentor = browser(pair.mentee_id), browser(pair.mentor_id)
    page = mentee.post(address, {"answer": "yes", "share": "goals"}, follow=True)
    assert "You said yes" in page.content.decode()
    assert mentor.post(address, {"answer": "yes"})["Location"] == "/today/"
    assert Mentorship.objects.filter(mentee_id=pair.mentee_id, ended_at=None).exists()
    given = Sharing.objects.filter(giver_id=pair.mentee_id, withdrawn_at=None)
    assert [row.data_class for row in given] == [DataClass.GOALS]


def test_a_no_is_taken_kindly_by_both_pages(pair: Proposal) -> None:
    address = f"/proposals/{pair.id}/"
    mentee, mentor = browser(pair.mentee_id), browser(pair.mentor_id)
    page = mentee.post(address, {"answer": "no"}, follow=True).content.decode()
    assert "That is fine. We go on looking" in page
    assert "says nothing about you" in mentor.get(address).content.decode()
    late = mentor.post(address, {"answer": "yes"}, follow=True).content.decode()
    assert "has changed since" in late
    assert not Mentorship.objects.filter(mentee_id=pair.mentee_id).exists()


def test_a_pair_taken_back_after_sending_is_told_kindly_and_one_never_sent_is_not_there(
    pair: Proposal, as_: As
) -> None:
    address = f"/proposals/{pair.id}/"
    as_("Dee").post(f"/matching/rounds/{pair.round_id}/", {"act": "drop", "proposal": pair.id})
    mentee = browser(pair.mentee_id)
    assert "will not go ahead" in mentee.get(address).content.decode()
    late = mentee.post(address, {"answer": "yes"}, follow=True).content.decode()
    assert "has changed since" in late
    Proposal.objects.update(sent_at=None)
    assert mentee.get(address).status_code == 404


def test_a_made_up_answer_is_not_found(pair: Proposal) -> None:
    assert browser(pair.mentee_id).post(f"/proposals/{pair.id}/").status_code == 404


@pytest.mark.parametrize("who", ["Ana", "Bo", "Dee", "Eve"])
def test_nobody_else_reads_or_answers_it(pair: Proposal, as_: As, who: str) -> None:
    client = as_(who)
    assert client.get(f"/proposals/{pair.id}/").status_code in {403, 404}
    assert client.post(f"/proposals/{pair.id}/", {"answer": "yes"}).status_code in {403, 404}
    assert not Sharing.objects.filter(giver_id=pair.mentee_id).exists()
