"""A form that anyone can send is taken only so often from one place."""

from datetime import timedelta

import pytest
from django.test import Client

from cairn.records.limits.models import Bucket
from cairn.records.people.models import Person
from cairn.records.programs import commands as doors
from cairn.records.programs.queries import program_facts
from cairn.web.shell.pace import NEWCOMERS
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_door(stage: Cast) -> str:
    doors.set_door(by=stage.reader("Dee"), open_to_self_referral=True, at=NOW)
    return f"/join/{program_facts(stage.program).door}/"


def test_after_a_roomful_the_next_is_asked_to_wait_and_the_page_stays_open(
    open_door: str, client: Client
) -> None:
    before = Person.objects.count()
    sent = [client.post(open_door, {}).status_code for _one in range(NEWCOMERS.burst)]
    assert set(sent) == {422}
    whole = {
        "alias": "Wren of the hill",
        "passphrase": "quiet stones beside water",
        "language": "en",
    }
    turned_away = client.post(open_door, whole)
    assert turned_away.status_code == 429
    assert 0 < int(turned_away["Retry-After"]) <= 61
    assert Person.objects.count() == before
    assert client.get(open_door).status_code == 200
    assert client.post(open_door, whole, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_a_minute_later_one_more_comes_in_and_no_address_is_kept(
    open_door: str, client: Client
) -> None:
    for _one in range(NEWCOMERS.burst + 1):
        client.post(open_door, {})
    assert "127.0.0.1" not in str(list(Bucket.objects.values()))
    for row in Bucket.objects.all():
        row.at -= timedelta(seconds=NEWCOMERS.seconds)
        row.save()
    assert client.post(open_door, {}).status_code == 422
    assert client.post(open_door, {}).status_code == 429
