"""Messages on their page: to and fro, reported, turned off, and opened with a reason both see."""

import pytest

from cairn.records.conversations.models import Message
from tests.cast import Cast
from tests.web.conftest import As

WORDS = "Shall we walk by the river?"


@pytest.fixture
def at(stage: Cast) -> str:
    return f"/mentorships/{stage.mentorship}/messages/"


def page(as_: As, name: str, address: str) -> str:
    answer = as_(name).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def hidden(text: str, name: str) -> str:
    return text.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def write(as_: As, name: str, at: str, words: str = WORDS) -> None:
    sent = {"id": hidden(page(as_, name, at), "id"), "text": words}
    browser = as_(name)
    for _ in range(2):
        assert browser.post(at, sent).status_code == 302


def test_a_message_goes_arrives_and_is_read(as_: As, at: str) -> None:
    write(as_, "Bo", at)
    assert Message.objects.count() == 1
    assert "· Sent" in page(as_, "Bo", at)
    assert "1 new message" in page(as_, "Ana", "/today/")
    assert WORDS not in page(as_, "Ana", "/today/")
    assert "· Arrived" in page(as_, "Bo", at)
    assert WORDS in page(as_, "Ana", at)
    assert "· Read" in page(as_, "Bo", at)
    assert "new message" not in page(as_, "Ana", "/today/")


def test_an_empty_message_stays_on_the_form(as_: As, at: str) -> None:
    answer = as_("Ana").post(at, {"text": " "})
    assert answer.status_code == 422
    assert "Write a few words first." in answer.content.decode()


def test_a_report_reaches_the_supervisor_who_reads_only_with_a_reason(as_: As, at: str) -> None:
    write(as_, "Bo", at)
    found = page(as_, "Ana", at)
    as_("Ana").post(at, {"act": "report", "which": hidden(found, "which")})
    assert "You asked the supervisor to look at this." in page(as_, "Ana", at)
    assert "Someone asks you to look at a message" in page(as_, "Cy", "/today/")
    assert as_("Cy").get(at).status_code == 403
    assert as_("Cy").post(f"{at}open/", {"reason": ""}).status_code == 422
    assert as_("Cy").post(f"{at}open/", {"reason": "Ana asked me"}).status_code == 302
    assert WORDS in page(as_, "Cy", at)
    assert as_("Cy").post(at, {"text": "Hello"}).status_code == 403
    for name in ("Ana", "Bo"):
        both = page(as_, name, at)
        assert "Cy opened your messages" in both
        assert "Ana asked me" in both


def test_messages_are_turned_off_and_on_again(as_: As, at: str) -> None:
    as_("Ana").post(at, {"act": "hush"})
    assert "Ana wants no messages for now" in page(as_, "Bo", at)
    assert as_("Bo").post(at, {"text": WORDS}).status_code == 403
    as_("Ana").post(at, {"act": "hear"})
    write(as_, "Bo", at)


def test_a_long_thread_is_light_and_goes_back(as_: As, at: str) -> None:
    for number in range(21):
        write(as_, "Ana", at, f"word number {number}.")
    found = page(as_, "Bo", at)
    assert "word number 20." in found
    assert "word number 0." not in found
    assert len(found) < 40_000
    assert "word number 0." in page(as_, "Bo", f"{at}?from=20")


def test_what_is_not_there_is_not_found(as_: As, at: str) -> None:
    for which in ("", "nothing", "7f1d3c52-5c0b-4f59-9d2e-0d7c1c1a0001"):
        assert as_("Ana").post(at, {"act": "report", "which": which}).status_code == 404
